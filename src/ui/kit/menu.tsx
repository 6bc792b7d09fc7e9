import { For, type JSX, Show, createSignal, createUniqueId, onCleanup, onMount } from "solid-js";

/** A deed of a menu; its key is only shown here. */
export interface MenuDeed {
  readonly title: string;
  readonly key?: string;
  readonly run: () => void;
}

/** Deeds behind one button; the arrow keys go from one to the next, Escape closes. */
export function Menu(props: {
  readonly title: string;
  readonly isBare?: boolean;
  readonly deeds: readonly MenuDeed[];
}): JSX.Element {
  const [open, setOpen] = createSignal(false);
  const id = createUniqueId();
  let host!: HTMLDivElement;
  const close = (event: Event): void => {
    if (event.target instanceof Node && !host.contains(event.target)) setOpen(false);
  };
  onMount(() => {
    document.addEventListener("pointerdown", close);
    onCleanup(() => document.removeEventListener("pointerdown", close));
  });
  const move = (event: KeyboardEvent): void => {
    const items = [...host.querySelectorAll<HTMLButtonElement>("[role=menuitem]")];
    const at = items.indexOf(document.activeElement as HTMLButtonElement);
    if (event.key === "Escape") {
      setOpen(false);
      host.querySelector("button")?.focus();
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    setOpen(true);
    const step = event.key === "ArrowDown" ? 1 : -1;
    queueMicrotask(() => {
      const all = [...host.querySelectorAll<HTMLButtonElement>("[role=menuitem]")];
      all[(at + step + all.length) % all.length]?.focus();
    });
  };
  return (
    <div class="more" ref={host} onKeyDown={move}>
      <button
        type="button"
        class="btn"
        classList={{ "btn--bare": props.isBare === true }}
        aria-haspopup="menu"
        aria-expanded={open()}
        aria-controls={id}
        onClick={() => setOpen(!open())}
      >
        {props.title}
      </button>
      <Show when={open()}>
        <div class="pop more__list" role="menu" id={id}>
          <For each={props.deeds}>
            {(deed) => (
              <button
                type="button"
                role="menuitem"
                onClick={() => {
                  setOpen(false);
                  deed.run();
                }}
              >
                {deed.title}
                <Show when={deed.key}>
                  <kbd>{deed.key}</kbd>
                </Show>
              </button>
            )}
          </For>
        </div>
      </Show>
    </div>
  );
}
