import { type Accessor, createSignal } from "solid-js";

import { faultWords } from "../../views/words/fault-words.ts";
import { useToast } from "./toast.tsx";

/** One deed of a view, such as saving a form: whether it is under way, and what went wrong the last time. */
interface Deed {
  readonly isBusy: Accessor<boolean>;
  /** A sentence; gone with the next try. */
  readonly problem: Accessor<string | undefined>;
  /**
   * Does it, unless it is being done already. A refusal may be returned as a sentence; what is thrown becomes one.
   * True when it was done.
   */
  readonly run: (work: () => Promise<string | undefined | void>) => Promise<boolean>;
  /** Forgets what went wrong. */
  readonly clear: () => void;
}

/** `failed` says what did not work where something is thrown: "The branch could not be stored". */
export function createDeed(failed: string): Deed {
  const [isBusy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string>();
  return {
    isBusy,
    problem,
    clear: () => setProblem(undefined),
    run: async (work) => {
      if (isBusy()) return false;
      setBusy(true);
      setProblem(undefined);
      try {
        setProblem((await work()) ?? undefined);
      } catch (error) {
        setProblem(faultWords(failed, error));
      } finally {
        setBusy(false);
      }
      return problem() === undefined;
    },
  };
}

/**
 * For deeds without a place of their own for a problem: one that fails is said at the bottom of the page. The promise
 * says whether it was done, and never rejects.
 */
export function useDeed(): (failed: string, work: () => Promise<unknown>) => Promise<boolean> {
  const tell = useToast();
  return (failed, work) =>
    work().then(
      () => true,
      (error: unknown) => {
        tell({ text: faultWords(failed, error), isBad: true });
        return false;
      },
    );
}
