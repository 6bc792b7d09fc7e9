import { expect, test } from "vitest";

import { accessHint, providerPresets } from "../../src/models/remote/provider-presets.ts";
import { leftOf, policySentence, privacySentence } from "../../src/views/words/privacy-words.ts";

const plain = (text: string | undefined): string | undefined => text?.replaceAll(/[\u202f\u00a0]/g, " ");

test("what goes to a server on this machine has not left it", () => {
  const here = { origin: "http://localhost:11434", requests: 3, bytesOut: 2000 };
  const away = { origin: "https://api.example.com", requests: 2, bytesOut: 1500 };
  const heldBack = { origin: "https://other.example.com", requests: 0, bytesOut: 0 };
  expect(plain(privacySentence(leftOf([here])))).toBe(
    "Nothing has left this machine; 2.0 kB went to a server on it",
  );
  expect(plain(privacySentence(leftOf([here, away, heldBack])))).toBe("1.5 kB sent to api.example.com");
  expect(privacySentence(leftOf([heldBack]))).toBe("Nothing has left this machine");
  // A machine of the same network is another machine.
  expect(plain(privacySentence(leftOf([{ ...here, origin: "http://192.168.0.7:8000" }])))).toBe(
    "2.0 kB sent to 192.168.0.7:8000",
  );
});

test("the lock and the allowed hosts are told apart in words", () => {
  const hosts = ["https://a.example", "http://localhost:11434", "https://c.example"];
  expect(policySentence({ locked: true, hosts })).toBe("Nothing leaves this tab");
  expect(policySentence({ locked: false, hosts: hosts.slice(0, 1) })).toBe("These hosts only: a.example");
  expect(policySentence({ locked: false, hosts })).toBe(
    "These hosts only: a.example, localhost:11434 and 1 more",
  );
  expect(policySentence({ locked: false, hosts: [] })).toBeUndefined();
});

test("a hint that is shown names the page's own address, never a blank to fill in", () => {
  for (const { id } of providerPresets) expect(accessHint(id)).not.toMatch(/[{}]/);
  expect(accessHint("custom")).not.toMatch(/[{}]/);
});
