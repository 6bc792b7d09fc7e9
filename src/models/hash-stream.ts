import { createSHA256 } from "hash-wasm";

/** A stream of the same bytes, and the SHA-256 (hex) of what has flowed through so far. */
interface HashedStream {
  readonly stream: ReadableStream<Uint8Array<ArrayBuffer>>;
  digest(): string;
}

/** Hashes content on its way, so that nothing has to be held or read a second time. */
export async function hashStream(content: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<HashedStream> {
  const hasher = await createSHA256();
  const tap = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      hasher.update(chunk);
      controller.enqueue(chunk);
    },
  });
  return { stream: content.pipeThrough(tap), digest: () => hasher.digest("hex") };
}
