import { chunksOf } from "../../shared/chunks-of.ts";
import { UnreadableFile } from "./read-item.ts";

const mostUnpackedBytes = 1024 ** 3;

/** The file within a gzip file. Throws `UnreadableFile` for one that is damaged, or would fill the memory. */
export async function unpackGzip(packed: Blob): Promise<Blob> {
  const parts: BlobPart[] = [];
  let size = 0;
  const stream = packed.stream().pipeThrough(new DecompressionStream("gzip"));
  try {
    for await (const chunk of chunksOf(stream)) {
      size += chunk.length;
      if (size > mostUnpackedBytes)
        throw new UnreadableFile(
          "This file unpacks to more than 1 GB, too much to open here. Unpack it and import a part of it.",
        );
      parts.push(chunk);
    }
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    throw new UnreadableFile("This gzip file is damaged or cut short. Unpack it and import what is in it.");
  }
  return new Blob(parts);
}
