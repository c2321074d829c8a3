// What a person sees of a refusal on the page that is open.
import type { Page } from "@playwright/test";
import type { Kept } from "./kept.js";

/** What is wrong with how a page tells a code, in words; nothing, if all is well. */
export async function faults(page: Page, kept: Kept): Promise<string[]> {
  return page.evaluate(([message, next, refused]) => {
    const found: string[] = [];
    const plain = (text: string) => text.replace(/\s+/g, " ");
    const shown = (element: Element) => {
      const { width, height, left } = element.getBoundingClientRect();
      return element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && width > 8 && height > 8 && left >= 0 && left < innerWidth;
    };

    // The words, whatever stands in their placeholders, in the innermost element that holds them.
    const holders = (text: string) => {
      const fixed = text.split(/\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
      const words = new RegExp(plain(fixed.join(".+?")).trim());
      const all = [...document.querySelectorAll("main *")].filter((one) => words.test(plain(one.textContent ?? "")));
      return all.filter((one) => !all.some((other) => other !== one && one.contains(other)));
    };
    for (const [name, text] of [["message", message], ["next step", next]] as const) {
      const where = holders(text);
      if (where.length === 0) found.push(`the ${name} is not there: ${text}`);
      else if (!where.some(shown)) found.push(`the ${name} is hidden: ${text}`);
      if (where.some((one) => one.closest(".note.good"))) found.push(`the ${name} of a warning looks like a success: ${text}`);
    }

    // The summary has the focus, so that it is read out; where it says what is wrong, it is seen without scrolling.
    const summary = document.querySelector<HTMLElement>(".error-summary");
    if (refused && !summary) found.push("there is no summary");
    if (summary && document.activeElement !== summary) found.push("the summary has not the focus");
    const first = summary ?? document.querySelector("main");
    if (first && first.getBoundingClientRect().top > innerHeight - 100) found.push("what is wrong is below the screen");

    // A field that is marked is connected to its message.
    const texts = (field: Element) => (field.getAttribute("aria-describedby") ?? "").split(" ").map((id) => document.getElementById(id));
    const messages = (field: Element) => texts(field).filter((one): one is HTMLElement => one?.matches(".error") === true && shown(one));
    for (const wrong of document.querySelectorAll("[aria-invalid=true], fieldset.wrong")) {
      if (messages(wrong).length === 0) found.push(`${wrong.id || wrong.tagName} is marked, but no message is connected to it`);
    }
    // Each link of the summary brings what is wrong on the screen: a field with its message, the message itself, or the record.
    const links = [...(summary?.querySelectorAll("a") ?? [])];
    const led = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
    for (const [at, link] of links.entries()) {
      const target = led[at];
      if (!target || !shown(target)) {
        found.push(`the summary leads to nothing that is seen: ${link.hash}`);
        continue;
      }
      const said = plain(link.textContent ?? "");
      const control = target.matches("input, select, textarea");
      const told = [target, target.closest("fieldset")].flatMap((one) => (one ? messages(one) : []));
      if ((control || target.matches("fieldset")) && !told.some((one) => plain(one.textContent ?? "").includes(said))) {
        found.push(`the message is not connected to its field: ${link.hash}`);
      }
      link.click();
      const { top } = target.getBoundingClientRect();
      if (top < 0 || top > innerHeight) found.push(`the link to ${link.hash} does not bring it on the screen`);
      if (control && document.activeElement !== target) found.push(`the link to ${link.hash} does not give it the focus`);
    }
    // No message stands where nothing leads to.
    for (const error of document.querySelectorAll(".error")) {
      if (plain(error.textContent ?? "").trim() === "") continue;
      const described = error.id !== "" && document.querySelector(`[aria-describedby~="${CSS.escape(error.id)}"]`);
      if (!described && !led.some((target) => target?.contains(error))) found.push(`a message belongs to no field: ${error.textContent}`);
    }

    // The real style sheet is there, and nothing sticks out sideways.
    const top = document.querySelector(".top");
    if (!top || getComputedStyle(top).backgroundColor !== "rgb(8, 63, 74)") found.push("the page has not its style sheet");
    const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (over > 0) found.push(`the page is ${over} px wider than the screen`);
    return found;
  }, [kept.message, kept.next, kept.status === 422] as const);
}
