import type { KeptDownloads } from "../kept-downloads.ts";
import type { HostedChoice } from "../model-choice.ts";
import type { StoredFiles } from "../stored-files.ts";

/** Bytes of weights a choice will hold in memory, from what is on this machine; undefined where it is not. */
export async function expectedBytes(
  choice: HostedChoice,
  { files, downloads }: { readonly files: StoredFiles; readonly downloads: KeptDownloads },
): Promise<number | undefined> {
  if (choice.kind === "webllm") {
    const [{ recordOf }, { cacheStatus }] = await Promise.all([
      import("../webllm/load-webllm.ts"),
      import("../webllm/download-model.ts"),
    ]);
    const record = await recordOf(choice);
    return "kind" in record ? undefined : (await cacheStatus(record)).totalBytes;
  }
  if (choice.kind !== "gguf") return undefined;
  const { source } = choice;
  const sizes =
    source.kind === "stored-file"
      ? (await files.list()).flatMap(({ name, bytes }) => (source.names.includes(name) ? [bytes] : []))
      : (await downloads.list()).flatMap(({ url, totalBytes }) =>
          source.urls.includes(url) && totalBytes !== undefined ? [totalBytes] : [],
        );
  return sizes.length === 0 ? undefined : sizes.reduce((sum, bytes) => sum + bytes, 0);
}
