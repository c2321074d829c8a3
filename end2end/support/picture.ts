// A picture of a screen for a lesson: as wide as a phone, the training band on top, cropped to what matters.
import type { Locator, Page } from "@playwright/test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Language } from "./test.js";

const modules = join(import.meta.dirname, "../../curriculum/modules");
/** The most that the curriculum takes. */
const mostBytes = 40 * 1024;

/** Takes what stands from `from` on downwards, `height` points of it, and writes it beside the lesson. */
export async function picture(page: Page, language: Language, module: string, name: string, from: Locator, height: number): Promise<void> {
  const before = page.viewportSize()!;
  await page.setViewportSize({ width: before.width, height });
  await from.evaluate((element) => {
    // Short pages can be scrolled as far as long ones.
    document.querySelector<HTMLElement>("main")!.style.minHeight = "4000px";
    (document.activeElement as HTMLElement | null)?.blur();
    const band = document.querySelector<HTMLElement>(".band")!.offsetHeight;
    window.scrollTo(0, element.getBoundingClientRect().top + window.scrollY - band - 8);
  });
  const folder = join(modules, module, "pictures");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.${language}.webp`), await webp(page));
  await page.setViewportSize(before);
}

/** The screen as WebP, as good as fits into the bytes. The browser itself writes it. */
async function webp(page: Page): Promise<Buffer> {
  const png = (await page.screenshot()).toString("base64");
  const painter = await page.context().newPage();
  const write = (quality: number) =>
    painter.evaluate(
      async ([png, quality]) => {
        const image = new Image();
        image.src = `data:image/png;base64,${png}`;
        await image.decode();
        const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
        canvas.getContext("2d")!.drawImage(image, 0, 0);
        return canvas.toDataURL("image/webp", quality).split(",")[1]!;
      },
      [png, quality] as const,
    );
  try {
    for (let quality = 0.85; quality > 0.3; quality -= 0.05) {
      const bytes = Buffer.from(await write(quality), "base64");
      if (bytes.length <= mostBytes) return bytes;
    }
  } finally {
    await painter.close();
  }
  throw new Error(`${page.url()} does not fit into ${mostBytes} bytes`);
}
