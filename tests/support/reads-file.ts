import { expect } from "vitest";

import { verdictOf } from "../../tools/cases/case-result.ts";
import { judgeFile, type RightFile } from "../../tools/cases/judge-file.ts";
import { tryFile } from "../../tools/cases/try-file.ts";

export type FileCase = readonly [name: string, content: string | Uint8Array, right: RightFile];

/** As New run reads it: preview, guesses, every row. */
export async function reads([name, content, right]: FileCase): Promise<void> {
  const made = await tryFile(new File([content as BlobPart], name));
  expect(verdictOf(await judgeFile(made, right))).not.toHaveProperty("wrong");
}
