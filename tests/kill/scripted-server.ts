import { drawPolicy } from "../../src/tasks/routing/policy.ts";
import { type ModelRequest, type ModelServer, startModelServer } from "../support/model-server.ts";
import { followRules } from "../support/rule-follower.ts";

/** Which question a request asks; equal questions may have several callIndexes. */
export function questionOf(system: string, user: string): string {
  return `${system}\u0000${user}`;
}

export interface ScriptedServer {
  readonly server: ModelServer;
  /** Called with every completion request before it is answered; `true` withholds the answer for good. */
  onRequest: (request: ModelRequest) => boolean;
  /** Questions received since the last call of this, in order of arrival. */
  takeReceived(): string[];
}

/** Long enough that several calls are under way at once, short enough for many kills. */
const answerMs = 3;

/**
 * A Student that follows the rules of its prompt and a Reflection model that knows the house policy and adds one rule
 * per reply. Both answer by what is asked alone, so a run's journal is the same however often it is killed.
 */
export async function startScriptedServer(policySeed: number): Promise<ScriptedServer> {
  const policy = drawPolicy(policySeed);
  let received: string[] = [];
  const silence = new Promise<never>(() => undefined);

  function nextPrompt(reflectionPrompt: string): string {
    const known = policy.rules.filter(({ word }) => reflectionPrompt.includes(`mentions ${word}, answer`));
    const missing = policy.rules.find(({ word }) => !reflectionPrompt.includes(`mentions ${word}, answer`));
    const rules = missing === undefined ? known : [...known, missing];
    const lines = rules.map(({ word, label }) => `If the message mentions ${word}, answer ${label}.`);
    return ["Label the message.", ...lines, `Otherwise answer ${policy.defaultLabel}.`].join("\n");
  }

  const scripted: Omit<ScriptedServer, "server"> = {
    onRequest: () => false,
    takeReceived() {
      const taken = received;
      received = [];
      return taken;
    },
  };
  const server = await startModelServer({
    answer: (request) => {
      received.push(questionOf(request.system, request.user));
      if (scripted.onRequest(request)) return silence;
      const text =
        request.model === "reflector"
          ? `One rule was missing.\n\`\`\`\n${nextPrompt(request.user)}\n\`\`\``
          : followRules(request.system, request.user);
      return { text, delayMs: answerMs };
    },
  });
  return Object.assign(scripted, { server });
}
