// Every page that a kind of user can reach, in both languages, on both screens: axe finds nothing, nothing sticks out, the console is clean.
import { people, signIn } from "../support/people.js";
import { expect, test } from "../support/test.js";
import { walk } from "../support/walk.js";

test("what the public sees", async ({ page, language, shot }) => {
  const seen = await walk(page, "/", language, (name) => shot(`public${name}`));
  expect([...seen]).toEqual(expect.arrayContaining(["/sign-in", "/verify", "/about", "/privacy", "/accessibility"]));
});

for (const person of people) {
  test(`what a ${person} sees`, async ({ page, language, shot }) => {
    test.setTimeout(600_000);
    await signIn(page, person);
    // Everyone's practice hospital has the same screens: the trainee walks through them.
    const leave = person === "trainee" ? undefined : /^\/hospital\/./;
    const seen = await walk(page, "/", language, (name) => shot(`${person}${name}`), leave);
    expect(seen.size, [...seen].join("\n")).toBeGreaterThan(5);
  });
}
