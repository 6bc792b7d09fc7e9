import { For, type JSX, Show } from "solid-js";

import type { Cause } from "../../../views/run/cause.ts";
import { markQuoted } from "../../../views/texts/mark-quoted.ts";
import { formatCount, plural } from "../../../views/words/numbers.ts";
import { CandidateMark } from "../../kit/candidate-mark.tsx";
import { PassFail } from "../../kit/pass-fail.tsx";

/** Three notes under the prompt: the message that caused the rewrite, what the old prompt made of it, why it was kept. */
export function CauseNotes(props: { readonly cause: Cause }): JSX.Element {
  const message = (): string => Object.values(props.cause.example?.inputs ?? {}).join("\n");
  const expected = (): string => Object.values(props.cause.example?.expected ?? {}).join(", ");
  const right = (mean: number): number => Math.round(mean * props.cause.rows);
  return (
    <div class="cause line">
      <div class="stack-2">
        <h3>The message that caused it</h3>
        <Show when={message()} fallback={<p class="small soft">Its row is no longer at hand.</p>}>
          <p class="words words--m">
            “
            <For each={markQuoted(message(), props.cause.example?.reason ?? "")}>
              {(piece) => (piece.marked ? <mark>{piece.text}</mark> : piece.text)}
            </For>
            ”
          </p>
        </Show>
      </div>
      <div class="stack-2">
        <h3>What the old prompt made of it</h3>
        <p class="row row--tight small">
          <CandidateMark index={props.cause.parent} /> answered
          <code>{props.cause.answer?.output.trim() || "nothing"}</code>
          <Show when={expected()}>
            <PassFail pass={false}>expected {expected()}</PassFail>
          </Show>
        </p>
        <p class="note">{props.cause.answer?.feedback}</p>
      </div>
      <div class="stack-2">
        <h3>Why the rewrite was kept</h3>
        <p class="row row--tight small">
          On the same {plural(props.cause.proposal.minibatch.length, "message")}:{" "}
          <CandidateMark index={props.cause.parent} /> {formatCount(props.cause.proposal.before ?? 0)} right,{" "}
          <CandidateMark index={props.cause.child} /> {formatCount(props.cause.proposal.after ?? 0)} right.
        </p>
        <p class="note">
          So it went on to the {props.cause.rows} it is judged by: {right(props.cause.parentMean)} right
          became {right(props.cause.childMean)}.
        </p>
      </div>
    </div>
  );
}
