// The test function of all journeys: it knows the server's address and the language, and insists on a clean console.
import AxeBuilder from "@axe-core/playwright";
import { expect, test as base, type BrowserContext, type Page } from "@playwright/test";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ownServer } from "./server.js";

export type Language = "hi" | "en";
export type Options = { language: Language };
/** Takes a picture of the whole page, or of the screen. */
type Fixtures = { shot: (name: string, fullPage?: boolean) => Promise<void> };

export const test = base.extend<Options & Fixtures>({
  language: ["hi", { option: true }],

  baseURL: async ({}, use) => {
    const url = process.env.ABHYAS_URL;
    if (!url) throw new Error("support/server.ts sets ABHYAS_URL");
    await use(url);
  },

  context: async ({ context, baseURL, language }, use) => {
    await context.addCookies([{ name: "lang", value: language, url: baseURL! }]);
    const insist = watch(context);
    await use(context);
    insist();
  },

  shot: async ({ page }, use, info) => {
    const folder = join("screenshots", info.project.name);
    mkdirSync(folder, { recursive: true });
    await use(async (name, fullPage = true) => {
      await page.screenshot({ path: join(folder, `${name}.png`), fullPage });
    });
  },
});

/** Listens to what the pages of a browser complain of; the answer insists that it was nothing. */
export function watch(context: BrowserContext): () => void {
  const complaints: string[] = [];
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(`${message.page()?.url()}: ${message.text()}`);
  });
  context.on("weberror", (error) => complaints.push(`${error.page()?.url()}: ${error.error().message}`));
  context.on("response", (response) => {
    if (response.status() >= 500) complaints.push(`${response.status()} ${response.url()}`);
  });
  return () => expect(complaints.filter((text) => !expected(text)), "the console is clean").toEqual([]);
}

/** For journeys that change the plan, the clock or the people: each has a server of its own. */
export const testAlone = test.extend({
  baseURL: async ({}, use, info) => {
    const server = await ownServer(`${info.titlePath[0]?.replace(/\W+/g, "-")}-${info.project.name}`);
    await use(server.url);
    await server.stop();
  },
});

/** Chromium reports every answer above 399 and every lost connection as an error; refusals (422), hidden things (404) and a lost network are what some journeys are about. */
function expected(text: string): boolean {
  return /Failed to load resource: (the server responded with a status of (404|422)|net::ERR_INTERNET_DISCONNECTED)/.test(text);
}

export { expect };

/** What axe finds on the page: nothing. Axe is itself a script of the page. The rules are those of WCAG 2.2 AA and axe's own good practice. */
export async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map((v) => `${v.id}: ${v.help} (${v.nodes.map((n) => n.target.join(" ")).join(", ")})`);
  expect.soft(found, `axe on ${page.url()}`).toEqual([]);
}

/** Nothing sticks out of the screen sideways. */
export async function fits(page: Page): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect.soft(over, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(0);
}

/** Picks the text of the journey's language. */
export function pick(language: Language, hi: string, en: string): string {
  return language === "hi" ? hi : en;
}
