/** Where pages live in the address (after the #). Links are made here and nowhere else. */
export const routes = {
  home: "/",
  newRun: "/new",
  runs: "/runs",
  run: (runId: string) => `/runs/${runId}`,
  result: (runId: string) => `/runs/${runId}/result`,
  compare: "/compare",
  /** Compare with these runs chosen. */
  compareRuns: (runIds: readonly string[]) => `/compare?runs=${runIds.join(",")}`,
  race: "/race",
  learn: "/learn",
  scene: (scene: string) => `/learn/${scene}`,
  models: "/models",
  storage: "/storage",
  task: (taskId: string) => `/tasks/${taskId}`,
} as const;
