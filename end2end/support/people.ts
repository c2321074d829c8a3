// The people of the demonstration who can sign in, as the product ships them.
import { expect, type Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { join } from "node:path";

export type Kind = "officer" | "coordinator" | "trainer" | "mentor" | "trainee";
type Account = { kind: Kind; mobile: string; password: string };

const file = join(import.meta.dirname, "../../seed-data/data/accounts.csv");
const [head, ...rows] = readFileSync(file, "utf8").trim().split("\n").map((line) => line.split(","));
const accounts = rows.map((row) => Object.fromEntries(head!.map((name, at) => [name, row[at]])) as Account);

/** One of each kind. */
export const people: Kind[] = [...new Set(accounts.map((account) => account.kind))];

/** The first account of a kind. */
export function account(kind: Kind): Account {
  const found = accounts.find((one) => one.kind === kind);
  if (!found) throw new Error(`the demonstration has no ${kind}`);
  return found;
}

/** Signs in through the form, with mobile number and password. */
export async function signIn(page: Page, who: Kind | { mobile: string; password: string }): Promise<void> {
  const { mobile, password } = typeof who === "string" ? account(who) : who;
  await page.goto("/sign-in");
  await page.locator("input[name=login]").fill(mobile);
  await page.locator("input[name=password]").fill(password);
  await page.locator("main form button[type=submit]").click();
  await expect(page.locator(".who")).toBeVisible();
}

/** Leaves, as on a shared PC. */
export async function signOut(page: Page): Promise<void> {
  await page.locator("form[action='/sign-out'] button").click();
  await expect(page.locator("a[href='/sign-in']").first()).toBeVisible();
}

/** As one who may: a new code for a person, shown once. */
export async function letIn(page: Page, mobile: string): Promise<string> {
  await page.goto("/access");
  await page.locator("form[action='/access/reset'] input[name=login]").fill(mobile);
  await page.locator("form[action='/access/reset'] button[type=submit]").click();
  return (await page.locator("dd.big-code").innerText()).trim();
}

/** Signs in for the first time, with a one-time code and a password of one's own. */
export async function firstSignIn(page: Page, code: string, password: string): Promise<void> {
  await page.goto("/first");
  await page.locator("input[name=code]").fill(code);
  await page.locator("input[name=password]").fill(password);
  await page.locator("input[name=password_again]").fill(password);
  await page.locator("main form button[type=submit]").click();
  await expect(page.locator(".who")).toBeVisible();
}

/** As the officer: takes people of the district hospital in by a roster. */
export async function importPeople(page: Page, people: { name: string; mobile: string }[]): Promise<void> {
  const head = "S.No.,Name,Designation,Facility,Block,District,Mobile,Sex";
  const rows = people.map(({ name, mobile }, at) => `${at + 1},${name},Clerk,Sadar Hospital Muzaffarpur,,Muzaffarpur,${mobile},Female`);
  await page.goto("/people/import");
  await page.locator("input[type=file]").setInputFiles({ name: "class.csv", mimeType: "text/csv", buffer: Buffer.from([head, ...rows].join("\n")) });
  await page.locator("main form button[type=submit]").first().click();
  await page.locator("form[action$='/apply'] button[type=submit]").click();
  await expect(page.locator("main .note.good[role=status]")).toBeVisible();
}
