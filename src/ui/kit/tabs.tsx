import { createUniqueId, For, type JSX } from "solid-js";

/** Parts of one thing, one shown at a time; the arrow keys go from tab to tab. */
export function Tabs<Id extends string>(props: {
  readonly name: string;
  readonly tabs: readonly { readonly id: Id; readonly label: string }[];
  readonly chosen: Id;
  readonly onChoose: (id: Id) => void;
  /** Stands in the same line and is no tab. */
  readonly beside?: JSX.Element;
  readonly children: JSX.Element;
}): JSX.Element {
  const id = createUniqueId();
  const keys = (event: KeyboardEvent): void => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = props.tabs.findIndex((one) => one.id === props.chosen);
    const next = props.tabs[(at + step + props.tabs.length) % props.tabs.length];
    if (next === undefined) return;
    props.onChoose(next.id);
    document.getElementById(`${id}-${next.id}`)?.focus();
  };
  return (
    <>
      <div class="tabs">
        <div class="tabs__own" role="tablist" aria-label={props.name} onKeyDown={keys}>
          <For each={props.tabs}>
            {(one) => (
              <button
                type="button"
                role="tab"
                id={`${id}-${one.id}`}
                aria-selected={props.chosen === one.id}
                tabindex={props.chosen === one.id ? 0 : -1}
                onClick={() => props.onChoose(one.id)}
              >
                {one.label}
              </button>
            )}
          </For>
        </div>
        {props.beside}
      </div>
      <div role="tabpanel" aria-labelledby={`${id}-${props.chosen}`} class="stack">
        {props.children}
      </div>
    </>
  );
}
