import { describe, expect, test } from "vitest";

import { importRows } from "../../src/tasks/rows/import-rows.ts";
import { file, imported, preview, textRoles } from "../support/import-file.ts";

describe("column roles", () => {
  test("of a chat whose every row begins with the same words take those as the prompt to start from", async () => {
    const chat = (system: string, at: number) =>
      JSON.stringify({
        messages: [
          { role: "system", content: system },
          { role: "user", content: `Hi ${at}` },
          { role: "assistant", content: "Hello" },
        ],
      });
    const lines = (system: (at: number) => string) => [0, 1, 2].map((at) => chat(system(at), at)).join("\n");
    expect(
      await preview(
        lines(() => "Be kind."),
        "a.jsonl",
      ),
    ).toMatchObject({
      suggestedPrompt: "Be kind.",
      guessed: { inputs: ["input"] },
    });
    const varied = await preview(
      lines((at) => `Be ${at}.`),
      "b.jsonl",
    );
    expect(varied.suggestedPrompt).toBeUndefined();
    expect(varied.guessed.inputs).toEqual(["system", "input"]);
  });

  test("are guessed from names", async () => {
    const { guessed } = await preview(
      "id,question,context,answer,split\n1,q,c,a,train\n2,q,c,a,test",
      "x.csv",
    );
    expect(guessed).toEqual({ inputs: ["question", "context"], expected: ["answer"], split: "split" });
  });

  test("are guessed from the values where names say nothing", async () => {
    const lines = Array.from(
      { length: 8 },
      (_, index) => `some long text number ${index},${index % 2 ? "yes" : "no"}`,
    );
    const { guessed } = await preview(["foo,bar", ...lines].join("\n"), "x.csv");
    expect(guessed).toEqual({ inputs: ["foo"], expected: ["bar"] });
  });

  test("take a rated answer as expected only when it was rated good, and keep the critique as a remark", async () => {
    const csv = "input,output,rating,critique\nhi,hello,good,\nhi there,go away,bad,too rude";
    const { guessed } = await preview(csv, "x.csv");
    expect(guessed).toEqual({
      inputs: ["input"],
      expected: [],
      output: "output",
      rating: "rating",
      critique: "critique",
    });
    const { examples } = await imported(csv, "x.csv", guessed);
    expect(examples[0]).toMatchObject({ expected: { expected: "hello" } });
    expect(examples[1]).toMatchObject({
      expected: {},
      note: 'rated the earlier answer "go away" "bad" and said: too rude',
    });
  });
});

describe("importing", () => {
  test("gives the same ids again, for equal rows too, and when rows were added", async () => {
    const first = await imported("text,label\na,A\na,A\nb,B\n", "x.csv");
    const again = await imported("label,text\nZ,z\nA,a\nB,b\nA,a\n", "x.csv");
    const ids = first.examples.map((example) => example.id);
    expect(new Set(ids).size).toBe(3);
    expect(again.examples.map((example) => example.id)).toEqual(expect.arrayContaining(ids));
  });

  test("hands 100,000 rows over in batches and stops when cancelled", async () => {
    const csv = [
      "text,label",
      ...Array.from({ length: 100_000 }, (_, index) => `message number ${index},L${index % 7}`),
    ].join("\n");
    let batches = 0;
    let rows = 0;
    const summary = await importRows(
      file(csv, "x.csv"),
      {},
      textRoles,
      async (batch) => void ((batches += 1), (rows += batch.length)),
      () => false,
    );
    expect(summary).toMatchObject({ kind: "imported", rows: 100_000, badRowCount: 0 });
    expect(rows).toBe(100_000);
    expect(batches).toBe(50);
    const cancelled = await importRows(
      file(csv, "x.csv"),
      {},
      textRoles,
      async () => undefined,
      () => true,
    );
    expect(cancelled).toEqual({ kind: "cancelled" });
  });

  test("says so when no row has an expected answer", async () => {
    const { summary } = await imported("text,label\na,\nb,\n", "x.csv");
    expect(summary).toMatchObject({
      kind: "bad-import",
      message: expect.stringContaining('("label") is empty') as string,
    });
  });
});
