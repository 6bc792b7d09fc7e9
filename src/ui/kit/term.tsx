import { createSignal, createUniqueId, type JSX, Show } from "solid-js";

import { glossary, type TermName } from "../../views/words/glossary.ts";

/** A word of the field; pressed, it says below itself what it means. */
export function Term(props: { readonly of: TermName; readonly children?: JSX.Element }): JSX.Element {
  const id = createUniqueId();
  // Filled when it is asked for: a sentence with words in it is searched, read out and copied as it stands.
  const [isAsked, setIsAsked] = createSignal(false);
  let note!: HTMLSpanElement;
  const ask = (event: { readonly currentTarget: HTMLElement }): void => {
    setIsAsked(true);
    const word = event.currentTarget.getBoundingClientRect();
    note.style.setProperty("--x", `${word.left + scrollX}px`);
    note.style.setProperty("--y", `${word.bottom + scrollY}px`);
  };
  return (
    <>
      <button type="button" class="term" popovertarget={id} onClick={ask}>
        {props.children ?? props.of}
      </button>
      <span id={id} popover ref={note} class="term-note">
        <Show when={isAsked()}>{glossary[props.of]}</Show>
      </span>
    </>
  );
}
