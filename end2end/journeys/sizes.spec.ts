// What a person on a slow network waits for: slow 3G carries about 50 KB a second.
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "../support/test.js";

const KB = 1024;
const site = join(import.meta.dirname, "../../target/site");

test("the first view is light", async ({ page }) => {
  const sizes = new Map<string, number>();
  page.on("requestfinished", async (request) => {
    const kind = /\.(wasm)$|\/abhyas\.[0-9a-f]+\.js$/.test(request.url()) ? "islands" : request.resourceType();
    const { responseBodySize, responseHeadersSize } = await request.sizes();
    sizes.set(kind, (sizes.get(kind) ?? 0) + responseBodySize + responseHeadersSize);
  });
  await page.goto("/");
  await page.waitForLoadState("networkidle");
  const of = (...kinds: string[]) => kinds.reduce((sum, kind) => sum + (sizes.get(kind) ?? 0), 0);
  const all = [...sizes].filter(([kind]) => kind !== "islands").reduce((sum, [, size]) => sum + size, 0);
  expect(of("document"), "the page itself was measured").toBeGreaterThan(500);
  expect(of("document", "stylesheet"), "HTML and CSS").toBeLessThanOrEqual(30 * KB);
  expect(all, "all of the first view").toBeLessThanOrEqual(100 * KB);
});

test("the WebAssembly and its glue are light", () => {
  const manifest = JSON.parse(readFileSync(join(site, "manifest.json"), "utf8")) as Record<string, string>;
  const sizes = ["abhyas.wasm", "abhyas.js"].map((name) => statSync(join(site, "assets", `${manifest[name]}.br`)).size);
  expect(sizes.reduce((a, b) => a + b)).toBeLessThanOrEqual(120 * KB);
});
