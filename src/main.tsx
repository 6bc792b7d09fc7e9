import "./ui/styles/index.css";
import { render } from "solid-js/web";

import { App } from "./ui/app.tsx";
import { closeSideDoors } from "./ui/platform/close-side-doors.ts";
import { environmentReport } from "./ui/platform/environment-report.ts";
import { recordPolicyViolations } from "./ui/platform/foreign-requests.ts";
import { holdFirstVisit, startAfreshWhenRestored } from "./ui/platform/hold-first-visit.ts";
import { ObstaclePage } from "./ui/platform/obstacle-page.tsx";
import { storeWhenIdle } from "./ui/platform/offline-files.ts";

closeSideDoors();
startAfreshWhenRestored();
recordPolicyViolations();
const root = document.getElementById("app");
if (!root) throw new Error("index.html has no element with id app");
const { obstacles } = environmentReport();
render(() => (obstacles.length === 0 ? <App /> : <ObstaclePage obstacles={obstacles} />), root);
if (obstacles.length === 0) {
  void holdFirstVisit(root);
  void storeWhenIdle();
}
