import type { ColumnRoles } from "../../protocol/import-worker.ts";

const prefixes = {
  input: /^(?:attributes\.)?inputs?[._ :]+\S/i,
  reference: /^(?:reference(?:_outputs?)?|expected(?:_outputs?)?)[._ :]+\S/i,
  output: /^(?:attributes\.)?outputs?[._ :]+\S/i,
} as const;

/** What people thought of an output is none. */
const own = /^output[_ ]feedback$/i;
const details = /\.(?:mime_type|type)$/i;

/** Exports whose columns are named by prefix, such as `inputs.question`, `output_answer`, `metadata_source`. */
export function prefixedRoles(columns: readonly string[]): ColumnRoles | undefined {
  const called = (prefix: RegExp): readonly string[] =>
    columns.filter((column) => prefix.test(column) && !own.test(column) && !details.test(column));
  const inputs = called(prefixes.input);
  const references = called(prefixes.reference);
  const outputs = called(prefixes.output);
  if (inputs.length === 0 || references.length + outputs.length === 0) return undefined;
  // Traces say what a model answered, which is no right answer.
  const areTraces = outputs.some((column) => /^attributes\./i.test(column));
  const wanted = references.length > 0 ? references : areTraces ? [] : outputs;
  const [expected, ...kept] = wanted;
  const [output] = references.length > 0 || areTraces ? outputs : [];
  return {
    inputs,
    expected: expected === undefined ? [] : [expected],
    ...(kept.length === 0 ? {} : { kept }),
    ...(output === undefined ? {} : { output }),
  };
}
