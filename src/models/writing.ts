import type { OnWritten } from "./language-model.ts";
import { splitThinking } from "./thinking.ts";

/** Nobody reads faster. */
const gapMs = 100;

/** Tells what is written so far, thinking apart, not more often than a screen needs it. */
export function makeWriting(
  onWritten: OnWritten | undefined,
  now: () => number = () => performance.now(),
): (text: string, reasoning: string) => void {
  if (onWritten === undefined) return () => undefined;
  let toldAt = -Infinity;
  return (text, reasoning) => {
    if (text + reasoning === "" || now() - toldAt < gapMs) return;
    toldAt = now();
    const split = splitThinking(text);
    onWritten({ text: split.text, reasoning: reasoning + (split.reasoning ?? "") });
  };
}
