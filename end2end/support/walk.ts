// Walks through every page that links lead to, one of each kind of address.
import { expect, type Page } from "@playwright/test";
import { accessible, fits, type Language } from "./test.js";

/** `/people/0193…/edit` → `/people/:id/edit`: one page of each kind is enough. */
export function kind(path: string): string {
  // Controls of one test, stock of one medicine.
  const isRow = (before?: string) => before === "qc" || before === "stock";
  const isId = (part: string) => /\d/.test(part) || /^[A-Z]{2,}[A-Z0-9_-]*$/.test(part) || part.startsWith("opd-");
  const one = (part: string, at: number, parts: string[]) => (isId(part) || isRow(parts[at - 1]) ? ":id" : part);
  return path.split("?")[0]!.split("/").map(one).join("/");
}

/** Visits what can be reached from `start`, but for what `leave` names, and looks at each page. Gives the kinds of address that were seen. */
export async function walk(
  page: Page,
  start: string,
  language: Language,
  shot: (name: string) => Promise<void>,
  leave?: RegExp,
): Promise<Set<string>> {
  const seen = new Set<string>([kind(start)]);
  const waiting = [start];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const answer = await page.goto(path);
    expect.soft(answer?.status(), path).toBe(200);
    await look(page, path, language);
    await shot(kind(path).replaceAll("/", "_").replaceAll(":", "") || "_");
    for (const next of await links(page)) {
      if (seen.has(kind(next)) || leave?.test(next)) continue;
      seen.add(kind(next));
      waiting.push(next);
    }
  }
  return seen;
}

async function look(page: Page, path: string, language: Language): Promise<void> {
  await expect.soft(page.locator("html"), path).toHaveAttribute("lang", language);
  await expect.soft(page.locator("h1"), `${path} has one main heading`).toHaveCount(1);
  // Islands wake after the first paint; axe looks at the page as it is used.
  if ((await page.locator("leptos-island").count()) > 0) await page.waitForSelector("html[data-islands=awake]");
  await accessible(page);
  await fits(page);
}

/** The addresses of pages that this page links to: of this site, and no files. */
async function links(page: Page): Promise<string[]> {
  const found = await page.locator("a[href]:not([download])").evaluateAll((all) =>
    all.map((a) => new URL((a as HTMLAnchorElement).href)).filter((url) => url.origin === location.origin).map((url) => url.pathname + url.search),
  );
  return found.filter((path) => !/\.[a-z]+(\?|$)/.test(path) && !/\/(export|download|file)(\?|$)/.test(path));
}
