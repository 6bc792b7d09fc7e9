import type { ReflectionAnswer, ReflectionRequest } from "../engine/ports.ts";
import type { ModelFailure } from "../models/language-model.ts";
import { ownCount } from "../models/own-count.ts";
import { commitReflection } from "../storage/answers.ts";
import { readReflection } from "../storage/read/reflections.ts";
import type { ReflectionRow } from "../storage/rows.ts";
import { askForLetter } from "./ask-for-letter.ts";
import { failureReach } from "./failure-policy.ts";
import { whyNotAnswering } from "./is-answering.ts";
import { limitWait } from "./outer-limit.ts";
import { answerOf, coachRow, modelRow, reflectionRow } from "./reflection-rows.ts";
import type { RunContext } from "./run-context.ts";
import { never, restPaused } from "./run-control.ts";
import { waitForModel } from "./wait-for-model.ts";

/** The engine's `reflect` port. */
type Reflect = (request: ReflectionRequest) => Promise<ReflectionAnswer>;

/**
 * Asks the coach, a model or a person, once per callIndex: an answer that is stored is given again. When the run is to
 * rest it never returns.
 */
export function makeReflect(context: RunContext): Reflect {
  const { run, db, control } = context;
  let underWay = 0;
  let forPerson = 0;

  return async (request) => {
    underWay += 1;
    const stored = await readReflection(db, run.id, request.callIndex);
    if (stored !== undefined && stored.answer.kind !== "waiting") return done(answerOf(stored));
    if (control.stop.aborted) return done(stopped);
    if (control.isHalting()) return restPaused(control);
    const row = await control.track(ask(request, stored));
    if (row !== undefined) return done(answerOf(row));
    return control.stop.aborted ? done(stopped) : never();
  };

  function done(answer: ReflectionAnswer): ReflectionAnswer {
    underWay -= 1;
    restForPerson();
    return answer;
  }

  /** Several prompts asked at once wait together: the run rests when only people are left to answer. */
  function restForPerson(): void {
    if (forPerson > 0 && forPerson === underWay)
      control.rest({ kind: "waiting", reason: { kind: "by-hand", callIndexes: [] } });
  }

  async function ask(
    request: ReflectionRequest,
    stored: ReflectionRow | undefined,
  ): Promise<ReflectionRow | undefined> {
    switch (run.reflection.kind) {
      case "coach":
        return commit(context, coachRow(context, request));
      case "by-hand":
        if (stored === undefined)
          await commit(context, reflectionRow(context, request, "A person", { kind: "waiting" }));
        forPerson += 1;
        restForPerson();
        return undefined;
      default:
        return askModel(context, request);
    }
  }
}

const stopped: ReflectionAnswer = { kind: "failed", reason: "stopped" };

/** The stored answer of the model; undefined when the run is to rest instead. */
async function askModel(context: RunContext, request: ReflectionRequest): Promise<ReflectionRow | undefined> {
  const limit = context.reachedLimit();
  if (limit !== null) {
    context.control.rest({ kind: "waiting", reason: limitWait(limit) });
    return undefined;
  }
  const ready = await context.models.get("reflection");
  if (ready.kind === "failed") return restOn(context, ready);
  const outcome = await askForLetter(context, ready, request);
  context.onWriting("");
  if (outcome.kind === "failed") {
    const gone = await whyGone(context, outcome);
    if (gone !== null) return restOn(context, gone);
  } else {
    const letter = { messages: [{ role: "user", content: request.prompt }], maxTokens: 0 } as const;
    context.meter.add("reflection", { ...outcome, usage: ownCount(letter, outcome) });
  }
  return commit(context, modelRow(context, request, ready.used.label, outcome));
}

/** Null when it is this letter alone that cannot be answered. */
async function whyGone(context: RunContext, failure: ModelFailure): Promise<ModelFailure | null> {
  const reach = failureReach(failure.error);
  if (reach === "perhaps") return whyNotAnswering(context, "reflection", context.purses.letters);
  return reach === "run" ? failure : null;
}

async function commit({ writer, strictDb }: RunContext, row: ReflectionRow): Promise<ReflectionRow> {
  await writer.write(() => commitReflection(strictDb, row));
  return row;
}

function restOn(context: RunContext, failure: ModelFailure): undefined {
  if (context.control.stop.aborted) return undefined;
  context.control.rest({ kind: "waiting", reason: waitForModel(context, "reflection", failure) });
  return undefined;
}
