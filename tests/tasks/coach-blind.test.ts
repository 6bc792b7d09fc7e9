import { expect, test } from "vitest";

import { coachReflect } from "../../src/tasks/coach/coach.ts";

const record = (message: string) => ({
  score: 0,
  record: {
    Inputs: { message },
    "Generated Outputs": "DESK",
    Feedback: "Score: 0. Possible answers: BILLING, OTHER, STOCK.",
  },
});

test("a coach told only scores guesses one of the possible answers, and guesses differently by seed", () => {
  const replies = Array.from({ length: 20 }, (_, seed) =>
    coachReflect({
      component: "instruction",
      currentText: "Label the message.",
      records: [record("Hello, the invoice is not right.")],
      attempt: 1,
      seed,
    }),
  );
  const labels = replies.flatMap(({ edits }) =>
    edits.flatMap((edit) => ("label" in edit ? [edit.label] : [])),
  );
  expect(labels.length).toBeGreaterThan(0);
  expect(labels.every((label) => ["BILLING", "OTHER", "STOCK"].includes(label))).toBe(true);
  expect(new Set(labels).size).toBeGreaterThan(1);
});
