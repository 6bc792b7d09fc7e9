import { createEffect, createUniqueId, type JSX, onCleanup, Show } from "solid-js";

/** The browser's own modal dialog: focus trap, Escape and backdrop come with it. */
export function Dialog(props: {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: JSX.Element;
  /** Extra class on the dialog element. */
  readonly class?: string;
  /** Keep the title for ears only. */
  readonly hideTitle?: boolean;
}): JSX.Element {
  const titleId = createUniqueId();
  let element: HTMLDialogElement | undefined;
  createEffect(() => {
    if (props.open && element?.open === false) element.showModal();
    if (!props.open && element?.open === true) element.close();
  });
  onCleanup(() => element?.close());
  return (
    <dialog
      ref={(dialog) => (element = dialog)}
      class={props.class}
      aria-labelledby={titleId}
      onClose={() => props.onClose()}
      onClick={(event) => {
        if (event.target === element) props.onClose();
      }}
    >
      <Show when={props.open}>
        <div class="stack">
          <h2 id={titleId} classList={{ vh: props.hideTitle === true }}>
            {props.title}
          </h2>
          {props.children}
        </div>
      </Show>
    </dialog>
  );
}

/** A dialog about one thing, open while there is one. */
export function DialogOf<Thing>(props: {
  readonly about: Thing | undefined;
  readonly title: (thing: NonNullable<Thing>) => string;
  readonly onClose: () => void;
  readonly children: (thing: () => NonNullable<Thing>) => JSX.Element;
}): JSX.Element {
  return (
    <Dialog
      open={props.about !== undefined}
      onClose={() => props.onClose()}
      title={props.about === undefined ? "" : props.title(props.about as NonNullable<Thing>)}
    >
      <Show when={props.about}>{(thing) => props.children(thing)}</Show>
    </Dialog>
  );
}
