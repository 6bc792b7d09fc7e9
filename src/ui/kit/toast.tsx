import { createSignal, For, type JSX, onCleanup, Show } from "solid-js";

import { createProvided } from "../state/create-provided.ts";

interface Toast {
  readonly text: string;
  /** Something went wrong: heard at once, and shown once however often it happens while it is shown. */
  readonly isBad?: boolean;
  /** Offers "Undo" while the toast is shown. */
  readonly undo?: () => void;
  /** Runs when the toast has gone without an undo. */
  readonly settled?: () => void;
}

type Tell = (toast: Toast) => void;

/** Long enough to read and to reach the button by keyboard. */
const SHOWN_MS = 8_000;
const [TellProvider, useToast] = createProvided<Tell>("Toast");
/** Shows a toast: `tell({ text: "Run 7 deleted", undo })`. */
export { useToast };

interface Shown extends Toast {
  readonly id: number;
}

/** Holds short messages at the bottom of the page; the newest three. */
export function ToastHost(props: { readonly children: JSX.Element }): JSX.Element {
  const [toasts, setToasts] = createSignal<readonly Shown[]>([]);
  const timers = new Map<number, ReturnType<typeof setTimeout>>();
  let next = 0;
  const close = (toast: Shown, undone: boolean): void => {
    const timer = timers.get(toast.id);
    if (timer === undefined) return;
    clearTimeout(timer);
    timers.delete(toast.id);
    setToasts((all) => all.filter((other) => other.id !== toast.id));
    (undone ? toast.undo : toast.settled)?.();
  };
  const tell: Tell = (toast) => {
    if (toast.isBad === true && toasts().some(({ text }) => text === toast.text)) return;
    const shown: Shown = { ...toast, id: next++ };
    timers.set(
      shown.id,
      setTimeout(() => close(shown, false), SHOWN_MS),
    );
    const all = [...toasts(), shown];
    setToasts(all);
    const oldest = all[0];
    if (all.length > 3 && oldest) close(oldest, false);
  };
  onCleanup(() => {
    for (const toast of toasts()) close(toast, false);
  });
  return (
    <TellProvider value={tell}>
      {props.children}
      <div class="toasts" role="status" aria-live="polite">
        <For each={toasts()}>
          {(toast) => (
            <div
              class="toast"
              classList={{ "toast--bad": toast.isBad }}
              role={toast.isBad ? "alert" : undefined}
            >
              <span>{toast.text}</span>
              <Show when={toast.undo}>
                <button type="button" class="btn--link" onClick={() => close(toast, true)}>
                  Undo
                </button>
              </Show>
            </div>
          )}
        </For>
      </div>
    </TellProvider>
  );
}
