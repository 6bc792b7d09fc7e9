import type { StudentChoice } from "../../models/model-choice.ts";
import { modelName } from "../../models/model-name.ts";
import type { SpeedReport } from "../../models/speed-test.ts";

/** How fast the Student answers, and where that is known from. */
export interface Pace {
  readonly msPerRow: number;
  /** Ends the sentence "about 3 min …". */
  readonly words: string;
}

/** The local models with the speeds that were measured of them. */
interface MeasuredModels {
  readonly models: () => readonly { readonly key: string; readonly choice: StudentChoice }[];
  readonly speedOf: (key: string) => { readonly report: Pick<SpeedReport, "cachedCallMs"> } | undefined;
}

/** A trial on the run's own rows knows best; else what the speed test measured for that model on this machine. */
export function paceOf(
  student: StudentChoice,
  trial: { readonly model: string; readonly msPerRow: number } | undefined,
  locals: MeasuredModels,
  /** Requests a row takes: a trial counts them all, a speed test one. */
  requestsPerRow = 1,
): Pace | undefined {
  if (trial?.model === modelName(student))
    return { msPerRow: trial.msPerRow, words: "at the speed just measured" };
  const model = locals.models().find((one) => modelName(one.choice) === modelName(student));
  const speed = model === undefined ? undefined : locals.speedOf(model.key);
  return speed === undefined
    ? undefined
    : {
        msPerRow: speed.report.cachedCallMs * requestsPerRow,
        words: "at the speed of the test on the Models page",
      };
}
