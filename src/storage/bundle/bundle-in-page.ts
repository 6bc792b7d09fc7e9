/**
 * A bundle carried by an HTML page: base64 in a comment after its end. A comment runs nothing and loads nothing, and base64
 * has no character that could end it.
 */
const opening = "<!-- gepa-studio bundle\n";
const closing = "\n-->\n";
const isPage = /^\s*<!doctype html/i;
/** A multiple of three, so that pieces of base64 can stand one behind the other, and of four for the way back. */
const pieceBytes = 3 * 4 * 2_048;

/** The page with the bundle in it. */
export async function pageWithBundle(
  page: string,
  bundle: ReadableStream<Uint8Array<ArrayBuffer>>,
): Promise<Blob> {
  const bytes = new Uint8Array(await new Response(bundle).arrayBuffer());
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += pieceBytes)
    pieces.push(btoa(String.fromCharCode(...bytes.subarray(at, at + pieceBytes))));
  return new Blob([page, opening, ...pieces, closing], { type: "text/html" });
}

/** The bundle a page carries, or the file itself where it is no page; undefined for a page that carries none, or not whole. */
export async function bundleOfPage(file: Blob): Promise<Blob | undefined> {
  if (!isPage.test(await file.slice(0, 64).text())) return file;
  const text = await file.text();
  const from = text.lastIndexOf(opening);
  const until = text.indexOf(closing, from);
  if (from < 0 || until < 0) return undefined;
  const base64 = text.slice(from + opening.length, until);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  try {
    for (let at = 0; at < base64.length; at += pieceBytes)
      pieces.push(Uint8Array.from(atob(base64.slice(at, at + pieceBytes)), (one) => one.charCodeAt(0)));
  } catch {
    return undefined;
  }
  return new Blob(pieces);
}
