import { type Accessor, createSignal, type JSX, onCleanup, onMount } from "solid-js";

import { isTyping, keyName } from "../../platform/keys.ts";
import type { Command } from "../../views/words/find-commands.ts";
import { createProvided } from "./create-provided.ts";

interface Commands {
  readonly add: (commands: Accessor<readonly Command[]>) => void;
  /** What is on offer now. */
  readonly offered: Accessor<readonly Command[]>;
}

const [Provided, useCommands] = createProvided<Commands>("Commands");
export { useCommands };
/** Second key of a pair must follow within this time. */
const PAIR_MS = 1_200;

function createOffer(): Commands {
  const [sources, setSources] = createSignal<readonly Accessor<readonly Command[]>[]>([]);
  const offered = (): readonly Command[] =>
    sources()
      .flatMap((source) => source())
      .filter((command) => command.when?.() !== false);
  let first: { readonly key: string; readonly at: number } | undefined;

  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.altKey) return;
    const name = keyName(event);
    const isModified = name.startsWith("Mod+");
    if (!isModified && (isTyping(event.target) || document.querySelector("dialog[open]") !== null)) return;
    // Space and Enter belong to whatever has the focus.
    if ((name === "Space" || name === "Enter") && event.target !== document.body) return;
    const pair = first && event.timeStamp - first.at < PAIR_MS ? `${first.key} ${name}` : undefined;
    first = { key: name, at: event.timeStamp };
    const all = offered();
    const found =
      all.find(({ key }) => pair !== undefined && key === pair) ?? all.find(({ key }) => key === name);
    if (!found) return;
    first = undefined;
    event.preventDefault();
    found.run();
  };
  onMount(() => {
    window.addEventListener("keydown", onKey);
    onCleanup(() => window.removeEventListener("keydown", onKey));
  });

  return {
    offered,
    add: (commands) => {
      setSources((all) => [...all, commands]);
      onCleanup(() => setSources((all) => all.filter((source) => source !== commands)));
    },
  };
}

/** Offers commands for as long as the calling component lives. The accessor is read again at every use. */
export function createCommands(commands: Accessor<readonly Command[]>): void {
  useCommands().add(commands);
}

export function CommandsProvider(props: { readonly children: JSX.Element }): JSX.Element {
  return <Provided value={createOffer()}>{props.children}</Provided>;
}
