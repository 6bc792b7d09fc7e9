import { expect, test } from "vitest";

import { tableOf } from "../../tools/browsers/table.ts";

test("the table of browsers names versions, what fails and why, and which engine was not there", () => {
  const text = tableOf(
    [
      { engine: "Chromium", version: "1.2", cells: [{ step: "a step", isRight: true, text: "3.1 s" }] },
      { engine: "Firefox", version: "5", cells: [{ step: "a step", isRight: false, text: "no row came" }] },
      { engine: "WebKit", absent: "WebKitWebDriver is not installed" },
    ],
    ["a step"],
  );
  expect(text.split("\n")).toEqual([
    "| step | Chromium 1.2 | Firefox 5 | WebKit |",
    "| --- | --- | --- | --- |",
    "| a step | 3.1 s | FAILS | – |",
    "",
    "Firefox, a step: no row came",
    "WebKit was not walked: WebKitWebDriver is not installed.",
  ]);
});
