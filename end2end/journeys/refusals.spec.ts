// Every refusal and warning of the practice hospital as Chromium shows it, in Hindi. The forms were sent in the Rust tests of the
// screens, which keep the page of each answer; typed.spec.ts sends some from here. A page that was not kept fails.
import { areas, isKept, kept, list, Shelf } from "../support/kept.js";
import { signIn } from "../support/people.js";
import { faults } from "../support/refusal.js";
import { accessible, expect, test } from "../support/test.js";
import { kind } from "../support/walk.js";

// A trace of some hundred pages weighs more than it tells: what is wrong is said in words.
test.use({ trace: "off" });

for (const area of areas) {
  test(`each refusal of the area ${area} is seen`, async ({ page, shot, isMobile }) => {
    test.setTimeout(600_000);
    const { codes, unseen } = list(area);
    await signIn(page, "trainee");
    const shelf = await Shelf.open(page);
    const kinds = new Set<string>();
    const wrong: string[] = [];
    for (const code of codes.filter((code) => !unseen.some((one) => one.code === code))) {
      const one = kept(area, code);
      await shelf.show(one);
      await shot(`refusal-${code}`, false);
      wrong.push(...(await faults(page, one)).map((fault) => `${code}, ${one.path}: ${fault}`));
      if (isMobile && !kinds.has(`${one.status} ${kind(one.path)}`)) await accessible(page);
      kinds.add(`${one.status} ${kind(one.path)}`);
    }
    expect(wrong).toEqual([]);
  });
}

test("what no area shows has its reason", async () => {
  const lists = areas.map(list);
  const elsewhere = (code: string) => areas.some((area) => isKept(area, code));
  const all = new Set(lists.flatMap(({ codes }) => codes));
  const never = lists.flatMap(({ unseen }) => unseen).filter(({ code }) => !elsewhere(code));
  test.info().annotations.push({ type: "refusals", description: `${all.size - never.length} of ${all.size} are seen` });
  for (const { code, why } of never) test.info().annotations.push({ type: "not seen", description: `${code}: ${why}` });
  expect(never.filter(({ why }) => why.trim() === "")).toEqual([]);
  expect(never.map(({ code }) => code).sort(), "a code that no person can meet is rare: think twice").toEqual(
    ["hospital.record_unwritable", "m01.facility_unknown", "m02.token_not_in_consult", "sandbox.closed", "sandbox.quarantined"].sort(),
  );
});
