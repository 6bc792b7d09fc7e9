import { UnreadableFile } from "./read-item.ts";

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const mostEntries = 5000;
const mostUnpackedBytes = 600 * 1024 * 1024;

/**
 * Reads a zip's table of contents before anything is unpacked, and refuses what would fill the memory: the sizes an
 * archive declares are also the most the unpacker will write.
 */
export async function checkZipSizes(file: Blob): Promise<void> {
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
  const unpacked = unpackedBytes(new DataView(await file.slice(start, start + size).arrayBuffer()), count);
  if (unpacked > mostUnpackedBytes) {
    const megabytes = Math.round(unpacked / 1024 / 1024).toLocaleString("en");
    throw new UnreadableFile(
      `This workbook would unpack to ${megabytes} MB, too much to open here. Save the sheet as CSV and import that.`,
    );
  }
}

function unpackedBytes(directory: DataView, count: number): number {
  let at = 0;
  let sum = 0;
  for (let entry = 0; entry < count; entry += 1) {
    if (at + 46 > directory.byteLength || directory.getUint32(at, true) !== directoryEntry) {
      throw new UnreadableFile("This workbook's table of contents is damaged. Nothing was imported.");
    }
    sum += directory.getUint32(at + 24, true);
    at +=
      46 +
      directory.getUint16(at + 28, true) +
      directory.getUint16(at + 30, true) +
      directory.getUint16(at + 32, true);
  }
  return sum;
}
