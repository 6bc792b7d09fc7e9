import { For, type JSX, Show, createMemo, createSignal } from "solid-js";

import { coachRewrites } from "../../../lessons/coach-rewrites.ts";
import type { LessonAnswer } from "../../../lessons/lesson.ts";
import { answersOn, batchOf, batchSize, judgedRows as rows, scoreOf } from "../../../lessons/shop-score.ts";
import { shopSeed } from "../../../lessons/shop.ts";
import { isPass } from "../../../views/words/verdict-words.ts";
import { Button } from "../../kit/button.tsx";
import { DataTable, figures } from "../../kit/data-table.tsx";
import { DiffText } from "../../kit/diff-text.tsx";
import { Entry } from "../../kit/entry.tsx";
import { Judged, Verdict } from "../../kit/verdict.tsx";
import { createLoaded } from "../../state/create-loaded.ts";
import { RuleWriter } from "./rule-writer.tsx";

interface Round {
  readonly you: number;
  readonly coach: number;
}

/** Scene 2: the same rows with what was answered, expected and why; the reader rewrites, the Coach beside. */
export function TracesScene(): JSX.Element {
  const [round, setRound] = createSignal(0);
  const [text, setText] = createSignal(shopSeed);
  const [tested, setTested] = createSignal(shopSeed);
  const [coachText, setCoachText] = createSignal(shopSeed);
  const [rounds, setRounds] = createSignal<readonly Round[]>([]);
  const [busy, setBusy] = createSignal(false);
  const batch = createMemo(() => batchOf(round()));
  const shown = createLoaded(
    () => ({ asked: tested(), wanted: batch() }),
    ({ asked, wanted }) => answersOn(asked, wanted),
  );
  const hand = async (): Promise<void> => {
    setBusy(true);
    const coach = await coachRewrites(coachText(), batch(), round());
    const result = { you: await scoreOf(text()), coach: await scoreOf(coach) };
    setCoachText(coach);
    setRounds([...rounds(), result]);
    setTested(text());
    setRound(round() + 1);
    setBusy(false);
  };
  return (
    <>
      <Entry
        step={round() + 1}
        title="What the Student did"
        note="Five rows of the feedback set, the same for you and for the Coach."
      >
        <div class="split">
          <div class="stack" aria-live="polite">
            <For each={shown.value() ?? []}>{(answer) => <ReadAnswer answer={answer} />}</For>
          </div>
          <RuleWriter text={text()} onText={setText} label="Your next prompt">
            <p class="row row--tight">
              <Button main disabled={busy()} onClick={() => void hand()}>
                Hand it in
              </Button>
              <Show
                when={rounds().at(-1)}
                fallback={
                  <span class="small soft">
                    then both prompts are tried on the {rows} Pareto rows, and you get five new rows
                  </span>
                }
              >
                {(last) => (
                  <span role="status">
                    You <b class="duel-score">{last().you}</b>, the Coach{" "}
                    <b class="duel-score">{last().coach}</b> of {rows} rows right
                  </span>
                )}
              </Show>
            </p>
          </RuleWriter>
        </div>
      </Entry>
      <Show when={rounds().length > 0}>
        <YouAndCoach rounds={rounds()} coachText={coachText()} />
      </Show>
    </>
  );
}

/** An answer with why it is right or wrong: what a score alone does not say. */
function ReadAnswer(props: { readonly answer: LessonAnswer }): JSX.Element {
  return (
    <Judged pass={isPass(props.answer.score)}>
      <p class="q">“{props.answer.example.inputs["message"]}”</p>
      <p class="small">
        answered <span class="mono">{props.answer.output}</span>{" "}
        <Verdict score={props.answer.score} expected={props.answer.example.expected["label"] ?? ""} />
      </p>
      <Show when={!isPass(props.answer.score)}>
        <p class="note">{props.answer.example.reason}</p>
      </Show>
    </Judged>
  );
}

function YouAndCoach(props: { readonly rounds: readonly Round[]; readonly coachText: string }): JSX.Element {
  return (
    <Entry
      title="You and the Coach"
      note={<>Rows right, of {rows}. The Coach is a program with a fixed list of edits, not a model.</>}
    >
      <div class="split">
        <DataTable
          isWide
          rows={props.rounds}
          columns={[
            figures<Round>("Round", (_round, place) => place() + 1),
            figures<Round>("You", (line) => <b>{line.you}</b>),
            figures<Round>("Coach", ({ coach }) => coach),
          ]}
        />
        <div class="stack-2">
          <h3>What the Coach has written by now</h3>
          <div class="sheet">
            <DiffText before={shopSeed} after={props.coachText} size="s" showGone={false} />
          </div>
        </div>
      </div>
      <div />
      <p class="say">
        In scene 1 a round of guessing taught you one number. Here {batchSize} rows taught up to {batchSize}{" "}
        rules. That is the whole idea: the words of the feedback carry more than the score.
      </p>
    </Entry>
  );
}
