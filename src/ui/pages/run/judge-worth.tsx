import { A } from "@solidjs/router";
import { For, type JSX, Show, createMemo } from "solid-js";

import { markedRollouts, runsOfTask } from "../../../storage/read/marked-rollouts.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { type JudgeReport, judgeReports, judgesOf } from "../../../views/run/judge-agreement.ts";
import { formatPercent, plural } from "../../../views/words/numbers.ts";
import { DataTable } from "../../kit/data-table.tsx";
import { Say } from "../../kit/trouble.tsx";
import { routes } from "../../routes.ts";
import { createLive } from "../../state/create-live.ts";
import { useDatabase } from "../../state/database.tsx";

const mostShown = 5;

/** How far the models that judge this run agree with the people who marked its answers. Nothing where no model judges. */
export function JudgeWorth(props: {
  readonly run: RunRow;
  /** One sentence per judge, without numbers to study and rows to open. */
  readonly short?: boolean;
}): JSX.Element {
  const db = useDatabase();
  const hasJudge = createMemo(() => judgesOf(props.run).length > 0);
  const reports = createLive(() => {
    if (!hasJudge()) return undefined;
    const { run } = props;
    return async () => {
      const runs = await runsOfTask(db, run.taskId);
      return judgeReports(
        run,
        runs,
        await markedRollouts(
          db,
          runs.map(({ id }) => id),
        ),
      );
    };
  });
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
        <dl class="kv">
          <dt>Raw agreement</dt>
          <dd>
            {found().agreed} of {plural(found().rows, "answer")}, {formatPercent(found().share)}
          </dd>
          <dt>Cohen’s kappa</dt>
          <dd>
            {found().kappa === undefined
              ? "not defined: both always say the same one thing"
              : `${found().kappa?.toFixed(2)} (0 is chance, 1 is always)`}
          </dd>
        </dl>
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
                <A href={`${routes.run(line.rollout.runId)}?rollouts=all&call=${line.rollout.callIndex}`}>
                  {line.rollout.output.trim().slice(0, 160) || "(nothing)"}
                </A>
              ),
            },
            { title: "The judge", label: "Judge", class: "num", cell: ({ judged }) => judged.toFixed(2) },
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
