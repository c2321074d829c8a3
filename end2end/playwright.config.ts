import { defineConfig, type Project } from "@playwright/test";
import type { Options } from "./support/test.js";

const screens = {
  phone: { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  desktop: { viewport: { width: 1280, height: 800 } },
} as const;

/** Every journey runs in both languages, on both screens, with scripts and without ("plain"). */
const projects: Project<Options>[] = Object.entries(screens).flatMap(([screen, view]) =>
  (["hi", "en"] as const).flatMap((language) =>
    [true, false].map((scripts) => ({
      name: [screen, language, ...(scripts ? [] : ["plain"])].join("-"),
      use: { ...view, language, javaScriptEnabled: scripts },
      // What is about scripts is told with scripts only; sizes and axe's findings are the same without them.
      // The walk over every page is long: Hindi on the phone and English on the desktop see both languages and both screens.
      testIgnore: [
        ...(scripts ? [] : ["**/islands.spec.ts", "**/sizes.spec.ts", "**/board-keys.spec.ts", "**/board-poll.spec.ts"]),
        // A mouse drags on the desktop.
        ...(scripts && screen === "desktop" ? [] : ["**/board-drag.spec.ts"]),
        // What a task costs is counted once on each screen, too.
        ...(scripts && (screen === "phone") === (language === "hi") ? [] : ["**/pages.spec.ts", "**/quick.spec.ts"]),
        // The words of refusals are looked at in Hindi; some are provoked on the phone, with scripts and without.
        ...(scripts && language === "hi" ? [] : ["**/refusals.spec.ts"]),
        ...(screen === "phone" && language === "hi" ? [] : ["**/typed.spec.ts"]),
      ],
    })),
  ),
);

export default defineConfig<Options>({
  testDir: "journeys",
  outputDir: "test-results",
  globalSetup: "./support/server.ts",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    timezoneId: "Asia/Kolkata",
    locale: "hi-IN",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects,
});
