import { proxy, type Remote, wrap } from "comlink";

import type { StudentWorkerApi } from "../../src/protocol/student-worker.ts";

/** A real student worker, and the means to end it. */
export interface StartedStudent {
  readonly api: Remote<StudentWorkerApi>;
  end(): void;
}

/** `database`: the name of the database its ledger goes to; the app's own if not given. */
export function startStudent(database = ""): StartedStudent {
  const worker = new Worker(new URL("../../workers/student.worker.ts", import.meta.url), {
    type: "module",
    name: database,
  });
  return { api: wrap<StudentWorkerApi>(worker), end: () => worker.terminate() };
}

/** A progress listener that keeps what it heard. */
export function hearing<T>(heard: T[] = []): ((news: T) => Promise<void>) & { readonly heard: T[] } {
  return Object.assign(
    proxy(async (news: T) => {
      heard.push(news);
    }),
    { heard },
  );
}
