import { For, type JSX, Show, createMemo } from "solid-js";

import type { RunState } from "../../../engine/index.ts";
import { isGepa } from "../../../rivals/optimizers.ts";
import type { CheckProgress } from "../../../setup/result/checks.ts";
import { steer } from "../../../storage/library/runs.ts";
import { checksOf, rolloutsOfCheck } from "../../../storage/read/checks.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { enteredPrompts, ownComparison, ownVerdictWords } from "../../../views/run/own-prompts.ts";
import { Button } from "../../kit/button.tsx";
import { useDeed } from "../../kit/deed.ts";
import { DiffText } from "../../kit/diff-text.tsx";
import { createLive } from "../../state/create-live.ts";
import { useDatabase } from "../../state/database.tsx";
import { CheckLine } from "../result/check-line.tsx";
import { CandidateLabel } from "./candidate-label.tsx";

/** What a person wrote into this run, each with its verdict in words; nothing while there is none. */
export function OwnPrompts(props: { readonly run: RunRow; readonly state: RunState }): JSX.Element {
  const db = useDatabase();
  const deed = useDeed();
  const checks = createLive(
    () => props.run.id,
    async (db, id) => {
      const all = await checksOf(db, { id, taskId: props.run.taskId });
      const own = all.filter(({ check }) => check?.kind === "own-prompt").toReversed();
      return Promise.all(own.map(async (run) => ({ run, rollouts: await rolloutsOfCheck(db, run.id) })));
    },
  );
  const entered = createMemo(() => enteredPrompts(props.state));
  const enter = (parent: number, texts: Readonly<Record<string, string>>): Promise<boolean> =>
    deed("It could not be entered", () =>
      steer(db, props.run.id, { kind: "enter-candidate", parent, texts }, Date.now()),
    );
  return (
    <Show when={(checks.value()?.length ?? 0) + entered().length > 0}>
      <section class="line stack" aria-label="Your own prompts">
        <h2 class="h3">Your own prompts</h2>
        <For each={checks.value()}>
          {({ run, rollouts }) => {
            const own = () => run.check?.candidates[0];
            const before = () => props.state.candidates[own()?.index ?? 0]?.texts ?? {};
            const found = createMemo(() => ownComparison(run, rollouts, props.state));
            const progress = (): CheckProgress => ({
              run,
              answered: rollouts.length,
              calls: run.splits.test.length,
            });
            return (
              <article class="stack-2">
                <p role="status">
                  <Show when={found()} fallback="No answer yet.">
                    {(one) => <b>{ownVerdictWords(one(), "Pareto row")}</b>}
                  </Show>
                </p>
                <For each={Object.entries(own()?.texts ?? {})}>
                  {([name, text]) => (
                    <Show when={text !== before()[name]}>
                      <div class="sheet">
                        <DiffText before={before()[name] ?? ""} after={text} size="s" />
                      </div>
                    </Show>
                  )}
                </For>
                <CheckLine check={progress()} what="this prompt" />
                <Show when={isGepa(props.run.optimizer) && run.status === "finished"}>
                  <p class="small">
                    <Button link onClick={() => enter(own()?.index ?? 0, own()?.texts ?? {})}>
                      Enter it as a proposal
                    </Button>
                    <span class="soft">: the search takes it up and goes on from it.</span>
                  </p>
                </Show>
              </article>
            );
          }}
        </For>
        <For each={entered()}>
          {(one) => (
            <p>
              Entered from <CandidateLabel state={props.state} index={one.parent} />
              <Show when={one.candidate}>
                {(index) => (
                  <>
                    , kept as <CandidateLabel state={props.state} index={index()} />
                  </>
                )}
              </Show>
              . <b>{one.words}</b>
            </p>
          )}
        </For>
      </section>
    </Show>
  );
}
