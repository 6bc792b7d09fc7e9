import { chromium, expect, test } from "@playwright/test";

import { findBrowser } from "../../tools/browser/find-browser.ts";
import { serve } from "../../tools/serve/static-server.ts";
import { builtFolder } from "./support/studio.ts";

test("an address the browser does not trust is explained before anything is started", async () => {
  const server = await serve({ folder: builtFolder, headers: false, host: "127.0.0.1" });
  const { port } = new URL(server.address);
  const found = await findBrowser();
  const browser = await chromium.launch({
    executablePath: found.executablePath,
    env: found.env,
    args: [...found.args, "--host-resolver-rules=MAP studio.example 127.0.0.1"],
  });
  const page = await browser.newPage();
  const thrown: string[] = [];
  page.on("pageerror", (error) => thrown.push(error.message));
  await page.goto(`http://studio.example:${port}/`);
  await expect(page.getByRole("heading", { name: "The studio cannot start here" })).toBeVisible();
  await expect(page.getByText("npm start")).toBeVisible();
  expect(page.workers()).toEqual([]);
  expect(thrown).toEqual([]);
  await browser.close();
  await server.close();
});
