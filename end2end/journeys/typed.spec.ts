// Some refusals of each module provoked by filling in forms on the phone, in Hindi, with scripts and without: what is wrong is
// seen in words, and what was typed is still there. refusals.spec.ts shows the others.
import type { Locator, Page } from "@playwright/test";
import { actAs, register } from "../support/hospital.js";
import { type Area, kept } from "../support/kept.js";
import { giveToken } from "../support/outpatient.js";
import { signIn } from "../support/people.js";
import { faults } from "../support/refusal.js";
import { expect, testAlone as test } from "../support/test.js";

/** Types into the form that a button sends, sends it, and looks for the words of a code. */
async function refused(page: Page, area: Area, code: string, button: Locator, typed: Record<string, string>): Promise<void> {
  await test.step(code, async () => {
    const action = (await button.first().evaluate((one: HTMLButtonElement) => one.form!.getAttribute("action")))!;
    const field = (name: string) => page.locator(`form[action='${action}'] [name=${name}]:not([type=hidden])`).first();
    // Some forms are folded away until somebody wants them.
    const folded = page.locator("details:not([open])", { has: button.first() }).locator("summary");
    if ((await folded.count()) > 0) await folded.first().click();
    for (const [name, value] of Object.entries(typed)) await write(field(name), value);
    await button.first().click();
    await expect(page.locator("main .error-summary")).toBeVisible();
    for (const [name, value] of Object.entries(typed)) expect(await read(field(name)), `${name} is still there`).toBe(value);
    expect(await faults(page, { ...kept(area, code), status: 422 })).toEqual([]);
  });
}

const kindOf = (field: Locator) => field.evaluate((one) => `${one.tagName} ${one.getAttribute("type")}`.toLowerCase());

/** Types, or chooses from a list or among buttons. */
async function write(field: Locator, value: string): Promise<void> {
  const kind = await kindOf(field);
  if (kind.endsWith("radio")) await alike(field, value).check();
  else if (kind.startsWith("select")) await field.selectOption(value);
  else await field.fill(value);
}

async function read(field: Locator): Promise<string> {
  if (!(await kindOf(field)).endsWith("radio")) return field.inputValue();
  return field.evaluate((one: HTMLInputElement) => [...one.form!.querySelectorAll<HTMLInputElement>(`[name=${one.name}]`)].find((other) => other.checked)?.value ?? "");
}

/** The radio button of the same question that stands for a value. */
const alike = (field: Locator, value: string) => field.locator(`xpath=ancestor::fieldset//input[@value='${value}']`);

const submit = (page: Page, action: string) => page.locator(`form[action$='${action}'] button[type=submit]:not([formaction])`);

test("what a trainee types is refused in words, and still there", async ({ page }) => {
  await signIn(page, "trainee");
  await actAs(page, "clerk", "/hospital/patients");
  await refused(page, "hospital", "m01.search_too_short", submit(page, "/patients/search"), { query: "क" });
  await page.locator("input[name=query]").fill("कमलावती कुमारी");
  await submit(page, "/patients/search").click();
  await page.locator("a[href^='/hospital/patients/new']").first().click();
  const details = { abha: "has_not", name_hi: "कमलावती 1", sex: "female", age: "34", village: "काँटी" };
  await refused(page, "hospital", "m01.name_form", submit(page, "/hospital/patients"), details);
  await refused(page, "hospital", "m01.mobile_real", submit(page, "/hospital/patients"), { ...details, name_hi: "कमलावती कुमारी", mobile: "9876543210" });

  const patient = await register(page, "कमलावती कुमारी", "बेलसर");
  await page.goto(`/hospital/queue/tokens/new?patient=${patient}`);
  await refused(page, "queue", "m02.lane_reason", page.locator("button[name=department][value=opd-medicine]"), { lane: "emergency", lane_reason: "" });
  const token = await giveToken(page, patient);

  await actAs(page, "doctor", `/hospital/opd/patients/${patient}/vitals`);
  await refused(page, "opd", "m03.diastolic_not_below", submit(page, "/vitals"), { systolic: "80", diastolic: "120", pulse: "88" });
  await consult(page, token);
  await refused(page, "opd", "m03.days_form", submit(page, "/notes"), { complaint: "बुखार और बदन दर्द", days: "कई" });
  await refused(page, "opd", "m08.side_missing", submit(page, "/imaging"), { study: "घुटने का एक्स-रे", question: "गिरने के बाद दर्द" });

  await actAs(page, "laboratory_technician", "/hospital/laboratory");
  await refused(page, "laboratory", "m07.barcode_check_digit", submit(page, "/receive"), { specimen: "LB000000012" });
  await actAs(page, "pharmacist", "/hospital/pharmacy/receive");
  const delivery = { product: "ors-sachet-1l", number: "OR1", expiry: "10/2020", quantity: "100", supplier: "जिला औषधि भंडार" };
  await refused(page, "pharmacy", "m09.expiry_past", submit(page, "/pharmacy/receive"), delivery);

  await actAs(page, "supervisor", "/hospital/clock");
  await refused(page, "hospital", "hospital.clock_form", submit(page, "/clock/set"), { day: "", time: "पौने दस" });
});

test("what a trainer types about others is refused in words, and still there", async ({ page }) => {
  await signIn(page, "trainer");
  await page.goto("/cohorts/new");
  await refused(page, "cohorts", "cohort.name_missing", submit(page, "/cohorts"), { name: "", mentor: "NOBODY" });
  await refused(page, "cohorts", "cohort.no_mentor", submit(page, "/cohorts"), { name: "सुबह की टोली", mentor: "NOBODY" });
  await page.goto("/hospital/compare");
  await refused(page, "cohorts", "sandbox.no_trainee", submit(page, "/hospital/copy"), { copy_to: "NOBODY" });
});

/** Begins the consultation of a token of general medicine; others may wait before her. */
async function consult(page: Page, token: string): Promise<void> {
  await page.goto(`/hospital/queue/tokens/${token}/call`);
  const reason = page.locator("textarea[name=reason], input[name=reason]");
  if ((await reason.count()) > 0) await reason.first().fill("बहुत कमज़ोर है");
  await submit(page, `/${token}/call`).first().click();
  await page.goto("/hospital/opd?department=opd-medicine");
  await page.locator(`form[action='/hospital/opd/open']:has(input[value='${token}']) button`).click();
  await expect(page).toHaveURL(/\/opd\/encounters\//);
}
