import type { RecordValue, ReflectiveRecord } from "../../engine/index.ts";
import { isObject } from "../../shared/json.ts";
import type { LabelledRow, ProgramModule } from "../ports.ts";

/** A worked example shown to the Student: its fields by the names the task has for them, the answer last. */
export interface Demo {
  /** The feedback row it is about. */
  readonly example: number;
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** The program wrote the answer itself and it was right; else it is the row's label. */
  readonly isOwn: boolean;
}

export type DemoSet = readonly Demo[];

/** A labelled row as a demonstration of one module; null where the row does not say what the module should answer. */
export function labelledDemo(
  module: ProgramModule,
  { inputs, expected }: LabelledRow,
  example: number,
): Demo | null {
  if (!module.isLast) return null;
  const named = Object.entries(inputs).filter(([name]) => module.reads.includes(name));
  const shown = named.length === 0 ? Object.entries(inputs) : named;
  return { example, fields: [...shown, ...Object.entries(expected)], isOwn: false };
}

/** What one module was given and answered in a rollout that was right; null where it did not run. */
export function ownDemo(
  module: ProgramModule,
  { expected }: LabelledRow,
  example: number,
  record: ReflectiveRecord,
): Demo | null {
  const { Inputs: inputs, "Generated Outputs": answer } = record;
  if (typeof answer !== "string" || answer === "") return null;
  const given = isObject(inputs) ? Object.entries(inputs) : [["input", inputs] as const];
  const names = Object.keys(expected);
  // Only the last module answers what the data set has a column for.
  const name = module.isLast && names.length === 1 ? names[0]! : "answer";
  return {
    example,
    fields: [...given.map(([key, value]) => [key, textOf(value)] as const), [name, answer]],
    isOwn: true,
  };
}

/** How demonstrations stand in the prompt; none is the empty text. */
export function demosText(demos: DemoSet): string {
  if (demos.length === 0) return "";
  return ["Examples:", ...demos.map(demoText)].join("\n\n");
}

export function demoText({ fields }: Demo): string {
  return fields.map(([name, value]) => `${titleOf(name)}: ${value}`).join("\n");
}

/** `message_text` reads "Message text", as dspy titles its fields. */
function titleOf(name: string): string {
  const words = name.replaceAll(/[_.]/g, " ").trim();
  return words === "" ? name : words[0]!.toUpperCase() + words.slice(1);
}

function textOf(value: RecordValue | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? "");
}
