import { parsedJson } from "../../../shared/json.ts";
import { isFields, type Fields } from "../fields.ts";
import type { FoundRows } from "../find-rows.ts";
import { UnreadableFile } from "../read-item.ts";

/** More combinations of a test's lists than this are a mistake. */
const mostCombinations = 10_000;

/**
 * The tests of a promptfoo configuration, each with what its `defaultTest` adds, one for every combination of its
 * listed values; undefined for any other file. Throws `UnreadableFile` where the tests are elsewhere.
 */
export function testsOfConfiguration(value: unknown): FoundRows | undefined {
  if (Array.isArray(value)) {
    const isList = value.length > 0 && value.every((test) => isFields(test) && "vars" in test);
    return isList ? { rows: value.flatMap((test) => combinations(test as Fields)), notes: [] } : undefined;
  }
  if (!isFields(value) || !isConfiguration(value)) return undefined;
  const { tests, scenarios } = value;
  const files = filesOf(tests);
  if (files !== undefined)
    throw new UnreadableFile(
      files.length === 1
        ? `Its tests are in another file, ${files[0]}. Import that one.`
        : `Its tests are in other files: ${files.join(", ")}. Import those, one at a time.`,
    );
  if (!Array.isArray(tests) || tests.length === 0)
    throw new UnreadableFile(
      scenarios === undefined
        ? "This promptfoo configuration holds no tests. Nothing was imported."
        : "The scenarios of this promptfoo configuration are not read, and it holds no other tests. Write them out as `tests` and import that.",
    );
  const { test: common, notes } = defaultTest(value["defaultTest"]);
  const prompt = promptOf(value["prompts"]);
  const seen = shownIn(value["prompts"]);
  return {
    rows: tests.flatMap((test: unknown) => testRows(test, common)).map((row) => withShown(row, seen)),
    notes: [
      ...notes,
      ...prompt.notes,
      ...(scenarios === undefined ? [] : ["Its scenarios are not read, only its tests."]),
    ],
    ...(prompt.text === undefined ? {} : { prompt: prompt.text }),
  };
}

/** Whether a prompt shows a variable to the model; undefined where the prompts do not all stand in the file. */
function shownIn(given: unknown): ((name: string) => boolean) | undefined {
  const list = Array.isArray(given) ? given : [given];
  const texts = list.map((one: unknown) => (isFields(one) ? (one["raw"] ?? one["content"]) : one));
  if (texts.some((text) => typeof text !== "string" || isPath(text))) return undefined;
  const places = texts.join("\n").match(/\{[{%][\s\S]*?[}%]\}/g) ?? [];
  if (places.length === 0) return undefined;
  const names = new Set(places.flatMap((place) => place.match(/[\w$]+/g) ?? []));
  return (name) => names.has(name);
}

/** A variable that no prompt shows is for the assertions only: the model must not get to see it. */
function withShown(row: unknown, isShown: ((name: string) => boolean) | undefined): unknown {
  if (!isFields(row) || !isFields(row["vars"]) || isShown === undefined) return row;
  const all = Object.entries(row["vars"]);
  const shown = all.filter(([name]) => isShown(name));
  if (shown.length === 0 || shown.length === all.length) return row;
  return {
    ...row,
    vars: Object.fromEntries(shown),
    otherVars: Object.fromEntries(all.filter(([name]) => !isShown(name))),
  };
}

function isConfiguration(value: Fields): boolean {
  const { tests, scenarios, prompts, providers } = value;
  if (prompts !== undefined && (providers !== undefined || scenarios !== undefined)) return true;
  if (value["defaultTest"] !== undefined || Array.isArray(scenarios)) return true;
  if (typeof tests === "string") return true;
  if (isFields(tests)) return typeof tests["path"] === "string";
  return (
    Array.isArray(tests) &&
    tests.some((test) => isPath(test) || (isFields(test) && ("vars" in test || "assert" in test)))
  );
}

function isPath(test: unknown): test is string {
  return (
    typeof test === "string" &&
    /^(?:file|https?):\/\/|\.(?:csv|ya?ml|jsonl?|[jt]s|py|xlsx)(?::\w+)?$/i.test(test)
  );
}

