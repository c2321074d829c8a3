// A patient's way through the hospital without paper: registered, a token, the consultation with a laboratory order, the
// sample, the verified report, the prescription, the medicine from the batch that expires first.
import type { Page } from "@playwright/test";
import { accepted, actAs, register, send } from "../support/hospital.js";
import { signIn } from "../support/people.js";
import { accessible, expect, testAlone as test } from "../support/test.js";

test("from the registration desk to the medicine, each step in the role whose work it is", async ({ page, javaScriptEnabled, shot }) => {
  test.setTimeout(240_000);
  const look = async (name: string) => {
    await shot(`outpatient-${name}`);
    if (javaScriptEnabled) await accessible(page);
  };
  await signIn(page, "trainee");

  const patient = await test.step("the clerk registers her and gives her a token", async () => register(page, "फूलमनी हेम्ब्रम", "रामपुर"));
  const token = await giveToken(page, patient);
  await look("token");

  const encounter = await test.step("the doctor calls her and begins the consultation", async () => {
    await call(page, token);
    const opened = await consult(page, patient, token);
    await look("consultation");
    return opened;
  });

  await test.step("the laboratory takes the sample, enters, verifies and releases", async () => {
    const specimen = await collect(page, patient);
    await look("label");
    await result(page, specimen);
    await release(page, patient);
    await look("report");
  });

  await test.step("the doctor sees the report, prescribes and closes", async () => {
    await actAs(page, "doctor", `/hospital/opd/patients/${patient}/results`);
    await expect(page.locator("main")).toContainText("11.2");
    await page.goto(encounter);
    await prescribe(page);
    await look("prescription");
    await send(page, "/sign-close");
  });

  await test.step("a fresh batch has come; the pharmacist dispenses from the one on the shelf that expires first", async () => {
    await receive(page, "IFA-NEW", "12/2030");
    await actAs(page, "pharmacist", `/hospital/pharmacy?find=${patient}`);
    await page.locator("a[href*='/hospital/pharmacy/rx/']").first().click();
    const proposed = (await page.locator("select[name='batch-0'] option:checked").textContent())!;
    expect(proposed, "the shelf has batches that expire earlier").not.toContain("IFA-NEW");
    await page.locator("input[name=patient_check]").fill(patient);
    await page.locator("form:has(input[name=patient_check]) button[type=submit]").click();
    await accepted(page);
    await expect(page).toHaveURL(/\/slips\//);
    await expect(page.locator("main")).toContainText(proposed.trim().split(" ")[0]!);
    await look("slip");
  });

  await test.step("her record tells all of it", async () => {
    await page.goto(`/hospital/patients/${patient}/timeline`);
    for (const link of ["/opd/prescriptions/", "/laboratory/reports/", "/pharmacy/slips/"]) {
      await expect(page.locator(`main a[href*='${link}']`).first()).toBeVisible();
    }
    await look("timeline");
  });
});

async function giveToken(page: Page, patient: string): Promise<string> {
  await page.goto(`/hospital/queue/tokens/new?patient=${patient}`);
  await page.locator("button[name=department][value=opd-medicine]").click();
  await expect(page).toHaveURL(/\/slip$/);
  return new URL(page.url()).pathname.split("/").at(-2)!;
}

/** Others may wait already: a call out of turn says why. */
async function call(page: Page, token: string): Promise<void> {
  await actAs(page, "doctor", `/hospital/queue/tokens/${token}/call`);
  const reason = page.locator("textarea[name=reason], input[name=reason]");
  if ((await reason.count()) > 0) await reason.first().fill("बहुत कमज़ोर है, बैठ नहीं सकती");
  await page.locator(`form[action$='/${token}/call'] button[type=submit]`).first().click();
  await accepted(page);
}

/** Begins the consultation, notes vitals, complaint and diagnosis, orders a haemoglobin; gives its address. */
async function consult(page: Page, patient: string, token: string): Promise<string> {
  await page.goto(`/hospital/opd/patients/${patient}/vitals`);
  for (const [name, value] of Object.entries({ systolic: "112", diastolic: "72", pulse: "96", respiration: "18", spo2: "98", weight: "46" })) {
    await page.locator(`form[action$='/vitals'] input[name=${name}]`).fill(value);
  }
  await send(page, "/vitals");
  await page.goto(`/hospital/opd/patients/${patient}/allergies`);
  await page.locator("input[name=none_known]").check();
  await page.locator("form:has(input[name=none_known]) button[type=submit]").first().click();
  await accepted(page);

  await page.goto("/hospital/opd?department=opd-medicine");
  await page.locator(`form[action='/hospital/opd/open']:has(input[value='${token}']) button`).click();
  await expect(page).toHaveURL(/\/opd\/encounters\//);
  const encounter = new URL(page.url()).pathname;
  await page.locator("input[name=complaint]").fill("तीन हफ्ते से कमज़ोरी, चक्कर");
  await page.locator("form[action$='/notes'] input[name=pregnancy][value=no]").check();
  await send(page, "/notes");
  await page.locator("input[name=q]").fill("D50");
  await page.locator("form:has(input[name=q]):not([method=post]) button[type=submit]").click();
  await send(page, "/diagnose");
  await page.locator("input[name=test]").fill("haemoglobin");
  await send(page, "/tests");
  return encounter;
}

/** Takes the sample of the patient who shows her card; gives its number. */
async function collect(page: Page, patient: string): Promise<string> {
  await actAs(page, "laboratory_technician", `/hospital/laboratory/collect/${patient}`);
  await page.locator("input[name=patient]").fill(patient);
  await send(page, `/collect/${patient}`);
  await expect(page).toHaveURL(/\/label$/);
  return new URL(page.url()).pathname.split("/").at(-2)!;
}

async function result(page: Page, specimen: string): Promise<void> {
  await page.goto("/hospital/laboratory");
  await page.locator("form[action$='/receive'] input[name=specimen]").fill(specimen);
  await send(page, "/receive");
  await page.goto(`/hospital/laboratory/specimens/${specimen}`);
  await page.locator("input[name=value_haemoglobin]").fill("11.2");
  await send(page, `/specimens/${specimen}`);
}

/** Verified by somebody else than who entered it where the rules want that, then released. */
async function release(page: Page, patient: string): Promise<void> {
  await actAs(page, "pathologist", `/hospital/laboratory/patients/${patient}`);
  await page.locator("a[href*='/hospital/laboratory/orders/']").first().click();
  if ((await page.locator("form[action$='/verify']").count()) > 0) await send(page, "/verify");
  await send(page, "/release");
}

async function prescribe(page: Page): Promise<void> {
  await page.locator("input[name=product_1]").fill("iron-folic-acid-tab-60");
  await page.locator("button[formaction$='/fill']").click();
  await expect(page.locator("[name=dose_1]")).not.toHaveValue("");
  await page.locator("[name=days_1]").fill("30");
  await page.locator("form[action$='/prescribe'] button[type=submit]:not([formaction])").first().click();
  await accepted(page);
}

/** A delivery to the pharmacy. */
async function receive(page: Page, number: string, expiry: string): Promise<void> {
  await actAs(page, "pharmacist", "/hospital/pharmacy/receive");
  await page.locator("select[name=product]").selectOption("iron-folic-acid-tab-60");
  await page.locator("input[name=number]").fill(number);
  await page.locator("input[name=expiry]").fill(expiry);
  await page.locator("input[name=quantity]").fill("100");
  await page.locator("input[name=supplier]").fill("BMSICL");
  await send(page, "/pharmacy/receive");
}
