import { defineConfig } from "@playwright/test";

import { findBrowser } from "./tools/browser/find-browser.ts";
import { freePort } from "./tools/serve/free-port.ts";

const browser = await findBrowser();
// Chosen once, by the process that starts the others; they get it with their environment.
process.env["E2E_PORT"] ??= String(await freePort());
const port = Number(process.env["E2E_PORT"]);

export default defineConfig({
  testDir: "tests/e2e",
  testMatch: process.env["E2E_ALL"] === "1" ? ["**/*.spec.ts", "**/*.long.ts"] : ["**/*.spec.ts"],
  outputDir: "test-results",
  // Journeys wait more than they compute; a third browser would only slow the others' models.
  workers: 2,
  // A shared machine can stall for longer than any sensible timeout: where nobody watches, a test gets a second try.
  retries: process.env["CI"] === undefined ? 0 : 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: process.env["CI"] !== undefined,
  reporter: [["list"], ["json", { outputFile: ".cache/e2e.json" }]],
  use: {
    baseURL: `http://localhost:${port}/`,
    viewport: { width: 1440, height: 900 },
    launchOptions: { executablePath: browser.executablePath, args: [...browser.args], env: browser.env },
    trace: "off",
  },
  webServer: {
    command: `npx tsx tools/serve/start.ts --port ${port} --open no`,
    url: `http://localhost:${port}/`,
    reuseExistingServer: false,
    timeout: 180_000,
    stdout: "ignore",
  },
});
