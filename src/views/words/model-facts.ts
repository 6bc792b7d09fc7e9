import type { LocalModel } from "../../models/local/local-model.ts";
import type { SpeedReport } from "../../models/speed-test.ts";
import { speedWords } from "./local-model-words.ts";
import { formatAgo, formatBytes } from "./numbers.ts";
import { shelfFacts } from "./shelf-words.ts";

/** How fast a model was, and when that was measured. */
export interface Speed {
  readonly report: SpeedReport;
  /** Why it has the threads it has, where that was measured. */
  readonly threads?: string;
  readonly at: number;
}

type Fact = readonly [term: string, text: string];

/** What is known of a model that runs in this tab. */
export function modelFacts(model: LocalModel, speed: Speed | undefined, now: number): readonly Fact[] {
  const facts: readonly (Fact | undefined)[] = [
    ["What it is", model.about],
    model.bytes ? ["Size", formatBytes(model.bytes)] : undefined,
    ...(model.offer ? shelfFacts(model.offer) : []),
    [
      "Without a network",
      model.isReady ? "works now: all of it is on this machine" : "not yet: it is not here",
    ],
    speed && ["Measured", `${formatAgo(speed.at, now)}: ${speedWords(speed.report)}`],
    speed?.threads ? ["Threads", speed.threads] : undefined,
  ];
  return facts.filter((fact) => fact !== undefined);
}
