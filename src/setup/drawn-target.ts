import { readRun } from "../storage/read/runs.ts";

/** The target of a run whose texts are drawn towards one; undefined elsewhere. */
export async function targetOf(
  db: Parameters<typeof readRun>[0],
  runId: string,
): Promise<string | undefined> {
  const source = (await readRun(db, runId))?.task.source;
  if (source?.kind !== "generated" || source.generator !== "svg") return undefined;
  const { drawTarget, pictureSide } = await import("../tasks/anything/svg-picture.ts");
  const pixels = drawTarget(source.policySeed).flatMap((line, y) =>
    line.map((colour, x) => `<rect x="${x}" y="${y}" width="1" height="1" fill="${colour}"/>`),
  );
  const size = `viewBox="0 0 ${pictureSide} ${pictureSide}" shape-rendering="crispEdges"`;
  return `<svg ${size}>${pixels.join("")}</svg>`;
}

/** An image shows a picture and runs nothing of it. */
export function addressOf(svg: string): string {
  const named = svg.includes("xmlns") ? svg : svg.replace(/<svg/i, '<svg xmlns="http://www.w3.org/2000/svg"');
  return `data:image/svg+xml,${encodeURIComponent(named)}`;
}
