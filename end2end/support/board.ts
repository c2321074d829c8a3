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
