import type { JSX } from "solid-js";

import { vocabulary } from "../../../tasks/coach/vocabulary.ts";
import { plural } from "../../../views/words/numbers.ts";
import { Facts } from "../../kit/facts.tsx";

/** What the coach is, and every edit it can make. */
export function CoachCard(): JSX.Element {
  const edits = Object.values(vocabulary);
  return (
    <div class="stack">
      <p class="words words--m">
        The coach is a program, not a model. It reads the same records any Reflection model would get: the
        inputs, what the Student answered, and what the metric said. It never sees the rules behind the
        labels. From what it read it rewrites the prompt, using this list of {plural(edits.length, "edit")}{" "}
        and nothing else.
      </p>
      <details>
        <summary class="small">Every edit the coach knows</summary>
        <Facts of={edits.map(({ name, does }) => [name, does])} />
      </details>
    </div>
  );
}
