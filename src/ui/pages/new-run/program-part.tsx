import { Index, type JSX, Show } from "solid-js";

import { problemsOfProgram } from "../../../setup/draft/sketch-of-draft.ts";
import { programShapes, shapeNamed, sketchOfShape, withModuleAdded } from "../../../tasks/programs/shapes.ts";
import { type ModuleSketch, type ProgramSketch, renameModule } from "../../../tasks/programs/sketch.ts";
import { Button } from "../../kit/button.tsx";
import type { DraftState } from "./create-draft.ts";
import { DocumentsPart } from "./documents-part.tsx";
import { ModuleCard } from "./module-card.tsx";
import { SelectOf } from "./select-of.tsx";

/** What is asked of the models about one row: a single prompt, or several that hand on what they find. */
export function ProgramPart(props: { readonly state: DraftState }): JSX.Element {
  const draft = () => props.state.draft;
  const modules = (): readonly ModuleSketch[] => draft().program.modules;
  const problems = () => problemsOfProgram(draft());
  const searches = (): boolean => modules().some((module) => module.search !== undefined);
  const put = (program: ProgramSketch): void => {
    const [only] = program.modules;
    if (program.modules.length === 1 && only !== undefined) props.state.set("seedPrompt", only.prompt);
    props.state.set("program", program);
    // Candidates of several prompts can be joined; with one there is little to join.
    props.state.setOption("merge", program.modules.length > 1);
  };
  const choose = (name: string): void => put(withOwnPrompt(sketchOfShape(name), draft().seedPrompt));
  const change = (at: number, part: Partial<ModuleSketch>): void => {
    const { program } = draft();
    const renamed = part.name === undefined ? program : renameModule(program, at, part.name);
    props.state.set("program", {
      ...renamed,
      modules: renamed.modules.map((module, index) => (index === at ? { ...module, ...part } : module)),
    });
    if (part.prompt !== undefined && modules().length === 1) props.state.set("seedPrompt", part.prompt);
  };
  /** `search` and `when` are there or not. */
  const drop = (at: number, key: "search" | "when"): void => {
    const { program } = draft();
    props.state.set("program", {
      ...program,
      modules: program.modules.map((module, index) => {
        if (index !== at) return module;
        const { [key]: _gone, ...rest } = module;
        return rest;
      }),
    });
  };
  const remove = (at: number): void => {
    const left = modules().filter((_, index) => index !== at);
    const isOne = left.length === 1 && left[0]?.search === undefined;
    put(plain({ shape: isOne ? "one-prompt" : draft().program.shape, modules: left }));
  };
  const add = (): void => {
    const { program, seedPrompt } = draft();
    const whole = program.modules.length === 1 ? withOwnPrompt(program, seedPrompt) : program;
    const shape = program.shape === "one-prompt" ? "chain" : program.shape;
    put(plain({ ...withModuleAdded(whole), shape }));
  };
  return (
    <section class="stack-2" aria-label="What is asked">
      <h3>What is asked</h3>
      <p class="row row--tight">
        <span class="inline-select">
          <SelectOf
            name="Shape of the program"
            options={programShapes.map((shape) => [shape.name, shape.title])}
            value={draft().program.shape}
            onChoose={choose}
          />
        </span>
        <span class="small soft">{shapeNamed(draft().program.shape).explanation}</span>
      </p>
      <Show when={searches()}>
        <DocumentsPart state={props.state} />
      </Show>
      <Index each={modules()}>
        {(module, at) => (
          <ModuleCard
            module={modules().length === 1 ? { ...module(), prompt: draft().seedPrompt } : module()}
            at={at}
            count={modules().length}
            problems={problems().filter((problem) => problem.module === at)}
            inputs={draft().rows?.roles.inputs ?? []}
            onChange={(part) => change(at, part)}
            onDrop={(key) => drop(at, key)}
            onRemove={() => remove(at)}
          />
        )}
      </Index>
      <p>
        <Button onClick={add}>Add a prompt at the end</Button>
      </p>
    </section>
  );
}

/** The user's own text in the prompts that give the answer. */
function withOwnPrompt(sketch: ProgramSketch, prompt: string): ProgramSketch {
  if (prompt.trim() === "") return sketch;
  return {
    ...sketch,
    modules: sketch.modules.map((module) => (answering.has(module.name) ? { ...module, prompt } : module)),
  };
}

const answering = new Set(["answer", "quick", "careful"]);

/** What comes out of a store is a proxy of it; a copy can be put back. */
function plain(sketch: ProgramSketch): ProgramSketch {
  return JSON.parse(JSON.stringify(sketch)) as ProgramSketch;
}
