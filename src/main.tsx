import "./ui/styles/index.css";
import { render } from "solid-js/web";

import { closeSideDoors } from "./platform/close-side-doors.ts";
import { environmentReport } from "./platform/environment-report.ts";
import { recordPolicyViolations } from "./platform/foreign-requests.ts";
import { holdFirstVisit, startAfreshWhenRestored } from "./platform/hold-first-visit.ts";
import { storeWhenIdle } from "./platform/offline-files.ts";
import { keepAddressReadable } from "./platform/readable-address.ts";
import { App } from "./ui/app.tsx";

closeSideDoors();
startAfreshWhenRestored();
recordPolicyViolations();
keepAddressReadable();
const root = document.getElementById("app");
if (!root) throw new Error("index.html has no element with id app");
const { obstacles } = environmentReport();
if (obstacles.length === 0) {
  render(() => <App />, root);
  void holdFirstVisit(root);
  void storeWhenIdle();
} else {
  void import("./ui/obstacle-page.tsx").then(({ ObstaclePage }) =>
    render(() => <ObstaclePage obstacles={obstacles} />, root),
  );
}
