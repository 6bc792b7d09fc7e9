import { createSignal, type JSX, onCleanup, Show } from "solid-js";

/** A part of a long page, built in a turn of its own: however much there is to show, the page answers in between. */
export function Later(props: { readonly children: JSX.Element }): JSX.Element {
  const [isDue, setDue] = createSignal(false);
  const timer = setTimeout(() => setDue(true));
  onCleanup(() => clearTimeout(timer));
  return <Show when={isDue()}>{props.children}</Show>;
}
