import { Index, type JSX } from "solid-js";

interface MeterPart {
  readonly share: number;
  /** Ink, faint ink or marker edge. */
  readonly tone?: "a" | "b" | "c";
}

/** A bar of parts; `name` carries the numbers for those who do not see it. */
export function Meter(props: { readonly name: string; readonly parts: readonly MeterPart[] }): JSX.Element {
  return (
    <div class="meter" role="img" aria-label={props.name}>
      <Index each={props.parts}>
        {(part) => (
          <i
            class={part().tone ?? "a"}
            style={{ width: `${Math.min(100, Math.max(0, part().share * 100))}%` }}
          />
        )}
      </Index>
    </div>
  );
}
