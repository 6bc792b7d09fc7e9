import { For, type JSX, Show, createSignal } from "solid-js";

import { estimateTokens } from "../../../engine/index.ts";
import { answerByHand } from "../../../storage/library/by-hand.ts";
import { waitingReflections } from "../../../storage/read/reflections.ts";
import type { ReflectionRow } from "../../../storage/rows.ts";
import { plural } from "../../../views/words/numbers.ts";
import { Button } from "../../kit/button.tsx";
import { useCopy } from "../../kit/copy.ts";
import { createDeed } from "../../kit/deed.ts";
import { TextArea } from "../../kit/text-field.tsx";
import { createLiveList } from "../../state/create-live-list.ts";
import { useDatabase } from "../../state/database.tsx";

/** Letters to the Reflection model that a person carries to any chat and back. */
export function ByHand(props: { readonly runId: string }): JSX.Element {
  // Reconciled by call: a letter that is still there keeps what was typed into it.
  const waiting = createLiveList(() => props.runId, waitingReflections, "callIndex");
  return (
    <section class="say say--warn stack" aria-label="By hand">
      <p>
        {plural(waiting.rows.length, "letter")} for you to carry: copy it into any chat you trust, and paste
        the answer. The run waits as long as you like, also after you close the tab.
      </p>
      <For each={waiting.rows}>{(letter) => <Letter letter={letter} />}</For>
    </section>
  );
}

function Letter(props: { readonly letter: ReflectionRow }): JSX.Element {
  const db = useDatabase();
  const [answer, setAnswer] = createSignal("");
  const [copied, setCopied] = createSignal(false);
  const copy = useCopy();
  const take = async (): Promise<void> =>
    void setCopied(await copy(props.letter.prompt, "The letter is copied."));
  const sending = createDeed("The answer could not be kept");
  const send = (): Promise<boolean> =>
    sending.run(async () => {
      const { runId, callIndex } = props.letter;
      const isStored = await answerByHand(db, runId, callIndex, answer(), Date.now());
      return isStored ? undefined : "This letter was answered before; its first answer counts.";
    });
  return (
    <form
      class="stack-2"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <p class="row row--tight">
        <Button onClick={() => void take()}>
          {copied()
            ? "Copied"
            : `Copy the letter, about ${plural(estimateTokens(props.letter.prompt), "token")}`}
        </Button>
        <span class="small soft">
          no. {props.letter.callIndex}, for <code>{props.letter.component}</code>
        </span>
      </p>
      <details>
        <summary class="small">The letter, exactly as it should be sent</summary>
        <pre class="sunk exact">{props.letter.prompt}</pre>
      </details>
      <TextArea
        label="The answer you got"
        problem={sending.problem()}
        rows={6}
        value={answer()}
        onInput={setAnswer}
      />
      <Show when={answer().trim() !== ""}>
        <Button main type="submit">
          Give it to the run
        </Button>
      </Show>
    </form>
  );
}
