import { type JSX, onCleanup, onMount } from "solid-js";

import { faultWords } from "../views/words/fault-words.ts";
import { useToast } from "./kit/toast.tsx";

/** Says what no view has said: a promise that failed and that nobody waited for. */
export function FaultWatch(): JSX.Element {
  const tell = useToast();
  const onRejection = (event: PromiseRejectionEvent): void =>
    tell({ text: faultWords("Something on this page did not work", event.reason), isBad: true });
  onMount(() => window.addEventListener("unhandledrejection", onRejection));
  onCleanup(() => window.removeEventListener("unhandledrejection", onRejection));
  return undefined;
}
