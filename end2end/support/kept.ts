// The pages on which the Rust tests saw each refusal (`abhyas_kit::testing::Seen`), and how a browser is shown them.
import type { Page, Response } from "@playwright/test";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");
const folder = process.env.ABHYAS_SEEN ?? join(root, "target/seen");
const site = join(root, "target/site/manifest.json");

/** The tests' names for what they cover. */
export const areas = ["hospital", "queue", "opd", "laboratory", "pharmacy", "cohorts"] as const;
export type Area = (typeof areas)[number];

/** A page that shows a refusal, or the warning that came with a success. The texts have `{names}` where values stand. */
export type Kept = { code: string; path: string; status: number; message: string; next: string; html: string };
export type List = { codes: string[]; unseen: { code: string; why: string }[] };

const packages = ["pages-hospital", "pages-queue", "pages-opd", "pages-laboratory", "pages-pharmacy", "web"];
const command = `ABHYAS_SEEN=$PWD/target/seen cargo test ${packages.map((name) => `-p abhyas-${name}`).join(" ")} in_hindi`;

function read<T>(area: Area, name: string): T {
  const file = join(folder, area, `${name}.json`);
  if (!existsSync(file)) throw new Error(`${file} is not there. The Rust tests make it, from the root of the tree:\n${command}`);
  return JSON.parse(readFileSync(file, "utf8")) as T;
}

/** What an area is about. An empty list is none. */
export function list(area: Area): List {
  const found = read<List>(area, "list");
  if (found.codes.length === 0) throw new Error(`the list of ${area} in ${folder} is empty. Make it again:\n${command}`);
  return found;
}

/** The page on which a code was seen; it must be there. */
export function kept(area: Area, code: string): Kept {
  return read<Kept>(area, code);
}

/** Whether an area has seen a code. */
export function isKept(area: Area, code: string): boolean {
  return existsSync(join(folder, area, `${code}.json`));
}

/** Shows kept pages at their own addresses, in the frame of the real server: its styles, scripts, icons and headers. */
export class Shelf {
  private current: Kept | undefined;

  private constructor(private readonly page: Page, private readonly names: Map<string, string>, private readonly policy: string) {}

  static async open(page: Page): Promise<Shelf> {
    const front = (await page.goto("/"))!;
    const shelf = new Shelf(page, await addresses(front), (await front.headerValue("content-security-policy"))!);
    await page.route("**/*", async (route) => {
      const kept = shelf.current;
      if (!kept || !route.request().isNavigationRequest()) return route.fallback();
      const headers = { "content-type": "text/html; charset=utf-8", "content-security-policy": shelf.policy.replace(/'nonce-[^']*'/g, "'nonce-n'") };
      return route.fulfill({ status: kept.status, headers, body: shelf.dressed(kept.html) });
    });
    return shelf;
  }

  async show(kept: Kept): Promise<void> {
    this.current = kept;
    await this.page.goto(kept.path);
  }

  /** With the addresses of the real server's files in place of the tests' own. */
  private dressed(html: string): string {
    return html.replace(/(href|src|data-glue|data-wasm)="(\/assets\/[^"]*)"/g, (_, name: string, address: string) => {
      const real = this.names.get(address);
      if (!real) throw new Error(`the server has no ${address}`);
      return `${name}="${real}"`;
    });
  }
}

/** `/assets/app.css` → `/assets/app.0123abcd.css`, as the server's front page and the islands' manifest name them. */
async function addresses(front: Response): Promise<Map<string, string>> {
  const manifest = JSON.parse(readFileSync(site, "utf8")) as Record<string, string>;
  const names = new Map(Object.entries(manifest).map(([name, hashed]) => [`/assets/${name}`, `/assets/${hashed}`]));
  for (const [address] of (await front.text()).matchAll(/\/assets\/[a-z]+\.[0-9a-f]+\.[a-z]+/g)) names.set(address.replace(/\.[0-9a-f]+\./, "."), address);
  return names;
}
