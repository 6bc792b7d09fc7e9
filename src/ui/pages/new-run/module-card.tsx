import { type JSX, Show } from "solid-js";

import type { SketchProblem } from "../../../tasks/programs/check-sketch.ts";
import { templateNames } from "../../../tasks/programs/fill-template.ts";
import type { ModuleSketch } from "../../../tasks/programs/sketch.ts";
import { Button } from "../../kit/button.tsx";
import { Check } from "../../kit/choice.tsx";
import { Field } from "../../kit/field.tsx";
import { Say } from "../../kit/trouble.tsx";
import { SelectOf } from "./select-of.tsx";

interface ModuleCardProps {
  readonly module: ModuleSketch;
  readonly at: number;
  readonly count: number;
  readonly problems: readonly SketchProblem[];
  readonly inputs: readonly string[];
  readonly onChange: (part: Partial<ModuleSketch>) => void;
  readonly onDrop: (key: "search" | "when") => void;
  readonly onRemove: () => void;
}

/** One prompt of a program: its text, what follows it, who answers and in which form. */
export function ModuleCard(props: ModuleCardProps): JSX.Element {
  const isOnly = (): boolean => props.count === 1;
  const problem = (field: SketchProblem["field"]): string | undefined =>
    props.problems.find((one) => one.field === field)?.message;
  const own = (title: string): string => (isOnly() ? title : `${title}, prompt ${props.at + 1}`);
  const searches = (): boolean => props.module.search !== undefined;
  const shown = (): string => props.inputs.map((name) => `{{${name}}}`).join(", ");
  return (
    <div class="module-card stack-2" classList={{ "is-only": isOnly() }}>
      <Show when={!isOnly()}>
        <div class="row">
          <span class="stepno">{props.at + 1}</span>
          <div class="grow">
            <Field label={`Name of prompt ${props.at + 1}`} problem={problem("name")}>
              <input
                type="text"
                value={props.module.name}
                onChange={(event) => props.onChange({ name: event.currentTarget.value.trim() })}
              />
            </Field>
          </div>
          <Button bare name={`Remove prompt ${props.at + 1}`} onClick={() => props.onRemove()}>
            Remove
          </Button>
        </div>
      </Show>
      <div classList={{ "module-texts": !isOnly() || searches() }}>
        <Field
          label={isOnly() ? "The prompt you have now" : `First text of prompt ${props.at + 1}`}
          hint={
            isOnly()
              ? `One vague sentence is enough. ${shown()} is added below it.`
              : "One vague sentence is enough; it is improved by what its own answers did."
          }
          problem={problem("prompt")}
        >
          <textarea
            rows={3}
            value={props.module.prompt}
            onInput={(event) => props.onChange({ prompt: event.currentTarget.value })}
          />
        </Field>
        <Show when={templateNames(props.module.prompt)[0]}>
          {(name) => (
            <Say tone="warn">
              {`{{${name()}}}`} is sent as it stands here: this text is the part that is improved, the same
              for every row. Columns are filled in in what follows the prompt.
            </Say>
          )}
        </Show>
        <Show when={!isOnly() || searches()}>
          <TemplateField {...props} problem={problem} own={own} />
        </Show>
      </div>
      <Show
        when={!isOnly() || searches()}
        fallback={
          <details open={props.problems.some((one) => one.field !== "prompt")}>
            <summary>What follows the prompt, and the form of the answer</summary>
            <div class="stack-2">
              <TemplateField {...props} problem={problem} own={own} />
              <ModuleForm {...props} problem={problem} own={own} />
            </div>
          </details>
        }
      >
        <ModuleForm {...props} problem={problem} own={own} />
      </Show>
    </div>
  );
}

type ModulePartProps = ModuleCardProps & {
  readonly problem: (field: SketchProblem["field"]) => string | undefined;
  readonly own: (title: string) => string;
};

/** What the model is shown after the prompt. */
function TemplateField(props: ModulePartProps): JSX.Element {
  return (
    <Field
      label={props.own("What follows")}
      hint="{{row}} is the row; {{column}} one column; {{name.output}} the answer of the prompt with that name."
      problem={props.problem("template")}
    >
      <textarea
        class="mono"
        rows={Math.min(8, Math.max(3, props.module.template.split("\n").length))}
        spellcheck={false}
        value={props.module.template}
        onInput={(event) => props.onChange({ template: event.currentTarget.value })}
      />
    </Field>
  );
}

