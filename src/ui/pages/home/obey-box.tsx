import { createSignal, type JSX, Show } from "solid-js";

import { readHouseRules, type Reading } from "../../../lessons/house-rules.ts";
import { obeyVerdict } from "../../../lessons/obey-words.ts";
import type { Completion, ModelFailure } from "../../../models/language-model.ts";
import { formatCount } from "../../../views/words/numbers.ts";
import { Button } from "../../kit/button.tsx";
import { PassFail } from "../../kit/pass-fail.tsx";
import { ProgressLine } from "../../kit/progress-line.tsx";
import { TextArea } from "../../kit/text-field.tsx";
import { Say } from "../../kit/trouble.tsx";
import { createModelTry } from "../../state/create-model-try.ts";

const RULES =
  "Label the message.\nIf the message mentions parcel, answer LOGISTICS.\nIf the message mentions invoice, answer FINANCE.\nOtherwise answer DESK.";
const MESSAGE = "Hello, my parcel still has not arrived. Could you have a look?";

interface Tried {
  readonly answer: Completion | ModelFailure;
  readonly reading: Reading;
}

function Verdict(props: { readonly tried: Tried }): JSX.Element {
  const text = (): string => (props.tried.answer.kind === "completed" ? props.tried.answer.text.trim() : "");
  const verdict = () => obeyVerdict(props.tried.reading, text());
  return (
    <div class="stack-2" role="status">
      <p class="huge">{text() || "(no answer)"}</p>
      <p>
        <Show when={verdict().obeyed !== undefined}>
          <PassFail pass={verdict().obeyed === true}>{verdict().words}</PassFail>{" "}
        </Show>
        <span class="small soft">{verdict().why}</span>
      </p>
      <Show when={props.tried.answer.kind === "completed" ? props.tried.answer : undefined}>
        {(done) => <p class="small soft num">{formatCount(done().latencyMs)} ms, in this tab.</p>}
      </Show>
    </div>
  );
}

/** A visitor's own house rules and message, answered by the embedded model. */
export function ObeyBox(): JSX.Element {
  const trial = createModelTry();
  const [rules, setRules] = createSignal(RULES);
  const [message, setMessage] = createSignal(MESSAGE);
  const [tried, setTried] = createSignal<Tried>();
  const ask = async (): Promise<void> => {
    const reading = readHouseRules(rules(), message());
    const answer = await trial.ask(
      { kind: "embedded" },
      {
        messages: [
          { role: "system", content: rules() },
          { role: "user", content: message() },
        ],
        maxTokens: 8,
        temperature: 0,
      },
    );
    setTried({ answer, reading });
  };
  return (
    <form
      class="split"
      onSubmit={(event) => {
        event.preventDefault();
        void ask();
      }}
    >
      <div class="stack">
        <TextArea
          label="House rules"
          hint="Label names in capitals. The first rule that fits should win."
          rows={5}
          value={rules()}
          onInput={setRules}
        />
        <TextArea label="A message" rows={2} value={message()} onInput={setMessage} />
        <div class="row">
          <Button type="submit" disabled={trial.isBusy() || message().trim() === ""}>
            Ask the small model
          </Button>
          <Show when={trial.progress()}>{(text) => <ProgressLine text={text()} />}</Show>
        </div>
      </div>
      <div class="obey-answer">
        <Show
          when={tried()}
          fallback={
            <p class="note">
              Its answer will stand here, with a tick when it did what your rules say and a cross when not.
            </p>
          }
        >
          {(done) => (
            <Show
              when={done().answer.kind === "completed"}
              fallback={<Say tone="bad">{(done().answer as ModelFailure).message}</Say>}
            >
              <Verdict tried={done()} />
            </Show>
          )}
        </Show>
      </div>
    </form>
  );
}
