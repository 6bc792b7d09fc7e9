import { Index, type JSX, Show } from "solid-js";

import {
  withModule,
  withModuleLacking,
  withModuleMore,
  withoutModule,
  withShape,
} from "../../../setup/draft/edit-program.ts";
import { problemsOfProgram } from "../../../setup/draft/sketch-of-draft.ts";
import { programShapes, shapeNamed } from "../../../tasks/programs/shapes.ts";
import type { ModuleSketch } from "../../../tasks/programs/sketch.ts";
import { Button } from "../../kit/button.tsx";
import { SelectOf } from "../../kit/select-of.tsx";
import type { DraftState } from "./create-draft.ts";
import { DocumentsPart } from "./documents-part.tsx";
import { ModuleCard } from "./module-card.tsx";

/** What is asked of the models about one row: a single prompt, or several that hand on what they find. */
export function ProgramPart(props: { readonly state: DraftState }): JSX.Element {
  const draft = () => props.state.draft;
  const modules = (): readonly ModuleSketch[] => draft().program.modules;
  const problems = () => problemsOfProgram(draft());
  const searches = (): boolean => modules().some((module) => module.search !== undefined);
  return (
    <section class="stack-2" aria-label="What is asked">
      <h3>What is asked</h3>
      <p class="row row--tight">
        <span class="inline-select">
          <SelectOf
            name="Shape of the program"
            options={programShapes.map((shape) => [shape.name, shape.title])}
            value={draft().program.shape}
            onChoose={(name) => props.state.setParts(withShape(draft(), name))}
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
            onChange={(part) => props.state.setParts(withModule(draft(), at, part))}
            onDrop={(key) => props.state.setParts(withModuleLacking(draft(), at, key))}
            onRemove={() => props.state.setParts(withoutModule(draft(), at))}
          />
        )}
      </Index>
      <p>
        <Button onClick={() => props.state.setParts(withModuleMore(draft()))}>Add a prompt at the end</Button>
      </p>
    </section>
  );
}
