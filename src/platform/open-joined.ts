import { proxy, type Remote, transfer, wrap } from "comlink";

import type { HostTrouble } from "../models/host/host-gate.ts";
import type { RunNews, RunWorkerApi } from "../protocol/run-worker.ts";
import type { StudentWorkerApi } from "../protocol/student-worker.ts";
import { untilDead } from "../shared/life-lock.ts";
import { readNetworkPolicy } from "./network-policy.ts";
import { servePageModels } from "./serve-page-models.ts";
import { mayStartWorkers, whenControlled } from "./when-controlled.ts";

/** The two workers, joined by a port of their own so that prompts never cross the page. */
export interface Joined {
  readonly runs: Remote<RunWorkerApi>;
  readonly students: Remote<StudentWorkerApi>;
  readonly end: () => void;
}

interface JoinedListeners {
  readonly hear: (news: RunNews) => void;
  readonly hearHosts: (troubles: readonly HostTrouble[]) => void;
  /** A worker's script broke; a sentence. */
  readonly complain: (sentence: string) => void;
  /** A worker has ended that nobody ended here: killed, crashed, out of memory. Told once. */
  readonly onDeath: (part: string) => void;
}

const runPart = "part that conducts runs";
const studentPart = "part that hosts the models";

function sentenceOf(event: ErrorEvent, name: string): string {
  const what = event.message ? `: ${event.message}` : "";
  return `The ${name} stopped${what}. Everything up to its last answer is stored; reload the page to go on.`;
}

export async function openJoined({ hear, hearHosts, complain, onDeath }: JoinedListeners): Promise<Joined> {
  const [control, policy] = await Promise.all([whenControlled(), readNetworkPolicy()]);
  if (!mayStartWorkers(control, policy.locked))
    throw new Error(
      control.kind === "uncontrolled" ? control.message : "The offline lock forbids starting a model now.",
    );
  const runWorker = new Worker(new URL("../../workers/run.worker.ts", import.meta.url), {
    type: "module",
  });
  const studentWorker = new Worker(new URL("../../workers/student.worker.ts", import.meta.url), {
    type: "module",
  });
  runWorker.addEventListener("error", (event) => complain(sentenceOf(event, runPart)));
  studentWorker.addEventListener("error", (event) => complain(sentenceOf(event, studentPart)));
  const runs = wrap<RunWorkerApi>(runWorker);
  const students = wrap<StudentWorkerApi>(studentWorker);
  const watch = new AbortController();
  const watchOver = async (worker: typeof runs | typeof students, part: string): Promise<void> => {
    const name = `gepa-studio:life:${crypto.randomUUID()}`;
    await worker.holdLife(name);
    if (!(await untilDead(navigator.locks, name, watch.signal)) || watch.signal.aborted) return;
    watch.abort();
    onDeath(part);
  };
  const channel = new MessageChannel();
  await students.openPort(transfer(channel.port1, [channel.port1]));
  const pageModels = new MessageChannel();
  servePageModels(pageModels.port1);
  await runs.connect(
    transfer(channel.port2, [channel.port2]),
    transfer(pageModels.port2, [pageModels.port2]),
  );
  void watchOver(runs, runPart);
  void watchOver(students, studentPart);
  void runs.subscribe(proxy(async (news: RunNews) => hear(news)));
  void students.watchHosts(proxy(async (troubles: readonly HostTrouble[]) => hearHosts(troubles)));
  const end = (): void => {
    watch.abort();
    runWorker.terminate();
    studentWorker.terminate();
  };
  return { runs, students, end };
}
