import { type ModelRequest, type ModelServer, startModelServer } from "../support/model-server.ts";
import { scriptedAnswer } from "./scripted-answer.ts";

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

/** The scripted models behind a real endpoint. */
export async function startScriptedServer(policySeed: number): Promise<ScriptedServer> {
  const answer = scriptedAnswer(policySeed);
  let received: string[] = [];
  const silence = new Promise<never>(() => undefined);

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
      return { text: answer(request), delayMs: answerMs };
    },
  });
  return Object.assign(scripted, { server });
}
