// The schedule board: a draft changed by hand, by dragging, by keyboard alone, by forms, and by two people at once.
import type { Browser, Locator, Page } from "@playwright/test";
import { account, people, signIn } from "../support/people.js";
import { accessible as axe, expect, fits, pick, testAlone, watch, type Language } from "../support/test.js";

const awake = "html[data-islands=awake]";

/** The board of the draft, where the week in view has sessions. */
async function openBoard(page: Page): Promise<string> {
  await page.goto("/plans");
  await page.locator("main table a").first().click();
  await page.locator("a[href$='/board']").click();
  await expect(page.locator(".sess").first()).toBeVisible();
  return page.url();
}

const place = async (card: Locator) => {
  const cell = card.locator("xpath=ancestor::td");
  return `${await cell.getAttribute("data-slot")}@${await cell.getAttribute("data-room")}`;
};

/** Axe is a script of the page: what it finds is the same without scripts. */
async function accessible(page: Page): Promise<void> {
  if (testAlone.info().project.use.javaScriptEnabled !== false) await axe(page);
}

const recent = (page: Page) => page.locator("main section.card ul li");

testAlone("a session is dragged, taken back and done again", async ({ page, javaScriptEnabled, isMobile, shot }) => {
  testAlone.skip(!javaScriptEnabled || isMobile, "dragging with the mouse is of scripts and the desktop");
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

testAlone("a session is carried by keyboard alone, and given up", async ({ page, javaScriptEnabled, shot }) => {
  testAlone.skip(!javaScriptEnabled, "without scripts the session's page is the keyboard's way");
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

testAlone("everything is done by forms", async ({ page, language, shot }) => {
  testAlone.setTimeout(240_000);
  await signIn(page, "officer");
  const board = await openBoard(page);
  await accessible(page);
  await fits(page);
  await shot("board");
  for (const rows of ["trainer", "district"]) {
    await page.goto(`${new URL(board).pathname}?by=${rows}`);
    await expect(page.locator(".sess").first()).toBeVisible();
    await accessible(page);
    await fits(page);
    await shot(`board-${rows}`);
  }
  await page.goto(board);
  const path = new URL(board).pathname;
  const id = (await page.locator(".sess").first().getAttribute("data-session"))!;
  const card = page.locator(`.sess[data-session="${id}"]`);
  const open = async (what: string) => {
    await page.goto(`${path}/${id}?do=${what}`);
    await expect(page.locator("main form.card")).toBeVisible();
  };
  const send = () => page.locator("main form.card button[type=submit]").click();

  // To a place that is fine.
  await open("move");
  await accessible(page);
  await fits(page);
  await shot("board-move");
  const fine = page.locator("input[name=target]").first();
  const wanted = (await fine.getAttribute("value"))!;
  await expect(page.locator("main fieldset .badge").first()).toContainText("✓");
  await fine.check();
  await send();
  await expect(recent(page)).toHaveCount(1);
  expect(await place(card)).toBe(wanted);

  // Another trainer.
  await open("trainer");
  await accessible(page);
  await shot("board-trainer");
  await page.locator("input[name=trainer]").first().check();
  await send();
  if (await page.locator(".error-summary").isVisible()) {
    await page.locator("input[name=reason]").fill(pick(language, "छुट्टी पर हैं", "on leave"));
    await send();
  }
  await expect(recent(page)).toHaveCount(2);

  // A rule that asks for a reason: refused without, done with, and what was chosen is still there.
  await open("move");
  const amber = page.locator(".choice", { has: page.locator(".badge.warn") }).first();
  while (!(await amber.isVisible())) {
    const folded = page.locator("main details:not([open]) > summary");
    if ((await folded.count()) > 0) await folded.first().click();
    if ((await amber.count()) > 0) continue;
    await page.locator("nav.pages span:last-child a").click();
  }
  const chosen = (await amber.locator("input").getAttribute("value"))!;
  await amber.locator("input").check();
  await send();
  await expect(page.locator(".error-summary")).toBeVisible();
  await accessible(page);
  await shot("board-reason");
  await expect(page.locator(`input[name=target][value="${chosen}"]`)).toBeChecked();
  await page.locator("input[name=reason]").fill(pick(language, "कमरा तभी खाली है", "The room is free only then"));
  await send();
  await expect(recent(page).first()).toContainText(pick(language, "कमरा तभी खाली है", "The room is free only then"));

  // People: one without choosing where is refused; with it, done.
  await open("people");
  await accessible(page);
  await fits(page);
  await shot("board-people");
  await page.locator("input[name=people]").first().check();
  await send();
  await expect(page.locator(".error-summary")).toBeVisible();
  await expect(page.locator("input[name=people]").first()).toBeChecked();
  await page.locator("select[name=to]").selectOption("-");
  await send();
  await expect(recent(page)).toHaveCount(4);
  await page.locator("form[action$='/undo'] button").click();
  await expect(recent(page)).toHaveCount(5);

  // Where else one person could sit.
  await open("people");
  await page.locator("main fieldset .choice a").first().click();
  await accessible(page);
  await shot("board-where-else");

  // Cancelled, and taken back.
  await open("cancel");
  await accessible(page);
  await send();
  await page.locator(".error-summary, .sess").first().waitFor();
  if (await page.locator(".error-summary").isVisible()) {
    await page.locator("input[name=reason]").fill(pick(language, "बाढ़", "flood"));
    await send();
  }
  await expect(card).toHaveCount(0);
  await page.locator("form[action$='/undo'] button").click();
  await expect(recent(page)).toHaveCount(7);

  for (const what of ["split", "merge"]) {
    await open(what);
    await accessible(page);
    await fits(page);
    await shot(`board-${what}`);
  }
  await page.goto(`${path}/new`);
  await accessible(page);
  await fits(page);
  await shot("board-new");
});

testAlone("two people: what others did is told, and a conflict is refused with what happened", async ({ page, browser, baseURL, language, javaScriptEnabled, shot }) => {
  testAlone.setTimeout(180_000);
  await signIn(page, "officer");
  const path = new URL(await openBoard(page)).pathname;
  const muz = `${path}?district=MUZ`;
  await page.goto(muz);
  const id = (await page.locator(".sess").first().getAttribute("data-session"))!;

  const other = await second(browser, baseURL!, language, javaScriptEnabled);
  await other.page.goto(`${path}/${id}?do=move`);
  const theirs = other.page.locator("input[name=target]").nth(1);
  await theirs.check();
  const typed = (await theirs.getAttribute("value"))!;

  // The officer is quicker.
  await page.goto(`${path}/${id}?do=move`);
  await page.locator("input[name=target]").first().check();
  await page.locator("main form.card button[type=submit]").click();
  await expect(recent(page)).toHaveCount(1);

  // The coordinator's form is refused with who and what, and what was chosen is still there.
  await other.page.locator("main form.card button[type=submit]").click();
  const summary = other.page.locator(".error-summary");
  await expect(summary).toContainText(pick(language, "इस बीच", "changed this meanwhile"));
  await expect(other.page.locator(`input[name=target][value="${typed}"]`)).toBeChecked();
  await shot("board-officer");
  await other.page.screenshot({ path: `screenshots/${testAlone.info().project.name}/board-conflict.png`, fullPage: true });
  // Sent again, now that they have seen it: done.
  await other.page.locator("main form.card button[type=submit]").click();
  await expect(recent(other.page)).toHaveCount(2);

  if (javaScriptEnabled) {
    // The officer's board tells of it within seconds.
    await expect(page.locator(".note.news")).toBeVisible({ timeout: 15_000 });
    await shot("board-news");
    await page.locator(".note.news a").click();
    await expect(recent(page)).toHaveCount(2);
  }
  await other.close();
});

/** The coordinator, in a browser of her own. */
async function second(browser: Browser, baseURL: string, language: Language, scripts: boolean | undefined) {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: scripts ?? true, locale: "hi-IN" });
  await context.addCookies([{ name: "lang", value: language, url: baseURL }]);
  const insist = watch(context);
  const page = await context.newPage();
  expect(people).toContain("coordinator");
  await signIn(page, account("coordinator"));
  const close = async () => {
    await context.close();
    insist();
  };
  return { page, close };
}
