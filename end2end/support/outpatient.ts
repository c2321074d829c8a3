// The steps of an out-patient's way, each in the role whose work it is.
import { expect, type Page } from "@playwright/test";
import { accepted, actAs, send } from "./hospital.js";

export async function giveToken(page: Page, patient: string): Promise<string> {
  await page.goto(`/hospital/queue/tokens/new?patient=${patient}`);
  await page.locator("button[name=department][value=opd-medicine]").click();
  await expect(page).toHaveURL(/\/slip$/);
  return new URL(page.url()).pathname.split("/").at(-2)!;
}

/** Others may wait already: a call out of turn says why. */
export async function call(page: Page, token: string): Promise<void> {
  await actAs(page, "doctor", `/hospital/queue/tokens/${token}/call`);
  const reason = page.locator("textarea[name=reason], input[name=reason]");
  if ((await reason.count()) > 0) await reason.first().fill("बहुत कमज़ोर है, बैठ नहीं सकती");
  await page.locator(`form[action$='/${token}/call'] button[type=submit]`).first().click();
  await accepted(page);
}

/** Opens the form of the vital signs and fills it in, without sending it. */
export async function fillVitals(page: Page, patient: string): Promise<void> {
  await page.goto(`/hospital/opd/patients/${patient}/vitals`);
  for (const [name, value] of Object.entries({ systolic: "112", diastolic: "72", pulse: "96", respiration: "18", spo2: "98", weight: "46" })) {
    await page.locator(`form[action$='/vitals'] input[name=${name}]`).fill(value);
  }
}

export async function vitals(page: Page, patient: string): Promise<void> {
  await fillVitals(page, patient);
  await send(page, "/vitals");
}

/** Asks about allergies; none is known. */
export async function noAllergies(page: Page, patient: string): Promise<void> {
  await page.goto(`/hospital/opd/patients/${patient}/allergies`);
  await page.locator("input[name=none_known]").check();
  await page.locator("form:has(input[name=none_known]) button[type=submit]").first().click();
  await accepted(page);
}

/** Begins the consultation, notes complaint and diagnosis, orders a haemoglobin; gives its address. */
export async function consult(page: Page, token: string): Promise<string> {
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
export async function collect(page: Page, patient: string): Promise<string> {
  await actAs(page, "laboratory_technician", `/hospital/laboratory/collect/${patient}`);
  await page.locator("input[name=patient]").fill(patient);
  await send(page, `/collect/${patient}`);
  await expect(page).toHaveURL(/\/label$/);
  return new URL(page.url()).pathname.split("/").at(-2)!;
}

/** The sample reaches the laboratory. */
export async function receiveSample(page: Page, specimen: string): Promise<void> {
  await page.goto("/hospital/laboratory");
  await page.locator("form[action$='/receive'] input[name=specimen]").fill(specimen);
  await send(page, "/receive");
}

export async function result(page: Page, specimen: string): Promise<void> {
  await receiveSample(page, specimen);
  await page.goto(`/hospital/laboratory/specimens/${specimen}`);
  await page.locator("input[name=value_haemoglobin]").fill("11.2");
  await send(page, `/specimens/${specimen}`);
}

/** Verified by somebody else than who entered it where the rules want that, then released. */
export async function release(page: Page, patient: string): Promise<void> {
  await actAs(page, "pathologist", `/hospital/laboratory/patients/${patient}`);
  await page.locator("a[href*='/hospital/laboratory/orders/']").first().click();
  if ((await page.locator("form[action$='/verify']").count()) > 0) await send(page, "/verify");
  await send(page, "/release");
}

export async function prescribe(page: Page): Promise<void> {
  await page.locator("input[name=product_1]").fill("आयरन + फोलिक एसिड 60 mg + 0.5 mg (गोली)");
  await page.locator("button[formaction$='/fill']").click();
  await expect(page.locator("[name=dose_1]")).not.toHaveValue("");
  await page.locator("[name=days_1]").fill("30");
  await page.locator("form[action$='/prescribe'] button[type=submit]:not([formaction])").first().click();
  await accepted(page);
}

/** A delivery to the pharmacy. */
export async function receive(page: Page, number: string, expiry: string): Promise<void> {
  await actAs(page, "pharmacist", "/hospital/pharmacy/receive");
  await page.locator("select[name=product]").selectOption("iron-folic-acid-tab-60");
  await page.locator("input[name=number]").fill(number);
  await page.locator("input[name=expiry]").fill(expiry);
  await page.locator("input[name=quantity]").fill("100");
  await page.locator("input[name=supplier]").fill("BMSICL");
  await send(page, "/pharmacy/receive");
}
