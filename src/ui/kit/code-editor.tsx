import { createEffect, createSignal, type JSX, on, onCleanup, onMount, Show } from "solid-js";

import type { MountedCode } from "../../platform/mount-code.ts";

const hintId = "leave";
const hint = "Tab indents. Press Escape, then Tab, to leave the editor.";

/**
 * Code with line numbers and colours. The editor itself comes when it is first needed; until then, and should it not
 * come, a plain text field does the same.
 */
export function CodeEditor(props: {
  /** Its accessible name. */
  readonly name: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}): JSX.Element {
  const [isMounted, setIsMounted] = createSignal(false);
  const [isFocused, setIsFocused] = createSignal(false);
  let host: HTMLDivElement | undefined;
  let editor: MountedCode | undefined;
  let isGone = false;
  onCleanup(() => {
    isGone = true;
    editor?.end();
  });
  onMount(() => {
    const load = async (): Promise<void> => {
      const { mountCode } = await import("../../platform/mount-code.ts");
      if (isGone || host === undefined) return;
      const root = host.attachShadow({ mode: "open" });
      const told = document.createElement("p");
      told.id = hintId;
      told.hidden = true;
      told.textContent = hint;
      root.append(told);
      editor = mountCode(root, {
        name: props.name,
        hintId,
        text: props.value,
        onChange: (text) => props.onChange(text),
      });
      setIsMounted(true);
    };
    // The plain field stays: the same can be written there.
    load().catch(() => undefined);
  });
  createEffect(
    on(
      () => props.value,
      (text) => editor?.write(text),
      { defer: true },
    ),
  );
  return (
    <div class="code-editor" classList={{ "is-focused": isFocused() }}>
      <Show when={!isMounted()}>
        <textarea
          class="mono"
          rows={14}
          spellcheck={false}
          aria-label={props.name}
          value={props.value}
          onInput={(event) => props.onChange(event.currentTarget.value)}
        />
      </Show>
      <div
        class="code-host"
        ref={(element) => (host = element)}
        hidden={!isMounted()}
        // From outside, a key pressed in a shadow root comes from its host: letters must not become shortcuts.
        on:keydown={(event) => {
          if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
        }}
        onFocusIn={() => setIsFocused(true)}
        onFocusOut={() => setIsFocused(false)}
      />
      <p class="small soft">{hint}</p>
    </div>
  );
}
