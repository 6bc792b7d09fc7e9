import { describe, expect, test } from "vitest";

import { drawTarget } from "../../src/tasks/anything/svg-picture.ts";
import { svgTask } from "../../src/tasks/anything/svg.ts";
import { buildTask } from "../../src/tasks/build-task.ts";
import { generatedRows } from "../../src/tasks/generated-rows.ts";
import { createQuickJsSandbox } from "../../src/tasks/sandbox/quickjs.ts";
import type { GeneratedSource } from "../../src/tasks/task-spec.ts";
import type { Rollout } from "../../src/tasks/task.ts";

const sandbox = createQuickJsSandbox();
const nobody = () => Promise.reject(new Error("no model was expected to be asked"));
const spec = svgTask(3, { feedback: 16, pareto: 16, test: 0 });
const rows = generatedRows(spec.source as GeneratedSource);
const task = buildTask(spec, rows, { sandbox });

async function judge(picture: string) {
  const judgements = [];
  for (const row of rows.pareto) {
    const rollout = (await task.run({ picture }, row, nobody)) as Rollout;
    judgements.push(rollout.judgement);
  }
  const mean = judgements.reduce((sum, { score }) => sum + score, 0) / judgements.length;
  return { mean, feedback: judgements.map(({ feedback }) => feedback).join("\n"), judgements };
}

const svg = (shapes: string) => `<svg viewBox="0 0 24 24">${shapes}</svg>`;

/** The target pixel by pixel, as runs of one colour. */
function traced(): string {
  return drawTarget(3)
    .flatMap((line, y) => {
      const runs: string[] = [];
      for (let x = 0; x < line.length;) {
        let end = x;
        while (line[end] === line[x]) end += 1;
        runs.push(`<rect x="${x}" y="${y}" width="${end - x}" height="1" fill="${line[x]}"/>`);
        x = end;
      }
      return runs;
    })
    .join("");
}

describe("an SVG towards a target", () => {
  test("starts far from it, comes nearer shape by shape, and reaches it when every pixel is right", async () => {
    const target = drawTarget(3);
    const sky = target[0]?.[0] ?? "";
    const ground = target[23]?.[0] ?? "";
    const empty = await judge(spec.seedCandidate["picture"] ?? "");
    const land = await judge(
      svg(
        `<rect width="24" height="24" fill="${sky}"/><rect y="16" width="24" height="8" fill="${ground}"/>`,
      ),
    );
    expect(empty.mean).toBeLessThan(0.5);
    expect(land.mean).toBeGreaterThan(empty.mean + 0.2);
    // More runs than shapes are allowed, so the whole trace is refused and its upper half is not.
    const runs = traced().match(/<rect[^>]*>/g) ?? [];
    const upper = await judge(svg(runs.slice(0, 100).join("")));
    expect(upper.judgements[0]?.score).toBe(1);
    expect(upper.judgements[0]?.feedback).toContain("is right");
  });

  test("says tile by tile what is wanted and what was painted", async () => {
    const { feedback } = await judge(spec.seedCandidate["picture"] ?? "");
    const sky = drawTarget(3)[0]?.[0] ?? "";
    expect(feedback).toContain("The tile from x 0 to 6 and from y 0 to 6");
    expect(feedback).toMatch(new RegExp(`It wants .*${sky}.*; painted is #ffffff \\(36 px\\)`));
    expect(feedback).toContain("Wanted, pixel by pixel from x 18");
  });

  test.each([
    ["a rectangle", `<rect x="0" y="0" width="6" height="6" fill="#102030"/>`, 36],
    ["a circle", `<circle cx="3" cy="3" r="3" fill="#102030"/>`, 32],
    ["an ellipse", `<ellipse cx="3" cy="3" rx="3" ry="1.5" fill="#102030"/>`, 12],
    ["a polygon", `<polygon points="0,0 6,0 6,3 0,3" fill="#102030"/>`, 18],
    ["a path", `<path d="M0 0h6v2H0z" fill='#102030'/>`, 12],
    ["a relative path", `<path d="m1,1 l4,0 0,4 -4,0 z" fill="#102030"/>`, 16],
  ])("paints %s by the middles of its pixels", async (_name, shape, pixels) => {
    const { feedback } = await judge(svg(shape));
    expect(feedback.split("\n")[0]).toContain(`#102030 (${pixels} px)`);
  });

  test("later shapes cover earlier ones, and half-transparent ones mix", async () => {
    const { feedback } = await judge(
      svg(
        `<rect width="24" height="24" fill="#000000"/><rect width="24" height="24" fill="#fff" opacity="0.5"/>`,
      ),
    );
    expect(feedback.split("\n")[0]).toContain("painted is #808080 (36 px)");
  });

  test.each([
    ["no picture at all", "a house", "holds no <svg> element"],
    ["something long", svg(" ".repeat(6001)), "longer than 6000 characters"],
    ["a crowd", svg(`<rect width="1" height="1" fill="red"/>`.repeat(121)), "More than 120 shapes"],
  ])("gives 0 to %s and says why", async (_name, picture, why) => {
    const { mean, feedback } = await judge(picture);
    expect(mean).toBe(0);
    expect(feedback).toContain(why);
  });

  test("says which elements it cannot paint instead of guessing, and runs no script of a picture", async () => {
    const { feedback, mean } = await judge(
      svg(
        `<script>throw new Error("ran")</script><text x="1" y="9">hi</text><rect transform="scale(2)" width="3" height="3" fill="red"/>`,
      ),
    );
    expect(feedback).toContain("Not painted, because only rect");
    expect(feedback).toContain("<text");
    expect(feedback).not.toContain("failed on this row");
    expect(mean).toBeGreaterThan(0);
  });

  test("every seed draws a picture of its own out of few colours", () => {
    const pictures = Array.from({ length: 30 }, (_, seed) => drawTarget(seed));
    expect(new Set(pictures.map((picture) => JSON.stringify(picture))).size).toBe(30);
    for (const picture of pictures) {
      const colours = new Set(picture.flat());
      expect(colours.size).toBe(7);
      expect(colours.has("#ffffff")).toBe(false);
    }
  });
});
