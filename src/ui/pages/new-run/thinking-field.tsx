import { type JSX, Show } from "solid-js";

import { mayThink, thinkingOf } from "../../../models/kinds/model-kinds.ts";
import type { ModelChoice, Thinking } from "../../../models/model-choice.ts";
import { thinkingWords } from "../../../setup/draft/thinking.ts";
import { SelectOf } from "../../kit/select-of.tsx";

/** How much the model of a role may think before it answers; its limit of tokens counts the answer alone. */
export function ThinkingField<Choice extends ModelChoice>(props: {
  readonly role: "Student" | "Reflection";
  readonly choice: Choice;
  readonly onChoose: (choice: Choice) => void;
}): JSX.Element {
  const now = (): Thinking | undefined => (mayThink(props.choice) ? thinkingOf(props.choice) : undefined);
  return (
    <Show when={now()}>
      {(thinking) => (
        <p class="small row">
          <span>Thinking before it answers, where the model can be told:</span>
          <SelectOf
            name={`Thinking of the ${props.role}`}
            options={thinkingWords}
            value={thinking()}
            onChoose={(chosen) => props.onChoose({ ...props.choice, thinking: chosen as Thinking })}
          />
        </p>
      )}
    </Show>
  );
}
