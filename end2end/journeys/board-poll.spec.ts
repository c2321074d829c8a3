// Where no stream of events can be had, the board asks what others did.
import { openBoard, recent, second } from "../support/board.js";
import { signIn } from "../support/people.js";
import { expect, pick, testAlone } from "../support/test.js";

testAlone("a browser without streams is told all the same, once, and asks no more when it is signed out", async ({ page, browser, baseURL, language, shot }) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, "EventSource"));
  await signIn(page, "officer");
  const path = new URL(await openBoard(page)).pathname;
  const muz = `${path}?district=MUZ`;
  await page.goto(muz);
  expect(await page.evaluate(() => "EventSource" in window)).toBe(false);
  const ids = await page.locator(".sess").evaluateAll((cards) => cards.map((card) => (card as HTMLElement).dataset.session!));

  const other = await second(browser, baseURL!, language, true);
  const move = async (id: string, changes: number) => {
    await other.page.goto(`${path}/${id}?do=move`);
    await other.page.locator("input[name=target]").first().check();
    await other.page.locator("main form.card button[type=submit]").click();
    await expect(recent(other.page)).toHaveCount(changes);
  };
  const news = page.locator(".live .note");
  await move(ids[0]!, 1);
  await expect(news).toHaveCount(1);
  await expect(news).toContainText(pick(language, "ने अभी बदला", "just changed the plan"));
  await move(ids[0]!, 2);
  await expect(news).toHaveCount(2);
  await shot("board-asked");
  // What was told is not told again.
  await page.waitForResponse((answer) => answer.url().includes("/board/events?once=1") && answer.ok());
  await expect(news).toHaveCount(2);

  // Signed out in another tab: answered that there is nothing to ask.
  const tab = await page.context().newPage();
  await tab.goto("/");
  const silent = page.waitForResponse((answer) => answer.url().includes("/board/events?once=1") && answer.status() === 204);
  await tab.locator("form[action='/sign-out'] button").click();
  await silent;
  await other.close();
});
