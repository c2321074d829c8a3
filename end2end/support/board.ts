// What the journeys of the schedule board share.
import type { Locator, Page } from "@playwright/test";
import { accessible as axe, expect, testAlone } from "./test.js";

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
