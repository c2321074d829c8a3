// A patient's way through the hospital without paper: registered, a token, the consultation with a laboratory order, the
// sample, the verified report, the prescription, the medicine from the batch that expires first.
import { accepted, actAs, register, send } from "../support/hospital.js";
import { call, collect, consult, giveToken, noAllergies, prescribe, receive, release, result, vitals } from "../support/outpatient.js";
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
    await vitals(page, patient);
    await noAllergies(page, patient);
    const opened = await consult(page, token);
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
