import type { SourceFile } from "./syntax.ts";

/** One thing of a kind, and the words by which the code that is not its own names it. */
interface Sample {
  readonly kind: string;
  readonly example: string;
  readonly named: RegExp;
  /** Its own files count as one place. */
  readonly own: RegExp;
}

const samples: readonly Sample[] = [
  {
    kind: "option of the search",
    example: "rejectedMemory",
    named: /\brejectedMemory\b/,
    own: /^$/,
  },
  {
    kind: "metric",
    example: "Speed",
    named: /"latency\.ts"|\/latency\.ts"|kind (?:===|!==) "latency"/,
    own: /metrics\/latency\.ts$/,
  },
  { kind: "optimizer", example: "mipro-light", named: /"mipro-light"/, own: /^$/ },
  {
    kind: "gallery task",
    example: "contacts",
    named: /\/contacts\.ts"|^ {2}contacts: |"contacts"/m,
    own: /gallery\/contacts\.ts$/,
  },
  {
    kind: "dialect of endpoints",
    example: "gemini",
    named: /gemini-generate|"gemini"|\bgemini:/,
    own: /dialects\/gemini-generate\.ts$/,
  },
  {
    kind: "local engine",
    example: "webllm",
    named: /"webllm|\bwebllm:|WebLlm|\/webllm\//,
    own: /models\/webllm\/|workers\/webllm-engine\.worker\.ts$/,
  },
  {
    kind: "page",
    example: "Models",
    named: /pages\/models\/models-page|"ModelsPage"|"\/models"(?!,)|href="#?\/models/,
    own: /pages\/models\//,
  },
];

export interface PlacesFound {
  readonly kind: string;
  readonly example: string;
  readonly files: readonly string[];
}

/** Files of the product that had to be touched to add the example of each kind. */
export function placesOf(files: readonly SourceFile[]): readonly PlacesFound[] {
  return samples.map(({ kind, example, named, own }) => {
    const touched = files.filter(({ path, text }) => own.test(path) || named.test(text));
    const owned = touched.filter(({ path }) => own.test(path)).map(({ path }) => path);
    const others = touched.filter(({ path }) => !own.test(path)).map(({ path }) => path);
    return { kind, example, files: [...owned.slice(0, 1), ...others] };
  });
}
