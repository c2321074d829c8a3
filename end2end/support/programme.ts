// What an officer does with the programme, on its own screens.
import { expect, type Page } from "@playwright/test";

/** Makes a plan and waits until it can be looked at. */
export async function makePlan(page: Page): Promise<void> {
  await page.goto("/plans");
  await page.locator("input[name=seconds]").fill("3");
  await page.locator("form[action='/plans'] button[type=submit]").click();
  // With scripts the page follows the plan and loads itself again; without, the browser is told to look again.
  await expect(page.locator("a[href$='/preview']")).toBeVisible({ timeout: 60_000 });
}

/** Publishes the plan that is shown. */
export async function publish(page: Page): Promise<void> {
  await page.locator("a[href$='/preview']").click();
  await page.locator("form[action$='/publish'] button[type=submit]").click();
  await expect(page.locator("main .note.good[role=status]")).toBeVisible();
}

/** Moves the programme's clock to the evening of a session's day: attendance stays open for two days. */
export async function setClockTo(page: Page, session: string): Promise<void> {
  await page.goto(`${session}/edit`);
  const day = await page.locator("input[name=day]").inputValue();
  await page.goto("/clock");
  await page.locator("input[name=at]").fill(`${day}T18:00`);
  await page.locator("form[action='/clock'] button[type=submit]").first().click();
  await expect(page.locator("main .note.good[role=status]")).toBeVisible();
}
