import "fake-indexeddb/auto";
import { afterEach, describe, expect, test } from "vitest";

import { reopenRun, requestRun, type RunRequest } from "../../src/storage/library/runs.ts";
import type { StudioDatabase } from "../../src/storage/schema.ts";
import type { TaskSpec } from "../../src/tasks/task-spec.ts";
import {
  type ModelRequest,
  type ModelServer,
  type Reply,
  startModelServer,
} from "../support/model-server.ts";
import { followRules } from "../support/rule-follower.ts";
import { sampleRun } from "../support/sample-run.ts";
import { endpoint, openHostedTab } from "./hosted-models.ts";
import { connect, freshName, journalOf, untilStatus } from "./open-runs.ts";

const small = { feedback: 6, pareto: 4, test: 2 };
const silence = new Promise<never>(() => undefined);
const servers: ModelServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

type Shape = "single" | "chain" | "repeats" | "judge";
const shapes: readonly Shape[] = ["single", "chain", "repeats", "judge"];

/** A routing task that sends one request a row, or several. */
function shaped(task: TaskSpec, shape: Shape): TaskSpec {
  const [module] = task.program.modules;
  if (module === undefined) throw new Error("the routing task has a module");
  if (shape === "chain") {
    const notes = { ...module, name: "notes", output: { kind: "text" } } as const;
    return { ...task, program: { ...task.program, modules: [notes, module] } };
  }
  if (shape === "repeats") return { ...task, repeats: 3 };
  if (shape === "judge") {
    const options = { rubric: "The label must fit.", role: "student" };
    return { ...task, metrics: [{ kind: "judge", name: "judged", weight: 1, options }] };
  }
  return task;
}

const rightReply = ({ system, user }: ModelRequest): Reply =>
  system === "" || user.includes("The label must fit.")
    ? JSON.stringify({ reasons: "It fits.", score: 7 })
    : followRules(system, user);

async function prepared(
  shape: Shape,
  answer: (request: ModelRequest) => Reply | Promise<Reply>,
  limits: { readonly timeoutMs?: number } = {},
) {
  const server = await startModelServer({ answer });
  servers.push(server);
  const sample = sampleRun({ id: "run", metricCalls: 14, sizes: small });
  const request: RunRequest = {
    ...sample,
    task: shaped(sample.task, shape),
    student: endpoint(server, limits),
    concurrency: 3,
  };
  const name = freshName();
  const owner = await connect(name);
  await requestRun(owner, request, 1);
  return { server, name, owner, request };
}

/** Requests that reached the server and whose answer is not part of the run. */
async function repeated(db: StudioDatabase, server: ModelServer): Promise<number> {
  const used = (await db.trajectories.toArray()).reduce((sum, row) => sum + row.trajectory.length, 0);
  const judged = (await db.runs.get("run"))?.task.metrics.some((metric) => metric.kind === "judge");
  const answered = server.completions().filter(({ status }) => status === undefined || status < 400);
  return answered.length - used * (judged === true ? 2 : 1);
}

describe.each(shapes)("a task of the shape %s", (shape) => {
  test.each([2, 9])(
    "killed at request %i: what was answered is not asked again, and no fewer are shown than the server saw twice",
    async (nth) => {
      let isSilent = false;
      let asked = 0;
      const { server, name, owner, request } = await prepared(shape, (asking) => {
        isSilent ||= ++asked === nth;
        return isSilent ? silence : rightReply(asking);
      });
      const first = await openHostedTab(name);
      await first.runs.start("run");
      await expect.poll(() => isSilent, { timeout: 20_000, interval: 2 }).toBe(true);
      first.kill();
      const stored = (await owner.answeredSteps.count()) + (await owner.rollouts.count());

      isSilent = false;
      asked = nth;
      const second = await openHostedTab(name);
      await second.runs.start("run");
      const run = await untilStatus(owner, "run", "finished");
      // Never fewer than the server saw; more only by those that were noted and had not arrived at the kill.
      const most = request.concurrency;
      expect(run.possiblyPaidTwice).toBeGreaterThanOrEqual(await repeated(owner, server));
      expect(run.possiblyPaidTwice).toBeGreaterThan(0);
      expect(run.possiblyPaidTwice).toBeLessThanOrEqual(most);
      expect(stored).toBeGreaterThanOrEqual(Math.floor((nth - 1) / 3) - 3);
      expect(await owner.answeredSteps.count()).toBe(0);
      expect(await owner.modelCalls.filter((row) => row.open === 1).count()).toBe(0);
      second.kill();
    },
    60_000,
  );

  test("stopped with requests under way and gone on with, it shows every request that left for nothing", async () => {
    let asked = 0;
    let isSilent = false;
    const { server, name, owner, request } = await prepared(shape, (asking) => {
      isSilent ||= ++asked === 7;
      return isSilent ? silence : rightReply(asking);
    });
    const tab = await openHostedTab(name);
    await tab.runs.start("run");
    await expect.poll(() => isSilent, { timeout: 20_000, interval: 2 }).toBe(true);
    await tab.runs.wish("run", "stop");
    const stopped = await untilStatus(owner, "run", "finished");
    expect(stopped.possiblyPaidTwice).toBeGreaterThan(0);
    isSilent = false;
    asked = 100;
    await tab.runs.idle();
    await reopenRun(owner, "run");
    await tab.runs.start("run");
    const run = await untilStatus(owner, "run", "finished");
    expect(run.possiblyPaidTwice).toBeGreaterThanOrEqual(await repeated(owner, server));
    expect(run.possiblyPaidTwice).toBeLessThanOrEqual(request.concurrency);
    tab.kill();
  }, 60_000);

  test("time-outs and broken connections that were asked again count too", async () => {
    let asked = 0;
    const answer = (request: ModelRequest): Reply | Promise<Reply> => {
      asked += 1;
      if (asked === 5) return silence;
      return asked === 12 ? { hangUp: true } : rightReply(request);
    };
    // A slow machine may let more requests run out of time than the one: they count all the same.
    const { server, name, owner } = await prepared(shape, answer, { timeoutMs: 400 });
    const tab = await openHostedTab(name);
    await tab.runs.start("run");
    const run = await untilStatus(owner, "run", "finished");
    expect(run.possiblyPaidTwice).toBe(await repeated(owner, server));
    expect(run.possiblyPaidTwice).toBeGreaterThanOrEqual(2);
    expect((await journalOf(owner, "run")).some((event) => JSON.stringify(event).includes('"failed"'))).toBe(
      false,
    );
    tab.kill();
  }, 60_000);
});

test("a request is in the ledger before it leaves, and a refusal by the server is not counted as paid for", async () => {
  let asked = 0;
  const lines: number[] = [];
  const { server, name, owner } = await prepared("single", async (request) => {
    lines.push(await owner.modelCalls.filter((row) => row.status === "sent").count());
    return ++asked % 4 === 0 ? { status: 500, text: "boom" } : rightReply(request);
  });
  const tab = await openHostedTab(name);
  await tab.runs.start("run");
  const run = await untilStatus(owner, "run", "finished");
  expect(Math.min(...lines)).toBeGreaterThan(0);
  expect(run.possiblyPaidTwice).toBe(0);
  expect(await owner.modelCalls.count()).toBe(server.completions().length);
  tab.kill();
}, 60_000);
