// What is pinned stays in the next plan; plans begin on a day of their own; something else is tried out and compared.
import type { Page } from "@playwright/test";
import { signIn } from "../support/people.js";
import { accessible as axe, expect, fits, testAlone } from "../support/test.js";

/** Axe is a script of the page: what it finds is the same without scripts. */
async function looksRight(page: Page): Promise<void> {
  if (testAlone.info().project.use.javaScriptEnabled !== false) await axe(page);
  await fits(page);
}

/** Waits until the plan whose page is open is made. */
async function made(page: Page): Promise<void> {
  await expect(async () => {
    await page.reload();
    await expect(page.locator("a[href$='/board']")).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 90_000 });
}

testAlone("what is pinned in a draft is in the next plan, until the pin is removed", async ({ page, shot }) => {
  testAlone.setTimeout(240_000);
  await signIn(page, "officer");
  await page.goto("/plans");
  await page.locator("main table a").first().click();
  await page.locator("a[href$='/board']").click();
  await page.locator(".sess a").first().click();
  await page.locator("a[href^='/plans/pins/new']").click();
  await looksRight(page);
  // Without a reason: what was chosen is still there, and the cursor's way leads to the field.
  await page.locator("input[name=what][value=place]").check();
  await page.locator("form[action='/plans/pins/new'] button[type=submit]").click();
  await expect(page.locator("input[name=what][value=place]")).toBeChecked();
  await expect(page.locator("a[href='#reason']")).toBeVisible();
  await shot("pins-refused");
  await page.locator("#reason").fill("The minister comes");
  await page.locator("form[action='/plans/pins/new'] button[type=submit]").click();
  await expect(page.locator("main")).toContainText("The minister comes");
  await looksRight(page);
  await shot("pins-session");

  await page.goto("/plans");
  await looksRight(page);
  await expect(page.locator("#from")).not.toHaveValue("");
  await page.locator("#seconds").fill("2");
  await page.locator("form[action='/plans'] button[type=submit]").click();
  await made(page);
  await looksRight(page);
  await shot("pins-plan");
  await page.locator("main a[href='/plans/pins']").first().click();
  await expect(page.locator("main table tbody tr")).toHaveCount(1);
  await looksRight(page);
  await shot("pins-list");
  await page.locator("form[action='/plans/pins/remove'] button").click();
  await expect(page.locator("main table")).toHaveCount(0);
  // A week in which nothing is published can not be pinned.
  await page.locator("#day").fill("2027-01-04");
  await page.locator("#reason").fill("Exams");
  await page.locator("form[action='/plans/pins/week'] button[type=submit]").click();
  await expect(page.locator("a[href='#day']")).toBeVisible();
  await expect(page.locator("#reason")).toHaveValue("Exams");
  await looksRight(page);
});

testAlone("a plan is copied with something changed, and the two are compared", async ({ page, shot }) => {
  testAlone.setTimeout(240_000);
  await signIn(page, "officer");
  await page.goto("/plans");
  await page.locator("main table a").first().click();
  // Somebody who holds sessions in this plan.
  await page.locator("a[href$='?by=trainer']").click();
  const who = new URL((await page.locator("main table a").first().getAttribute("href"))!, page.url()).searchParams.get("of")!;
  await page.locator("a[href$='/copy']").click();
  await looksRight(page);
  await shot("whatif-form");
  await page.locator("#name").fill("One week less");
  await page.locator("#seconds").fill("2");
  const go = page.locator("form[action$='/copy'] button[type=submit]:not(.plain, .visually-hidden)");
  await go.click();
  // Nothing was changed, so there is nothing to compare.
  await expect(page.locator("#name")).toHaveValue("One week less");
  await looksRight(page);
  await page.locator("#away").selectOption(who);
  await page.locator("#away_from").fill("2026-11-24");
  await page.locator("#away_to").fill("2027-12-31");
  // One more who is away: nothing typed is lost, and an empty row is none.
  await page.locator("button[name=more][value=away]").click();
  await expect(page.locator("#away_2")).toHaveValue("");
  await expect(page.locator("#away")).toHaveValue(who);
  await expect(page.locator("#away_to")).toHaveValue("2027-12-31");
  await go.click();
  await made(page);
  await looksRight(page);
  await shot("whatif-plan");
  // It rests on what is not so.
  await page.locator("a.button[href$='/preview']").click();
  await expect(page.locator("main")).toContainText("One week less");
  await expect(page.locator("form[action$='/publish']")).toHaveCount(0);
  await page.goBack();
  await page.locator("main li a[href*='/compare?with=']").first().click();
  // As a whole, term by term, by district, and whom it concerns: at least the one who is away.
  await expect(page.locator("main table")).toHaveCount(4);
  const concerned = await page.locator("main table").last().locator("tbody tr").count();
  expect(concerned).toBeGreaterThan(0);
  await looksRight(page);
  await shot("whatif-compare");
  const first = await page.locator("main h1").textContent();
  await page.locator("main a[href*='/compare?with=']").last().click();
  await expect(page.locator("main h1")).toHaveText(first!);
  await expect(page.locator("main table").last().locator("tbody tr")).toHaveCount(concerned);
});
