import { createMemo, createSignal, type JSX, onCleanup, onMount, Show, Suspense } from "solid-js";

import { firstPromptWords } from "../../../views/words/home-words.ts";
import { formatAgo } from "../../../views/words/numbers.ts";
import { CandidateMark } from "../../kit/candidate-mark.tsx";
import { Words } from "../../kit/words.tsx";
import { lazyPart } from "../../lazy-part.ts";
import type { Home } from "./create-home.ts";

// Comparing texts is not needed before there is a rewrite to compare.
const DiffText = lazyPart(() => import("../../kit/diff-text.tsx"), "DiffText");

/** The best prompt so far; what its parent did not have is marked. */
export function LivePrompt(props: { readonly home: Home }): JSX.Element {
  const [now, setNow] = createSignal(Date.now());
  onMount(() => {
    const timer = setInterval(() => setNow(Date.now()), 10_000);
    onCleanup(() => clearInterval(timer));
  });
  const text = (): string => Object.values(props.home.best()?.texts ?? {}).join("\n\n");
  const parentText = createMemo(() => {
    const best = props.home.best();
    const parent = props.home.view.state()?.candidates[best?.parents[0] ?? -1];
    return parent ? Object.values(parent.texts).join("\n\n") : text();
  });
  const addedAt = createMemo(() => {
    const index = props.home.best()?.index;
    return props.home.view
      .events()
      .find(({ event }) => event.type === "candidate-added" && event.index === index)?.at;
  });
  const isFinished = (): boolean => props.home.view.state()?.status === "stopped";
  return (
    <Show
      when={props.home.best()}
      fallback={
        <figure aria-label="First prompt">
          <figcaption>
            <b>The prompt it starts from</b>
          </figcaption>
          <Words text={Object.values(props.home.view.run()?.task.seedCandidate ?? {}).join("\n\n")} />
        </figure>
      }
    >
      {(best) => (
        <figure aria-label="Best prompt so far">
          <figcaption>
            <b>{isFinished() ? "The prompt it ended with:" : "Best prompt so far:"}</b>
            <CandidateMark index={best().index} kind={best().kind} />
            <span class="push">
              <Show when={best().index > 0} fallback="the one it started from">
                added {formatAgo(addedAt() ?? now(), now())}, in iteration {best().iteration}
              </Show>
            </span>
          </figcaption>
          <Show when={best().index > 0} fallback={<Words text={text()} />}>
            <Suspense fallback={<Words text={text()} />}>
              <DiffText before={parentText()} after={text()} showGone={false} fresh={!isFinished()} />
            </Suspense>
          </Show>
          <Show when={best().index === 0 && !isFinished()}>
            <p class="note">{firstPromptWords(props.home)}</p>
          </Show>
        </figure>
      )}
    </Show>
  );
}
