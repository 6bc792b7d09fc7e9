import { For, type JSX, Show, createMemo, createSignal } from "solid-js";

import { allRules, guessRules, untriedRules } from "../../../lessons/guess-rules.ts";
import { judgedRows as rows, scoreOf } from "../../../lessons/shop-score.ts";
import { shopSeed } from "../../../lessons/shop.ts";
import { formatCount, plural } from "../../../views/words/numbers.ts";
import { Button } from "../../kit/button.tsx";
import { Entry } from "../../kit/entry.tsx";
import { RuleWriter } from "./rule-writer.tsx";

interface Try {
  readonly text: string;
  readonly right: number;
  readonly by: "you" | "program";
}

const programTries = 20;

/** Scene 1: a number, and nothing else. */
export function BlindScene(): JSX.Element {
  const [text, setText] = createSignal(shopSeed);
  const [tries, setTries] = createSignal<readonly Try[]>([]);
  const [searching, setSearching] = createSignal(false);
  const last = createMemo(() => tries().findLast((one) => one.by === "you"));
  const left = createMemo(() =>
    untriedRules(
      tries().map((one) => one.text),
      programTries,
      tries().length,
    ),
  );
  const note = (one: Try): void => void setTries((all) => [...all, one]);
  const tryIt = async (): Promise<void> => {
    const asked = text();
    const right = await scoreOf(asked);
    note({ text: asked, right, by: "you" });
  };
  const letSearch = async (): Promise<void> => {
    setSearching(true);
    const guesses = tries().filter((one) => one.by === "program");
    // It goes on from the best it found before.
    const kept = guesses.reduce((best, one) => (one.right > best.right ? one : best), {
      text: shopSeed,
      right: 0,
    });
    await guessRules(left(), kept, scoreOf, (guess) => note({ ...guess, by: "program" }));
    setSearching(false);
  };
  return (
    <Entry
      title="Your prompt"
      note="The Student here is a program that does to the letter what the prompt says."
    >
      <div class="split">
        <RuleWriter text={text()} onText={setText} label="The prompt">
          <p class="row row--tight">
            <Button main onClick={() => void tryIt()}>
              Try it, {rows} requests
            </Button>
            <Button disabled={searching() || left().length === 0} onClick={() => void letSearch()}>
              {left().length === 0
                ? "Every rule is tried"
                : `Let a program guess ${plural(left().length, "rule")}`}
            </Button>
          </p>
        </RuleWriter>
        <div class="stack">
          <Show
            when={last()}
            fallback={<p class="empty">Your number stands here as soon as you try a prompt.</p>}
          >
            {(found) => (
              <p aria-live="polite">
                <span class="huge">
                  {found().right} of {rows}
                </span>{" "}
                <span class="soft">right. Which ones? Why? You are not told.</span>
              </p>
            )}
          </Show>
          <Show when={tries().length > 0}>
            <Tries tries={tries()} />
          </Show>
          <Show when={tries().length >= 3}>
            <p class="say">
              Twelve words and seven people make {allRules.length} rules of one line, and six of them are
              true. Each guess costs {rows} requests. A search that sees only the score has to guess like
              this, however cleverly it arranges its guesses.
            </p>
          </Show>
        </div>
      </div>
    </Entry>
  );
}

/** What was tried so far, and what it cost. */
function Tries(props: { readonly tries: readonly Try[] }): JSX.Element {
  const best = (): number => Math.max(0, ...props.tries.map((one) => one.right));
  return (
    <>
      <p class="small soft">
        {plural(props.tries.length, "try", "tries")}, {formatCount(props.tries.length * rows)} requests spent,
        best {best()} of {rows}.
      </p>
      <ol class="tries" aria-label="Tries, newest first">
        <For each={props.tries.toReversed().slice(0, 24)}>
          {(one) => (
            <li>
              <span class="num tries__n">
                {one.right} of {rows}
              </span>
              <span class="tries__bar" aria-hidden="true">
                <i style={{ width: `${(one.right / rows) * 100}%` }} />
              </span>
              <span class="q">
                {one.by === "program" ? "a guess: " : ""}
                {one.text.split("\n").at(-1)}
              </span>
            </li>
          )}
        </For>
      </ol>
    </>
  );
}
