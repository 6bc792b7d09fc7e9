import { createMemo, type JSX, Show } from "solid-js";

import type { LocalModel } from "../../../models/local/local-model.ts";
import type { ReflectionChoice, StudentChoice } from "../../../models/model-choice.ts";
import { modelName } from "../../../models/model-name.ts";
import { memoryForWeights, sharingOf } from "../../../models/two-models.ts";
import { formatBytes } from "../../../views/words/numbers.ts";
import { Say } from "../../kit/trouble.tsx";
import type { LocalModels } from "../../state/create-local-models.ts";

const isHeavy = (choice: ReflectionChoice): boolean => choice.kind === "gguf" || choice.kind === "webllm";

/** Says how a local Student and a local Reflection model share this machine: side by side, or by turns. */
export function TwoModels(props: {
  readonly student: StudentChoice;
  readonly reflection: ReflectionChoice;
  readonly locals: Pick<LocalModels, "models">;
}): JSX.Element {
  const lineOf = (choice: ReflectionChoice): LocalModel | undefined =>
    isHeavy(choice)
      ? props.locals.models().find((model) => modelName(model.choice) === modelName(choice))
      : undefined;
  const words = createMemo((): string | undefined => {
    const [student, reflection] = [lineOf(props.student), lineOf(props.reflection)];
    if (student?.bytes === undefined || reflection?.bytes === undefined) return undefined;
    if (student.key === reflection.key) return `${student.label} plays both parts and is loaded once.`;
    const names = `${student.label} and ${reflection.label}`;
    const sharing = sharingOf([student.bytes, reflection.bytes], memoryForWeights(navigator));
    return sharing.kind === "together"
      ? `${names} stay in memory side by side, ${formatBytes(sharing.bytes)} together.`
      : `${names} need ${formatBytes(sharing.bytes)} together, more than the ${formatBytes(sharing.memoryBytes)} this machine can spare: they take turns. Each change between answering and rewriting loads the other one again, and the run’s page says so while it happens.`;
  });
  return <Show when={words()}>{(text) => <Say>{text()}</Say>}</Show>;
}
