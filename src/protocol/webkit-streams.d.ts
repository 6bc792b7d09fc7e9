/** The streams of the poorest engine we serve: WebKit's cannot be iterated. Read them with `chunksOf`. */
interface ReadableStream<R> {
  [Symbol.asyncIterator](): never;
  values(): never;
}
