import { createSignal, type JSX, Show } from "solid-js";

import { createProvided } from "../state/create-provided.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";

interface Question {
  readonly title: string;
  readonly text: JSX.Element;
  /** Names the deed: "Erase everything, 38 MB". */
  readonly yes: string;
  readonly no?: string;
  readonly danger?: boolean;
}

type Ask = (question: Question) => Promise<boolean>;

const [AskProvider, useConfirm] = createProvided<Ask>("Confirm");
/** Asks and resolves to the answer; closing the dialog is "no". */
export { useConfirm };

/** Holds the one dialog that asks before something that cannot be undone. */
export function ConfirmHost(props: { readonly children: JSX.Element }): JSX.Element {
  const [question, setQuestion] = createSignal<Question>();
  let answer: ((yes: boolean) => void) | undefined;
  const close = (yes: boolean): void => {
    setQuestion(undefined);
    answer?.(yes);
    answer = undefined;
  };
  const ask: Ask = (next) => {
    answer?.(false);
    setQuestion(next);
    return new Promise((resolve) => {
      answer = resolve;
    });
  };
  return (
    <AskProvider value={ask}>
      {props.children}
      <Dialog open={question() !== undefined} onClose={() => close(false)} title={question()?.title ?? ""}>
        <div class="soft">{question()?.text}</div>
        <div class="actions">
          <Button onClick={() => close(false)}>{question()?.no ?? "Cancel"}</Button>
          <Show
            when={question()?.danger}
            fallback={
              <Button main onClick={() => close(true)}>
                {question()?.yes}
              </Button>
            }
          >
            <Button danger onClick={() => close(true)}>
              {question()?.yes}
            </Button>
          </Show>
        </div>
      </Dialog>
    </AskProvider>
  );
}
