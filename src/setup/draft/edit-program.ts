import { plainCopy } from "../../shared/json.ts";
import { sketchOfShape, withModuleAdded } from "../../tasks/programs/shapes.ts";
import { type ModuleSketch, type ProgramSketch, renameModule } from "../../tasks/programs/sketch.ts";
import type { Draft } from "./draft.ts";

const answering = new Set(["answer", "quick", "careful"]);

/** Another shape of program, with one's own text in the prompts that give the answer. */
export function withShape(draft: Draft, name: string): Partial<Draft> {
  return withProgram(draft, withOwnPrompt(sketchOfShape(name), draft.seedPrompt));
}

/** A prompt of the program with another text, template, form or name; its name follows wherever it is spoken of. */
export function withModule({ program }: Draft, at: number, part: Partial<ModuleSketch>): Partial<Draft> {
  const renamed = part.name === undefined ? program : renameModule(program, at, part.name);
  const modules = renamed.modules.map((module, index) => (index === at ? { ...module, ...part } : module));
  return {
    program: { ...renamed, modules },
    ...(part.prompt !== undefined && modules.length === 1 ? { seedPrompt: part.prompt } : {}),
  };
}

/** A prompt without its search or its condition; these are there or not. */
export function withModuleLacking({ program }: Draft, at: number, key: "search" | "when"): Partial<Draft> {
  const modules = program.modules.map((module, index) => {
    if (index !== at) return module;
    const { [key]: _gone, ...rest } = module;
    return rest;
  });
  return { program: { ...program, modules } };
}

export function withoutModule(draft: Draft, at: number): Partial<Draft> {
  const modules = draft.program.modules.filter((_, index) => index !== at);
  const isOne = modules.length === 1 && modules[0]?.search === undefined;
  return withProgram(draft, { shape: isOne ? "one-prompt" : draft.program.shape, modules });
}

/** One more prompt at the end. */
export function withModuleMore(draft: Draft): Partial<Draft> {
  const { program, seedPrompt } = draft;
  const whole = program.modules.length === 1 ? withOwnPrompt(program, seedPrompt) : program;
  const shape = program.shape === "one-prompt" ? "chain" : program.shape;
  return withProgram(draft, { ...withModuleAdded(whole), shape });
}

function withProgram(draft: Draft, program: ProgramSketch): Partial<Draft> {
  const [only] = program.modules;
  return {
    ...(program.modules.length === 1 && only !== undefined ? { seedPrompt: only.prompt } : {}),
    program: plainCopy(program),
    // Candidates of several prompts can be joined; with one there is little to join.
    options: { ...draft.options, merge: program.modules.length > 1 },
  };
}

function withOwnPrompt(sketch: ProgramSketch, prompt: string): ProgramSketch {
  if (prompt.trim() === "") return sketch;
  const modules = sketch.modules.map((module) =>
    answering.has(module.name) ? { ...module, prompt } : module,
  );
  return { ...sketch, modules };
}

/** Forms a prompt's answer may have, in words. */
export const answerFormats = [
  ["text", "a text"],
  ["label", "one of a list of labels"],
  ["json", "JSON"],
] as const;

/** Who may answer a prompt of a program, in words. */
export const answeringRoles = [
  ["student", "the Student"],
  ["reflection", "the Reflection model"],
] as const;
