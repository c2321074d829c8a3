// Walks a patient through the hospital and takes the pictures of the lessons on the way.
import type { Page } from "@playwright/test";
import { accepted, actAs, send } from "../support/hospital.js";
import { collect, receiveSample } from "../support/outpatient.js";
import { signIn, signOut } from "../support/people.js";
import { picture } from "../support/picture.js";
import { type Language, pick, testAlone as test } from "../support/test.js";

/** The morning of every picture, so that they differ in nothing but the screens. */
const morning = "2026-11-24T10:40";

test("the pictures of the lessons", async ({ page, language }) => {
  await signIn(page, "officer");
  await page.goto("/clock");
  await page.locator("input[name=at]").fill(morning);
  await page.locator("form[action='/clock'] button[type=submit]").first().click();
  await signOut(page);
  await signIn(page, "trainee");
  const take = (module: string, name: string, from: string, height: number) =>
    picture(page, language, module, name, page.locator(from).first(), height);

  const patient = await registration(page, language, take);
  const token = await queue(page, patient, take);
  await consultation(page, patient, token, take);
  await laboratory(page, patient, take);
  await pharmacy(page, patient, take);
});

type Take = (module: string, name: string, from: string, height: number) => Promise<void>;

async function registration(page: Page, language: Language, take: Take): Promise<string> {
  await actAs(page, "clerk", "/hospital/patients");
  await search(page, pick(language, "सुनीता", "Sunita"), "");
  await take("M01", "search", "main h1", 720);
  await search(page, pick(language, "फूलमनी हेम्ब्रम", "Phoolmani Hembrom"), pick(language, "रामपुर", "Rampur"));
  await page.locator("main a[href^='/hospital/patients/new']").first().click();
  await take("M01", "abha", "main h1", 640);
  await page.locator("input[name=abha][value=has_not]").check();
  await page.locator("input[name=sex][value=female]").check();
  await page.locator("input[name=age]").fill("30");
  await send(page, "/hospital/patients");
  await take("M01", "record", "main h1", 700);
  return new URL(page.url()).pathname.split("/").pop()!;
}

async function search(page: Page, name: string, village: string): Promise<void> {
  await page.goto("/hospital/patients");
  await page.locator("input[name=query]").fill(name);
  await page.locator("input[name=village]").fill(village);
  await page.locator("form[action='/hospital/patients/search'] button[type=submit]").click();
}

async function queue(page: Page, patient: string, take: Take): Promise<string> {
  await page.goto("/hospital/queue");
  await take("M02", "queue", "main h1", 700);
  await page.goto(`/hospital/queue/tokens/new?patient=${patient}`);
  await take("M02", "give", "main h1", 700);
  await page.locator("button[name=department][value=opd-medicine]").click();
  await take("M02", "slip", "main h1", 720);
  return new URL(page.url()).pathname.split("/").at(-2)!;
}

async function consultation(page: Page, patient: string, token: string, take: Take): Promise<void> {
  await vitals(page, patient);
  await actAs(page, "doctor", `/hospital/queue/tokens/${token}/call`);
  const reason = page.locator("textarea[name=reason], input[name=reason]");
  if ((await reason.count()) > 0) await reason.first().fill("साँस फूल रही है");
  await page.locator(`form[action$='/${token}/call'] button[type=submit]`).first().click();
  await page.goto("/hospital/opd?department=opd-medicine");
  await page.locator(`form[action='/hospital/opd/open']:has(input[value='${token}']) button`).click();
  await take("M03", "patient", "main h1", 620);
  const encounter = new URL(page.url()).pathname;

  await page.locator("input[name=complaint]").fill("गले में दर्द, बुखार");
  await page.locator("form[action$='/notes'] input[name=pregnancy][value=no]").check();
  await send(page, "/notes");
  await page.goto(`${encounter}?q=J03`);
  await send(page, "/diagnose");
  await page.locator("input[name=test]").fill("haemoglobin");
  await send(page, "/tests");

  await prescribe(page, "amoxicillin-cap-500", "500");
  await take("M03", "warning", ".field:has([name=route_1])", 560);
  await page.goto(encounter);
  await fill(page, ["azithromycin-tab-500", "paracetamol-tab-500"]);
  await take("M03", "medicines", "#rx", 720);
  await page.locator("form[action$='/prescribe'] button[type=submit]:not([formaction])").first().click();
  await accepted(page);
  await send(page, "/sign-close");
}

