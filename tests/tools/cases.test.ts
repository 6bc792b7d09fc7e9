import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { describe, expect, test } from "vitest";

import { type OpenCases, openCases, tryCase } from "../../tools/cases/try-case.ts";

const folder = fileURLToPath(new URL("../fixtures/cases/", import.meta.url));
const names = (await readdir(folder)).toSorted();
const cases: OpenCases = await openCases(folder, names);

/** Losing its storage takes a browser. */
const unjudged = new Set(["k22a-database-closed.json"]);
describe("inputs from real life", () => {
  test.each(cases.files)("%s comes to its right value", { timeout: 60_000 }, async (name) => {
    const { verdict } = await tryCase(cases, `${folder}${name}`, name);
    if (unjudged.has(name)) expect(verdict.kind).toBe("not judged");
    else expect(verdict).toMatchObject({ kind: "passed" });
  });
});
