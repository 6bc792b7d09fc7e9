import type { ModelFailure } from "../../models/language-model.ts";
import type { ConnectionPart, ConnectionReport } from "../../models/remote/test-connection.ts";

type SaidByItself = "works" | "page-not-allowed-or-unreachable";

/** What the report itself begins with is not said twice. */
const WRONG: Readonly<Record<Exclude<ConnectionPart, SaidByItself>, string>> = {
  address: "The address is wrong",
  key: "The key is wrong or missing",
  "page-not-allowed": "The server does not let this page in",
  "local-network-permission": "The browser does not let this page reach your network",
  "insecure-address": "The address must be https",
  "model-name": "The model’s name is wrong",
  rate: "The server asks for fewer requests",
  quota: "The account’s quota is used up",
  cut: "The connection was cut",
  redirected: "The server sends requests elsewhere",
  server: "The server itself is in trouble",
  "no-network": "There is no network",
  "blocked-here": "This studio holds the request back",
};

/** What a test found: which part is wrong first, then how to put it right. */
export function verdictWords(report: ConnectionReport | ModelFailure): string {
  if (!("part" in report) || report.part === "works" || report.part === "page-not-allowed-or-unreachable")
    return report.message;
  return `${WRONG[report.part]}. ${report.message}`;
}
