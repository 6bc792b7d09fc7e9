import type { Locator, Page } from "@playwright/test";

import { startModelServer, type ModelRequest, type ModelServer } from "../../support/model-server.ts";
import { openStudio } from "./studio.ts";

/** A hand at the page whose every deed is counted: a press, a text, a file. */
export interface Hand {
  readonly press: (what: Locator) => Promise<void>;
  readonly write: (where: Locator, text: string) => Promise<void>;
  readonly choose: (where: Locator, option: string) => Promise<void>;
  readonly give: (where: Locator, name: string, text: string) => Promise<void>;
  readonly deeds: () => number;
}

export function handOf(): Hand {
  let deeds = 0;
  const counted = async (deed: Promise<unknown>): Promise<void> => {
    deeds += 1;
    await deed;
  };
  return {
    press: (what) => counted(what.click()),
    write: (where, text) => counted(where.fill(text)),
    choose: (where, option) => counted(where.selectOption(option)),
    give: (where, name, text) =>
      counted(where.setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) })),
    deeds: () => deeds,
  };
}

/** A server of one's own with one scripted model, connected on the Models page; then Home. */
export async function connected(page: Page, answer: (request: ModelRequest) => string): Promise<ModelServer> {
  const server = await startModelServer({ models: ["small"], answer });
  await openStudio(page, "/#/models");
  await page.getByRole("button", { name: "Add an endpoint…" }).click();
  await page.getByLabel("Address of the endpoint").fill(server.baseUrl("openai-compatible"));
  await page.getByRole("button", { name: /and check/ }).click();
  await page.getByRole("button", { name: "Use small" }).click();
  await page.getByRole("link", { name: "Home", exact: true }).click();
  return server;
}

export const runIdOf = (page: Page): string => /#\/runs\/([^/?]+)/.exec(page.url())?.[1] ?? "";

/** Said at the end of a journey: how many deeds of a hand it took. */
export const told = (journey: string, hand: Hand): void =>
  console.log(`${journey}: ${hand.deeds()} interactions`);

export const teams = {
  parcel: "SHIPPING",
  invoice: "BILLING",
  password: "ACCESS",
  contract: "LEGAL",
} as const;
export const words = Object.keys(teams) as (keyof typeof teams)[];

/** A table of mails whose team one word decides. */
export const mails = [
  "message,team",
  ...Array.from({ length: 120 }, (_, at) => {
    const word = words[at % words.length] ?? "parcel";
    return `"Message ${at}: please look at the ${word}, thank you",${teams[word]}`;
  }),
].join("\n");
