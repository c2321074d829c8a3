// Counts what a person does in a task, and says how long that takes a practised one.
//
// The seconds are no measurement: they are the keystroke-level model of Card, Moran and Newell ("The keystroke-level model
// for user performance time with interactive systems", Communications of the ACM 23(7), 1980, 396-410), which gives the time
// of an expert who makes no errors. Its values, in seconds, and how they are used here:
//   K 0.28  a key, for the average typist who is no secretary (40 words a minute); every character and every Enter
//   P 1.10  pointing at something with the mouse
//   B 0.10  the press of its button or the release; a click is B twice
//   H 0.40  moving the hand between keyboard and mouse; none on a phone
//   M 1.35  making up one's mind: once for each field, each choice and each button, but not for the Enter that ends a field
//   R 1.00  waiting for a page; no page takes that long, the network of a facility may
// A tap of a thumb counts as a click, a key of a phone as a key. Choosing from a list counts as two clicks. Each field is
// pointed at, although Tab would be quicker, unless the page has put the cursor there; a phone opens its keys only at a tap.
import type { Locator, Page } from "@playwright/test";

const seconds = { key: 0.28, point: 1.1, press: 0.1, hand: 0.4, mind: 1.35, page: 1.0 } as const;

export type Counts = { fields: number; characters: number; enters: number; choices: number; taps: number; loads: number };

/** A person at a page: does what a person does, and counts it. */
export class Person {
  readonly counts: Counts = { fields: 0, characters: 0, enters: 0, choices: 0, taps: 0, loads: 0 };
  /** Pointings with a click or a tap: more than choices and taps, since a field is pointed at as well. */
  #clicks = 0;
  /** Moves of the hand between keyboard and mouse. */
  #hands = 0;
  #atKeys = false;

  constructor(
    readonly page: Page,
    readonly phone: boolean,
  ) {
    page.on("framenavigated", (frame) => {
      if (frame === page.mainFrame()) this.counts.loads += 1;
    });
  }

  /** From here on it counts; what came before was no part of the task. */
  begin(): void {
    for (const what of Object.keys(this.counts) as (keyof Counts)[]) this.counts[what] = 0;
    this.#clicks = 0;
    this.#hands = 0;
    this.#atKeys = false;
  }

  /** Types into a field, whatever stands there already is replaced. */
  async type(field: Locator, text: string): Promise<void> {
    const there = await field.evaluate((element) => element === document.activeElement);
    if (this.phone || !there) this.#point();
    this.#keys();
    await field.fill(text);
    await field.focus();
    this.counts.fields += 1;
    this.counts.characters += [...text].length;
  }

  /** Types the beginning of a word and chooses the word from the suggestions below the field. */
  async suggest(field: Locator, beginning: string, word: string): Promise<void> {
    await this.type(field, beginning);
    this.#point();
    this.counts.choices += 1;
    // The suggestions are the browser's own and no part of the page: the word is put in as the browser does.
    await field.fill(word);
  }

  /** Ends a field with Enter, which sends its form. */
  async enter(field: Locator): Promise<void> {
    this.#keys();
    this.counts.enters += 1;
    await this.#andWait(field.press("Enter"));
  }

  /** Chooses: a radio button or a box. */
  async choose(box: Locator): Promise<void> {
    this.#point();
    this.counts.choices += 1;
    await box.check();
  }

  /** Chooses from a list: opens it, then points at the line. */
  async pick(list: Locator, value: string): Promise<void> {
    this.#point();
    this.#point();
    this.counts.choices += 1;
    await list.selectOption(value);
  }

  /** Taps or clicks a button or a link that leads to another page. */
  async tap(button: Locator): Promise<void> {
    this.#point();
    this.counts.taps += 1;
    await this.#andWait(button.click());
  }

  /** What the counts take by the model, in seconds, to one decimal. */
  seconds(): number {
    const { fields, characters, enters, choices, taps, loads } = this.counts;
    const hands = this.phone ? 0 : this.#hands;
    const all =
      seconds.key * (characters + enters) +
      (seconds.point + 2 * seconds.press) * this.#clicks +
      seconds.hand * hands +
      seconds.mind * (fields + choices + taps) +
      seconds.page * loads;
    return Math.round(all * 10) / 10;
  }

  #point(): void {
    if (this.#atKeys) this.#hands += 1;
    this.#atKeys = false;
    this.#clicks += 1;
  }

  #keys(): void {
    if (!this.#atKeys) this.#hands += 1;
    this.#atKeys = true;
  }

  async #andWait(act: Promise<unknown>): Promise<void> {
    const loaded = this.page.waitForEvent("domcontentloaded");
    await act;
    await loaded;
  }
}
