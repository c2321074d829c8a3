// A cohort of five in one hospital, five browsers at once: each in their own role, each told what the others do; and a
// start-over by the mentor in the middle of it, which is taken back.
import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import { accepted, register, send } from "../support/hospital.js";
import { call, collect, consult, fillVitals, giveToken, noAllergies, prescribe, receive, release, result, vitals } from "../support/outpatient.js";
import { firstSignIn, importPeople, letIn, signIn, signOut } from "../support/people.js";
import { accessible, expect, pick, testAlone as test, watch } from "../support/test.js";

const people = {
  clerk: { name: "Asha Devi", mobile: "0000092001", roles: ["clerk"] },
  nurse: { name: "Binita Toppo", mobile: "0000092002", roles: ["nurse"] },
  doctor: { name: "Chandan Kumar", mobile: "0000092003", roles: ["doctor"] },
  laboratory: { name: "Dilip Ram", mobile: "0000092004", roles: ["laboratory_technician", "pathologist"] },
  pharmacist: { name: "Ekta Sinha", mobile: "0000092005", roles: ["pharmacist"] },
} as const;
type Who = keyof typeof people;
const everybody = Object.keys(people) as Who[];

test("five people work in one hospital and are told what the others do", async ({ page, browser, baseURL, language, javaScriptEnabled, shot }, info) => {
  test.setTimeout(420_000);
  const { viewport, deviceScaleFactor, isMobile, hasTouch, timezoneId, locale } = info.project.use;
  const screen: BrowserContextOptions = { viewport, deviceScaleFactor, isMobile, hasTouch, timezoneId, locale, javaScriptEnabled, baseURL };

  const codes = await test.step("the officer takes the five in; the mentor makes the cohort and opens its hospital", async () => {
    await signIn(page, "officer");
    await importPeople(page, Object.values(people));
    const made = {} as Record<Who, string>;
    for (const who of everybody) made[who] = await letIn(page, people[who].mobile);
    await signOut(page);
    await signIn(page, "mentor");
    await makeCohort(page);
    await shot("cohort-made");
    if (javaScriptEnabled) await accessible(page);
    return made;
  });

  const opened = await Promise.all(everybody.map(async (who) => openBrowser(browser, screen, language, codes[who])));
  const pages = Object.fromEntries(everybody.map((who, at) => [who, opened[at]!.page])) as Record<Who, Page>;
  const { clerk, nurse, doctor, laboratory, pharmacist } = pages;
  /** Told with scripts on the page that is open, without them on the hospital's first page. */
  const isTold = async (who: Who, by: string) => {
    if (javaScriptEnabled) return expect(pages[who].locator(".live")).toContainText(by);
    await pages[who].goto("/hospital");
    await expect(pages[who].locator("main")).toContainText(by);
  };

  const [patient, token] = await test.step("the clerk registers her and gives her a token; the others are told", async () => {
    const patient = await register(clerk, "सुगिया मुर्मू", "रामपुर");
    const token = await giveToken(clerk, patient);
    for (const who of ["nurse", "doctor", "laboratory", "pharmacist"] as const) await isTold(who, people.clerk.name);
    return [patient, token];
  });

  await test.step("the mentor starts the hospital over while two are typing: both are told, and nothing typed is lost", async () => {
    await fillVitals(nurse, patient);
    await clerk.goto("/hospital/unknown");
    await clerk.locator("input[name=sex][value=male]").check();
    await clerk.locator("input[name=age]").fill("45");
    await clerk.locator("textarea[name=description]").fill("हरी कमीज, बस अड्डे से लाए गए");
    await page.goto("/hospital");
    await page.locator("form[action='/hospital/reset'] button").click();
    await accepted(page);
    if (javaScriptEnabled) {
      await expect(nurse.locator(".live .warn")).toContainText(pick(language, "फिर से शुरू किया", "started this hospital over"));
      await expect(nurse.locator("input[name=systolic]"), "the page stays as it is").toHaveValue("112");
    }
    const words = pick(language, "यह अस्पताल इस बीच फिर से शुरू हो गया है।", "This hospital was started over meanwhile.");
    await nurse.locator("form[action$='/vitals'] button[type=submit]").first().click();
    await expect(nurse.locator("main")).toContainText(words);
    await expect(nurse.locator("main"), "her record is gone; what was typed is shown").toContainText("112");
    await clerk.locator("form[action='/hospital/unknown'] button[type=submit]").click();
    await expect(clerk.locator(".error-summary")).toContainText(words);
    await expect(clerk.locator("textarea[name=description]")).toHaveValue("हरी कमीज, बस अड्डे से लाए गए");
    await doctor.goto("/hospital");
    await expect(doctor.locator("main")).toContainText(pick(language, "फिर से शुरू किया", "started this hospital over"));
    await page.goto("/hospital/history");
    await send(page, "/hospital/history/undo");
    await clerk.goto(`/hospital/patients/${patient}`);
    await expect(clerk.locator("main")).toContainText("सुगिया मुर्मू");
  });

  const encounter = await test.step("the nurse takes the vital signs, the doctor sees them come and consults", async () => {
    await doctor.goto("/hospital");
    await vitals(nurse, patient);
    await isTold("doctor", people.nurse.name);
    await noAllergies(nurse, patient);
    await call(doctor, token);
    return consult(doctor, token);
  });

  await test.step("the laboratory is told of the order, and the doctor of the report", async () => {
    await doctor.goto("/hospital");
    await laboratory.goto("/hospital");
    await expect(laboratory.locator("main"), "what was done before the page was opened stands on the first page").toContainText(people.doctor.name);
    await result(laboratory, await collect(laboratory, patient));
    await release(laboratory, patient);
    await isTold("doctor", people.laboratory.name);
  });

  await test.step("the doctor prescribes and closes; the pharmacist dispenses", async () => {
    await receive(pharmacist, "IFA-TOGETHER", "06/2028");
    await doctor.goto(encounter);
    await prescribe(doctor);
    await send(doctor, "/sign-close");
    await isTold("pharmacist", people.doctor.name);
    await pharmacist.goto(`/hospital/pharmacy?find=${patient}`);
    await pharmacist.locator("a[href*='/hospital/pharmacy/rx/']").first().click();
    await pharmacist.locator("input[name=patient_check]").fill(patient);
    await pharmacist.locator("form:has(input[name=patient_check]) button[type=submit]").click();
    await accepted(pharmacist);
    await expect(pharmacist).toHaveURL(/\/slips\//);
  });

  await test.step("the history says who did what; who is taken out finds nothing", async () => {
    await page.goto("/hospital/history");
    await shot("cohort-history");
    let told = await page.locator("main").innerText();
    for (const older = page.locator("main a[href*='before=']"); (await older.count()) > 0; ) {
      await older.click();
      told += await page.locator("main").innerText();
    }
    for (const who of everybody) expect(told).toContain(people[who].name);
    if (javaScriptEnabled) await accessible(page);
    await nurse.goto("/cohorts");
    await nurse.locator("main a[href^='/cohorts/']").first().click();
    const cohort = new URL(nurse.url()).pathname;
    await page.goto(cohort);
    await page.getByRole("row", { name: new RegExp(people.nurse.name) }).locator("a[href*='/members/']").click();
    await page.locator("form[action$='/remove'] button").click();
    expect((await nurse.goto(cohort))?.status()).toBe(404);
    await nurse.goto("/hospital");
    await expect(nurse.locator("main")).not.toContainText(people.doctor.name);
  });

  for (const one of opened) await one.close();
});

async function makeCohort(page: Page): Promise<void> {
  await page.goto("/cohorts/new");
  await page.locator("input[name=name]").fill("Morning");
  await page.locator("form[action='/cohorts'] button[type=submit]").click();
  await expect(page).toHaveURL(/\/cohorts\/[0-9a-f]+$/);
  for (const { mobile, roles } of Object.values(people)) {
    await page.locator("input[name=staff_id]").fill(mobile);
    for (const role of roles) await page.locator(`input[name=roles][value=${role}]`).check();
    await send(page, "/members");
  }
  await send(page, "/open");
  await page.locator("form[action='/hospital/enter'] button").click();
  await expect(page).toHaveURL(/\/hospital$/);
}

/** A browser of somebody who signs in for the first time and goes into the cohort's hospital. */
async function openBrowser(browser: Browser, screen: BrowserContextOptions, language: string, code: string): Promise<{ page: Page; close: () => Promise<void> }> {
  const context = await browser.newContext(screen);
  await context.addCookies([{ name: "lang", value: language, url: screen.baseURL! }]);
  const insist = watch(context);
  const page = await context.newPage();
  await firstSignIn(page, code, "mango-tree-by-the-well");
  await page.goto("/hospital");
  await page.locator("form[action='/hospital/enter'] button").click();
  await expect(page).toHaveURL(/\/hospital$/);
  return {
    page,
    close: async () => {
      await context.close();
      insist();
    },
  };
}
