import { reasonOf } from "../../shared/reason-of.ts";
import { parsedWritten, Written } from "../written-json.ts";
import { UnreadableFile } from "./read-item.ts";
import { rowsOfDocument, valuesOf, wholeText } from "./read-json-file.ts";
import type { ReadValue } from "./read-values.ts";

/** YAML is read whole, so it may not be as large as a table. */
const largestYaml = 32 * 1024 * 1024;
/** A few lines of aliases can stand for gigabytes ("billion laughs"). */
const mostAliases = 100;

/** The rows of a YAML file: its list, the tests of a promptfoo configuration, or the right list in it. */
export async function* yamlElements(chunks: AsyncIterable<string>, size: number): AsyncGenerator<ReadValue> {
  if (size > largestYaml)
    throw new UnreadableFile(
      "This YAML file is larger than 32 MB. Save the rows as JSONL or CSV and import that.",
    );
  const text = await wholeText(chunks);
  // JSON is YAML too, and read much faster by its own reader.
  const json = parsedWritten(text);
  if (json !== undefined) {
    yield* valuesOf(rowsOfDocument(json));
    return;
  }
  const { parseAllDocuments, visit } = await import("yaml");
  const documents = parseAllDocuments(text, { logLevel: "silent", merge: true, uniqueKeys: false });
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
    // Numbers and flags as they were written: 01234, 1.10 and True are not 1234, 1.1 and true.
    visit(document, {
      Scalar(key, node) {
        if (
          key !== "key" &&
          node.source !== undefined &&
          /^(?:number|bigint|boolean)$/.test(typeof node.value)
        )
          node.value = new Written(node.source, node.value);
      },
    });
    try {
      values.push(document.toJS({ maxAliasCount: mostAliases }));
    } catch (error) {
      const why = reasonOf(error);
      throw new UnreadableFile(`This YAML file was not opened: ${why}. Nothing was imported.`);
    }
  }
  yield* valuesOf(values.length > 1 ? { rows: values, notes: [] } : rowsOfDocument(values[0]));
}
