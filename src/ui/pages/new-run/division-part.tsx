import { For, type JSX, Show } from "solid-js";

import type { RowsSurvey } from "../../../protocol/import-worker.ts";
import { withRole } from "../../../setup/draft/column-uses.ts";
import { labelsOfDraft } from "../../../setup/draft/sketch-of-draft.ts";
import { rowAdviceTable } from "../../../tasks/preflight/row-advice.ts";
import { splitWords } from "../../../views/words/data-words.ts";
import { formatCount, plural } from "../../../views/words/numbers.ts";
import { Button } from "../../kit/button.tsx";
import { DataTable } from "../../kit/data-table.tsx";
import { Problem } from "../../kit/problem.tsx";
import { ProgressLine } from "../../kit/progress-line.tsx";
import { asOptions, SelectField } from "../../kit/select-of.tsx";
import { Term } from "../../kit/term.tsx";
import { Say } from "../../kit/trouble.tsx";
import type { DraftState } from "./create-draft.ts";

type Division = RowsSurvey["division"];

/** What the whole file holds, which rows go where, what could not be read, and rows that make the test too easy. */
export function DivisionPart(props: { readonly state: DraftState }): JSX.Element {
  const rows = () => props.state.draft.rows;
  const survey = () => rows()?.survey;
  return (
    <section class="stack-2" aria-label="How the rows are divided">
      <h3>How the rows are divided</h3>
      <Show when={props.state.survey.doing()}>{(text) => <ProgressLine text={text()} />}</Show>
      <Problem text={props.state.survey.problem()} />
      <Show when={survey()}>
        {(found) => (
          <>
            <p>
              {plural(found().summary.rows, "row")}: <b>{formatCount(found().division.counts.feedback)}</b> to
              learn from, <b>{formatCount(found().division.counts.pareto)}</b> to{" "}
              <Term of="Pareto rows">judge by</Term>, <b>{formatCount(found().division.counts.test)}</b> for
              the <Term of="sealed test" />. <For each={found().division.notes}>{(note) => <>{note} </>}</For>
            </p>
            <Contradicting division={found().division} />
            <Leaks division={found().division} state={props.state} />
          </>
        )}
      </Show>
      <details>
        <summary>Divide them in another way</summary>
        <DivisionChoices state={props.state} />
      </details>
      <RowAdvice />
    </section>
  );
}

/** Rows no prompt can get right all at once. */
function Contradicting(props: { readonly division: Division }): JSX.Element {
  const found = () => props.division.contradictions;
  return (
    <Show when={found().groups > 0}>
      <Say tone="warn">
        <div class="stack-2">
          <p>
            {plural(found().rows, "row")} say the same and expect different answers. No prompt can get all of
            them right; look through them before anything is spent.
          </p>
          <ul class="small">
            <For each={found().shown}>
              {(group) => (
                <li>
                  <span class="q">“{group.text}”</span>: {group.expected.join(", or ")}
                </li>
              )}
            </For>
          </ul>
          <Show when={found().groups > found().shown.length}>
            <p class="small">And {plural(found().groups - found().shown.length, "more text")}.</p>
          </Show>
        </div>
      </Say>
    </Show>
  );
}

function Leaks(props: { readonly division: Division; readonly state: DraftState }): JSX.Element {
  const keepsTwins = (): boolean => props.state.draft.division.keepTwins;
  const bySplitColumn = (): boolean => props.state.draft.rows?.roles.split !== undefined;
  const setTwins = (keepTwins: boolean): void =>
    props.state.set("division", { ...props.state.draft.division, keepTwins });
  return (
    <>
      <Show when={props.division.leakGroups > 0}>
        <Say tone="warn">
          <div class="stack-2">
            <p>
              {plural(props.division.leakRows, "row")} in {plural(props.division.leakGroups, "group")} are
              nearly the same text and lie in different splits. What is learned from one is then tested on the
              other, and the test is easier than it should be.
            </p>
            <details>
              <summary>
                Show{" "}
                {props.division.leaks.length < props.division.leakGroups
                  ? `the first ${props.division.leaks.length} groups`
                  : "these rows"}
              </summary>
              <For each={props.division.leaks}>
                {(group) => (
                  <ul class="twins small">
                    <For each={group}>
                      {(row) => (
                        <li>
                          <span class="soft">
                            {row.split === undefined ? "left out" : splitWords[row.split]}:
                          </span>{" "}
                          <span class="q">{row.text}</span>
                        </li>
                      )}
                    </For>
                  </ul>
                )}
              </For>
            </details>
            <Show
              when={!bySplitColumn()}
              fallback={
                <p class="small">The file itself says which row goes where, so they stay as they are.</p>
              }
            >
              <p>
                <Button onClick={() => setTwins(true)}>Keep such rows together in one split</Button>
              </p>
            </Show>
          </div>
        </Say>
      </Show>
      <Show when={props.division.leakGroups === 0 && keepsTwins()}>
        <p class="small">
          Rows that are nearly the same text are kept together in one split.{" "}
          <Button link onClick={() => setTwins(false)}>
            Divide them like any others
          </Button>
        </p>
      </Show>
    </>
  );
}

function DivisionChoices(props: { readonly state: DraftState }): JSX.Element {
  const draft = () => props.state.draft;
  const roles = () => draft().rows?.roles ?? { inputs: [], expected: [] };
  const columns = (): readonly string[] => draft().rows?.preview.columns ?? [];
  const orNone = (list: readonly string[]) => [["", "(none)"] as const, ...asOptions(list)];
  const setRole = (role: "group" | "split", column: string): void =>
    props.state.setRoles(withRole(roles(), role, column));
  const notShown = (): readonly string[] =>
    columns().filter((column) => !roles().expected.includes(column) && !roles().inputs.includes(column));
  return (
    <div class="division-choices">
      <SelectField
        label="Rows that belong together"
        hint="Rows with the same value stay in one split: a customer, a thread."
        options={orNone(columns())}
        value={roles().group ?? ""}
        onChoose={(column) => setRole("group", column)}
      />
      <SelectField
        label="The split the file names"
        hint="A column that says train, val or test."
        options={orNone(notShown())}
        value={roles().split ?? ""}
        onChoose={(column) => setRole("split", column)}
      />
      <Show when={roles().split === undefined}>
        <SelectField
          label="Kept in proportion"
          hint="Each of its values has the same share in every split."
          options={[
            ["", labelsOfDraft(draft()).length > 0 ? "the labels" : "(nothing)"],
            ...asOptions([...roles().inputs, ...roles().expected]),
          ]}
          value={draft().division.stratifyBy}
          onChoose={(stratifyBy) => props.state.set("division", { ...draft().division, stratifyBy })}
        />
      </Show>
    </div>
  );
}

/** What a number of test rows can show, beside each other. */
function RowAdvice(): JSX.Element {
  return (
    <details>
      <summary>What 20, 50 or 200 rows can show</summary>
      <DataTable
        class="advice"
        rows={rowAdviceTable([20, 50, 200])}
        columns={[
          { title: "Test rows", label: "Test rows", numeric: true, cell: ({ rows }) => rows },
          {
            title: "A measured 80 % means",
            label: "80 % means",
            cell: ({ low, high }) => `${low} to ${high} %`,
          },
          {
            title: "A gain can be told from chance from",
            label: "A gain from",
            cell: ({ gain }) => `about ${gain} points`,
          },
        ]}
      />
    </details>
  );
}
