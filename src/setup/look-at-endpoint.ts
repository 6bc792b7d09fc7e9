import type { RemoteChoice } from "../models/model-choice.ts";
import type { StudentWorkerApi } from "../protocol/student-worker.ts";
import { reasonOf } from "../shared/reason-of.ts";
import { verdictWords } from "../views/words/connection-words.ts";
import { plural } from "../views/words/numbers.ts";
import type { Endpoint } from "./kept-endpoints.ts";

/** What a check found, of this very address, key and model. */
export interface Verdict {
  readonly ok: boolean;
  readonly said: string;
  /** Models the address listed. */
  readonly listed?: readonly string[];
  /** The only model there is, where none was named. */
  readonly model?: string;
}

type Students = Pick<StudentWorkerApi, "listModels" | "testConnection">;

async function lookAtModel(
  students: Pick<Students, "testConnection">,
  asked: RemoteChoice,
): Promise<Verdict> {
  const report = await students.testConnection(asked);
  const works = "part" in report && report.part === "works";
  const listed = "part" in report && report.models !== undefined ? { listed: report.models } : {};
  return { ok: works, said: verdictWords(report), ...listed };
}

/**
 * Tries an endpoint. Without a model's name nothing is asked of any model: a server would load one for it, perhaps its
 * largest. Where it lists a single one, that is asked.
 */
export async function lookAtEndpoint(students: Students, asked: RemoteChoice): Promise<Verdict> {
  if (asked.model !== "") return lookAtModel(students, asked);
  const list = await students.listModels(asked);
  if (list.kind === "models") {
    const listed = list.ids;
    const [only] = listed;
    if (listed.length > 1)
      return {
        ok: true,
        said: `It answers and lists ${plural(listed.length, "model")}. None was asked yet: choose one under Model and check again.`,
        listed,
      };
    if (only === undefined)
      return { ok: true, said: "It answers, but lists no model. Type the model's name.", listed };
    return { listed, ...(await lookAtModel(students, { ...asked, model: only })), model: only };
  }
  // The test still tells an address that is wrong from a page that is not let in; nobody's model has this name.
  const report = await students.testConnection({ ...asked, model: "unknown" });
  const isPlain = "part" in report && report.part !== "model-name" && report.part !== "works";
  return { ok: false, said: isPlain ? verdictWords(report) : list.message };
}

/** An endpoint that is kept, with what a test of it says now; what is thrown is said of it too. */
export async function checkEndpoint(
  endpoint: Endpoint,
  students: () => Promise<Pick<Students, "testConnection">>,
): Promise<Endpoint> {
  const checked = (ok: boolean, said: string): Endpoint => ({ ...endpoint, checkedAt: Date.now(), ok, said });
  try {
    const { ok, said } = await lookAtModel(await students(), endpoint.choice);
    return checked(ok, said);
  } catch (error) {
    return checked(false, reasonOf(error));
  }
}

/** What is wrong with an address of an endpoint as it was typed. */
export function problemOfAddress(address: string): string | undefined {
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol))
    return "This is no web address. It starts with http:// or https:// and usually ends with /v1.";
  return /\/(chat\/completions|completions|models)\/?$/.test(address)
    ? "Leave out the last part: the studio adds /chat/completions itself."
    : undefined;
}
