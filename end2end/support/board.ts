// What the journeys of the schedule board share.
import type { Browser, Locator, Page } from "@playwright/test";
import { account, people, signIn } from "./people.js";
import { accessible as axe, expect, testAlone, watch, type Language } from "./test.js";

export const awake = "html[data-islands=awake]";

/** The board of the draft, where the week in view has sessions. */
export async function openBoard(page: Page): Promise<string> {
  await page.goto("/plans");
  await page.locator("main table a").first().click();
  await page.locator("a[href$='/board']").click();
  await expect(page.locator(".sess").first()).toBeVisible();
  return page.url();
}

export const place = async (card: Locator) => {
  const cell = card.locator("xpath=ancestor::td");
  return `${await cell.getAttribute("data-slot")}@${await cell.getAttribute("data-room")}`;
};

/** Axe is a script of the page: what it finds is the same without scripts. */
export async function accessible(page: Page): Promise<void> {
  if (testAlone.info().project.use.javaScriptEnabled !== false) await axe(page);
}

export const recent = (page: Page) => page.locator("main section.card ul li");

/** The first of several sessions whose page is as wanted; pages are only fetched, which is far quicker than looking at each. */
export async function first(
  page: Page,
  ids: string[],
  address: (id: string) => string,
  wanted: (html: string) => boolean,
): Promise<string> {
  for (const id of ids) {
    if (wanted(await (await page.request.get(address(id))).text())) return id;
  }
  throw new Error(`none of ${ids.length} sessions will do`);
}

/** The coordinator, in a browser of her own. */
export async function second(browser: Browser, baseURL: string, language: Language, scripts: boolean | undefined) {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: scripts ?? true, locale: "hi-IN" });
  await context.addCookies([{ name: "lang", value: language, url: baseURL }]);
  const insist = watch(context);
  const page = await context.newPage();
  expect(people).toContain("coordinator");
  await signIn(page, account("coordinator"));
  const close = async () => {
    await context.close();
    insist();
  };
  return { page, close };
}
