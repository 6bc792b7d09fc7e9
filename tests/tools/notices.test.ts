import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { compiledIn } from "../../tools/build/compiled-in.ts";
import { ensureBuilt } from "../../tools/build/ensure-built.ts";
import { projectFolder } from "../../tools/build/project-folder.ts";

/** What a wasm tells of itself by its texts. */
const traces = [
  ["@wllama/wllama", "src/wasm/wllama.wasm", "nlohmann", "JSON for Modern C++"],
  ["@wllama/wllama", "src/wasm/wllama.wasm", "bad zlib header", "stb_image"],
  ["@wllama/wllama", "src/wasm/wllama.wasm", "ggml_", "ggml"],
  ["@mlc-ai/web-llm", "lib/index.js", "GrammarCompiler", "XGrammar"],
  ["@mlc-ai/web-llm", "lib/index.js", "SentencePiece", "SentencePiece"],
  ["@mlc-ai/web-llm", "lib/index.js", "tvmjs", "Apache TVM"],
] as const;

test.each(traces)("%s carries in %s what %s tells of, and it is listed: %s", (within, file, trace, name) => {
  expect(readFileSync(join(projectFolder, "node_modules", within, file)).includes(trace)).toBe(true);
  expect(compiledIn.filter((one) => one.within === within).map((one) => one.name)).toContainEqual(
    expect.stringContaining(name),
  );
});

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
      ...compiledIn.map(({ name: compiled }) => compiled),
    ]) {
      expect(notices).toContain(name);
    }
    expect(notices).toContain("@fontsource-variable/source-serif-4");
  },
);
