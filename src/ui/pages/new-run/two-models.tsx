import { createMemo, type JSX, Show } from "solid-js";

import type { ReflectionChoice, StudentChoice } from "../../../models/model-choice.ts";
import { memoryForWeights } from "../../../models/two-models.ts";
import { sharingWords } from "../../../views/words/local-model-words.ts";
import { Say } from "../../kit/trouble.tsx";
import type { LocalModels } from "../../state/create-local-models.ts";

/** Says how a local Student and a local Reflection model share this machine: side by side, or by turns. */
export function TwoModels(props: {
  readonly student: StudentChoice;
  readonly reflection: ReflectionChoice;
  readonly locals: Pick<LocalModels, "models">;
}): JSX.Element {
  const words = createMemo(() =>
    sharingWords(props.student, props.reflection, props.locals.models(), memoryForWeights(navigator)),
  );
  return <Show when={words()}>{(text) => <Say>{text()}</Say>}</Show>;
}
