import { cleanup } from "@solidjs/testing-library";
import { afterEach, expect, test } from "vitest";

import type { RunState } from "../../src/engine/index.ts";
import { classRoute, onRoute } from "../../src/lessons/class-route.ts";
import { frontierWorld, plainPrompt, trapPrompt } from "../../src/lessons/frontier-world.ts";
import { allRules, untriedRules, withRule } from "../../src/lessons/guess-rules.ts";
import { createLesson, type LessonWorld, runUntil, tryTexts } from "../../src/lessons/lesson.ts";
import { literalAnswer, literalStudent } from "../../src/lessons/literal-student.ts";
import { halves, mergeRows, mergeTask, mergeWorld, scoreBoth } from "../../src/lessons/merge-world.ts";
import { publishedTables } from "../../src/lessons/published-tables.ts";
import { scenes } from "../../src/lessons/scenes.ts";
import {
  shopDefault,
  shopPeople,
  shopRows,
  shopRules,
  shopSeed,
  shopTask,
  shopWords,
} from "../../src/lessons/shop.ts";
import { LearnPage } from "../../src/ui/pages/learn/learn-page.tsx";
import { mountPage } from "./support/mount-page.tsx";
import { openTestDatabase } from "./support/open-test-database.ts";

afterEach(cleanup);

async function endOf(world: LessonWorld): Promise<RunState> {
  const lesson = createLesson(world);
  await runUntil(lesson, () => false);
  return lesson.state();
}
const best = (state: RunState): number => Math.max(...state.candidates.map((candidate) => candidate.mean));
const openScene = async (scene: string) =>
  mountPage(await openTestDatabase(), "/learn/:scene?", `/learn/${scene}`, LearnPage);

test("the literal Student does what stands first, and guesses nothing", () => {
  const prompt =
    "If the message mentions refund or invoice, answer OTTO.\nIf the message mentions parcel, answer MIRA.\nOtherwise answer IDA.";
  expect(literalAnswer(prompt, "My invoice came with the parcel")).toBe("OTTO");
  expect(literalAnswer(prompt, "The parcel!")).toBe("MIRA");
  expect(literalAnswer(prompt, "Good morning")).toBe("IDA");
  expect(literalAnswer("Say who should answer.", "The parcel!")).toBe("UNSURE");
  expect(literalAnswer(`${trapPrompt}\nIf the message mentions parcel, answer MIRA.`, "The parcel!")).toBe(
    "SALES",
  );
});

test("in the shop's rows one word decides, and the house rules written out are right on all of them", async () => {
  for (const row of [...shopRows.feedback, ...shopRows.pareto]) {
    const words: readonly string[] = row.inputs["message"]?.toLowerCase().match(/[a-z]+/g) ?? [];
    expect(shopRules.filter((rule) => words.includes(rule.word)).length).toBeLessThanOrEqual(1);
  }
  const rules = shopRules.map((rule) => `If the message mentions ${rule.word}, answer ${rule.person}.`);
  const perfect = [shopSeed, ...rules, `Otherwise answer ${shopDefault}.`].join("\n");
  const answers = await tryTexts(
    { task: shopTask, rows: shopRows, student: literalStudent },
    { instruction: perfect },
    "pareto",
  );
  expect(answers.every((answer) => answer.score === 1)).toBe(true);
  expect(answers).toHaveLength(27);
  expect(shopWords.length * shopPeople.length).toBe(84);
});

test("a search that always follows the best is stuck in the trap, and one that keeps a frontier is not, whatever the draws", async () => {
  for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
    const choice = { seed, trap: trapPrompt, plain: plainPrompt };
    expect(best(await endOf(frontierWorld({ ...choice, selector: { kind: "current-best" } })))).toBe(0.5);
    expect(best(await endOf(frontierWorld({ ...choice, selector: { kind: "pareto" } })))).toBe(1);
  }
});

test("the merge scene's merge takes each part from whoever changed it and scores as both parts promise", async () => {
  const state = await endOf(mergeWorld(1));
  const merge = state.candidates.find((candidate) => candidate.kind === "merge");
  expect(merge?.parents).toEqual([1, 2]);
  expect(merge?.texts).toEqual({ who: halves[0]?.["who"], speed: halves[1]?.["speed"] });
  const mean =
    mergeRows.pareto.reduce((sum, row) => sum + scoreBoth(merge?.texts ?? {}, row), 0) /
    mergeRows.pareto.length;
  expect(merge?.mean).toBeCloseTo(mean, 12);
  expect(Object.keys(mergeTask.seedCandidate)).toEqual(["who", "speed"]);
});

test("the published tables are whole: every aggregate is the mean of its tasks, every Δ its distance from the baseline", () => {
  for (const table of publishedTables) {
    const baseline = Number(table.rows[0]?.values[6]);
    for (const row of table.rows) {
      const tasks = row.values.slice(0, 6).map(Number);
      const mean = tasks.reduce((sum, value) => sum + value, 0) / 6;
      // The paper's own aggregate of GRPO is 0.06 from the mean of its columns; the others agree to the last digit.
      if (row.values[6] !== "")
        expect(Math.abs(mean - Number(row.values[6]))).toBeLessThanOrEqual(
          mean > 100 ? 1 : row.name === "GRPO" ? 0.06 : 0.011,
        );
      if (row.values[7]?.startsWith("+"))
        expect(Number(row.values[6]) - baseline).toBeCloseTo(Number(row.values[7]), 1);
    }
  }
});

