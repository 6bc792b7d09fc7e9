import { type JSX, Show } from "solid-js";

import { answerFormats, answeringRoles } from "../../../setup/draft/edit-program.ts";
import type { SketchProblem } from "../../../tasks/programs/check-sketch.ts";
import { templateNames } from "../../../tasks/programs/fill-template.ts";
import type { ModuleSketch } from "../../../tasks/programs/sketch.ts";
import { Button } from "../../kit/button.tsx";
import { Check } from "../../kit/choice.tsx";
import { NumberField } from "../../kit/number-field.tsx";
import { SelectField } from "../../kit/select-of.tsx";
import { TextArea, TextField } from "../../kit/text-field.tsx";
import { Say } from "../../kit/trouble.tsx";

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
            <TextField
              label={`Name of prompt ${props.at + 1}`}
              problem={problem("name")}
              value={props.module.name}
              onInput={() => undefined}
              onChange={(name) => props.onChange({ name: name.trim() })}
            />
          </div>
          <Button bare name={`Remove prompt ${props.at + 1}`} onClick={() => props.onRemove()}>
            Remove
          </Button>
        </div>
      </Show>
      <div classList={{ "module-texts": !isOnly() || searches() }}>
        <TextArea
          label={isOnly() ? "The prompt you have now" : `First text of prompt ${props.at + 1}`}
          hint={
            isOnly()
              ? `One vague sentence is enough. ${shown()} is added below it.`
              : "One vague sentence is enough; it is improved by what its own answers did."
          }
          problem={problem("prompt")}
          value={props.module.prompt}
          onInput={(prompt) => props.onChange({ prompt })}
        />
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
    <TextArea
      label={props.own("What follows")}
      hint="{{row}} is the row; {{column}} one column; {{name.output}} the answer of the prompt with that name."
      problem={props.problem("template")}
      class="mono"
      rows={Math.min(8, Math.max(3, props.module.template.split("\n").length))}
      value={props.module.template}
      onInput={(template) => props.onChange({ template })}
    />
  );
}

function ModuleForm(props: ModulePartProps): JSX.Element {
  return (
    <>
      <div class="module-choices">
        <SelectField
          label={props.own("Answered by")}
          options={answeringRoles}
          value={props.module.role}
          onChoose={(role) => props.onChange({ role })}
        />
        <SelectField
          label={props.own("Form of the answer")}
          options={answerFormats}
          value={props.module.format}
          onChoose={(format) => props.onChange({ format })}
        />
        <NumberField
          label={props.own("Most tokens")}
          hint="0: 24 for labels, 512 for texts."
          whole
          least={0}
          most={32_000}
          value={props.module.maxTokens}
          onInput={(maxTokens) => maxTokens !== undefined && props.onChange({ maxTokens })}
        />
      </div>
      <Show when={props.module.format === "label"}>
        <TextArea
          label={props.own("Labels")}
          hint="One a line. Empty takes the labels of the right answers."
          problem={props.problem("labels")}
          class="plain"
          value={props.module.labels}
          onInput={(labels) => props.onChange({ labels })}
        />
      </Show>
      <Show when={props.module.format === "json"}>
        <TextArea
          label={props.own("JSON Schema")}
          hint="Empty asks for a JSON object of any shape, or for any JSON where right answers are lists."
          problem={props.problem("schema")}
          class="mono"
          rows={5}
          value={props.module.schema}
          onInput={(schema) => props.onChange({ schema })}
        />
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
            <TextField
              label={props.own("Search query")}
              problem={props.problem("query")}
              value={one().query}
              onInput={(query) => props.onChange({ search: { ...one(), query } })}
            />
            <NumberField
              label={props.own("Passages")}
              whole
              least={1}
              most={50}
              value={one().passages}
              onInput={(passages) =>
                passages !== undefined && props.onChange({ search: { ...one(), passages } })
              }
            />
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
            <TextField
              label={props.own("Runs where this")}
              problem={props.problem("when")}
              value={one().value}
              placeholder="{{sort.output}}"
              onInput={(value) => props.onChange({ when: { ...one(), value } })}
            />
            <TextArea
              label={props.own("is one of")}
              hint="One a line."
              problem={props.problem("whenIsOneOf")}
              class="plain"
              rows={2}
              value={one().isOneOf}
              onInput={(isOneOf) => props.onChange({ when: { ...one(), isOneOf } })}
            />
          </div>
        )}
      </Show>
    </Show>
  );
}
