import { A } from "@solidjs/router";
import type { JSX } from "solid-js";

interface ButtonLook {
  /** The one main deed of a view. */
  readonly main?: boolean;
  readonly danger?: boolean;
  /** No border until hovered. */
  readonly bare?: boolean;
  readonly big?: boolean;
  /** Reads as a part of a sentence. */
  readonly link?: boolean;
}

function lookOf(look: ButtonLook): Record<string, boolean> {
  return {
    btn: true,
    "btn--main": look.main === true,
    "btn--danger": look.danger === true,
    "btn--bare": look.bare === true,
    "btn--big": look.big === true,
    "btn--link": look.link === true,
  };
}

/** A deed. Its words name the deed and its size: "Use 211 rows", not "OK". */
export function Button(
  props: ButtonLook & {
    readonly children: JSX.Element;
    readonly onClick?: (event: MouseEvent) => void;
    readonly disabled?: boolean | undefined;
    readonly type?: "button" | "submit";
    /** Needed only when the words are an icon. */
    readonly name?: string;
    readonly title?: string | undefined;
    readonly pressed?: boolean;
    readonly expanded?: boolean;
    readonly controls?: string;
    readonly class?: string;
    readonly ref?: (element: HTMLButtonElement) => void;
  },
): JSX.Element {
  return (
    <button
      ref={(element) => props.ref?.(element)}
      type={props.type ?? "button"}
      class={props.class}
      classList={lookOf(props)}
      disabled={props.disabled === true}
      aria-label={props.name}
      title={props.title}
      aria-pressed={props.pressed}
      aria-expanded={props.expanded}
      aria-controls={props.controls}
      onClick={(event) => props.onClick?.(event)}
    >
      {props.children}
    </button>
  );
}

/** A way to another page that looks like a deed. */
export function ButtonLink(
  props: ButtonLook & { readonly href: string; readonly children: JSX.Element },
): JSX.Element {
  return (
    <A href={props.href} classList={lookOf(props)}>
      {props.children}
    </A>
  );
}
