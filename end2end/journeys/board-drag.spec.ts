// The schedule board: a session dragged with the mouse.
import { awake, openBoard, place, recent } from "../support/board.js";
import { signIn } from "../support/people.js";
import { expect, testAlone } from "../support/test.js";

testAlone("a session is dragged, taken back and done again", async ({ page, shot }) => {
  await signIn(page, "officer");
  await openBoard(page);
  await page.waitForSelector(awake);
  const card = page.locator(".sess[data-lifts]").first();
  const id = (await card.getAttribute("data-session"))!;
  const before = await place(card);
  await card.scrollIntoViewIfNeeded();
  const box = (await card.boundingBox())!;
  await page.mouse.move(box.x + 20, box.y + box.height - 8);
  await page.mouse.down();
  await page.mouse.move(box.x + 60, box.y + box.height + 4, { steps: 4 });
  // Each place says what would come of it: a sign and the rupees, not a colour alone.
  const targets = page.locator("td[data-level]");
  await expect(targets.first()).toBeVisible();
  await expect(page.locator("td[data-level] > .vd").first()).toContainText("₹");
  await shot("board-held");
  const green = page.locator("td[data-level=green]").first();
  await green.scrollIntoViewIfNeeded();
  const to = (await green.boundingBox())!;
  await page.mouse.move(to.x + to.width / 2, to.y + 12, { steps: 6 });
  await expect(page.locator(".held-line")).toContainText("✓");
  const wanted = `${await green.getAttribute("data-slot")}@${await green.getAttribute("data-room")}`;
  await page.mouse.up();
  await expect(recent(page)).toHaveCount(1);
  const moved = page.locator(`.sess[data-session="${id}"]`);
  expect(await place(moved)).toBe(wanted);

  await page.locator("form[action$='/undo'] button").click();
  await expect(recent(page)).toHaveCount(2);
  expect(await place(moved)).toBe(before);
  await page.locator("form[action$='/redo'] button").click();
  await expect(recent(page)).toHaveCount(3);
  expect(await place(moved)).toBe(wanted);
});
