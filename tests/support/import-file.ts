import type {
  ColumnRoles,
  ImportFailure,
  ImportPreview,
  ReadOptions,
} from "../../src/protocol/import-worker.ts";
import { importRows, previewRowsOf } from "../../src/tasks/rows/import-rows.ts";
import type { Example } from "../../src/tasks/task-spec.ts";

export const textRoles: ColumnRoles = { inputs: ["text"], expected: ["label"] };

export function file(content: string | Uint8Array, name: string) {
  return { kind: "file", file: new Blob([content as BlobPart]), name } as const;
}

export async function preview(
  content: string | Uint8Array,
  name: string,
  options: ReadOptions = {},
): Promise<ImportPreview> {
  const result = await previewRowsOf(file(content, name), options);
  if (result.kind !== "preview") throw new Error(result.message);
  return result;
}

export async function refusal(content: string | Uint8Array, name: string): Promise<string> {
  return ((await previewRowsOf(file(content, name), {})) as ImportFailure).message;
}

export async function imported(content: string | Uint8Array, name: string, roles = textRoles) {
  const examples: Example[] = [];
  const summary = await importRows(
    file(content, name),
    {},
    roles,
    async (batch) => void examples.push(...batch),
    () => false,
  );
  return { examples, summary };
}
