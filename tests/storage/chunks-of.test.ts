import { expect, test } from "vitest";

import { chunksOf } from "../../src/shared/chunks-of.ts";

/** A stream without the iterator that WebKit lacks, which says how it was left. */
function streamOf(chunks: readonly string[], end: "close" | "error" | "open" = "close") {
  const left: unknown[] = [];
  const rest = [...chunks];
  const stream = new ReadableStream<string>({
    pull(controller) {
      const chunk = rest.shift();
      if (chunk !== undefined) controller.enqueue(chunk);
      else if (end === "error") controller.error(new Error("the cable was pulled"));
      else if (end === "close") controller.close();
    },
    cancel: (reason) => void left.push(reason),
  });
  Object.defineProperty(stream, Symbol.asyncIterator, { value: undefined });
  return { stream, left };
}

test("a stream is read to its end in an engine whose streams cannot be iterated", async () => {
  const read: string[] = [];
  for await (const chunk of chunksOf(streamOf(["a", "b", "c"]).stream)) read.push(chunk);
  expect(read).toEqual(["a", "b", "c"]);
});

test("leaving the loop cancels the stream", async () => {
  const { stream, left } = streamOf(["a", "b"], "open");
  for await (const chunk of chunksOf(stream)) if (chunk === "a") break;
  expect(left).toEqual([undefined]);
});

test("a stream that breaks throws its own error once", async () => {
  const read: string[] = [];
  await expect(async () => {
    for await (const chunk of chunksOf(streamOf(["a"], "error").stream)) read.push(chunk);
  }).rejects.toThrow("the cable was pulled");
  expect(read).toEqual(["a"]);
});

/** Never called: the check is that it would not compile. */
export async function iterated(stream: ReadableStream<string>): Promise<void> {
  // @ts-expect-error: WebKit's streams have no iterator; chunksOf reads them.
  for await (const chunk of stream) console.log(chunk);
}
