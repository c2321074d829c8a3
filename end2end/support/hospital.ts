// What the journeys do in the practice hospital, each in the role whose work it is.
import { expect, type Page } from "@playwright/test";

export type Persona = "clerk" | "nurse" | "supervisor" | "doctor" | "laboratory_technician" | "pathologist" | "pharmacist";

/** Goes to a page of the hospital in a role; who acts is always on the screen. */
export async function actAs(page: Page, persona: Persona, path: string): Promise<void> {
  await page.goto(path);
  if ((await page.locator("#persona").inputValue()) !== persona) {
    await page.locator("#persona").selectOption(persona);
    await page.locator("form[action='/hospital/persona']:has(#persona) button").click();
    await expect(page.locator("#persona")).toHaveValue(persona);
  }
  // The role stays; the page after the change may be another one.
  await page.goto(path);
}

/** Sends the form that posts to an address ending so, and insists that nothing was refused. */
export async function send(page: Page, action: string): Promise<void> {
  await page.locator(`form[action$='${action}'] button[type=submit]:not([formaction])`).first().click();
  await accepted(page);
}

/** Nothing was refused. */
export async function accepted(page: Page): Promise<void> {
  await expect(page.locator("main .error-summary"), page.url()).toHaveCount(0);
}

/** Registers somebody nobody knows yet; gives the BHAVYA ID. */
export async function register(page: Page, name: string, village: string): Promise<string> {
  await actAs(page, "clerk", "/hospital/patients");
  await page.locator("input[name=query]").fill(name);
  await page.locator("input[name=village]").fill(village);
  await page.locator("form[action='/hospital/patients/search'] button[type=submit]").click();
  await page.locator("a[href^='/hospital/patients/new']").first().click();
  await page.locator("input[name=abha][value=has_not]").check();
  await page.locator("input[name=name_hi]").fill(name);
  await page.locator("input[name=sex][value=female]").check();
  await page.locator("input[name=age]").fill("30");
  await page.locator("input[name=village]").fill(village);
  await send(page, "/hospital/patients");
  return new URL(page.url()).pathname.split("/").pop()!;
}
