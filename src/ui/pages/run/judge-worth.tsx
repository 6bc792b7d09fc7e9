import { A } from "@solidjs/router";
import { For, type JSX, Show, createMemo } from "solid-js";

import { markedRollouts, runsOfTask } from "../../../storage/read/marked-rollouts.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { routes } from "../../../views/routes.ts";
import { type JudgeReport, judgeReports, judgesOf } from "../../../views/run/judge-agreement.ts";
import { formatPercent, formatScore, plural } from "../../../views/words/numbers.ts";
import { DataTable } from "../../kit/data-table.tsx";
import { Facts } from "../../kit/facts.tsx";
import { Say } from "../../kit/trouble.tsx";
import { createLive } from "../../state/create-live.ts";

const mostShown = 5;

/** How far the models that judge this run agree with the people who marked its answers. Nothing where no model judges. */
export function JudgeWorth(props: {
  readonly run: RunRow;
  /** One sentence per judge, without numbers to study and rows to open. */
  readonly short?: boolean;
}): JSX.Element {
  const hasJudge = createMemo(() => judgesOf(props.run).length > 0);
  const reports = createLive(
    () => (hasJudge() ? props.run : undefined),
    async (db, run) => {
      const runs = await runsOfTask(db, run.taskId);
      const ids = runs.map(({ id }) => id);
      return judgeReports(run, runs, await markedRollouts(db, ids));
    },
  );
  return (
    <Show when={hasJudge()}>
      <For each={reports.value() ?? []}>
        {(report) => (
          <Show when={props.short !== true} fallback={<p class="small soft">{report.agreement.says}</p>}>
            <Report report={report} />
          </Show>
        )}
      </For>
    </Show>
  );
}

function Report(props: { readonly report: JudgeReport }): JSX.Element {
  const found = () => props.report.agreement;
  return (
    <div class="stack-2">
      <Say tone={!found().isThin && (found().kappa ?? 1) < 0.4 ? "warn" : "plain"}>
        <p>{found().says}</p>
      </Say>
      <Show when={found().rows > 0}>
        <Facts
          of={[
            [
              "Raw agreement",
              `${found().agreed} of ${plural(found().rows, "answer")}, ${formatPercent(found().share)}`,
            ],
            [
              "Cohen’s kappa",
              found().kappa === undefined
                ? "not defined: both always say the same one thing"
                : `${formatScore(found().kappa ?? 0)} (0 is chance, 1 is always)`,
            ],
          ]}
        />
      </Show>
      <Show when={props.report.differing.length > 0}>
        <DataTable
          caption={`Where you differ${props.report.differing.length > mostShown ? `, the newest ${mostShown}` : ""}`}
          rows={props.report.differing.slice(0, mostShown)}
          columns={[
            {
              title: "Answer",
              class: "q",
              cell: (line) => (
                <A href={routes.call(line.rollout.runId, line.rollout.callIndex)}>
                  {line.rollout.output.trim().slice(0, 160) || "(nothing)"}
                </A>
              ),
            },
            { title: "The judge", label: "Judge", class: "num", cell: ({ judged }) => formatScore(judged) },
            {
              title: "You",
              label: "You",
              cell: ({ mark }) =>
                `${mark.thumb === "up" ? "good" : "bad"}${mark.text === undefined ? "" : `: ${mark.text}`}`,
            },
          ]}
        />
      </Show>
    </div>
  );
}
