/**
 * The chunks of a stream, in order; leaving the loop early cancels the stream. WebKit's streams cannot be walked with
 * `for await` themselves: `src/protocol/webkit-streams.d.ts` makes that an error of types.
 */
export async function* chunksOf<Chunk>(stream: ReadableStream<Chunk>): AsyncGenerator<Chunk> {
  const reader = stream.getReader();
  let isOpen = true;
  try {
    for (;;) {
      isOpen = false;
      const { done, value } = await reader.read();
      if (done) return;
      isOpen = true;
      yield value;
    }
  } finally {
    if (isOpen) await reader.cancel();
  }
}