test("the contents name all six scenes, and an unknown scene leads back to them", async () => {
  const view = await openScene("nowhere");
  for (const scene of scenes) await view.findByRole("link", { name: scene.title });
  expect(view.getByText(/There is no scene “nowhere”/)).toBeTruthy();
});

test("scene 1 gives a number for a try, and nothing else", async () => {
  const view = await openScene("blind");
  (await view.findByRole("button", { name: "Add this rule" }, { timeout: 20_000 })).click();
  view.getByRole("button", { name: /Try it, 27 requests/ }).click();
  // The rule that is offered first is not true by luck.
  await view.findByText("0 of 27", { selector: ".huge" });
  expect(view.container.textContent).not.toContain("expected MIRA");
});

test("in ten minutes with a class each stop says what to do, and leads to the next", async () => {
  expect(classRoute.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(10);
  const db = await openTestDatabase();
  const view = mountPage(db, "/learn/:scene?", "/learn/blind?class=1", LearnPage);
  await view.findByText("Minute 0 to 2 of ten.", undefined, { timeout: 20_000 });
  for (const { scene } of classRoute.slice(1)) {
    const [stop, said] = [onRoute(scene)!, scenes.find(({ id }) => id === scene)!];
    view.getByRole("link", { name: `${said.number} ${said.short} →` }).click();
    await view.findByText(`Minute ${stop.from} to ${stop.to} of ten.`, undefined, { timeout: 20_000 });
  }
  await view.findByRole("link", { name: "Now with your own rows →" });
});

test("a program that guesses never guesses a rule twice, and has an end", () => {
  let prompts: readonly string[] = [shopSeed];
  for (let round = 0; round < 6; round += 1) {
    const guessed = untriedRules(prompts, 20, round);
    expect(guessed.filter((rule) => prompts.some((prompt) => prompt.includes(rule)))).toEqual([]);
    expect(new Set(guessed).size).toBe(guessed.length);
    prompts = [...prompts, ...guessed.map((rule) => withRule(shopSeed, rule))];
  }
  expect(prompts).toHaveLength(1 + allRules.length);
  expect(untriedRules(prompts, 20, 9)).toEqual([]);
});

test("scene 2 shows what was expected and scores the reader beside the Coach", async () => {
  const view = await openScene("traces");
  await view.findAllByText(/expected (MIRA|OTTO|LENA|ADAM|RUTH|HUGO|IDA)/, undefined, { timeout: 20_000 });
  view.getByRole("button", { name: "Hand it in" }).click();
  await view.findByRole("heading", { name: "You and the Coach" });
  const cells = [...view.container.querySelectorAll("tbody td")].map((cell) => Number(cell.textContent));
  expect(cells[0]).toBe(1);
  expect(cells[1]).toBe(0);
  expect(cells[2]).toBeGreaterThan(5);
});

test("scene 3 goes through a whole iteration of the real engine, with the Coach or the reader as Reflection model", async () => {
  const view = await openScene("iteration");
  const press = async (name: string): Promise<void> =>
    (await view.findByRole("button", { name }, { timeout: 20_000 })).click();
  await press("Draw the parent");
  await press("Run the parent on them");
  await press("Write the letter");
  await press("Answer it yourself");
  const text = await view.findByRole<HTMLTextAreaElement>("textbox", { name: "Your new prompt" });
  text.value = `${text.value}\nIf the message mentions catalogue, answer HUGO.`;
  text.dispatchEvent(new Event("input", { bubbles: true }));
  await press("Send your answer");
  await press("Put it to the gate");
  await view.findByRole("heading", { name: "The gate" });
  await expect.poll(() => view.container.textContent).toMatch(/so the rewrite (passes|is dropped)/);
});

test("scene 4 tells how often the greedy search asked in vain", async () => {
  const view = await openScene("frontier");
  await view.findByText(/The greedy search asked for a rewrite of c0 \d+ times/, undefined, {
    timeout: 20_000,
  });
});

test("scene 5 lets the reader put the parts together", async () => {
  const view = await openScene("merge");
  const [who] = await view.findAllByRole("button", { name: "from c1" }, { timeout: 20_000 });
  who?.click();
  view.getAllByRole("button", { name: "from c2" })[1]?.click();
  await expect.poll(() => view.container.querySelector(".huge:not(h1)")?.textContent ?? "").toMatch(/^67/);
});

test("scene 6 stands ready with its rules and the published results", async () => {
  const view = await openScene("race");
  await view.findByRole("button", { name: "Start the race" }, { timeout: 20_000 });
  expect(view.getByText("What others measured")).toBeTruthy();
});
