import { For, type JSX, Show, createMemo, createSignal } from "solid-js";

import type { CandidateEntry } from "../../../engine/index.ts";
import { download } from "../../../platform/download.ts";
import { rowsToTake } from "../../../setup/rows-to-take.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { elsewhereWords } from "../../../views/exports/exported-calls.ts";
import { type ExportFormat, exportFormats, promptOf, promptText } from "../../../views/exports/exports.ts";
import { pythonProgram } from "../../../views/exports/python-program.ts";
import type { TestComparison } from "../../../views/result/test-comparison.ts";
import { candidateTokens } from "../../../views/run/candidate-tokens.ts";
import { unitOf } from "../../../views/run/unit-of.ts";
import { candidateLook } from "../../../views/series/candidate-look.ts";
import { scoredAfter } from "../../../views/series/score-series-of.ts";
import { formatCount, plural } from "../../../views/words/numbers.ts";
import { winnerWords } from "../../../views/words/winner-words.ts";
import { Button } from "../../kit/button.tsx";
import { useCopy } from "../../kit/copy.ts";
import { DeedButton } from "../../kit/deed-button.tsx";
import { DiffText } from "../../kit/diff-text.tsx";
import { Entry } from "../../kit/entry.tsx";
import { Segmented } from "../../kit/segmented.tsx";
import { Term } from "../../kit/term.tsx";
import { useToast } from "../../kit/toast.tsx";
import { Words } from "../../kit/words.tsx";
import { useDatabase } from "../../state/database.tsx";
import { CandidateLabel } from "../run/candidate-label.tsx";
import { DrawnText } from "../run/drawn-text.tsx";
import { OwnPrompts } from "../run/own-prompts.tsx";
import { CostList } from "./cost-list.tsx";
import { GoOn } from "./go-on.tsx";
import type { ResultProps } from "./result-props.ts";
import { RunFiles } from "./run-files.tsx";

interface TakeAwayProps extends ResultProps {
  readonly comparison: TestComparison | undefined;
}

/** The winning prompt, whole or as changes, with every way to take it along. */
export function TakeAway(props: TakeAwayProps): JSX.Element {
  const copy = useCopy();
  const [view, setView] = createSignal<"text" | "changes">("text");
  const entry = createMemo(() => props.state.candidates[props.winner]);
  const seed = (): Readonly<Record<string, string>> => props.state.candidates[0]?.texts ?? {};
  const texts = (): Readonly<Record<string, string>> => entry()?.texts ?? {};
  return (
    <Entry
      title="The prompt"
      note={
        <>
          <CandidateLabel state={props.state} index={props.winner} />
          <Show when={entry()}>
            {(found) => (
              <>
                {foundWords(props.run, found())}; the <Term of="seed prompt">seed</Term> had{" "}
                {formatCount(candidateTokens(seed()))}.
              </>
            )}
          </Show>
        </>
      }
      margin={
        <>
          <Show when={winnerWords(props.state)}>{(words) => <p class="small soft">{words()}</p>}</Show>
          <div class="margin-deeds">
            <Segmented
              name="Show"
              value={view()}
              onChoose={setView}
              options={[
                { value: "text", label: "Text" },
                { value: "changes", label: "Changes" },
              ]}
            />
          </div>
        </>
      }
    >
      <div class="split take">
        <div class="stack">
          <DrawnText runId={props.run.id} texts={texts()} />
          <For each={Object.entries(texts())}>
            {([name, text]) => (
              <div class={`sheet sheet--edge k${candidateLook(props.winner).colour}`}>
                <Show when={Object.keys(texts()).length > 1}>
                  <h3>
                    <code>{name}</code>
                  </h3>
                </Show>
                <Show when={view() === "changes"} fallback={<Words text={text} />}>
                  <DiffText before={seed()[name] ?? ""} after={text} />
                </Show>
              </div>
            )}
          </For>
        </div>
        <div class="stack">
          <p class="row row--tight">
            <Button
              main
              onClick={() =>
                copy(promptText(texts()), `Copied: ${plural(candidateTokens(texts()), "token")}.`)
              }
            >
              Copy the prompt
            </Button>
            <GoOn run={props.run} state={props.state} winner={props.winner} />
          </p>
          <OwnPrompts run={props.run} state={props.state} />
          <Downloads {...props} />
          <CostList run={props.run} state={props.state} />
        </div>
        <Show when={pythonProgram(promptOf(props))}>
          {(code) => <UseElsewhere code={code()} words={elsewhereWords(promptOf(props))} />}
        </Show>
      </div>
    </Entry>
  );
}

function UseElsewhere(props: { readonly code: string; readonly words: string }): JSX.Element {
  return (
    <div class="line stack-2">
      <h3>Use it elsewhere</h3>
      <p class="small soft">{props.words}</p>
      <pre class="sunk exact exact--code" tabindex={0}>
        {props.code}
      </pre>
    </div>
  );
}

/** The prompt and the whole run as files. */
function Downloads(props: TakeAwayProps): JSX.Element {
  const db = useDatabase();
  const tell = useToast();
  const save = async (format: ExportFormat): Promise<void> => {
    const { run, state, winner, comparison } = props;
    const rows = format.takesRows === true ? await rowsToTake(db, run) : [];
    const file = format.make({ run, state, winner, comparison, rows });
    download(file.name, file.type, file.text);
    tell({ text: `Saved ${file.name}.` });
  };
  return (
    <>
      <div class="line stack-2">
        <h3>Download</h3>
        <ul class="exports">
          <For each={exportFormats}>
            {(format) => (
              <li>
                <DeedButton link failed="The file could not be made" deed={() => save(format)}>
                  {format.title}
                </DeedButton>
                <span class="small soft"> {format.what}</span>
              </li>
            )}
          </For>
        </ul>
      </div>
      <div class="line stack-2">
        <h3>The whole run</h3>
        <RunFiles runId={props.run.id} />
      </div>
    </>
  );
}

/** When it was found, and how long it and the seed are. */
function foundWords(run: RunRow, found: CandidateEntry): string {
  const when = `found at ${unitOf(run)} ${formatCount(scoredAfter(found))}`;
  return `, ${when}. ${plural(candidateTokens(found.texts), "token")}`;
}
