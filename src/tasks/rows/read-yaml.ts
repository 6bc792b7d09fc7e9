import { reasonOf } from "../../shared/reason-of.ts";
import { UnreadableFile } from "./read-item.ts";
import type { ValueText } from "./read-values.ts";

/** YAML is read whole, so it may not be as large as a table. */
const largestYaml = 32 * 1024 * 1024;
/** A few lines of aliases can stand for gigabytes ("billion laughs"). */
const mostAliases = 100;

/** The rows of a YAML file: its list, the `tests` of a promptfoo configuration, or the first list in it. */
export async function* yamlElements(file: Blob): AsyncGenerator<ValueText> {
  if (file.size > largestYaml)
    throw new UnreadableFile(
      "This YAML file is larger than 32 MB. Save the rows as JSONL or CSV and import that.",
    );
  const text = await file.text();
  const json = parsedJson(text);
  if (json !== undefined) {
    for (const row of rowsOf(json)) yield { text: JSON.stringify(row) ?? "null" };
    return;
  }
  const { parseAllDocuments } = await import("yaml");
  const documents = parseAllDocuments(text, { logLevel: "silent", uniqueKeys: false });
  if (!Array.isArray(documents)) throw new UnreadableFile("This YAML file is empty. Nothing was imported.");
  const values: unknown[] = [];
  for (const document of documents) {
    const [error] = document.errors;
    if (error !== undefined) {
      const line = error.linePos?.[0].line;
      throw new UnreadableFile(
        `This is not valid YAML${line === undefined ? "" : `: line ${line}`}: ${error.message.split("\n")[0] ?? ""} Nothing was imported.`,
      );
    }
    try {
      values.push(document.toJS({ maxAliasCount: mostAliases }));
    } catch (error) {
      const why = reasonOf(error);
      throw new UnreadableFile(`This YAML file was not opened: ${why}. Nothing was imported.`);
    }
  }
  const rows = values.length > 1 ? values : rowsOf(values[0]);
  for (const row of rows) yield { text: JSON.stringify(row) ?? "null" };
}

/** JSON is YAML too, and read much faster by its own reader. */
function parsedJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The list of rows in a parsed file; a file that only points to another one is refused with its name. */
export function rowsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (value === null || typeof value !== "object")
    throw new UnreadableFile("No list of rows was found in this file. Nothing was imported.");
  const { tests } = value as { tests?: unknown };
  if (typeof tests === "string")
    throw new UnreadableFile(`Its tests are in another file, ${tests.slice(0, 200)}. Import that one.`);
  const list = Array.isArray(tests) ? tests : Object.values(value).find((field) => Array.isArray(field));
  if (!Array.isArray(list))
    throw new UnreadableFile("No list of rows was found in this file. Nothing was imported.");
  return list;
}
