import { chunksOf } from "../../../shared/chunks-of.ts";
import { reasonOf } from "../../../shared/reason-of.ts";
import { UnreadableFile } from "../read-item.ts";

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const mostEntries = 5000;
const mostUnpackedBytes = 600 * 1024 * 1024;

interface ZipEntry {
  readonly name: string;
  readonly isPacked: boolean;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  readonly checksum: number;
  /** Where its header begins. */
  readonly start: number;
}

/** A zip archive whose texts are unpacked one by one, when they are asked for. */
export interface Archive {
  has(name: string): boolean;
  /** An entry as UTF-8 text; undefined where there is none of that name. */
  text(name: string): Promise<string | undefined>;
}

/**
 * Reads a zip's table of contents before anything is unpacked, and refuses what would fill the memory: the sizes an
 * archive declares are also the most that is unpacked.
 */
export async function openArchive(file: Blob): Promise<Archive> {
  const entries = await readDirectory(file);
  const unpacked = [...entries.values()].reduce((sum, entry) => sum + entry.unpackedBytes, 0);
  if (unpacked > mostUnpackedBytes) {
    const megabytes = Math.round(unpacked / 1024 / 1024).toLocaleString("en");
    throw new UnreadableFile(
      `This workbook would unpack to ${megabytes} MB, too much to open here. Save the sheet as CSV and import that.`,
    );
  }
  return {
    has: (name) => entries.has(name.toLowerCase()),
    async text(name) {
      const entry = entries.get(name.toLowerCase());
      return entry === undefined ? undefined : unpack(file, entry);
    },
  };
}

async function readDirectory(file: Blob): Promise<ReadonlyMap<string, ZipEntry>> {
  const tail = new DataView(await file.slice(Math.max(0, file.size - 65_557)).arrayBuffer());
  let end = tail.byteLength - 22;
  while (end >= 0 && tail.getUint32(end, true) !== endOfDirectory) end -= 1;
  if (end < 0)
    throw new UnreadableFile(
      "This is not a workbook: it is no zip file, or its end is missing. Nothing was imported.",
    );
  const count = tail.getUint16(end + 10, true);
  const size = tail.getUint32(end + 12, true);
  const start = tail.getUint32(end + 16, true);
  if (start + size > file.size || count > mostEntries)
    throw new UnreadableFile("This workbook's table of contents makes no sense. Nothing was imported.");
  return readEntries(new DataView(await file.slice(start, start + size).arrayBuffer()), count);
}

function readEntries(directory: DataView, count: number): ReadonlyMap<string, ZipEntry> {
  const entries = new Map<string, ZipEntry>();
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    const isEntry = at + 46 <= directory.byteLength && directory.getUint32(at, true) === directoryEntry;
    const nameLength = isEntry ? directory.getUint16(at + 28, true) : 0;
    if (!isEntry || at + 46 + nameLength > directory.byteLength)
      throw new UnreadableFile("This workbook's table of contents is damaged. Nothing was imported.");
    const name = new TextDecoder().decode(
      new Uint8Array(directory.buffer, directory.byteOffset + at + 46, nameLength),
    );
    entries.set(name.replaceAll("\\", "/").toLowerCase(), {
      name,
      isPacked: directory.getUint16(at + 10, true) !== 0,
      checksum: directory.getUint32(at + 16, true),
      packedBytes: directory.getUint32(at + 20, true),
      unpackedBytes: directory.getUint32(at + 24, true),
      start: directory.getUint32(at + 42, true),
    });
    at += 46 + nameLength + directory.getUint16(at + 30, true) + directory.getUint16(at + 32, true);
  }
  return entries;
}

async function unpack(file: Blob, entry: ZipEntry): Promise<string> {
  const header = new DataView(await file.slice(entry.start, entry.start + 30).arrayBuffer());
  if (header.byteLength < 30) throw damaged(entry, "it lies beyond the end of the file");
  const start = entry.start + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  const packed = file.slice(start, start + entry.packedBytes).stream();
  const bytes = entry.isPacked ? packed.pipeThrough(new DecompressionStream("deflate-raw")) : packed;
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let read = 0;
  let checksum = 0xffff_ffff;
  try {
    for await (const chunk of chunksOf(bytes as ReadableStream<Uint8Array>)) {
      read += chunk.length;
      if (read > entry.unpackedBytes) throw damaged(entry, "it is larger than it says");
      for (const byte of chunk) checksum = (checksum >>> 8) ^ (crcTable[(checksum ^ byte) & 0xff] as number);
      parts.push(decoder.decode(chunk, { stream: true }));
    }
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    throw damaged(entry, reasonOf(error));
  }
  if ((checksum ^ 0xffff_ffff) >>> 0 !== entry.checksum) throw damaged(entry, "its checksum is wrong");
  return parts.join("") + decoder.decode();
}

/** CRC-32 of each byte, as zip files use it. */
const crcTable: readonly number[] = Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb8_8320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

function damaged({ name }: ZipEntry, why: string): UnreadableFile {
  return new UnreadableFile(
    `This workbook could not be read (${name.slice(0, 100)}: ${why.slice(0, 160)}). Save the sheet as CSV and import that.`,
  );
}