/** What the nurse measures and asks: an allergy to penicillin. */
async function vitals(page: Page, patient: string): Promise<void> {
  await actAs(page, "nurse", `/hospital/opd/patients/${patient}/vitals`);
  const measured = { temperature: "38.4", systolic: "112", diastolic: "72", pulse: "96", respiration: "18", spo2: "98", weight: "46" };
  for (const [name, value] of Object.entries(measured)) {
    await page.locator(`form[action$='/vitals'] input[name=${name}]`).fill(value);
  }
  await send(page, "/vitals");
  await page.goto(`/hospital/opd/patients/${patient}/allergies`);
  await page.locator("select[name=class]").selectOption("penicillin");
  await page.locator("select[name=reaction]").selectOption("breathing");
  await page.locator("select[name=severity]").selectOption("severe");
  await page.locator("form:has(select[name=class]) button[type=submit]").first().click();
  await accepted(page);
}

/** Types medicines into the first lines, empties the others, and lets the page fill in the rest. */
async function fill(page: Page, products: string[]): Promise<void> {
  const lines = page.locator("input[name^=product_]");
  for (let at = 0; at < (await lines.count()); at += 1) await lines.nth(at).fill(products[at] ?? "");
  for (let at = 1; at <= products.length; at += 1) {
    for (const name of ["dose", "days"]) await page.locator(`[name=${name}_${at}]`).fill("");
    for (const name of ["frequency", "route"]) await page.locator(`[name=${name}_${at}]`).selectOption("");
  }
  await page.locator("button[formaction$='/fill']").click();
}

async function prescribe(page: Page, product: string, dose: string): Promise<void> {
  await fill(page, [product]);
  const field = page.locator("[name=dose_1]");
  if ((await field.inputValue()) === "") await field.fill(dose);
  await page.locator("form[action$='/prescribe'] button[type=submit]:not([formaction])").first().click();
}

async function laboratory(page: Page, patient: string, take: Take): Promise<void> {
  const specimen = await collect(page, patient);
  await receiveSample(page, specimen);
  await page.goto("/hospital/laboratory");
  await take("M07", "work", "main h1", 720);
  await page.goto(`/hospital/laboratory/specimens/${specimen}`);
  await page.locator("input[name=value_haemoglobin]").fill("4.9");
  await take("M07", "result", ".card:has(input[name=value_haemoglobin])", 400);
  await send(page, `/specimens/${specimen}`);
  await take("M07", "critical", "main h1", 420);
}

async function pharmacy(page: Page, patient: string, take: Take): Promise<void> {
  for (const [number, expiry] of [["AZN-114", "06/2027"], ["AZF-207", "12/2028"]] as const) {
    await actAs(page, "pharmacist", "/hospital/pharmacy/receive");
    await page.locator("select[name=product]").selectOption("azithromycin-tab-500");
    await page.locator("input[name=number]").fill(number);
    await page.locator("input[name=expiry]").fill(expiry);
    await page.locator("input[name=quantity]").fill("100");
    await page.locator("input[name=supplier]").fill("जिला भंडार, वाउचर 4711");
    await page.locator("form:has(input[name=number]) button[type=submit]").click();
    await accepted(page);
  }
  await take("M09", "batch", "main h1", 640);
  await page.goto("/hospital/pharmacy");
  await take("M09", "queue", "main h1", 700);
  await page.goto(`/hospital/pharmacy?find=${patient}`);
  await page.locator("a[href*='/hospital/pharmacy/rx/']").first().click();
  await take("M09", "dispense", "#prescription", 940);
}
