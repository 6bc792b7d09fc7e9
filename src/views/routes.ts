/** Where pages live in the address (after the #). Links are made here and nowhere else. */
export const routes = {
  home: "/",
  newRun: "/new",
  /** New run filled in from a run: what to ask it for comes from `goOnId`. */
  goOn: (id: string) => `/new?from=${id}`,
  /** New run with rows that come with the studio. */
  example: (id: string) => `/new?example=${id}`,
  gallery: (generator: string) => `/new?gallery=${generator}`,
  /** New run with a kept task. */
  newRunOf: (taskId: string) => `/new?task=${taskId}`,
  runs: "/runs",
  run: (runId: string) => `/runs/${runId}`,
  /** One rollout of a run, in the list of all. */
  call: (runId: string, callIndex: number) => `/runs/${runId}?rollouts=all&call=${callIndex}`,
  /** The run from its first event on, playing. */
  replay: (runId: string) => `/runs/${runId}?play=1`,
  result: (runId: string) => `/runs/${runId}/result`,
  /** A result where this candidate is about to be sent to the sealed test. */
  sealedTest: (runId: string, candidate: number) => `/runs/${runId}/result?send=${candidate}`,
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

interface StudioPage {
  /** Its address; what begins with a colon is a part the page reads. */
  readonly path: string;
  /** What `src/ui/pages/…/some-page.tsx` gives out: `SomePage`. */
  readonly page: string;
  /** Where it stands in the masthead: under this name, opened by these keys. */
  readonly tab?: { readonly title: string; readonly key: string };
}

/** Every page of the studio; those with a tab in the order of the masthead. */
export const pages: readonly StudioPage[] = [
  { path: routes.home, page: "HomePage", tab: { title: "Home", key: "g h" } },
  { path: routes.newRun, page: "NewRunPage", tab: { title: "New run", key: "g n" } },
  { path: routes.runs, page: "RunsPage", tab: { title: "Runs", key: "g r" } },
  { path: routes.compare, page: "ComparePage", tab: { title: "Compare", key: "g c" } },
  { path: routes.scene(":scene?"), page: "LearnPage", tab: { title: "Learn", key: "g l" } },
  { path: routes.models, page: "ModelsPage", tab: { title: "Models", key: "g m" } },
  { path: routes.storage, page: "StoragePage", tab: { title: "Storage & privacy", key: "g s" } },
  { path: routes.run(":id"), page: "RunPage" },
  { path: routes.result(":id"), page: "ResultPage" },
  { path: routes.race, page: "RacePage" },
  { path: routes.task(":id"), page: "TaskPage" },
  { path: routes.rows(":id"), page: "DataPage" },
  { path: "*", page: "MissingPage" },
];

/** Pages of the masthead. */
export const tabs = pages.flatMap(({ path, tab }) =>
  tab === undefined ? [] : [{ ...tab, path: path.replace(/\/:.*/, "") }],
);
