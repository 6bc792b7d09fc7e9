import { type JSX, Show } from "solid-js";

import type { CandidateLook } from "../../views/series/candidate-look.ts";

/** A candidate's mark as SVG: the same shapes as everywhere. */
export function MarkShape(props: {
  readonly look: CandidateLook;
  readonly x: number;
  readonly y: number;
  readonly radius?: number;
}): JSX.Element {
  const r = (): number => props.radius ?? 6.5;
  const path = (): string => {
    const size = r();
    if (props.look.shape === "square")
      return `M${props.x - size * 0.92} ${props.y - size * 0.92}h${size * 1.84}v${size * 1.84}h${-size * 1.84}z`;
    if (props.look.shape === "diamond")
      return `M${props.x} ${props.y - size * 1.25}l${size * 1.25} ${size * 1.25}l${-size * 1.25} ${size * 1.25}l${-size * 1.25} ${-size * 1.25}z`;
    return `M${props.x - size} ${props.y}a${size} ${size} 0 1 0 ${size * 2} 0a${size} ${size} 0 1 0 ${-size * 2} 0`;
  };
  return (
    <>
      <path
        d={path()}
        fill={props.look.hollow ? "var(--paper)" : "var(--k)"}
        stroke="var(--paper)"
        stroke-width="2"
      />
      <Show when={props.look.hollow}>
        <circle cx={props.x} cy={props.y} r={r() * 0.72} fill="none" stroke="var(--k)" stroke-width="2.5" />
      </Show>
    </>
  );
}
