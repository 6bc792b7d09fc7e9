import { cleanup, render } from "@solidjs/testing-library";
import { createSignal } from "solid-js";
import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";

import { CodeEditor } from "../../src/ui/kit/code-editor.tsx";
import { NewRunPage } from "../../src/ui/pages/new-run/new-run-page.tsx";
import { openTestDatabase } from "./support/open-test-database.ts";
import { showPage } from "./support/show-page.tsx";

import "../../src/ui/styles/index.css";

afterEach(cleanup);

const code = () => page.getByRole("textbox", { name: "Code" });

/** An editor between two buttons; says what was written. */
function showEditor(first: string) {
  const [text, setText] = createSignal(first);
  render(() => (
    <>
      <button type="button">before</button>
      <CodeEditor name="Code" value={text()} onChange={setText} />
      <button type="button">after</button>
    </>
  ));
  return { text, setText };
}

async function mounted(): Promise<HTMLElement> {
  await expect
    .poll(() => document.querySelector(".code-host")?.shadowRoot?.querySelector(".cm-content"))
    .toBeTruthy();
  return document.querySelector(".code-host")!.shadowRoot!.querySelector<HTMLElement>(".cm-content")!;
}

test("what is typed is handed on, and a new text from outside replaces the old one", async () => {
  const { text, setText } = showEditor("const a = 1;");
  const content = await mounted();
  content.focus();
  await userEvent.keyboard("{Control>}{End}{/Control}// more");
  await expect.poll(text).toBe("const a = 1;// more");
  setText("other();");
  await expect.element(code()).toHaveTextContent("other();");
});

test("Tab indents, and Escape then Tab leaves: the keyboard is not trapped", async () => {
  const { text } = showEditor("a();");
  const content = await mounted();
  content.focus();
  await userEvent.keyboard("{Tab}");
  await expect.poll(text).toBe("  a();");
  await userEvent.keyboard("{Escape}{Tab}");
  await expect.element(page.getByRole("button", { name: "after" })).toHaveFocus();
  expect(text()).toBe("  a();");
});

test("it has a name, says how to leave, and takes its colours from the page in light and dark", async () => {
  showEditor("a();");
  const content = await mounted();
  expect(content.getAttribute("aria-label")).toBe("Code");
  const hint = content.getAttribute("aria-describedby") ?? "";
  expect(document.querySelector(".code-host")!.shadowRoot!.getElementById(hint)?.textContent).toContain(
    "Escape, then Tab",
  );
  const editor = content.closest<HTMLElement>(".cm-editor")!;
  const ground = (theme: string): string => {
    document.documentElement.dataset["theme"] = theme;
    return getComputedStyle(editor).backgroundColor;
  };
  expect(ground("light")).toBe("rgb(251, 252, 251)");
  expect(ground("dark")).toBe("rgb(20, 24, 27)");
  delete document.documentElement.dataset["theme"];
});

test("it brings no style element into the document: the page's policy would refuse it", async () => {
  const before = document.querySelectorAll("style").length;
  showEditor("a();");
  const content = await mounted();
  expect(document.querySelectorAll("style")).toHaveLength(before);
  const root = document.querySelector(".code-host")!.shadowRoot!;
  expect(root.querySelectorAll("style")).toHaveLength(0);
  expect(root.adoptedStyleSheets.length).toBeGreaterThan(0);
  expect(getComputedStyle(content).whiteSpace).toContain("break-spaces");
});

async function chooseCode(): Promise<void> {
  const lines = Array.from({ length: 30 }, (_, at) => `thing ${at}?,it is ${at * 7}`);
  const file = new File([`question,answer\n${lines.join("\n")}`], "facts.csv", { type: "text/csv" });
  await page.getByRole("button", { name: "My own rows" }).click();
  await userEvent.upload(page.getByLabelText("File of rows"), file);
  await userEvent.selectOptions(page.getByRole("combobox", { name: "Metric" }), "code");
}

test("letters typed into code are no shortcuts, and the metric runs on the row that was chosen", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  await chooseCode();
  const content = await mounted();
  await expect
    .element(page.getByRole("status", { name: "What the metrics say of this answer" }))
    .toHaveTextContent("score 1.00");
  content.focus();
  await userEvent.keyboard("{Control>}a{/Control}");
  await userEvent.keyboard("function score(row) {{ console.log(row.inputs.question); return 0.5; ");
  await expect
    .element(page.getByRole("status", { name: "What the metrics say of this answer" }))
    .toHaveTextContent(/score 0\.50.*Logged: thing 0\?/);
  // "o" opens the options elsewhere on this page.
  await expect.element(page.getByLabelText("Find an option")).not.toBeInTheDocument();
});

test("a mistake in the code is told on the row it was tried on", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  await chooseCode();
  const content = await mounted();
  content.focus();
  await userEvent.keyboard("{Control>}a{/Control}");
  await userEvent.keyboard("function score(row) {{ while (true) {{}");
  await expect
    .element(page.getByRole("status", { name: "What the metrics say of this answer" }), { timeout: 15_000 })
    .toHaveTextContent(/score 0\.00.*(ran too long|failed on this row)/);
});

test("code that could not judge any row keeps the run from starting and says in which line it is wrong", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  await page.getByRole("button", { name: "My own rows" }).click();
  const lines = Array.from({ length: 30 }, (_, at) => `message ${at},${at % 2 ? "YES" : "NO"}`);
  await userEvent.upload(
    page.getByLabelText("File of rows"),
    new File([`text,answer\n${lines.join("\n")}`], "rows.csv", { type: "text/csv" }),
  );
  await userEvent.selectOptions(page.getByRole("combobox", { name: "Metric" }), "code");
  await page.getByRole("radio", { name: /By hand/ }).click();
  const start = page.getByRole("button", { name: "Start the run" });
  const content = await mounted();
  content.focus();
  await userEvent.keyboard("{Control>}{End}{/Control}retur 1;");
  await expect
    .element(page.getByRole("alert"), { timeout: 20_000 })
    .toHaveTextContent(/own code cannot be loaded: SyntaxError.*line \d+/);
  await expect.element(start).toBeDisabled();
  await userEvent.keyboard("{Control>}{Home}{/Control}// {Control>}{End}{/Control}{Backspace>8/}");
  await expect.element(page.getByRole("alert")).not.toBeInTheDocument();
  await expect.element(start).toBeEnabled();
});
