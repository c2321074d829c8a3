// A plan as pictures, as files, on paper; and back from a spreadsheet as a draft.
import type { Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { signIn } from "../support/people.js";
import { accessible as axe, expect, fits, pick, testAlone } from "../support/test.js";
import { edited } from "../support/workbook.js";

/** Axe is a script of the page: what it finds is the same without scripts. */
async function accessible(page: Page): Promise<void> {
  if (testAlone.info().project.use.javaScriptEnabled !== false) await axe(page);
}

async function openPlan(page: Page): Promise<string> {
  await page.goto("/plans");
  await page.locator("main table a").first().click();
  await expect(page.locator("svg.chart").first()).toBeVisible();
  return new URL(page.url()).pathname;
}

/** Clicks a link that downloads, and gives what came. */
async function download(page: Page, ending: string): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.locator(`p.row a[href*='export.${ending}']`).first().click(),
  ]);
  const path = testAlone.info().outputPath(`plan.${ending}`);
  await file.saveAs(path);
  return path;
}

testAlone("a plan is shown in pictures first, each with its table", async ({ page, shot }) => {
  await signIn(page, "officer");
  const plan = await openPlan(page);
  const pictures = page.locator("svg.chart[role=img]");
  await expect(pictures).toHaveCount(4);
  for (const picture of await pictures.all()) expect(await picture.getAttribute("aria-label")).toMatch(/\d/);
  await accessible(page);
  await fits(page);
  await shot("plan-pictures");
  for (const table of await page.locator(".charts details > summary").all()) await table.click();
  await expect(page.locator(".charts table:visible")).toHaveCount(4);
  await expect(page.locator(".charts table").nth(3).locator("tbody tr")).toHaveCount(4);
  await accessible(page);
  await fits(page);
  await page.goto(`${plan}?by=pictures&of=load`);
  await expect(page.locator("main table tbody tr").first()).toBeVisible();
  await accessible(page);
});

testAlone("files are downloaded and pages printed", async ({ page, language, shot, browserName }) => {
  await signIn(page, "officer");
  const plan = await openPlan(page);
  await page.goto(`${plan}?by=venue`);
  await page.locator("main tbody th a").first().click();
  expect(readFileSync(await download(page, "xlsx")).subarray(0, 2).toString()).toBe("PK");
  expect(readFileSync(await download(page, "ics")).toString()).toContain("BEGIN:VEVENT");
  await page.locator("p.row a[href*='/print?']").click();
  await expect(page.locator("article.leaf h1")).toBeVisible();
  expect(await page.locator("html").getAttribute("lang")).toBe(language);
  await accessible(page);
  await fits(page);
  await page.locator("a[href*='names=1']").click();
  await expect(page.locator("ol.names li").first()).toBeVisible();
  await accessible(page);
  await fits(page);
  await shot("plan-print");
  // As paper: no menu, no buttons; and Chromium makes a PDF of it.
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("nav.nav")).toBeHidden();
  await expect(page.locator("a[href*='/print?']")).toBeHidden();
  if (browserName === "chromium") {
    const pdf = await page.pdf({ path: testAlone.info().outputPath("plan.pdf"), preferCSSPageSize: true });
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  }
});

testAlone("a workbook that comes back is looked over and becomes a draft", async ({ page, language, shot }) => {
  await signIn(page, "officer");
  const plan = await openPlan(page);
  await page.goto(`${plan}?by=module`);
  const file = await download(page, "xlsx");

  // What is no workbook is refused, with what to do.
  await page.goto("/plans");
  await page.locator("input[type=file]").setInputFiles({ name: "x.xlsx", mimeType: "text/plain", buffer: Buffer.from("no") });
  await page.locator("form[action='/plans/import'] button").click();
  await expect(page.locator(".error-summary")).toBeVisible();
  await accessible(page);
  await fits(page);
  await shot("plan-file-refused");

  // The date stands where a room is named in row 2, so that row is wrong; row 3 is taken out.
  const buffer = edited(readFileSync(file), [["A2", "G2"]], [3]);
  const mimeType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  await page.locator("input[type=file]").setInputFiles({ name: "plan.xlsx", mimeType, buffer });
  await page.locator("form[action='/plans/import'] button").click();
  await expect(page.locator("h1")).toContainText("plan.xlsx");
  await accessible(page);
  await fits(page);
  await shot("plan-file-checked");
  const fact = (name: string) => page.locator(`dl.facts dt:text-is("${name}") + dd`);
  await expect(fact(pick(language, "हटाए गए सत्र", "Removed sessions"))).toHaveText("1");
  await expect(fact(pick(language, "गलत पंक्तियाँ", "Rows with a fault"))).toHaveText("1");
  await expect(page.locator("main table tbody tr")).toContainText(pick(language, "पंक्ति 2, कॉलम G", "row 2, column G"));
  await page.locator("form[action*='/plans/import/'] button").click();
  await expect(page.locator("main .note.good[role=status]")).toBeVisible();
  expect(new URL(page.url()).pathname).not.toBe(plan);
  await expect(page.locator("svg.chart").first()).toBeVisible();
});
