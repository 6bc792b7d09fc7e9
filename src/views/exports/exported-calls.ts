import { isEndpoint, type ModelChoice, type RemoteChoice } from "../../models/model-choice.ts";
import { modelName } from "../../models/model-name.ts";
import { openAiChat } from "../../models/remote/dialects/openai-chat.ts";
import { noQuirks, wireBody } from "../../models/remote/quirks.ts";
import { moduleRequest } from "../../tasks/programs/module-request.ts";
import type { ModuleSpec, TaskSpec } from "../../tasks/task-spec.ts";

/** A prompt to be taken elsewhere: the texts of one candidate, the program they belong to, and the models that ran it. */
export interface PromptToTake {
  readonly task: TaskSpec;
  /** Component -> text. */
  readonly texts: Readonly<Record<string, string>>;
  readonly models: { readonly student: ModelChoice; readonly reflection: ModelChoice };
}

/** One call of the program as another tool can make it. */
export interface ExportedCall {
  readonly name: string;
  readonly role: ModuleSpec["role"];
  /** Of a chat completion; the user's turn still has its placeholders. */
  readonly body: ChatBody;
  readonly output: ModuleSpec["output"];
  readonly search?: { readonly query: string; readonly passages: number };
  /** Runs only where the filled `value`, trimmed and in lower case, is one of these. */
  readonly when?: { readonly value: string; readonly isOneOf: readonly string[] };
}

interface ChatBody {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly [option: string]: unknown;
}

/** Where a model that ran in the page, or by another dialect, would stand behind this one. */
const elsewhere = "https://api.openai.com/v1";

/** The base address of the run's own endpoint where it speaks this dialect, else OpenAI's. */
export function baseUrlOf(choice: ModelChoice): string {
  return isEndpoint(choice) && choice.dialect === "openai-compatible" ? choice.baseUrl : elsewhere;
}

function asEndpoint(choice: ModelChoice): RemoteChoice {
  if (isEndpoint(choice)) return { ...choice, dialect: "openai-compatible" };
  return {
    kind: "remote",
    dialect: "openai-compatible",
    provider: "openai",
    baseUrl: elsewhere,
    model: modelName(choice),
    needsKey: true,
  };
}

/** Whether the program for these requests runs as it is, or where something has to be put in first. */
export function elsewhereWords({ task, models }: PromptToTake): string {
  const isWhole = task.program.modules.every(({ role }) => {
    const choice = models[role];
    return isEndpoint(choice) && choice.dialect === "openai-compatible";
  });
  const next = isWhole
    ? "It runs as it is; put your key in API_KEY."
    : "Put in a model and its server's address, and your key in API_KEY: the run's own model is not asked this way.";
  return `The requests this run makes for a row, in Python. ${next}`;
}

/** The very requests that a run makes for a row, module by module, as bodies of chat completions. */
export function exportedCalls({ task, texts, models }: PromptToTake): readonly ExportedCall[] {
  return task.program.modules.map((module) => {
    const { name, role, output, search, when } = module;
    const request = moduleRequest(module, texts, {});
    const choice = asEndpoint(models[role]);
    const maxTokens = choice.maxTokens ?? request.maxTokens;
    const { json } = wireBody(openAiChat.body({ choice, request, maxTokens, streams: false }), noQuirks());
    return {
      name,
      role,
      output,
      body: json as ChatBody,
      ...(search === undefined ? {} : { search }),
      ...(when === undefined
        ? {}
        : {
            when: { value: when.value, isOneOf: when.isOneOf.map((one) => one.trim().toLowerCase()) },
          }),
    };
  });
}
