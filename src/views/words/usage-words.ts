import type { UsageLine } from "../../storage/read/usage.ts";

/** What is kept in the browser, kind by kind. */
export const usageNames: Readonly<Record<UsageLine["kind"], string>> = {
  runs: "Runs: journals, answers, letters",
  traces: "Full traces of answers",
  datasets: "Data sets and rows",
  tasks: "Tasks, marks and settings",
  ledger: "The ledger",
  weights: "Downloaded model weights",
  files: "Model files and exports",
};
