import { type JSX, createMemo, createSignal } from "solid-js";

import { type CompareGroup, winnerText, winnerTokens } from "../../../views/compare/comparison.ts";
import { plural } from "../../../views/words/numbers.ts";
import { DiffText } from "../../kit/diff-text.tsx";
import { Entry } from "../../kit/entry.tsx";
import { SelectOf } from "../../kit/select-of.tsx";

/** The prompts two of them ended with; marked is what the other lacks. */
export function Winners(props: { readonly groups: readonly CompareGroup[] }): JSX.Element {
  const [left, setLeft] = createSignal(0);
  const [right, setRight] = createSignal(1);
  const state = (place: number) => (props.groups[place] ?? props.groups[0])?.middle.state;
  const text = (place: number): string => winnerText(state(place));
  const tokens = (place: number): number => winnerTokens(state(place));
  const texts = createMemo(() => [text(left()), text(right())] as const);
  return (
    <Entry title="The prompts they ended with" note="Marked: words the other lacks.">
      <div class="cols">
        <div class="stack">
          <Picker groups={props.groups} value={left()} onChoose={setLeft} tokens={tokens(left())} />
          <DiffText before={texts()[1]} after={texts()[0]} showGone={false} size="m" />
        </div>
        <div class="stack">
          <Picker groups={props.groups} value={right()} onChoose={setRight} tokens={tokens(right())} />
          <DiffText before={texts()[0]} after={texts()[1]} showGone={false} size="m" />
        </div>
      </div>
    </Entry>
  );
}

function Picker(props: {
  readonly groups: readonly CompareGroup[];
  readonly value: number;
  readonly onChoose: (place: number) => void;
  readonly tokens: number;
}): JSX.Element {
  return (
    <p class="row row--tight">
      <SelectOf
        class="narrow"
        name="Whose prompt"
        options={props.groups.map(({ name }, place) => [String(place), name])}
        value={String(props.value)}
        onChoose={(place) => props.onChoose(Number(place))}
      />
      <span class="small soft num">{plural(props.tokens, "token")}</span>
    </p>
  );
}
