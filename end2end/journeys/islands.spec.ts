// What islands add to pages that work without them.
import { signIn } from "../support/people.js";
import { makePlan, publish, setClockTo } from "../support/programme.js";
import { expect, test, testAlone } from "../support/test.js";

const awake = "html[data-islands=awake]";

test("people are suggested while one types, by keyboard", async ({ page }) => {
  await signIn(page, "officer");
  await page.goto("/people");
  await page.waitForSelector(awake);
  const field = page.locator("input[role=combobox]");
  await field.pressSequentially("san");
  const first = page.getByRole("option").first();
  await expect(first).toBeVisible();
  await field.press("ArrowDown");
  await expect(first).toHaveAttribute("aria-selected", "true");
  await field.press("Escape");
  await expect(page.getByRole("listbox")).toBeHidden();
  await field.press("a");
  await expect(first).toBeVisible();
  await field.press("ArrowDown");
  await field.press("Enter");
  await page.waitForURL(/\/people\/[^/?]+$/);
});

testAlone("the page of a plan follows it and shows the plan at its end", async ({ page }) => {
  await signIn(page, "officer");
  await page.goto("/plans");
  await page.locator("input[name=seconds]").fill("4");
  await page.locator("form[action='/plans'] button[type=submit]").click();
  await page.waitForSelector(awake);
  const bar = page.locator("progress");
  await expect.poll(async () => Number(await bar.getAttribute("value"))).toBeGreaterThan(0);
  await expect(page.locator("a[href$='/preview']")).toBeVisible({ timeout: 60_000 });
});

testAlone("attendance taps are kept while the network is away, and sent when it is back", async ({ page, context }) => {
  test.setTimeout(180_000);
  await signIn(page, "officer");
  await makePlan(page);
  await publish(page);
  await page.goto("/sessions");
  const session = (await page.locator("main tbody a[href^='/sessions/']").first().getAttribute("href"))!;
  await setClockTo(page, session);
  await page.goto(`${session}/attendance`);
  await page.waitForSelector(awake);
  const row = page.locator("form[data-person]").first();
  const state = row.locator("[data-state]");

  await row.locator("button[value=present]").click();
  await expect(state).toHaveAttribute("data-state", "saved");
  await row.locator("[data-undo]").click();
  await expect(row.locator("button[value=present]")).toHaveAttribute("aria-pressed", "false");
  await expect(state).toHaveAttribute("data-state", "saved");

  await context.setOffline(true);
  await row.locator("button[value=absent]").click();
  await expect(state).toHaveAttribute("data-state", "waiting");
  await context.setOffline(false);
  await expect(state).toHaveAttribute("data-state", "saved");
  await page.reload();
  await expect(page.locator("form[data-person]").first().locator("button[value=absent]")).toHaveAttribute("aria-pressed", "true");
});
