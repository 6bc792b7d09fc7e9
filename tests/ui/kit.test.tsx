import { cleanup, render } from "@solidjs/testing-library";
import { createSignal, type JSX } from "solid-js";
import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";

import { Button } from "../../src/ui/kit/button.tsx";
import { ConfirmHost, useConfirm } from "../../src/ui/kit/confirm.tsx";
import { Dialog } from "../../src/ui/kit/dialog.tsx";
import { DiffText } from "../../src/ui/kit/diff-text.tsx";
import { Field } from "../../src/ui/kit/field.tsx";
import { PassFail } from "../../src/ui/kit/pass-fail.tsx";
import { Segmented } from "../../src/ui/kit/segmented.tsx";
import { ToastHost, useToast } from "../../src/ui/kit/toast.tsx";
import { Words } from "../../src/ui/kit/words.tsx";
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatPercent,
  formatPoints,
  plural,
} from "../../src/views/words/numbers.ts";

afterEach(cleanup);

test("numbers are written with narrow spaces that never break, and the units people know", () => {
  expect(formatCount(1912)).toBe("1\u202f912");
  expect(formatPercent(0.925)).toBe("92.5\u202f%");
  expect(formatPercent(0.9)).toBe("90\u202f%");
  expect(formatPoints(-0.035)).toBe("−3.5");
  expect(formatBytes(1_564_000)).toBe("1.6\u202fMB");
  expect(formatDuration(260)).toBe("4\u202fmin 20\u202fs");
  expect(plural(1, "row")).toBe("1 row");
  expect(plural(1200, "row")).toBe("1\u202f200 rows");
});

test("a field shows its problem in place of its hint and says it aloud", async () => {
  const [problem, setProblem] = createSignal<string>();
  render(() => (
    <Field label="Address" hint="Where your server listens." problem={problem()}>
      <input />
    </Field>
  ));
  await expect.element(page.getByLabelText("Address")).toBeVisible();
  await expect.element(page.getByText("Where your server listens.")).toBeVisible();
  setProblem("This is no web address.");
  await expect.element(page.getByRole("alert")).toHaveTextContent("This is no web address.");
  await expect.element(page.getByText("Where your server listens.")).not.toBeInTheDocument();
});

test("a segmented choice presses exactly one button", async () => {
  const [value, setValue] = createSignal<"grid" | "table">("grid");
  render(() => (
    <Segmented
      name="View"
      options={[
        { value: "grid", label: "Grid" },
        { value: "table", label: "Table" },
      ]}
      value={value()}
      onChoose={setValue}
    />
  ));
  await page.getByRole("button", { name: "Table" }).click();
  await expect.element(page.getByRole("button", { name: "Table" })).toHaveAttribute("aria-pressed", "true");
  await expect.element(page.getByRole("button", { name: "Grid" })).toHaveAttribute("aria-pressed", "false");
});

test("a dialog takes the focus, closes on Escape and gives the focus back", async () => {
  function Sample(): JSX.Element {
    const [open, setOpen] = createSignal(false);
    return (
      <>
        <Button onClick={() => setOpen(true)}>Open it</Button>
        <Dialog open={open()} onClose={() => setOpen(false)} title="A question">
          <Button>Inside</Button>
        </Dialog>
      </>
    );
  }
  render(() => <Sample />);
  const opener = page.getByRole("button", { name: "Open it" });
  await opener.click();
  await expect.element(page.getByRole("dialog", { name: "A question" })).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
  expect(document.activeElement?.textContent).toBe("Open it");
});

test("closing the question without an answer means no", async () => {
  const answers: boolean[] = [];
  function Asker(): JSX.Element {
    const confirm = useConfirm();
    const ask = async (): Promise<void> => {
      answers.push(
        await confirm({ title: "Delete it?", text: "All of it.", yes: "Delete run 7", danger: true }),
      );
    };
    return <Button onClick={() => void ask()}>Ask</Button>;
  }
  render(() => (
    <ConfirmHost>
      <Asker />
    </ConfirmHost>
  ));
  await page.getByRole("button", { name: "Ask" }).click();
  await userEvent.keyboard("{Escape}");
  await expect.poll(() => answers).toEqual([false]);
  await page.getByRole("button", { name: "Ask" }).click();
  await page.getByRole("button", { name: "Delete run 7" }).click();
  await expect.poll(() => answers).toEqual([false, true]);
});

test("an undone toast runs its undo and nothing else", async () => {
  const done: string[] = [];
  function Teller(): JSX.Element {
    const tell = useToast();
    return (
      <Button
        onClick={() =>
          tell({
            text: "Run 7 is in the bin.",
            undo: () => done.push("undo"),
            settled: () => done.push("settled"),
          })
        }
      >
        Delete
      </Button>
    );
  }
  const { unmount } = render(() => (
    <ToastHost>
      <Teller />
    </ToastHost>
  ));
  await page.getByRole("button", { name: "Delete" }).click();
  await expect.element(page.getByRole("status")).toHaveTextContent("Run 7 is in the bin.");
  await page.getByRole("button", { name: "Undo" }).click();
  expect(done).toEqual(["undo"]);
  await page.getByRole("button", { name: "Delete" }).click();
  unmount();
  expect(done).toEqual(["undo", "settled"]);
});

test("a diff marks the words that came and strikes the words that went", () => {
  const before = "Label the message.\n1. A refund goes to BILLING.";
  const after = "Label the message.\n1. A refund goes to BILLING, even when late.";
  const { container } = render(() => <DiffText before={before} after={after} />);
  expect([...container.querySelectorAll("ins")].map((mark) => mark.textContent).join("")).toContain(
    "even when late",
  );
  const all = container.textContent ?? "";
  expect(all).toContain("Label the message.");
  expect(container.querySelectorAll(".li")).toHaveLength(1);
});

test("a text keeps every word of what was written", () => {
  const text = "First line.\n\n- one thing\n- another\n\nLast.";
  const { container } = render(() => <Words text={text} />);
  const words = (from: string): string => from.replaceAll(/\s+/g, "");
  expect(words(container.textContent ?? "")).toBe(words(text));
});

test("a verdict is said by a shape and a word, not by colour alone", () => {
  const { container } = render(() => (
    <>
      <PassFail pass />
      <PassFail pass={false} />
    </>
  ));
  const [right, wrong] = container.querySelectorAll(".pf");
  expect(right?.textContent).toBe("right");
  expect(wrong?.textContent).toBe("wrong");
  expect(right?.querySelector("path")?.getAttribute("d")).not.toBe(
    wrong?.querySelector("path")?.getAttribute("d"),
  );
});
