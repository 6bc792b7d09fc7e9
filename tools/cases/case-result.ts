/** A case written down in JSON: a server's reply, a text, a run, with what is right. */
export type Described = Readonly<Record<string, unknown>> & { readonly right?: unknown };

/** What the product made of one case, and whether that is right. */
export interface CaseResult {
  readonly file: string;
  /** Plain data; what it holds depends on the kind of the case. */
  readonly made: Readonly<Record<string, unknown>>;
  readonly verdict: Verdict;
}

export type Verdict =
  | { readonly kind: "passed"; readonly checks: readonly string[] }
  | { readonly kind: "failed"; readonly wrong: readonly string[] }
  | { readonly kind: "not judged"; readonly why: string };

/** One thing that must be so. */
export interface Check {
  readonly what: string;
  readonly isRight: boolean;
}

/** Every check must hold; without any, nothing was judged. */
export function verdictOf(checks: readonly Check[], why = "no right value could be read"): Verdict {
  if (checks.length === 0) return { kind: "not judged", why };
  const wrong = checks.filter(({ isRight }) => !isRight).map(({ what }) => what);
  return wrong.length === 0
    ? { kind: "passed", checks: checks.map(({ what }) => what) }
    : { kind: "failed", wrong };
}