function ModuleForm(props: ModulePartProps): JSX.Element {
  const formats = [
    ["text", "a text"],
    ["label", "one of a list of labels"],
    ["json", "JSON"],
  ] as const;
  const roles = [
    ["student", "the Student"],
    ["reflection", "the Reflection model"],
  ] as const;
  return (
    <>
      <div class="module-choices">
        <Field label={props.own("Answered by")}>
          <SelectOf
            name={props.own("Answered by")}
            options={roles}
            value={props.module.role}
            onChoose={(role) => props.onChange({ role: role as ModuleSketch["role"] })}
          />
        </Field>
        <Field label={props.own("Form of the answer")}>
          <SelectOf
            name={props.own("Form of the answer")}
            options={formats}
            value={props.module.format}
            onChoose={(format) => props.onChange({ format: format as ModuleSketch["format"] })}
          />
        </Field>
        <Field label={props.own("Most tokens")} hint="0: 24 for labels, 512 for texts.">
          <input
            type="number"
            class="short"
            min="0"
            max="32000"
            value={props.module.maxTokens}
            onChange={(event) => {
              const tokens = Math.min(
                32_000,
                Math.max(0, Math.trunc(Number(event.currentTarget.value)) || 0),
              );
              event.currentTarget.value = String(tokens);
              props.onChange({ maxTokens: tokens });
            }}
          />
        </Field>
      </div>
      <Show when={props.module.format === "label"}>
        <Field
          label={props.own("Labels")}
          hint="One a line. Empty takes the labels of the right answers."
          problem={props.problem("labels")}
        >
          <textarea
            class="plain"
            rows={3}
            value={props.module.labels}
            onInput={(event) => props.onChange({ labels: event.currentTarget.value })}
          />
        </Field>
      </Show>
      <Show when={props.module.format === "json"}>
        <Field
          label={props.own("JSON Schema")}
          hint="Empty asks for any JSON."
          problem={props.problem("schema")}
        >
          <textarea
            class="mono"
            rows={5}
            spellcheck={false}
            value={props.module.schema}
            onInput={(event) => props.onChange({ schema: event.currentTarget.value })}
          />
        </Field>
      </Show>
      <SearchForm {...props} />
      <WhenForm {...props} />
    </>
  );
}

function SearchForm(props: ModulePartProps): JSX.Element {
  const search = () => props.module.search;
  return (
    <>
      <Check
        checked={search() !== undefined}
        onChange={(wanted) =>
          wanted ? props.onChange({ search: { query: "{{row}}", passages: 4 } }) : props.onDrop("search")
        }
      >
        Look something up before: {`{{${props.module.name.trim() || "name"}.passages}}`} is what was found
      </Check>
      <Show when={search()}>
        {(one) => (
          <div class="module-choices">
            <Field label={props.own("Search query")} problem={props.problem("query")}>
              <input
                type="text"
                class="mono"
                value={one().query}
                onInput={(event) =>
                  props.onChange({ search: { ...one(), query: event.currentTarget.value } })
                }
              />
            </Field>
            <Field label={props.own("Passages")}>
              <input
                type="number"
                class="short"
                min="1"
                max="50"
                value={one().passages}
                onChange={(event) => {
                  const passages = Math.min(
                    50,
                    Math.max(1, Math.trunc(Number(event.currentTarget.value)) || 1),
                  );
                  event.currentTarget.value = String(passages);
                  props.onChange({ search: { ...one(), passages } });
                }}
              />
            </Field>
          </div>
        )}
      </Show>
    </>
  );
}

function WhenForm(props: ModulePartProps): JSX.Element {
  const when = () => props.module.when;
  return (
    <Show when={props.at > 0 || when() !== undefined}>
      <Check
        checked={when() !== undefined}
        onChange={(wanted) =>
          wanted ? props.onChange({ when: { value: "", isOneOf: "" } }) : props.onDrop("when")
        }
      >
        {props.own("Runs only for some rows")}
      </Check>
      <Show when={when()}>
        {(one) => (
          <div class="module-choices">
            <Field label={props.own("Runs where this")} problem={props.problem("when")}>
              <input
                type="text"
                class="mono"
                value={one().value}
                placeholder="{{sort.output}}"
                onInput={(event) => props.onChange({ when: { ...one(), value: event.currentTarget.value } })}
              />
            </Field>
            <Field label={props.own("is one of")} hint="One a line." problem={props.problem("whenIsOneOf")}>
              <textarea
                class="plain"
                rows={2}
                value={one().isOneOf}
                onInput={(event) =>
                  props.onChange({ when: { ...one(), isOneOf: event.currentTarget.value } })
                }
              />
            </Field>
          </div>
        )}
      </Show>
    </Show>
  );
}
