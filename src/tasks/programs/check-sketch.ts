import { schemaProblems } from "../metrics/json-schema.ts";
import { templateNames } from "./fill-template.ts";
import { labelsOf, linesOf, type ModuleSketch, type ProgramSketch, readSchema } from "./sketch.ts";

/** Something a program cannot run with, at the field it stands in. */
export interface SketchProblem {
  /** Place of the module, from 0. */
  readonly module: number;
  readonly field: "name" | "prompt" | "template" | "labels" | "schema" | "query" | "when" | "whenIsOneOf";
  /** A whole sentence that names module and field. */
  readonly message: string;
}

/** What templates may speak of. */
export interface SketchColumns {
  readonly inputs: readonly string[];
  /** Columns with right answers; a template must not show them. */
  readonly expected: readonly string[];
  /** Every column of the rows. */
  readonly all: readonly string[];
  /** Labels among the right answers. */
  readonly labels: readonly string[];
  readonly hasDocuments: boolean;
}

type Field = SketchProblem["field"];
type Refuse = (field: Field, why: string) => void;

const fieldTitles: Readonly<Record<Field, string>> = {
  name: "name",
  prompt: "first prompt",
  template: "template",
  labels: "labels",
  schema: "JSON Schema",
  query: "search query",
  when: "condition",
  whenIsOneOf: "condition",
};

/** Everything that is wrong with a program, in the order of its modules. */
export function problemsOfSketch(sketch: ProgramSketch, columns: SketchColumns): readonly SketchProblem[] {
  const problems: SketchProblem[] = [];
  for (const [at, module] of sketch.modules.entries()) {
    const called =
      module.name.trim() === "" ? `Prompt ${at + 1}` : `Prompt ${at + 1}, "${module.name.trim()}"`;
    checkModule(sketch, at, module, columns, (field, why) =>
      problems.push({ module: at, field, message: `${called}: the ${fieldTitles[field]} ${why}` }),
    );
  }
  if (problems.length === 0 && !seesTheRow(sketch, columns))
    problems.push({
      module: 0,
      field: "template",
      message: `Prompt 1, "${sketch.modules[0]?.name ?? ""}": the template shows nothing of the row, nor does any other. Write {{row}} where the row should stand.`,
    });
  return problems;
}

function checkModule(
  sketch: ProgramSketch,
  at: number,
  module: ModuleSketch,
  columns: SketchColumns,
  refuse: Refuse,
): void {
  checkName(sketch, at, module, refuse);
  if (module.prompt.trim() === "") refuse("prompt", "is empty; one vague sentence is enough.");
  if (module.template.trim() === "") refuse("template", "is empty; {{row}} shows the row.");
  const own = module.search === undefined ? [] : [`${module.name.trim()}.passages`];
  checkSlots(sketch, at, "template", module.template, columns, own, refuse);
  if (module.format === "label" && labelsOf(module, columns.labels).length < 2)
    refuse("labels", "must be at least two, one a line; the right answers are no list of labels.");
  if (module.format === "json") checkSchema(module, refuse);
  if (module.search !== undefined) {
    if (!columns.hasDocuments) refuse("query", "has nothing to look through: upload or paste documents.");
    if (module.search.query.trim() === "") refuse("query", "is empty; {{row}} looks up the row.");
    checkSlots(sketch, at, "query", module.search.query, columns, [], refuse);
  }
  if (module.when !== undefined) checkWhen(sketch, at, module.when, columns, refuse);
}

function checkName(sketch: ProgramSketch, at: number, { name }: ModuleSketch, refuse: Refuse): void {
  const said = name.trim();
  if (said === "") refuse("name", "is empty.");
  else if (!/^[\p{L}\p{N}][\p{L}\p{N} _-]{0,59}$/u.test(said))
    refuse("name", "may have letters, digits, spaces, - and _ only, and 60 of them at most.");
  else if (sketch.modules.findIndex((other) => other.name.trim() === said) < at)
    refuse("name", "is taken by a module before it.");
}

/** Every placeholder must be an input column, or something an earlier module made. */
function checkSlots(
  sketch: ProgramSketch,
  at: number,
  field: Field,
  template: string,
  { inputs, expected, all }: SketchColumns,
  own: readonly string[],
  refuse: Refuse,
): void {
  const madeBy = (modules: readonly ModuleSketch[]): readonly string[] =>
    modules.flatMap(({ name, search }) => [
      `${name.trim()}.output`,
      ...(search === undefined ? [] : [`${name.trim()}.passages`]),
    ]);
  const known = new Set([...inputs, "row", ...own, ...madeBy(sketch.modules.slice(0, at))]);
  const later = new Set(madeBy(sketch.modules.slice(at)));
  for (const slot of templateNames(template)) {
    if (known.has(slot)) continue;
    if (later.has(slot))
      refuse(field, `speaks of {{${slot}}}, which is not there yet when this module runs.`);
    else if (expected.includes(slot))
      refuse(field, `shows {{${slot}}}, the right answer. The model must find it by itself.`);
    else if (all.includes(slot))
      refuse(
        field,
        `speaks of {{${slot}}}, a column the model does not get to see. Add it to the columns that go in.`,
      );
    else refuse(field, `speaks of {{${slot}}}, which is neither a column nor an earlier answer.`);
  }
}

function checkSchema(module: ModuleSketch, refuse: Refuse): void {
  const schema = readSchema(module.schema);
  if (typeof schema === "string") refuse("schema", `cannot be used: ${schema}.`);
  else if (schema !== undefined) {
    const broken = schemaProblems(schema, {}).find((problem) =>
      problem.startsWith("The schema could not be used"),
    );
    if (broken !== undefined) refuse("schema", `cannot be used. ${broken}`);
  }
}

function checkWhen(
  sketch: ProgramSketch,
  at: number,
  when: NonNullable<ModuleSketch["when"]>,
  columns: SketchColumns,
  refuse: Refuse,
): void {
  if (when.value.trim() === "")
    refuse("when", "is empty; {{sort.output}} would be the answer of the prompt sort.");
  checkSlots(sketch, at, "when", when.value, columns, [], refuse);
  const wanted = linesOf(when.isOneOf);
  if (wanted.length === 0) refuse("whenIsOneOf", "lists no answer at which this module runs.");
  const slots = templateNames(when.value);
  const sorter = sketch.modules
    .slice(0, at)
    .find((module) => module.format === "label" && slots.includes(`${module.name.trim()}.output`));
  if (sorter === undefined || slots.length !== 1) return;
  const answers = labelsOf(sorter, columns.labels).map((label) => label.toLowerCase());
  const never = wanted.find((label) => !answers.includes(label.toLowerCase()));
  if (never !== undefined)
    refuse("whenIsOneOf", `waits for "${never}", which "${sorter.name.trim()}" never answers.`);
}

function seesTheRow({ modules }: ProgramSketch, { inputs }: SketchColumns): boolean {
  const shown = new Set(
    modules.flatMap((module) => [
      ...templateNames(module.template),
      ...(module.search === undefined ? [] : templateNames(module.search.query)),
    ]),
  );
  return shown.has("row") || inputs.some((column) => shown.has(column));
}
