import { HashRouter, Route } from "@solidjs/router";
import { type JSX } from "solid-js";

import { AppFrame } from "./app-frame.tsx";
import { FaultWatch } from "./fault-watch.tsx";
import { ConfirmHost } from "./kit/confirm.tsx";
import { ToastHost } from "./kit/toast.tsx";
import { lazyPart } from "./lazy-part.ts";
import { HomePage } from "./pages/home/home-page.tsx";
import { CommandsProvider } from "./state/commands.tsx";
import { ConductorProvider } from "./state/conductor.tsx";
import { DatabaseProvider } from "./state/database.tsx";
import { DroppedFileProvider } from "./state/dropped-file.tsx";
import { WorkersProvider } from "./state/workers.tsx";
import { StudioBoundary } from "./studio-boundary.tsx";

const NewRunPage = lazyPart(() => import("./pages/new-run/new-run-page.tsx"), "NewRunPage");
const RunsPage = lazyPart(() => import("./pages/runs/runs-page.tsx"), "RunsPage");
const RunPage = lazyPart(() => import("./pages/run/run-page.tsx"), "RunPage");
const ResultPage = lazyPart(() => import("./pages/result/result-page.tsx"), "ResultPage");
const ComparePage = lazyPart(() => import("./pages/compare/compare-page.tsx"), "ComparePage");
const RacePage = lazyPart(() => import("./pages/race/race-page.tsx"), "RacePage");
const LearnPage = lazyPart(() => import("./pages/learn/learn-page.tsx"), "LearnPage");
const ModelsPage = lazyPart(() => import("./pages/models/models-page.tsx"), "ModelsPage");
const StoragePage = lazyPart(() => import("./pages/storage/storage-page.tsx"), "StoragePage");
const TaskPage = lazyPart(() => import("./pages/task/task-page.tsx"), "TaskPage");
const DataPage = lazyPart(() => import("./pages/data/data-page.tsx"), "DataPage");
const MissingPage = lazyPart(() => import("./pages/missing-page.tsx"), "MissingPage");

function Providers(props: { readonly children: JSX.Element }): JSX.Element {
  return (
    <ToastHost>
      <FaultWatch />
      <ConfirmHost>
        <CommandsProvider>
          <DatabaseProvider>
            <WorkersProvider>
              <ConductorProvider>
                <DroppedFileProvider>{props.children}</DroppedFileProvider>
              </ConductorProvider>
            </WorkersProvider>
          </DatabaseProvider>
        </CommandsProvider>
      </ConfirmHost>
    </ToastHost>
  );
}

/** The studio: providers around the frame around the pages. */
export function App(): JSX.Element {
  return (
    <StudioBoundary>
      <Providers>
        <HashRouter root={AppFrame}>
          <Route path="/" component={HomePage} />
          <Route path="/new" component={NewRunPage} />
          <Route path="/runs" component={RunsPage} />
          <Route path="/runs/:id" component={RunPage} />
          <Route path="/runs/:id/result" component={ResultPage} />
          <Route path="/compare" component={ComparePage} />
          <Route path="/race" component={RacePage} />
          <Route path="/learn/:scene?" component={LearnPage} />
          <Route path="/models" component={ModelsPage} />
          <Route path="/storage" component={StoragePage} />
          <Route path="/tasks/:id" component={TaskPage} />
          <Route path="/tasks/:id/rows" component={DataPage} />
          <Route path="*" component={MissingPage} />
        </HashRouter>
      </Providers>
    </StudioBoundary>
  );
}
