import { expect, test } from "vitest";

import { loadOptions } from "../../src/models/wllama/load-options.ts";
import { openWllamaModel } from "../../src/models/wllama/wllama-model.ts";

const never = new AbortController().signal;

test("a browser without WebAssembly promises, as Safari is, gets the compat build from this site and answers", async () => {
  const wasm = WebAssembly as { Suspending?: unknown };
  const suspending = wasm.Suspending;
  delete wasm.Suspending;
  try {
    const files = [await (await fetch("/models/embedded-student.gguf")).blob()];
    const model = await openWllamaModel({
      identity: "i",
      label: "Embedded",
      files,
      options: loadOptions({ contextLength: 512 }),
    });
    const answer = await model.complete(
      {
        messages: [
          { role: "system", content: "Label the message." },
          { role: "user", content: "The soup is cold." },
        ],
        maxTokens: 8,
        temperature: 0,
      },
      never,
    );
    expect(answer).toMatchObject({ kind: "completed" });
    await model.dispose();
    const fetched = performance.getEntriesByType("resource").map((entry) => entry.name);
    expect(fetched.some((name) => name.startsWith(location.origin) && name.includes("wllama-compat"))).toBe(
      true,
    );
    expect(fetched.filter((name) => /jsdelivr|unpkg|cdn/.test(name))).toEqual([]);
  } finally {
    wasm.Suspending = suspending;
  }
});
