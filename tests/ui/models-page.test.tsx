import { cleanup } from "@solidjs/testing-library";
import { afterEach, expect, test } from "vitest";
import { commands, page, userEvent } from "vitest/browser";

import { sha256OfFiles } from "../../src/models/weights.ts";
import { ModelsPage } from "../../src/ui/pages/models/models-page.tsx";
import type { ServedScript } from "../support/model-server-commands.ts";
import { openTestDatabase } from "./support/open-test-database.ts";
import { showPage } from "./support/show-page.tsx";

afterEach(cleanup);
afterEach(() => commands.stopServers());

const slow = { timeout: 30_000 };

async function chooseServer(label: string, baseUrl: string, model: string): Promise<void> {
  await page.getByRole("button", { name: "Add an endpoint…" }).click();
  await page.getByLabelText("What is it?").selectOptions(label);
  await page.getByLabelText("Address of the endpoint").fill(baseUrl);
  await page.getByLabelText("Model", { exact: true }).fill(model);
}

const other = "Another OpenAI-compatible server";
test.each<[string, Partial<ServedScript>, string, string, RegExp]>([
  ["a wrong key", { keys: ["sk-right"] }, other, "m", /^The key is wrong or missing\..*Enter the key again/],
  [
    "a wrong model name",
    { models: ["a-1", "b-2"] },
    other,
    "m",
    /^The model’s name is wrong\..*lists: a-1, b-2/,
  ],
  [
    "LM Studio with CORS off",
    { cors: "none" },
    "LM Studio",
    "m",
    /does not let this page in\..*lms server start --cors/,
  ],
  [
    "Ollama without our origin",
    { cors: "forbidden" },
    "Ollama",
    "m",
    /does not let this page in\..*OLLAMA_ORIGINS=http/,
  ],
  [
    "a spent account",
    { replies: [{ status: 402, text: "no credit" }] },
    other,
    "m",
    /^The account’s quota is used up\..*Add credit/,
  ],
  [
    "a server in trouble",
    { replies: [{ status: 500, text: "CUDA error" }] },
    other,
    "m",
    /^The server itself is in trouble\..*CUDA error/,
  ],
  [
    "a page that is no model's answer",
    { replies: [{ rawBody: "<html>Welcome</html>", contentType: "text/html" }] },
    other,
    "m",
    /^The address is wrong\..*often \/v1/,
  ],
])("the check says what is wrong and what to do: %s", async (_name, script, label, model, words) => {
  const origin = await commands.startServer({ replies: ["yes"], ...script });
  showPage(await openTestDatabase(), ModelsPage);
  await chooseServer(label, `${origin}/v1`, model);
  const key = page.getByLabelText(/^Key/);
  if (key.elements().length > 0) await key.fill("sk-wrong");
  await page.getByRole("button", { name: /check/i }).click();
  await expect.element(page.getByRole("dialog").getByRole("status"), slow).toHaveTextContent(words);
});

test("an endpoint's limits are kept with it, can be changed, and a changed name leaves no copy", async () => {
  const db = await openTestDatabase();
  showPage(db, ModelsPage);
  await chooseServer("vLLM", "http://127.0.0.1:9/v1", "first-name");
  await page.getByText("Limits, waiting and sampling").click();
  await page.getByLabelText("Requests at once").fill("64");
  await page.getByLabelText("Requests per minute").fill("none");
  await userEvent.keyboard("{Tab}");
  await expect.element(page.getByRole("alert")).toHaveTextContent("A whole number, 1 or more; or empty.");
  await expect.element(page.getByRole("button", { name: "Use first-name" })).toBeDisabled();
  await page.getByLabelText("Requests per minute").fill("600");
  await page.getByLabelText("Tokens per minute").fill("90000");
  await page.getByLabelText("Seconds of silence").fill("2.5");
  await userEvent.keyboard("{Tab}");
  await expect.element(page.getByText(/opens 6 connections to a plain http server/)).toBeVisible();
  await page.getByRole("button", { name: "Use first-name" }).click();
  const kept = async () => (await db.settings.get("endpoints"))?.value as { choice: object }[] | undefined;
  await expect
    .poll(async () => (await kept())?.[0]?.choice)
    .toMatchObject({
      concurrency: 64,
      requestsPerMinute: 600,
      tokensPerMinute: 90_000,
      timeoutMs: 2500,
    });
  await page.getByRole("button", { name: "Change… first-name" }).click();
  await expect.element(page.getByLabelText("Tokens per minute")).toHaveValue("90000");
  await page.getByLabelText("Model", { exact: true }).fill("second-name");
  await page.getByRole("button", { name: "Keep second-name" }).click();
  await expect.element(page.getByRole("button", { name: "Check second-name" })).toBeVisible();
  await expect.poll(async () => (await kept())?.length).toBe(1);
});

