import { cleanup } from "@solidjs/testing-library";
import { afterEach, expect, test } from "vitest";
import { commands, page, userEvent } from "vitest/browser";

import { ModelsPage } from "../../src/ui/pages/models/models-page.tsx";
import { openTestDatabase } from "./support/open-test-database.ts";
import { showPage } from "./support/show-page.tsx";

afterEach(cleanup);
afterEach(() => commands.stopServers());

async function openForm(origin: string): Promise<void> {
  await page.getByRole("button", { name: "Add an endpoint…" }).click();
  await page.getByLabelText("Address of the endpoint").fill(`${origin}/v1`);
}

test("a wrong key is told from a right one before a run depends on it, and neither is stored", async () => {
  const origin = await commands.startServer({
    replies: ["yes"],
    keys: ["sk-right"],
    models: ["small-1", "strong-1"],
  });
  const db = await openTestDatabase();
  showPage(db, ModelsPage);
  await openForm(origin);
  const key = page.getByLabelText("Key, if the server wants one");
  await key.fill("sk-wrong");
  await page.getByRole("button", { name: /check/i }).click();
  await expect.element(page.getByRole("dialog")).toHaveTextContent("did not accept the key");
  await key.fill("sk-right");
  await page.getByLabelText("Model", { exact: true }).fill("small-1");
  await page.getByRole("button", { name: /check/i }).click();
  await expect.element(page.getByRole("dialog")).toHaveTextContent(/small-1 answered/);
  await page.getByRole("button", { name: "Use small-1" }).click();
  await expect.element(page.getByRole("button", { name: "Check small-1" })).toBeVisible();
  // Connected once: its other models are one choice away.
  await page.getByLabelText(/^A model of/).selectOptions("strong-1");
  await expect.element(page.getByRole("button", { name: "Check strong-1" })).toBeVisible();
  const kept = JSON.stringify(await db.settings.toArray());
  expect(kept).toContain("small-1");
  expect(kept).not.toContain("sk-");
  expect(await db.secrets.count()).toBe(0);
});

test("without a model's name no model is asked: the names come up, and the chosen one is checked", async () => {
  const origin = await commands.startServer({ replies: ["yes"], models: ["huge-70b", "small-1"] });
  const dialog = page.getByRole("dialog");
  const asked = async () =>
    (await commands.serverLog(origin)).flatMap((entry) => (entry.request ? [entry.request.model] : []));
  showPage(await openTestDatabase(), ModelsPage);
  await openForm(origin);
  await page.getByRole("button", { name: /check/i }).click();
  await expect.element(dialog).toHaveTextContent("lists 2 models. None was asked yet");
  expect(await asked()).toEqual([]);
  const model = page.getByLabelText("Model", { exact: true });
  await expect.element(model).toHaveValue("");
  await model.selectOptions("small-1");
  await page.getByRole("button", { name: /check/i }).click();
  await expect.element(dialog).toHaveTextContent("small-1 answered");
  expect(await asked()).toEqual(["small-1"]);
  // What was found of one model is not kept as another's.
  await model.selectOptions("huge-70b");
  await expect.element(dialog).not.toHaveTextContent("answered");
  await page.getByRole("button", { name: "Use huge-70b" }).click();
  await expect
    .element(page.getByRole("row", { name: /huge-70b openai-compatible/ }))
    .toHaveTextContent("never");
  // A second model of this server begins at its address; a name it does not list can still be typed.
  await page.getByRole("button", { name: "Add an endpoint…" }).click();
  await expect.element(page.getByLabelText("Address of the endpoint")).toHaveValue(`${origin}/v1`);
  await page.getByRole("button", { name: /^check 127/i }).click();
  await expect.element(dialog).toHaveTextContent("lists 2 models");
  await model.selectOptions("Another name…");
  await model.fill("hidden-2");
  await expect.element(page.getByRole("button", { name: "Use hidden-2" })).toBeEnabled();
});

test("an address that ends in the path of a call says so, and cannot be used", async () => {
  const db = await openTestDatabase();
  showPage(db, ModelsPage);
  await openForm("http://127.0.0.1:9/v1/chat/completions");
  await page.getByLabelText("Address of the endpoint").fill("http://127.0.0.1:9/v1/chat/completions");
  await expect.element(page.getByRole("alert")).toHaveTextContent("Leave out the last part");
  await expect.element(page.getByRole("button", { name: /check/i })).toBeDisabled();
});

test("an address where nothing answers says what to look at", async () => {
  const db = await openTestDatabase();
  showPage(db, ModelsPage);
  await openForm("http://127.0.0.1:9");
  await page.getByRole("button", { name: /check/i }).click();
  await expect
    .element(page.getByRole("dialog"), { timeout: 15_000 })
    .toHaveTextContent("Nothing answers at http://127.0.0.1:9");
});

test("a key that is kept is sealed: the database never holds it, and only the passphrase opens it", async () => {
  const origin = await commands.startServer({
    replies: ["yes"],
    keys: ["sk-secret-key"],
    models: ["small-1"],
  });
  const db = await openTestDatabase();
  showPage(db, ModelsPage);
  await openForm(origin);
  await page.getByLabelText("Key, if the server wants one").fill("sk-secret-key");
  await page.getByLabelText("Model", { exact: true }).fill("small-1");
  await page.getByRole("button", { name: "Use small-1" }).click();
  await expect.element(page.getByRole("button", { name: "Check small-1" })).toBeVisible();
  cleanup();
  showPage(db, ModelsPage);
  await page.getByRole("button", { name: "Key… for small-1" }).click();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
  await page.getByRole("button", { name: "Key… for small-1" }).click();
  await page.getByLabelText(/^Key for 127/).fill("sk-secret-key");
  await page.getByRole("button", { name: "Use this key and go on" }).click();
  await page.getByRole("button", { name: /^Keep 1 key in this browser/ }).click();
  await page.getByLabelText("Passphrase").fill("a long passphrase");
  await userEvent.keyboard("{Enter}");
  await expect.poll(() => db.secrets.count(), { timeout: 15_000 }).toBe(1);
  const row = (await db.secrets.toArray())[0]!;
  expect(new TextDecoder().decode(row.sealed)).not.toContain("sk-secret-key");
  cleanup();
  showPage(db, ModelsPage);
  await page.getByRole("button", { name: /^Unlock 1 key/ }).click();
  await page.getByLabelText("Passphrase").fill("a wrong passphrase");
  await userEvent.keyboard("{Enter}");
  await expect
    .element(page.getByRole("alert"), { timeout: 15_000 })
    .toHaveTextContent("does not open the keys");
  await page.getByLabelText("Passphrase").fill("a long passphrase");
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByText("ready to use"), { timeout: 15_000 }).toBeVisible();
  await page.getByRole("button", { name: "Change the passphrase…" }).click();
  await page.getByLabelText("Passphrase", { exact: true }).fill("a long passphrase");
  await page.getByLabelText("New passphrase").fill("a longer passphrase");
  await userEvent.keyboard("{Enter}");
  await expect.poll(() => page.getByRole("dialog").query(), { timeout: 15_000 }).toBeNull();
  expect(await db.secrets.toArray()).toEqual([row]);
  cleanup();
  showPage(db, ModelsPage);
  await page.getByRole("button", { name: /^Unlock 1 key/ }).click();
  await page.getByLabelText("Passphrase").fill("a longer passphrase");
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByText("ready to use"), { timeout: 15_000 }).toBeVisible();
});
