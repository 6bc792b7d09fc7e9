import { describe, expect, test } from "vitest";

import { brokenArrows, importCircles } from "../../tools/arrows/arrow-rules.ts";
import { moduleImports } from "../../tools/arrows/module-imports.ts";
import { projectFolder } from "../../tools/build/project-folder.ts";

const imports = moduleImports(projectFolder, ["src", "workers", "bench", "tools", "tests"]);
const plain = { typeOnly: false, lazy: false };

describe("import arrows", () => {
  test("finds the imports of the real source", () => {
    expect(imports.length).toBeGreaterThan(50);
  });

  test("every import in the source, commands, measurements and tests follows the arrows", () => {
    expect(brokenArrows(imports)).toEqual([]);
  });

  test("no module names itself by a circle, for code or for types", () => {
    expect(importCircles(imports)).toEqual([]);
  });

  test("reports an engine that loads storage and a circle of two", () => {
    const wrong = [
      { from: "src/engine/a.ts", to: "src/storage/b.ts", ...plain },
      { from: "src/ui/a.ts", to: "src/runs/b.ts", ...plain },
      { from: "src/ui/a.ts", to: "src/ui/b.ts", ...plain },
      { from: "src/ui/b.ts", to: "src/ui/a.ts", ...plain, typeOnly: true },
      { from: "bench/a.ts", to: "src/ui/kit/b.ts", ...plain },
      { from: "bench/page/a.ts", to: "src/ui/kit/b.ts", ...plain },
    ];
    expect(brokenArrows(wrong)).toEqual([
      "src/engine/a.ts loads src/storage/b.ts",
      "src/ui/a.ts loads src/runs/b.ts",
      "bench/a.ts loads src/ui/kit/b.ts",
    ]);
    expect(importCircles(wrong)).toEqual(["src/ui/a.ts -> src/ui/b.ts -> src/ui/a.ts"]);
  });
});