/** The files tests are in, where none are in the configuration itself. */
function filesOf(tests: unknown): readonly string[] | undefined {
  if (typeof tests === "string") return [tests.slice(0, 200)];
  const listed = isFields(tests) ? [tests] : Array.isArray(tests) ? tests : [];
  const files = listed.map((test: unknown) => (isFields(test) && !("vars" in test) ? test["path"] : test));
  if (files.length === 0 || files.some((file) => typeof file !== "string")) return undefined;
  return (files as readonly string[]).map((file) => file.slice(0, 200)).slice(0, 20);
}

/** Rows of one test. What is no test stays as it is, and so becomes a bad row that says why. */
function testRows(test: unknown, common: Fields): readonly unknown[] {
  if (typeof test === "string") return [{ vars: test }];
  if (!isFields(test)) return [test];
  const vars = test["vars"] ?? {};
  if (!isFields(vars)) return [test];
  const shared = isFields(common["vars"]) ? common["vars"] : {};
  const asserts = [
    listOf(test["assert"]),
    isFields(test["options"]) && test["options"]["disableDefaultAsserts"] === true
      ? []
      : listOf(common["assert"]),
  ].flat();
  return combinations({
    ...test,
    vars: { ...shared, ...vars },
    ...(isFields(common["options"]) || isFields(test["options"])
      ? { options: { ...(common["options"] as object), ...(test["options"] as object) } }
      : {}),
    ...(asserts.length === 0 ? {} : { assert: asserts }),
    ...((test["threshold"] ?? common["threshold"] ?? null) === null
      ? {}
      : { threshold: test["threshold"] ?? common["threshold"] }),
  });
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** promptfoo runs a test once for every value of a variable that is a list. */
function combinations(test: Fields): readonly unknown[] {
  const { vars, options } = test;
  if (!isFields(vars) || (isFields(options) && options["disableVarExpansion"] === true)) return [test];
  let rows: readonly Fields[] = [{}];
  for (const [name, value] of Object.entries(vars)) {
    const isListed =
      Array.isArray(value) && value.length > 0 && value.every((one) => !Array.isArray(one) && !isFields(one));
    const values: readonly unknown[] = isListed ? value : [value];
    if (rows.length * values.length > mostCombinations)
      throw new UnreadableFile(
        `The listed variables of a test make more than ${mostCombinations.toLocaleString("en")} combinations. Nothing was imported.`,
      );
    rows = rows.flatMap((row) => values.map((one) => ({ ...row, [name]: one })));
  }
  return rows.map((row) => ({ ...test, vars: row }));
}

function defaultTest(value: unknown): { readonly test: Fields; readonly notes: readonly string[] } {
  if (typeof value === "string")
    return {
      test: {},
      notes: [`Its default test is in another file, ${value.slice(0, 200)}, and was left out.`],
    };
  return { test: isFields(value) ? value : {}, notes: [] };
}

/** The first prompt that stands in the file; of the others it is said that they were left out. */
function promptOf(given: unknown): { readonly text?: string; readonly notes: readonly string[] } {
  const list = Array.isArray(given) ? given : given === undefined ? [] : [given];
  const texts = list.map((one: unknown) =>
    isFields(one) ? (one["raw"] ?? one["content"] ?? one["id"]) : one,
  );
  const files = texts.filter(isPath);
  const own = texts.filter((text): text is string => typeof text === "string" && !isPath(text));
  const [first, ...others] = own;
  return {
    ...(first === undefined ? {} : { text: instructionOf(first) }),
    notes: [
      ...(others.length === 0 ? [] : [`Of its ${own.length} prompts the first is taken.`]),
      ...(files.length === 0
        ? []
        : [
            `${first === undefined ? "Its prompt is" : "Another prompt is"} in ${files.slice(0, 5).join(", ")}, which is not read; paste it in where you want to start from it.`,
          ]),
    ],
  };
}

/** The variables come to the model with the row: their places in the prompt become their names. */
function instructionOf(prompt: string): string {
  const turns = parsedJson(prompt);
  const text = Array.isArray(turns)
    ? turns.map((turn: unknown) => (isFields(turn) ? String(turn["content"] ?? "") : "")).join("\n")
    : prompt;
  return text.replaceAll(/\{\{\s*([^{}]+?)\s*\}\}/g, "[$1]").trim();
}
