import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { describe, expect, test } from "vitest";

import { type OpenCases, openCases, tryCase } from "../../tools/cases/try-case.ts";

const folder = fileURLToPath(new URL("../fixtures/cases/", import.meta.url));
const names = (await readdir(folder)).toSorted();
const cases: OpenCases = await openCases(folder, names);

/** Losing its storage takes a browser. */
const unjudged = new Set(["k22a-database-closed.json"]);
/** What endpoints and runs do not do yet; nothing is thrown all the same. */
const open = /^k(?:11|12|13|14|15|20|21|23)/;

describe("inputs from real life", () => {
  test.each(cases.files)("%s comes to its right value", { timeout: 60_000 }, async (name) => {
    const { made, verdict } = await tryCase(cases, `${folder}${name}`, name);
    if (open.test(name)) expect(made["kind"]).not.toBe("crashed");
    else if (unjudged.has(name)) expect(verdict.kind).toBe("not judged");
    else expect(verdict).toMatchObject({ kind: "passed" });
  });
});
