import { type Accessor, createSignal, onCleanup } from "solid-js";

import type { InputToTry, TriedInput } from "../../../setup/trial/try-input.ts";
import { reasonOf } from "../../../shared/reason-of.ts";
import type { PlayedPrompt } from "../../../views/result/input-to-try.ts";
import { createModelTry } from "../../state/create-model-try.ts";
import { useDatabase } from "../../state/database.tsx";
import { sandbox } from "../new-run/sandbox.ts";

interface Asked {
  readonly prompts: readonly PlayedPrompt[];
  readonly input: InputToTry;
}

interface Playground {
  /** What was asked last. */
  readonly asked: Accessor<Asked | undefined>;
  /** In the order of the prompts, as far as they have come. */
  readonly answers: Accessor<readonly TriedInput[]>;
  readonly problem: Accessor<string | undefined>;
  readonly isBusy: Accessor<boolean>;
  readonly isStopped: Accessor<boolean>;
  readonly progress: Accessor<string>;
  /** What the model has written so far of the answer under way. */
  readonly written: Accessor<string | undefined>;
  readonly ask: (asked: Asked) => Promise<void>;
  readonly stop: () => void;
}

/** Prompts of a run that answer one input, one after the other; leaving the page stops them. */
export function createPlayground(runId: Accessor<string>): Playground {
  const db = useDatabase();
  const model = createModelTry();
  const [asked, setAsked] = createSignal<Asked>();
  const [answers, setAnswers] = createSignal<readonly TriedInput[]>([]);
  const [problem, setProblem] = createSignal<string>();
  const [isBusy, setBusy] = createSignal(false);
  const [isStopped, setStopped] = createSignal(false);
  const stop = (): void => {
    setStopped(true);
    void model.stop();
  };
  onCleanup(() => {
    if (isBusy()) stop();
  });
  return {
    asked,
    answers,
    problem,
    isBusy,
    isStopped,
    progress: () => (isStopped() ? "Stopping" : (model.progress() ?? "Judging the answer")),
    written: model.written,
    stop,
    ask: async (wanted) => {
      setAsked(wanted);
      setAnswers([]);
      setProblem(undefined);
      setStopped(false);
      setBusy(true);
      try {
        const { tryInput } = await import("../../../setup/trial/try-input.ts");
        for (const { texts, student } of wanted.prompts) {
          const tools = { ask: model.ask, sandbox, student };
          const outcome = await tryInput(db, runId(), texts, wanted.input, tools);
          if (isStopped()) return;
          if (outcome.kind === "failed") {
            setProblem(outcome.message);
            return;
          }
          setAnswers([...answers(), outcome]);
        }
      } catch (error) {
        setProblem(`The prompts could not be tried: ${reasonOf(error)}`);
      } finally {
        setBusy(false);
      }
    },
  };
}
