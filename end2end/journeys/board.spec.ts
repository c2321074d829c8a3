// The schedule board: a draft changed by forms, by the levels of the programme, and by two people at once.
import { accessible, first, openBoard, place, recent, second } from "../support/board.js";
import { signIn } from "../support/people.js";
import { expect, fits, pick, testAlone } from "../support/test.js";

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
  // What they learn next may build on it: then it is asked why.
  await page.locator("input[name=reason]").fill(pick(language, "बीमार हैं", "ill"));
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

  await open("merge");
  await accessible(page);
  await fits(page);
  await shot("board-merge");

  // A split: who goes and who holds it first, then every place with what the split would do there.
  await page.goto(path);
  const ids = await page.locator(".sess").evaluateAll((cards) => cards.map((card) => (card as HTMLElement).dataset.session!));
  const several = await first(page, ids, (id) => `${path}/${id}?do=split`, (html) => html.split('name="people"').length > 2);
  await page.goto(`${path}/${several}?do=split`);
  await accessible(page);
  await fits(page);
  await shot("board-split");
  await page.locator("input[name=people]").first().check();
  await send();
  await expect(page.locator("main fieldset .badge").first()).toBeVisible();
  await accessible(page);
  await fits(page);
  await shot("board-split-where");
  await page.locator("input[name=target]").first().check();
  await page.locator("input[name=reason]").fill(pick(language, "भीड़", "too many"));
  await send();
  await expect(recent(page)).toHaveCount(8);
  await page.goto(`${path}/new`);
  await accessible(page);
  await fits(page);
  await shot("board-new");
});

testAlone("the officer sets what a warning means, and the board and publishing follow", async ({ page, language, shot }) => {
  await signIn(page, "officer");
  await page.goto("/masters");
  await page.locator("a[href='/masters/levels']").click();
  await accessible(page);
  await fits(page);
  await shot("levels");
  for (const field of await page.locator("main select").all()) await field.selectOption("tell");
  await page.locator("main form button[type=submit]").click();
  for (const field of await page.locator("main select").all()) await expect(field).toHaveValue("tell");

  const path = new URL(await openBoard(page)).pathname;
  const ids = await page.locator(".sess").evaluateAll((cards) => cards.map((card) => (card as HTMLElement).dataset.session!));
  const note = pick(language, "i ध्यान दें", "i Note");
  const told = page.locator(".choice", { has: page.locator(".badge", { hasText: note }) }).first();
  const id = await first(page, ids, (each) => `${path}/${each}?do=move`, (html) => html.includes(note));
  await page.goto(`${path}/${id}?do=move`);
  const folded = page.locator("main details:not([open]) > summary");
  if ((await folded.count()) > 0) await folded.first().click();
  await expect(told).toBeVisible();
  await expect(page.locator(".choice .badge.warn"), "nothing asks for a reason any more").toHaveCount(0);
  await shot("board-told");
  await told.locator("input").check();
  await page.locator("main form.card button[type=submit]").click();
  await expect(recent(page)).toHaveCount(1);
  await page.goto(path.replace(/board$/, "preview"));
  await expect(page.locator("main .note").filter({ hasText: pick(language, "केवल सूचना", "only told") })).toBeVisible();

  // The level is raised: now a reason is asked for when it is published, and what was typed stands.
  await page.goto("/masters/levels");
  for (const field of await page.locator("main select").all()) await field.selectOption("reason");
  await page.locator("main form button[type=submit]").click();
  await page.goto(path.replace(/board$/, "preview"));
  await page.locator("form[action$='/publish'] button").click();
  await expect(page.locator(".error-summary")).toBeVisible();
  await accessible(page);
  await fits(page);
  await shot("publish-reason", false);
  await page.locator("input[name=reason]").fill(pick(language, "बाढ़", "flood"));
  await page.locator("form[action$='/publish'] button").click();
  await expect(page).toHaveURL(/\/plans\/[0-9a-f]+$/);
});

testAlone("two people: what others did is told, and a conflict is refused with what happened", async ({ page, browser, baseURL, language, javaScriptEnabled, shot }) => {
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
    // The officer's board tells of it as it happens.
    await expect(page.locator(".live .note")).toContainText(pick(language, "ने अभी बदला", "just changed the plan"));
    await shot("board-news");
    await page.locator(".live .note a").click();
  } else await page.goto(muz);
  await expect(recent(page)).toHaveCount(2);

  // Each takes back their own. The officer's change lies under the coordinator's: refused with who and what.
  const undo = (from: typeof page) => from.locator("form[action$='/undo'] button").click();
  await undo(page);
  await expect(page.locator(".error-summary")).toContainText(pick(language, "बाद में", "changed the same later"));
  await accessible(page);
  await shot("board-in-the-way");
  await undo(other.page);
  await expect(recent(other.page)).toHaveCount(3);
  await page.goto(muz);
  await undo(page);
  await expect(recent(page)).toHaveCount(4);
  await other.close();
});
