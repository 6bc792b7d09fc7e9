import { createSignal, type JSX, Show } from "solid-js";

import { draftRows } from "../../../setup/draft-rows.ts";
import { seesWords } from "../../../setup/draft-wish.ts";
import { plainCopy } from "../../../shared/json.ts";
import { appendToDataset } from "../../../storage/library/datasets.ts";
import { attemptWrite } from "../../../storage/quota.ts";
import type { Example, TaskSpec } from "../../../tasks/task-spec.ts";
import { plural } from "../../../views/words/numbers.ts";
import { Button } from "../../kit/button.tsx";
import { CountField } from "../../kit/count-field.tsx";
import { createDeed } from "../../kit/deed.ts";
import { Entry } from "../../kit/entry.tsx";
import { ModelSelect } from "../../kit/model-select.tsx";
import { Problem } from "../../kit/problem.tsx";
import { ProgressLine } from "../../kit/progress-line.tsx";
import { TextArea } from "../../kit/text-field.tsx";
import { useToast } from "../../kit/toast.tsx";
import { createModelTry } from "../../state/create-model-try.ts";
import { createOfferedModels, type OfferedModel } from "../../state/create-offered-models.ts";
import { useDatabase } from "../../state/database.tsx";
import { ReviewRows } from "./review-rows.tsx";

type Drafted = Awaited<ReturnType<typeof draftRows>>;
type Wanted = Parameters<typeof draftRows>[3];

const mostRows = 50;

/** More rows of one's own kind, drafted by a model, looked at by a person, and marked for good as what they are. */
export function DraftRows(props: {
  readonly spec: TaskSpec;
  readonly onAdded: (count: number) => void;
}): JSX.Element {
  const db = useDatabase();
  const tell = useToast();
  const models = createOfferedModels();
  const trial = createModelTry();
  const [chosen, setChosen] = createSignal<string>();
  const drafting = createDeed("No row was added");
  const [drafts, setDrafts] = createSignal<Extract<Drafted, { readonly kind: "drafted" }>>();
  // The embedded model answers with labels alone: it cannot write.
  const able = (): readonly OfferedModel[] =>
    models.list().filter(({ choice }) => choice.kind !== "embedded");
  const pick = (): OfferedModel | undefined => able().find(({ key }) => key === chosen()) ?? able()[0];
  const draft = async (model: OfferedModel, wanted: Wanted): Promise<string | undefined> => {
    setDrafts(undefined);
    await models.allow(model.choice);
    const plain = { label: model.label, choice: plainCopy(model.choice) };
    const drafted = await draftRows(db, props.spec, plain, wanted, trial.ask);
    if (drafted.kind === "refused") return drafted.message;
    setDrafts(drafted);
    const { unusable } = drafted;
    if (unusable > 0)
      tell({ text: `${plural(unusable, "row")} of the answer did not fit the columns and are left out.` });
    return undefined;
  };
  const add = async (rows: readonly Example[]): Promise<string | undefined> => {
    const { source } = props.spec;
    if (source.kind !== "dataset") return undefined;
    const stored = await attemptWrite(() => appendToDataset(db, source.datasetId, rows));
    if (stored.kind === "quota") return stored.message;
    setDrafts(undefined);
    props.onAdded(rows.length);
    tell({ text: `${plural(rows.length, "drafted row")} added. Runs from now on learn from them too.` });
    return undefined;
  };
  return (
    <Entry
      title="Rows drafted by a model"
      note="Too few rows? You look at each before it comes in. They are learned from, never judged by."
      landmark
    >
      <div class="stack">
        <div class="row">
          <ModelSelect
            name="Model that drafts"
            models={models}
            list={able()}
            chosen={pick()}
            onChoose={setChosen}
            what="and it can draft rows here"
          />
        </div>
        <Show when={pick()}>
          {(model) => (
            <Wish
              model={model()}
              trial={trial}
              onDraft={(wanted) => void drafting.run(() => draft(model(), wanted))}
            />
          )}
        </Show>
        <Problem text={drafting.problem()} />
        <Show when={drafts()} keyed>
          {(found) => (
            <ReviewRows
              rows={found.rows}
              wish={found.wish}
              onAdd={(rows) => void drafting.run(() => add(rows))}
              onLeave={() => setDrafts(undefined)}
            />
          )}
        </Show>
      </div>
    </Entry>
  );
}

/** How many rows and about what, and the asking for them. */
function Wish(props: {
  readonly model: OfferedModel;
  readonly trial: ReturnType<typeof createModelTry>;
  readonly onDraft: (wanted: Wanted) => void;
}): JSX.Element {
  const [count, setCount] = createSignal(10);
  const [about, setAbout] = createSignal("");
  return (
    <>
      <CountField name="Rows" least={1} most={mostRows} value={count()} onChange={setCount} />
      <TextArea
        label="What they should be about"
        hint="Leave it empty for more of the same."
        rows={2}
        class="plain"
        value={about()}
        onInput={setAbout}
      />
      <p class="row">
        <Button
          disabled={props.trial.isBusy()}
          onClick={() => props.onDraft({ count: count(), about: about() })}
        >
          Draft {plural(count(), "row")}, 1 request
        </Button>
        <Show when={props.trial.isBusy()}>
          <ProgressLine text={props.trial.progress() ?? "Asking"} />
          <Button onClick={() => void props.trial.stop()}>Stop</Button>
        </Show>
      </p>
      <p class="small soft">{seesWords(props.model.choice)}</p>
    </>
  );
}
