import { createSHA256 } from "hash-wasm";

import { chunksOf } from "../../shared/chunks-of.ts";
import { isObject } from "../../shared/json.ts";
import {
  bundleFormat,
  bundleLimits,
  bundleTables,
  type BundleRow,
  limitsInWords,
  readableFormats,
} from "./bundle-format.ts";
import { bundleOfPage } from "./bundle-in-page.ts";

/** Why a file is not taken as a bundle; the message is for people. */
export class BadBundle extends Error {
  override name = "BadBundle";
}

const notOurs =
  "This file is not a bundle of this studio. Bundles end in .gepa-studio and are made on the Storage page.";
const again = "Copy or download it again, or save a new one where it came from. Nothing was changed.";
const inParts =
  "Save it in parts where it came from: a run's page saves that run alone. Nothing was changed.";
const cutShort = `The bundle is cut short: the line that ends it is missing. ${again}`;

/** Lines of a text stream with their bytes, so that a checksum can run beside; as many at a time as came together. */
async function* linesOf(bytes: ReadableStream<Uint8Array>): AsyncGenerator<readonly Uint8Array[]> {
  let rest: Uint8Array[] = [];
  let restLength = 0;
  let total = 0;
  for await (const value of chunksOf(bytes)) {
    total += value.length;
    if (total > bundleLimits.bytes) throw new BadBundle(`${limitsInWords}; this one is larger. ${inParts}`);
    const lines: Uint8Array[] = [];
    let from = 0;
    for (let at = value.indexOf(10); at >= 0; at = value.indexOf(10, from)) {
      refuseLong(restLength + at + 1 - from);
      lines.push(joined([...rest, value.subarray(from, at + 1)]));
      rest = [];
      restLength = 0;
      from = at + 1;
    }
    if (from < value.length) {
      rest.push(value.slice(from));
      restLength += value.length - from;
    }
    if (lines.length > 0) yield lines;
    refuseLong(restLength);
  }
  if (restLength > 0) throw new BadBundle(cutShort);
}

function refuseLong(line: number): void {
  if (line > bundleLimits.line)
    throw new BadBundle(`${limitsInWords}; one of this bundle's is longer. Nothing was changed.`);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1 && parts[0] !== undefined) return parts[0];
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** No row of ours has such a key; a stranger's may, to change what every object is made of. */
function refuseProto(key: string, value: unknown): unknown {
  if (key === "__proto__")
    throw new BadBundle("The bundle holds a key named __proto__, which no bundle of ours does.");
  return value;
}

const decoder = new TextDecoder("utf-8", { fatal: true });
/** How such a key can be written; only then is each key looked at, which takes longer than the parsing itself. */
const mayHoldProto = /__proto__|\\u00/i;

/** One line as an object; undefined where it is none. */
function parse(line: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const text = decoder.decode(line);
    const value: unknown = mayHoldProto.test(text) ? JSON.parse(text, refuseProto) : JSON.parse(text);
    if (isObject(value)) return value;
  } catch (error) {
    if (error instanceof BadBundle) throw error;
  }
  return undefined;
}

const emptyPage =
  "This page carries no run. “Report with its run”, on the page of a run's result, saves one that does. Nothing was changed.";

/** Opens a bundle, also one that a page carries: its date, and its rows, as many at a time as came together. Ends in an error unless the checksum at its end is right. */
export async function readBundle(
  given: Blob,
  onBytes: (share: number) => void = () => undefined,
): Promise<{ readonly createdAt: number; readonly rows: AsyncGenerator<readonly BundleRow[]> }> {
  if (given.size > bundleLimits.bytes)
    throw new BadBundle(`${limitsInWords}; this one is larger. ${inParts}`);
  const file = await bundleOfPage(given);
  if (file === undefined) throw new BadBundle(emptyPage);
  let read = 0;
  const counted = file.stream().pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        read += chunk.length;
        onBytes(file.size === 0 ? 1 : read / file.size);
        controller.enqueue(chunk);
      },
    }),
  );
  const parts = readable(linesOf(counted.pipeThrough(new DecompressionStream("gzip"))));
  const hash = await createSHA256();
  const [first, ...others] = ((await parts.next()).value as readonly Uint8Array[] | undefined) ?? [];
  if (first === undefined) throw new BadBundle(notOurs);
  const header = parse(first);
  if (header?.["bundle"] !== "gepa-studio" || typeof header["createdAt"] !== "number")
    throw new BadBundle(notOurs);
  if (!readableFormats.includes(Number(header["format"])))
    throw new BadBundle(
      `This bundle has format ${String(header["format"])}, this app reads formats up to ${bundleFormat}. Reload to get the newest app. Nothing was changed.`,
    );
  hash.update(first);

  let count = 0;
  let isAtEnd = false;
  /** A row; undefined for the line that ends the bundle, which is checked. */
  const rowOf = (line: Uint8Array): BundleRow | undefined => {
    if (isAtEnd) throw new BadBundle(`The bundle goes on after its end. ${again}`);
    const parsed = parse(line);
    if (parsed === undefined)
      throw new BadBundle(
        `The bundle is damaged: row ${count + 1} cannot be read (it is no JSON object). ${again}`,
      );
    if (parsed["end"] === true) {
      checkEnd(parsed, count, hash.digest("hex"));
      isAtEnd = true;
      return undefined;
    }
    if (count === bundleLimits.rows) throw new BadBundle(`${limitsInWords}; this one has more. ${inParts}`);
    const { in: table, row } = parsed;
    if (!bundleTables.some((name) => name === table))
      throw new BadBundle(
        `Row ${count + 1} of the bundle is of the kind "${String(table).slice(0, 40)}", which this app does not know. If a newer app saved it, reload to get the newest. Nothing was changed.`,
      );
    if (typeof row !== "object" || row === null)
      throw new BadBundle(`The bundle is damaged: row ${count + 1} holds nothing. ${again}`);
    hash.update(line);
    count += 1;
    return { in: table, row, bytes: line.length } as BundleRow;
  };
  async function* rows(): AsyncGenerator<readonly BundleRow[]> {
    const taken = (lines: readonly Uint8Array[]) => lines.flatMap((line) => rowOf(line) ?? []);
    yield taken(others);
    for await (const lines of parts) yield taken(lines);
    if (!isAtEnd) throw new BadBundle(cutShort);
  }
  return { createdAt: header["createdAt"], rows: rows() };
}

function checkEnd(end: Readonly<Record<string, unknown>>, count: number, sha256: string): void {
  if (end["rows"] !== count)
    throw new BadBundle(
      `The bundle is damaged: its end counts ${String(end["rows"])} rows, and ${count} are in it. ${again}`,
    );
  if (end["sha256"] !== sha256)
    throw new BadBundle(
      `The bundle's checksum is wrong: something in it was changed after it was saved, by damage or by hand. ${again}`,
    );
}

/** The decompressor's own errors in our words. */
async function* readable(
  parts: AsyncGenerator<readonly Uint8Array[]>,
): AsyncGenerator<readonly Uint8Array[]> {
  let read = 0;
  try {
    for await (const lines of parts) {
      read += lines.length;
      yield lines;
    }
  } catch (error) {
    if (error instanceof BadBundle) throw error;
    throw new BadBundle(
      read === 0
        ? notOurs
        : `The bundle is cut short or damaged: its compressed bytes end or break after ${read - 1} rows. ${again}`,
    );
  }
}
