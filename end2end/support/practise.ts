// Exercise M01-E1, worked through on the hospital's own screens.
import { expect, type Locator, type Page } from "@playwright/test";
import { read, type Story } from "./story.js";
import type { Language } from "./test.js";

/** From the page of a fresh attempt to its grade. */
export async function practise(page: Page, language: Language, shot: (name: string) => Promise<void>): Promise<void> {
  const attempt = page.url();
  const story = read(await page.locator("main").innerText(), language);
  await shot("loop-exercise");
  await page.locator("form[action='/hospital/enter'] button[type=submit]").click();

  const [kept, second] = await bothRecords(page, story);
  for (const record of [second, kept]) await page.goto(record);
  await linkAbha(page, kept, story);
  await registerNewborn(page, kept, story);
  await merge(page, kept, second);
  await shot("loop-merged");

  await page.goto(`${attempt}/finish`);
  await page.locator("form[action$='/finish'] button[type=submit]").click();
  await expect(page.locator("main")).toContainText("100");
  await shot("loop-grade");
}

/** Searches by name and village; gives the addresses of her two records, the one with the mobile number first. */
async function bothRecords(page: Page, story: Story): Promise<[string, string]> {
  await page.goto("/hospital/patients");
  await page.locator("input[name=query]").fill(story.woman);
  await page.locator("input[name=village]").fill(story.village);
  await page.locator("form[action='/hospital/patients/search'] button[type=submit]").click();
  const age = new RegExp(`(^|\\D)${story.age}(\\D|$)`);
  // Others of her name may be of her age: hers are the rows that were found by the village, too (last column).
  const byVillage = page.locator("td:last-child", { hasText: /गाँव|village/i });
  const rows = page.locator("main tbody tr").filter({ hasText: age, has: byVillage });
  const address = async (row: Locator) => (await row.locator("a").first().getAttribute("href"))!;
  const kept = rows.filter({ hasText: story.mobile });
  await expect(kept).toHaveCount(1);
  const second = rows.filter({ hasNotText: story.mobile });
  await expect(second, "her other record, told from namesakes by age and village").toHaveCount(1);
  return [await address(kept), await address(second)];
}

async function linkAbha(page: Page, record: string, story: Story): Promise<void> {
  await page.goto(`${record}/abha`);
  await page.locator("input[name=abha_number]").fill(story.abha);
  await page.locator("input[name=abha_method][value=qr]").check();
  await page.locator("input[name=abha_consent]").check();
  await page.locator("form[action$='/abha'] button[type=submit]:not([formaction])").click();
  await page.goto(`${record}/abha`);
  await page.locator("form[action$='/abha/link'] button[type=submit]").click();
}

async function registerNewborn(page: Page, mother: string, story: Story): Promise<void> {
  await page.goto(`${mother}/newborn`);
  await page.locator(`input[name=sex][value=${story.girl ? "female" : "male"}]`).check();
  await page.locator("input[name=weight_grams]").fill(story.weight);
  await page.locator("form[action$='/newborn'] button[type=submit]").click();
  await expect(page.locator("main .error-summary")).toHaveCount(0);
}

/** Proposed in one role, approved and carried out in another. */
async function merge(page: Page, kept: string, second: string): Promise<void> {
  await page.goto(`${kept}/merge`);
  await page.locator("input[name=duplicate]").fill(second.split("/").pop()!);
  await page.locator("textarea[name=reason]").fill("उम्र, पति और गाँव एक; वर्तनी अलग");
  await page.locator("form[action$='/merge'] button[type=submit]").click();
  await page.goto("/hospital/merges");
  await page.locator("form[action='/hospital/persona']:has(input[name=persona][value=supervisor]) button").first().click();
  for (const step of ["approve", "complete"]) {
    await page.goto("/hospital/merges");
    await page.locator(`form[action$='/${step}'] button[type=submit]`).click();
  }
}
