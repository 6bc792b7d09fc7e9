import { parseWritten, printJson, Written } from "../written-json.ts";
import { insideFence } from "./inside-fence.ts";
import type { Metric } from "./metric.ts";
import { readJson } from "./read-json.ts";
import { expectedOption, expectedText, listOption } from "./read-options.ts";
import { normalised } from "./text-forms.ts";
import { because, nothingExpected, quoted, verdict } from "./verdict.ts";

export const jsonFields: Metric = {
  kind: "json-fields",
  title: "JSON, field by field",
  explanation:
    "Share of the expected object's fields that are right; says which are wrong, missing or not asked for.",
  needsExpected: true,
  options: [
    expectedOption,
    { name: "ignore", type: "list", meaning: "Field paths that do not count, such as `address.zip`." },
    {
      name: "loose",
      type: "list",
      meaning: "Field paths where case, punctuation and accents do not count; * for all.",
    },
  ],
  judge({ example, output }, options) {
    const text = expectedText(example, options);
    if (text === undefined) return nothingExpected();
    const wanted = readJson(text);
    if (wanted.kind === "invalid")
      return verdict(0, "This row's expected answer is not JSON, so the answer could not be checked.");
    const got = readJson(output);
    if (got.kind === "invalid") return verdict(0, `${got.problem}${because(example)}`);
    const ignored = new Set(listOption(options, "ignore"));
    const loose = new Set(listOption(options, "loose"));
    const expected = leaves(asWritten(text), ignored);
    const answered = leaves(asWritten(output), ignored);
    const problems: string[] = [];
    for (const [path, value] of expected) {
      const found = answered.get(path);
      if (found === undefined) problems.push(`${path} is missing (expected ${shown(value)}).`);
      else if (!same(value, found, loose.has(path) || loose.has("*")))
        problems.push(`${path} should be ${shown(value)}, is ${shown(found)}.`);
    }
    const extra = [...answered.keys()].filter((path) => !expected.has(path));
    for (const path of extra) problems.push(`${path} was not asked for.`);
    if (problems.length === 0) return verdict(1, `Right: all ${expected.size} fields.${because(example)}`);
    const all = expected.size + extra.length;
    return verdict(1 - problems.length / all, `${problems.slice(0, 12).join(" ")}${because(example)}`);
  },
};

/** What was read as JSON before, its numbers as they stand. */
function asWritten(text: string): unknown {
  return parseWritten(insideFence(text));
}

/** Every value that is no container, by its path; an empty container counts as one. */
function leaves(
  value: unknown,
  ignored: ReadonlySet<string>,
  path = "",
  found = new Map<string, unknown>(),
): Map<string, unknown> {
  if (path !== "" && ignored.has(path)) return found;
  const isContainer = value !== null && typeof value === "object" && !(value instanceof Written);
  const entries = isContainer ? Object.entries(value) : [];
  if (entries.length === 0) return found.set(path === "" ? "(the whole)" : path, value);
  for (const [name, inner] of entries) leaves(inner, ignored, path === "" ? name : `${path}.${name}`, found);
  return found;
}

function same(left: unknown, right: unknown, loose: boolean): boolean {
  const [one, other] = [numberText(left), numberText(right)];
  if (one !== undefined && other !== undefined) return isSameNumber(one, other);
  if (loose) return normalised(shown(left)) === normalised(shown(right));
  return printJson(left) === printJson(right);
}

function numberText(value: unknown): string | undefined {
  if (value instanceof Written) return value.text;
  return typeof value === "number" ? String(value) : undefined;
}

/** 1.0 is 1, but two long integers are not the same because their first sixteen digits are. */
function isSameNumber(left: string, right: string): boolean {
  if (Number(left) !== Number(right)) return false;
  const areWhole = [left, right].every((text) => /^-?\d+$/.test(text));
  return !areWhole || BigInt(left) === BigInt(right);
}

function shown(value: unknown): string {
  return typeof value === "string" ? quoted(value, 80) : value === undefined ? "nothing" : printJson(value);
}
