import { combeeGroups } from "../budget/reservation.ts";
import type { EngineSpec } from "../options/spec.ts";
import type { Random } from "../random/random.ts";
import type { StepContext } from "../steps/step-context.ts";
import type { ReflectionRecordRow } from "../vocabulary.ts";
import type { Ladder } from "./ladder.ts";
import { reflectOnComponent } from "./reflect-on-component.ts";
import type { Reflection, ReflectionJob } from "./reflect-on-component.ts";

/**
 * ComBEE (arXiv 2604.04247): records, each twice, shuffled into floor(sqrt n) groups; one reflection per group, then
 * one that makes a single text of what the groups proposed. Drawn before any call is made.
 */
export function combeeShuffle(
  rows: readonly ReflectionRecordRow[],
  random: Random,
): readonly (readonly ReflectionRecordRow[])[] {
  const groups = combeeGroups(rows.length);
  const twice = random.shuffle([...rows.keys(), ...rows.keys()]);
  const size = Math.floor(twice.length / groups);
  const larger = twice.length % groups;
  return Array.from({ length: groups }, (_, g) => {
    const start = g * size + Math.min(g, larger);
    return twice.slice(start, start + size + (g < larger ? 1 : 0)).map((i) => rows[i]!);
  });
}

/** Groups take one call each; the aggregation has the job's attempts. */
export async function reflectInGroups(
  run: StepContext,
  spec: EngineSpec,
  job: ReflectionJob,
  groups: readonly (readonly ReflectionRecordRow[])[],
): Promise<Reflection | null> {
  const parts = await Promise.all(
    groups.map((rows, g) =>
      reflectOnComponent(
        run,
        spec,
        { ...job, rows, firstCall: job.firstCall + g, attempts: 1 },
        "combee-group",
      ),
    ),
  );
  if (parts.some((part) => part === null)) return null;
  const answered = parts.filter((part) => part !== null);
  const attempts = answered.flatMap((part) => part.evidence.attempts);
  const proposals = answered.flatMap((part) => (part.text === null ? [] : [part.text]));
  if (proposals.length === 0) {
    return { text: null, evidence: { ...answered[0]!.evidence, rows: exampleList(job), attempts } };
  }
  const rows = proposals.map((text, i) => ({
    example: job.rows[i]!.example,
    score: 0,
    record: { "Proposed Instruction Update": text },
  }));
  const ladder: Ladder = job.ladder.length === 0 ? [] : ["full", "full"];
  const aggregate = { ...job, rows, ladder, firstCall: job.firstCall + groups.length };
  const done = await reflectOnComponent(run, aggregating(spec), aggregate, "combee-aggregate");
  if (done === null) return null;
  const flagged = answered.flatMap((part) => part.evidence.flagged ?? []);
  return {
    text: done.text,
    evidence: {
      ...done.evidence,
      rows: exampleList(job),
      attempts: [...attempts, ...done.evidence.attempts],
      ...(flagged.length > 0 ? { flagged } : {}),
    },
  };
}

function exampleList(job: ReflectionJob): number[] {
  return job.rows.map((row) => row.example);
}

/** The aggregation reads proposals instead of rows; copying from them is what it is for. */
function aggregating(spec: EngineSpec): EngineSpec {
  return {
    ...spec,
    guards: { ...spec.guards, copyGuard: null },
    reflector: { ...spec.reflector, templates: { "*": aggregationTemplate } },
  };
}

const aggregationTemplate = `Several people each studied other examples and each proposed a new version of one instruction.
Make a single instruction of their proposals.

# The instruction as it stands

<<<<<<<< INSTRUCTION
<curr_param>
INSTRUCTION >>>>>>>>

# The proposals

<<<<<<<< EXAMPLES
<side_info>
EXAMPLES >>>>>>>>

# Your task

Keep every rule and fact that some proposal adds and none contradicts. Where two contradict, keep the one that is more
specific and better reasoned. Say each thing once, in a sensible order, as briefly as it can be said.

Give the complete new instruction between one opening and one closing line of three backticks, and nothing inside them
but the instruction.`;
