/** Where pages live in the address (after the #). Links are made here and nowhere else. */
export const routes = {
  home: "/",
  newRun: "/new",
  /** New run filled in from a run: what to ask it for comes from `goOnId`. */
  goOn: (id: string) => `/new?from=${id}`,
  runs: "/runs",
  run: (runId: string) => `/runs/${runId}`,
  /** One rollout of a run, in the list of all. */
  call: (runId: string, callIndex: number) => `/runs/${runId}?rollouts=all&call=${callIndex}`,
  /** The run from its first event on, playing. */
  replay: (runId: string) => `/runs/${runId}?play=1`,
  result: (runId: string) => `/runs/${runId}/result`,
  compare: "/compare",
  /** Compare with these runs chosen. */
  compareRuns: (runIds: readonly string[]) => `/compare?runs=${runIds.join(",")}`,
  race: "/race",
  learn: "/learn",
  /** `inClass`: a stop of the ten minutes with a class. */
  scene: (scene: string, inClass = false) => `/learn/${scene}${inClass ? "?class=1" : ""}`,
  models: "/models",
  storage: "/storage",
  task: (taskId: string) => `/tasks/${taskId}`,
  /** All rows of a task, or as a run divided them. */
  rows: (taskId: string, runId?: string) =>
    `/tasks/${taskId}/rows${runId === undefined ? "" : `?run=${runId}`}`,
} as const;