test("a price of one's own is kept with source and date, stands before the built-in one, and can be taken back", async () => {
  const db = await openTestDatabase();
  await db.settings.put({
    key: "endpoints",
    value: [
      {
        choice: {
          kind: "remote",
          dialect: "openai-compatible",
          provider: "openai",
          baseUrl: "https://api.openai.com/v1",
          model: "gpt-5-mini",
          needsKey: true,
        },
      },
    ],
  });
  showPage(db, ModelsPage);
  const change = page.getByRole("button", { name: "Change… of gpt-5-mini" }).first();
  await change.click();
  await expect.element(page.getByLabelText("Output, $ per 1M tokens")).toHaveValue("2");
  await page.getByLabelText("Output, $ per 1M tokens").fill("1,5");
  await page.getByLabelText("Where you read it").fill("our contract");
  await page.getByRole("button", { name: "Keep this price" }).click();
  await expect.element(page.getByText(/, yours: our contract/)).toBeVisible();
  expect((await db.settings.get("prices"))?.value).toMatchObject([
    {
      provider: "openai",
      model: "gpt-5-mini",
      outputPerMillion: 1.5,
      asOf: new Date().toISOString().slice(0, 7),
    },
  ]);
  await page.getByRole("button", { name: "Remove the price of gpt-5-mini" }).click();
  await expect.poll(async () => (await db.settings.get("prices"))?.value).toEqual([]);
});

test("a GGUF from disk is hashed when it is opened, and its speed test gives a sentence of advice that stays", async () => {
  const whole = await (await fetch("/models/embedded-student.gguf")).blob();
  const name = `mine-${crypto.randomUUID().slice(0, 8)}.gguf`;
  const db = await openTestDatabase();
  showPage(db, ModelsPage);
  await userEvent.upload(page.getByLabelText("GGUF files"), new File([whole], name));
  await page.getByRole("button", { name: `Measure speed of ${name}` }).click(slow);
  await expect.element(page.getByText(/About \d+ rollouts a minute/), slow).toBeVisible();
  await page.getByRole("button", { name: `About… ${name}` }).click();
  const dialog = page.getByRole("dialog");
  await expect.element(dialog).toHaveTextContent(/Threads ?One thread: /);
  await dialog.getByText("SHA-256 of 1 file").click();
  await expect.element(dialog).toHaveTextContent(await sha256OfFiles([whole]));
  await dialog.getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: `Remove ${name}` }).click();
  await expect.element(page.getByText(name).first()).not.toBeInTheDocument();
});

test("a GGUF in two parts is one model once both are there; what is missing is said", async () => {
  const whole = await (await fetch("/models/embedded-student.gguf")).blob();
  const stem = `split-${crypto.randomUUID().slice(0, 8)}`;
  const part = (number: number) => new File([whole], `${stem}-0000${number}-of-00002.gguf`);
  showPage(await openTestDatabase(), ModelsPage);
  await userEvent.upload(page.getByLabelText("GGUF files"), part(2));
  await expect.element(page.getByText("Part 1 of 2 is missing: open it too."), slow).toBeVisible();
  await userEvent.upload(page.getByLabelText("GGUF files"), part(1));
  await expect.element(page.getByText("From your disk, in 2 parts."), slow).toBeVisible();
  await page.getByRole("button", { name: `Remove ${stem}.gguf` }).click();
  await expect.element(page.getByText(`${stem}.gguf`)).not.toBeInTheDocument();
});

test("a GGUF at an address is downloaded after its host was allowed, works from then on, and is removed whole", async () => {
  const { url } = await commands.startFile({ bytes: 50_000 });
  const db = await openTestDatabase();
  showPage(db, ModelsPage);
  await page.getByRole("button", { name: "Add by name or address…" }).click();
  await page.getByLabelText("Address of the .gguf file").fill(url);
  await page.getByLabelText("Name", { exact: true }).fill("From my server");
  await page.getByRole("button", { name: "Add From my server to the list" }).click();
  await page.getByRole("button", { name: "Download… From my server" }).click(slow);
  const host = new URL(url).host;
  await expect.element(page.getByRole("dialog")).toHaveTextContent(`The files come from ${host}`);
  await page.getByRole("button", { name: "Allow and download From my server" }).click();
  // The file is no model; it is on this machine all the same, and the page says both.
  await expect
    .element(page.getByRole("alert"), slow)
    .toHaveTextContent("does not start with the letters GGUF");
  await expect.element(page.getByRole("button", { name: "Measure speed of From my server" })).toBeVisible();
  await page.getByRole("button", { name: "Remove From my server" }).click();
  await expect.poll(async () => (await db.settings.get("added-models"))?.value).toEqual([]);
});
