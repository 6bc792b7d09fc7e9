import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { ensureBuilt } from "../../tools/build/ensure-built.ts";

test(
  "the built page names every package that is in it, workers and fonts included",
  { timeout: 180_000 },
  () => {
    const notices = readFileSync(join(ensureBuilt(), "THIRD-PARTY-NOTICES.txt"), "utf8");
    for (const name of [
      "solid-js",
      "dexie",
      "uplot",
      "comlink",
      "@wllama/wllama",
      "@mlc-ai/web-llm",
      "llama.cpp",
    ]) {
      expect(notices).toContain(name);
    }
    expect(notices).toContain("@fontsource-variable/source-serif-4");
  },
);
