import { isObject, parsedJson } from "../../shared/json.ts";
import { reasonOf } from "../../shared/reason-of.ts";
import type { ModuleSpec, ProgramSpec } from "../task-spec.ts";
import { templateNames } from "./fill-template.ts";

/** A module as a person writes it: everything is text, and may still be wrong. */
export interface ModuleSketch {
  readonly name: string;
  /** The text its component starts from. */
  readonly prompt: string;
  /** What follows the prompt. `{{row}}` stands for the columns the model gets to see. */
  readonly template: string;
  readonly role: ModuleSpec["role"];
  readonly format: ModuleSpec["output"]["kind"];
  /** One a line; empty takes those of the right answers. */
  readonly labels: string;
  /** A JSON Schema as text; empty asks for an object of any shape, or for any JSON where right answers are none. */
  readonly schema: string;
  /** Tokens at most; 0 takes what is usual for the format. */
  readonly maxTokens: number;
  readonly search?: { readonly query: string; readonly passages: number };
  /** Runs only where the filled `value` is one of these lines. */
  readonly when?: { readonly value: string; readonly isOneOf: string };
}

/** A program under construction, in the order its modules run. */
export interface ProgramSketch {
  readonly shape: string;
  readonly modules: readonly ModuleSketch[];
}

/** What a sketch is turned into a program with. */
interface SketchSurroundings {
  /** Columns the model gets to see. */
  readonly inputs: readonly string[];
  /** Labels among the right answers; empty where they are free texts. */
  readonly labels: readonly string[];
  /** Some of the right answers. */
  readonly answers: readonly string[];
  readonly temperature: number;
}

const labelTokens = 24;
const textTokens = 512;

/** The columns the model gets to see, each as its placeholder; several are named, so that it can tell them apart. */
export function rowTemplate(inputs: readonly string[]): string {
  const [only] = inputs;
  return inputs.length === 1 && only !== undefined
    ? `{{${only}}}`
    : inputs.map((column) => `${column}: {{${column}}}`).join("\n");
}

/** `{{row}}` written out; a column that is itself called "row" is only that column. */
function writeOutRow(template: string, inputs: readonly string[]): string {
  return inputs.includes("row")
    ? template
    : template.replaceAll(/\{\{\s*row\s*\}\}/g, () => rowTemplate(inputs));
}

export function linesOf(text: string): readonly string[] {
  return [
    ...new Set(
      text
        .split("\n")
        .map((line) => line.trim())
        .filter(Boolean),
    ),
  ];
}

/** Labels a module may answer with: its own, else those of the right answers. */
export function labelsOf(module: ModuleSketch, labels: readonly string[]): readonly string[] {
  const own = linesOf(module.labels);
  return own.length > 0 ? own : labels;
}

/** The sketch as a program and the texts it starts from. Say first what is wrong with it: `problemsOfSketch`. */
export function programOfSketch(
  sketch: ProgramSketch,
  surroundings: SketchSurroundings,
): { readonly program: ProgramSpec; readonly seedCandidate: Readonly<Record<string, string>> } {
  const componentOf = (module: ModuleSketch): string =>
    sketch.modules.length === 1 ? "instruction" : module.name.trim();
  return {
    program: {
      modules: sketch.modules.map((module, at) =>
        moduleOf(module, componentOf(module), {
          ...surroundings,
          // What a module before the last answers is no right answer's.
          answers: at === sketch.modules.length - 1 ? surroundings.answers : [],
        }),
      ),
    },
    seedCandidate: Object.fromEntries(sketch.modules.map((module) => [componentOf(module), module.prompt])),
  };
}

function moduleOf(sketch: ModuleSketch, component: string, surroundings: SketchSurroundings): ModuleSpec {
  const { inputs, temperature } = surroundings;
  const output = outputOf(sketch, surroundings);
  // Where the answer is one of a few labels it is short, whether the format insists on them or not.
  const isShort = output.kind === "label";
  return {
    name: sketch.name.trim(),
    component,
    userTemplate: writeOutRow(sketch.template, inputs),
    role: sketch.role,
    output,
    maxTokens: sketch.maxTokens > 0 ? sketch.maxTokens : isShort ? labelTokens : textTokens,
    temperature,
    ...(sketch.search === undefined
      ? {}
      : { search: { query: writeOutRow(sketch.search.query, inputs), passages: sketch.search.passages } }),
    ...(sketch.when === undefined
      ? {}
      : {
          when: { value: writeOutRow(sketch.when.value, inputs), isOneOf: linesOf(sketch.when.isOneOf) },
        }),
  };
}

function outputOf(sketch: ModuleSketch, { labels, answers }: SketchSurroundings): ModuleSpec["output"] {
  if (sketch.format === "label") return { kind: "label", labels: labelsOf(sketch, labels) };
  if (sketch.format === "text") return { kind: "text" };
  const schema = readSchema(sketch.schema);
  if (typeof schema === "object") return { kind: "json", schema };
  return answers.some(isOtherJson) ? { kind: "json" } : { kind: "json", isObject: true };
}

/** JSON, and no object: a list, a number, a quoted text. */
function isOtherJson(text: string): boolean {
  const value = parsedJson(text);
  return value !== undefined && !isObject(value);
}

/** The schema as data, a sentence that says why it is none, or undefined where nothing was written. */
export function readSchema(text: string): Readonly<Record<string, unknown>> | string | undefined {
  if (text.trim() === "") return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return `it is not JSON: ${reasonOf(error)}`;
  }
  return isObject(value) ? value : "a JSON Schema is an object in curly brackets";
}

/** Another name for a module, in its own place and wherever a template speaks of it. */
export function renameModule(sketch: ProgramSketch, at: number, name: string): ProgramSketch {
  const old = sketch.modules[at]?.name.trim() ?? "";
  const spoken = (text: string): string =>
    templateNames(text)
      .filter((slot) => slot === `${old}.output` || slot === `${old}.passages`)
      .reduce(
        (all, slot) => all.replaceAll(slotOf(slot), () => `{{${name}${slot.slice(old.length)}}}`),
        text,
      );
  return {
    ...sketch,
    modules: sketch.modules.map((module, index) => ({
      ...module,
      name: index === at ? name : module.name,
      template: spoken(module.template),
      ...(module.search === undefined
        ? {}
        : { search: { ...module.search, query: spoken(module.search.query) } }),
      ...(module.when === undefined ? {} : { when: { ...module.when, value: spoken(module.when.value) } }),
    })),
  };
}

function slotOf(name: string): RegExp {
  return new RegExp(`\\{\\{\\s*${name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}\\s*\\}\\}`, "g");
}
