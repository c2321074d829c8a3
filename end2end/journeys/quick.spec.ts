// What the commonest tasks cost: how often one types, chooses, taps and waits, and how long that takes a practised person
// by the model in support/count.ts. The counts are the test: whoever adds a field or a page to a task sees it here.
import type { Page } from "@playwright/test";
import { type Counts, Person } from "../support/count.js";
import { accepted, actAs, register, send } from "../support/hospital.js";
import { collect, receiveSample } from "../support/outpatient.js";
import { signIn } from "../support/people.js";
import { expect, testAlone as test } from "../support/test.js";

/** The most seconds that each task may take. */
const targets = { "new patient": 76, "repeat patient": 13, prescription: 60, result: 10 } as const;

type Task = keyof typeof targets;

function insist(task: Task, person: Person, expected: Counts): void {
  const seconds = person.seconds();
  test.info().annotations.push({ type: "cost", description: `${task}: ${seconds} s, ${JSON.stringify(person.counts)}` });
  expect(person.counts, task).toEqual(expected);
  expect(seconds, `${task} by the model`).toBeLessThanOrEqual(targets[task]);
}

test("a new patient, looked for first", async ({ page, isMobile }) => {
  await signIn(page, "trainee");
  await actAs(page, "clerk", "/hospital/patients");
  const person = new Person(page, isMobile);
  const field = (name: string) => page.locator(`main input[name=${name}]`);
  await person.type(field("query"), "सुगिया टुडू");
  await person.type(field("village"), "बेलसर");
  await person.enter(field("village"));
  await person.tap(page.locator("main a[href^='/hospital/patients/new']").first());
  await person.choose(field("abha").and(page.locator("[value=has_not]")));
  await person.choose(field("sex").and(page.locator("[value=female]")));
  await person.type(field("age"), "34");
  await person.pick(page.locator("main select[name=guardian_kinship]"), "husband");
  await person.type(field("guardian_name"), "बुधन टुडू");
  await person.type(field("mobile"), "0000047311");
  await person.enter(field("mobile"));
  await accepted(page);
  await expect(page).toHaveURL(/\/hospital\/patients\/BHV\d+$/);
  insist("new patient", person, { fields: 5, characters: 37, enters: 2, choices: 3, taps: 1, loads: 3 });
});

test("a patient who comes again gets a token", async ({ page, isMobile }) => {
  await signIn(page, "trainee");
  const patient = await register(page, "सुगिया टुडू", "बेलसर");
  await actAs(page, "clerk", "/hospital/queue/tokens/new");
  const person = new Person(page, isMobile);
  const query = page.locator("main input[name=q]");
  // The number on the card; a scanner types it at once.
  await person.type(query, patient);
  await person.enter(query);
  await person.tap(page.locator("button[name=department][value=opd-medicine]"));
  await expect(page).toHaveURL(/\/slip$/);
  insist("repeat patient", person, { fields: 1, characters: patient.length, enters: 1, choices: 0, taps: 1, loads: 2 });
});

test("a prescription with three medicines, from the complaint's code to the signature", async ({ page, isMobile }) => {
  await signIn(page, "trainee");
  const encounter = await consultation(page);
  const person = new Person(page, isMobile);
  const query = page.locator("main input[name=q]");
  await person.type(query, "A09");
  await person.enter(query);
  await person.tap(page.locator("form[action$='/diagnose'] button").first());
  // Two medicines come with the diagnosis; the third is typed, its dose filled in by the page.
  await expect(page.locator("[name=product_2]")).not.toHaveValue("");
  await person.suggest(page.locator("[name=product_3]"), "पैरासि", "पैरासिटामोल 500 mg (गोली)");
  await person.tap(page.locator("button[formaction$='/fill']"));
  await expect(page.locator("[name=dose_3]")).not.toHaveValue("");
  await person.tap(page.locator("form[action$='/prescribe'] button[type=submit]:not([formaction])"));
  await accepted(page);
  await expect(page.locator(`main a[href^='/hospital/opd/prescriptions/']`)).toHaveCount(1);
  expect(page.url()).toContain(encounter);
  await expect(page.locator("main .note ol li")).toHaveCount(3);
  insist("prescription", person, { fields: 2, characters: 9, enters: 1, choices: 1, taps: 3, loads: 4 });
});

test("a result, from the work list to the next sample", async ({ page, isMobile }) => {
  await signIn(page, "trainee");
  const specimen = await received(page);
  const person = new Person(page, isMobile);
  await person.tap(page.locator(`main a[href$='/specimens/${specimen}']`).first());
  const value = page.locator("main input[name=value_haemoglobin]");
  await person.type(value, "11.2");
  await person.enter(value);
  await accepted(page);
  insist("result", person, { fields: 1, characters: 4, enters: 1, choices: 0, taps: 1, loads: 2 });
});

/** A consultation that has just begun; gives its address. */
async function consultation(page: Page): Promise<string> {
  const patient = await register(page, "सुगिया टुडू", "बेलसर");
  await page.goto(`/hospital/queue/tokens/new?patient=${patient}`);
  await page.locator("button[name=department][value=opd-medicine]").click();
  const token = new URL(page.url()).pathname.split("/").at(-2)!;
  await actAs(page, "doctor", `/hospital/queue/tokens/${token}/call`);
  const reason = page.locator("textarea[name=reason], input[name=reason]");
  if ((await reason.count()) > 0) await reason.first().fill("बहुत कमज़ोर है");
  await page.locator(`form[action$='/${token}/call'] button[type=submit]`).first().click();
  await page.goto("/hospital/opd?department=opd-medicine");
  await page.locator(`form[action='/hospital/opd/open']:has(input[value='${token}']) button`).click();
  await expect(page).toHaveURL(/\/opd\/encounters\//);
  await page.locator("input[name=complaint]").fill("दस्त, दो दिन से");
  await page.locator("form[action$='/notes'] input[name=pregnancy][value=no]").check();
  await send(page, "/notes");
  return new URL(page.url()).pathname;
}

/** A sample that the laboratory has received, its work list open; gives the barcode. */
async function received(page: Page): Promise<string> {
  const patient = await register(page, "सुगिया टुडू", "बेलसर");
  await actAs(page, "doctor", `/hospital/laboratory/order?patient=${patient}`);
  await page.locator("select[name=test]").selectOption("haemoglobin");
  await send(page, "/hospital/laboratory/order");
  const specimen = await collect(page, patient);
  await receiveSample(page, specimen);
  await page.goto("/hospital/laboratory");
  return specimen;
}
