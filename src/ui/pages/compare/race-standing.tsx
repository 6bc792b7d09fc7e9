import { A } from "@solidjs/router";
import type { JSX } from "solid-js";

import type { RaceLine } from "../../../views/compare/race-lines.ts";
import { routes } from "../../../views/routes.ts";
import { formatCount, formatPercent } from "../../../views/words/numbers.ts";
import { DataTable, figures } from "../../kit/data-table.tsx";
import { Stroke } from "./whisker.tsx";

/** Where each stands while they run, in the strokes of the chart above. */
export function RaceStanding(props: { readonly lines: readonly RaceLine[] }): JSX.Element {
  return (
    <DataTable
      rows={props.lines}
      columns={[
        {
          title: "Who",
          cell: (line) => (
            <>
              <Stroke dash={line.dash} colour={line.colour} />{" "}
              {line.runId === undefined ? line.name : <A href={routes.run(line.runId)}>{line.name}</A>}
            </>
          ),
        },
        { title: "Where it stands", cell: ({ stands }) => stands },
        figures<RaceLine>("Requests", ({ calls }) => formatCount(calls)),
        figures<RaceLine>(
          "Pareto rows",
          ({ pareto }) => <b>{pareto === undefined ? "–" : formatPercent(pareto)}</b>,
          "Pareto rows",
        ),
        figures<RaceLine>("Sealed test", ({ test }) => (test === undefined ? "sealed" : formatPercent(test))),
      ]}
    />
  );
}
