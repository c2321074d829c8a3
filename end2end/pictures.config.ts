// `npm run pictures`: takes the pictures of the lessons anew, from the program as it is. No test: nothing is compared.
import { defineConfig } from "@playwright/test";
import journeys from "./playwright.config.js";
import type { Options } from "./support/test.js";

export default defineConfig<Options>({
  ...journeys,
  testDir: "pictures",
  testMatch: "lessons.ts",
  timeout: 600_000,
  projects: (["hi", "en"] as const).map((language) => ({
    name: language,
    // One and a half pixels to a point: readable, and small enough for a slow line.
    use: { language, viewport: { width: 360, height: 740 }, deviceScaleFactor: 1.5, isMobile: true, hasTouch: true },
  })),
});
