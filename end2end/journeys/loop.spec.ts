// The main job, once through: roster in, plan, publish, practise, grade, attend, certify, verify.
import type { Page } from "@playwright/test";
import { firstSignIn, letIn, signIn, signOut } from "../support/people.js";
import { practise } from "../support/practise.js";
import { makePlan, publish, setClockTo } from "../support/programme.js";
import { accessible, expect, testAlone as test } from "../support/test.js";

const trainee = { name: "Kiran Besra", mobile: "0000091001" };
const roster = [
  "S.No.,Name,Designation,Facility,Block,District,Mobile,Sex",
  `1,${trainee.name},Clerk,Sadar Hospital Muzaffarpur,,Muzaffarpur,${trainee.mobile},Female`,
  "2,Nameless Nobody,Astronaut,Sadar Hospital Muzaffarpur,,Muzaffarpur,0000091002,Male",
].join("\n");

test("from the roster to a certificate that anyone can verify", async ({ page, context, language, javaScriptEnabled, shot }) => {
  test.setTimeout(300_000);

  await test.step("the officer imports a roster: a dry run first, the faulty row is named, the good one comes in", async () => {
    await signIn(page, "officer");
    await importRoster(page);
    await shot("loop-import");
  });

  await test.step("a plan is made in the background, looked at, and published", async () => {
    await makePlan(page);
    await shot("loop-plan");
    await publish(page);
  });

  const session = await test.step("the new person signs in with the code of the slip and sees when and where", async () => {
    const code = await letIn(page, trainee.mobile);
    await signOut(page);
    await firstSignIn(page, code, "kiran-likes-litchis");
    await expect(page.locator(".who")).toContainText(trainee.name);
    await page.goto("/my");
    const card = page.locator("li.card", { hasText: "M01" });
    await expect(card).toBeVisible();
    await shot("loop-my");
    return await card.locator("h3 a").getAttribute("href");
  });

  await test.step("one tap starts the practice; the grade says why", async () => {
    await page.locator("li.card", { hasText: "M01" }).locator("form[action$='/start'] button").click();
    await practise(page, language, shot);
    await signOut(page);
  });

  await test.step("on the day of the session attendance is marked", async () => {
    await signIn(page, "officer");
    await setClockTo(page, session!);
    await page.goto(`${session}/attendance`);
    const row = page.locator("li.card", { hasText: trainee.name });
    await row.locator("button[value=present]").click();
    await expect(row.locator("button[value=present]")).toHaveAttribute("aria-pressed", "true");
    await shot("loop-attendance");
    await page.reload();
    await expect(page.locator("li.card", { hasText: trainee.name }).locator("button[value=present]")).toHaveAttribute("aria-pressed", "true");
  });

  const number = await test.step("who meets the rules gets the certificate", async () => {
    await page.goto("/certificates/due?module=M01");
    await page.locator("tr", { hasText: trainee.name }).locator("form[action='/certificates/issue'] button").click();
    await expect(page.locator("main .note.good[role=status]")).toBeVisible();
    await shot("loop-certificate");
    const address = await page.locator("a[href*='/verify/']").first().getAttribute("href");
    return new URL(address!, page.url()).pathname.split("/").pop()!;
  });

  await test.step("anyone verifies it by its number, without signing in", async () => {
    await signOut(page);
    await context.clearCookies({ name: "abhyas" });
    await page.goto("/verify");
    await page.locator("input[name=number]").fill(number);
    await page.locator("main form button[type=submit]").click();
    await expect(page.locator("main .note.good")).toBeVisible();
    await expect(page.locator("main")).toContainText(trainee.name);
    await shot("loop-verify");
    if (javaScriptEnabled) await accessible(page);
  });
});

async function importRoster(page: Page): Promise<void> {
  await page.goto("/people/import");
  await page.locator("input[type=file]").setInputFiles({ name: "roster.csv", mimeType: "text/csv", buffer: Buffer.from(roster) });
  await page.locator("main form button[type=submit]").first().click();
  await expect(page.locator("main")).toContainText("Astronaut");
  await page.locator("form[action$='/apply'] button[type=submit]").click();
  await expect(page.locator("main .note.good[role=status]")).toBeVisible();
}
