import { Index, type JSX } from "solid-js";

/** What a thing is, and how it stands with that. */
type Fact = readonly [term: JSX.Element, text: JSX.Element];

type Known = readonly (Fact | false | undefined)[];

/** Terms with their facts, one a line; what is not known is left out. */
export function Facts(props: { readonly of: Known }): JSX.Element {
  return (
    <dl class="kv">
      <FactLines of={props.of} />
    </dl>
  );
}

/** The same as a part of a `dl`. */
export function FactLines(props: { readonly of: Known }): JSX.Element {
  return (
    <Index each={props.of.filter((fact) => fact !== false && fact !== undefined)}>
      {(fact) => (
        <>
          <dt>{fact()[0]}</dt>
          <dd>{fact()[1]}</dd>
        </>
      )}
    </Index>
  );
}

/** A term above its figure, one of several side by side in a `dl`. */
export function FactBox(props: {
  readonly term: JSX.Element;
  /** What the term means, for whoever rests on it. */
  readonly title?: string;
  readonly children: JSX.Element;
}): JSX.Element {
  return (
    <div>
      <dt title={props.title}>{props.term}</dt>
      <dd class="num">{props.children}</dd>
    </div>
  );
}
