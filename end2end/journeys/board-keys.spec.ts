// The schedule board: a session carried by keyboard alone.
import { accessible, awake, openBoard, place, recent } from "../support/board.js";
import { signIn } from "../support/people.js";
import { expect, testAlone } from "../support/test.js";

testAlone("a session is carried by keyboard alone, and given up", async ({ page, shot }) => {
  await signIn(page, "officer");
  await openBoard(page);
  await page.waitForSelector(awake);
  const grip = page.locator(".sess[data-lifts] .grip").first();
  const id = (await page.locator(".sess[data-lifts]").first().getAttribute("data-session"))!;
  const card = page.locator(`.sess[data-session="${id}"]`);
  const before = await place(card);
  await grip.focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("td[data-level]").first()).toBeAttached();
  await page.keyboard.press("ArrowRight");
  await expect(page.locator("td[data-over]")).toBeFocused();
  await expect(page.locator(".held-line")).toContainText(/[✓!✕]/);
  await accessible(page);
  await shot("board-keyboard");
  await page.keyboard.press("Escape");
  await expect(page.locator("td[data-level]")).toHaveCount(0);
  await expect(grip).toBeFocused();
  expect(await place(card)).toBe(before);

  // To a green place, by arrows only.
  await page.keyboard.press("Enter");
  await expect(page.locator("td[data-level=green]").first()).toBeAttached();
  let found = false;
  for (const key of ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowDown", "ArrowRight", "ArrowDown"]) {
    for (let n = 0; n < 14 && !found; n++) {
      await page.keyboard.press(key);
      found = (await page.locator("td[data-over]").getAttribute("data-level")) === "green";
    }
  }
  expect(found, "arrows come to a green place").toBe(true);
  const cell = page.locator("td[data-over]");
  const wanted = `${await cell.getAttribute("data-slot")}@${await cell.getAttribute("data-room")}`;
  await page.keyboard.press("Enter");
  await expect(recent(page)).toHaveCount(1);
  expect(await place(card)).toBe(wanted);
  await expect(card.locator(".grip")).toBeFocused();
});
