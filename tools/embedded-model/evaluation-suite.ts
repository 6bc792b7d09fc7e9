import { readFileSync } from "node:fs";

import type { BrowserStudent, Reply } from "./browser-student.ts";
import type { Score } from "./score-table.ts";

interface Group {
  readonly messages: readonly (readonly [message: string, label: string])[];
  readonly prompts: readonly {
    readonly row: string;
    readonly system: string;
    readonly indexes?: readonly number[];
  }[];
}

/** One prompt and the messages asked under it. */
export interface Question {
  readonly row: string;
  readonly system: string;
  readonly messages: readonly (readonly [message: string, label: string])[];
}

export interface SuiteOptions {
  /** At most so many messages per row, a few of each policy. */
  readonly sample?: number;
  /** Only rows whose name begins with one of these. */
  readonly rows?: readonly string[];
}

const messagesPerPolicyInSample = 6;

function allQuestions(): readonly Question[] {
  const text = readFileSync(new URL("./evaluation.json", import.meta.url), "utf8");
  const { groups } = JSON.parse(text) as { groups: readonly Group[] };
  return groups.flatMap(({ messages, prompts }) =>
    prompts.map(({ row, system, indexes }) => ({
      row,
      system,
      messages: indexes === undefined ? messages : messages.filter((_, index) => indexes.includes(index)),
    })),
  );
}

/** The frozen held-out questions, or the part of them that is asked for. */
export function suiteQuestions({ sample, rows }: SuiteOptions = {}): readonly Question[] {
  const wanted = allQuestions().filter(
    ({ row }) => rows === undefined || rows.some((start) => row.startsWith(start)),
  );
  if (sample === undefined) return wanted;
  const left = new Map<string, number>();
  return wanted.flatMap((question) => {
    const room = left.get(question.row) ?? sample;
    const messages = question.messages.slice(0, Math.min(room, messagesPerPolicyInSample));
    left.set(question.row, room - messages.length);
    return messages.length === 0 ? [] : [{ ...question, messages }];
  });
}

/** Asks every question and counts, row by row, the answers that are exactly the label. */
export async function scoreSuite(
  student: BrowserStudent,
  questions: readonly Question[],
  onReplies: (replies: readonly Reply[]) => void = () => {},
): Promise<readonly Score[]> {
  const scores = new Map<string, Score>();
  for (const { row, system, messages } of questions) {
    const replies = await student.ask(
      system,
      messages.map(([message]) => message),
    );
    const right = replies.filter(({ text }, index) => text === messages[index]?.[1]).length;
    const before = scores.get(row) ?? { row, right: 0, total: 0 };
    scores.set(row, { row, right: before.right + right, total: before.total + replies.length });
    onReplies(replies);
  }
  return [...scores.values()];
}
