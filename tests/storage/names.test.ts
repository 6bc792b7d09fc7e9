import { describe, expect, test } from "vitest";

import { basePathOf, databaseName, runLockName } from "../../src/storage/database-name.ts";

describe("names carry the base path", () => {
  test.each([
    ["https://host/", "/"],
    ["https://host/index.html", "/"],
    ["https://host/studio/index.html#/runs/1", "/studio/"],
    ["https://host/studio/assets/run.worker-a1.js", "/studio/"],
    ["http://localhost:5173/workers/run.worker.ts?worker_file&type=module", "/"],
    ["https://host/a/b/?query", "/a/b/"],
  ])("%s is served from %s", (address, expected) => {
    expect(basePathOf(address)).toBe(expected);
  });

  test("two apps of one origin share neither database nor lock", () => {
    const [one, other] = ["/one/", "/other/"].map(databaseName) as [string, string];
    expect(one).not.toBe(other);
    expect(runLockName(one, "r")).not.toBe(runLockName(other, "r"));
  });
});
