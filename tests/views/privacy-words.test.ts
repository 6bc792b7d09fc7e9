import { expect, test } from "vitest";

import { accessHint, providerPresets } from "../../src/models/remote/provider-presets.ts";
import { isLocalAddress, isLoopback } from "../../src/shared/local-address.ts";
import { reachableHosts, refusalOf } from "../../src/shared/may-reach.ts";
import {
  heldBackSentence,
  leftOf,
  modeOf,
  policySentence,
  privacySentence,
  reachModes,
  withMode,
} from "../../src/views/words/privacy-words.ts";

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

test("only an address of this machine is one: names that begin like it are names of somebody else", () => {
  for (const host of ["localhost", "studio.localhost", "127.0.0.1", "127.8.9.10", "[::1]"])
    expect(isLoopback(host)).toBe(true);
  for (const host of ["127.example.com", "localhost.example.com", "128.0.0.1", "10.0.0.1"])
    expect(isLoopback(host)).toBe(false);
  for (const host of ["10.0.0.1", "192.168.0.7", "172.16.0.1", "169.254.1.1", "printer.local"])
    expect(isLocalAddress(host)).toBe(true);
  for (const host of ["10.example.com", "192.168.example.com", "172.16.example.com", "172.32.0.1"])
    expect(isLocalAddress(host)).toBe(false);
});

test("with This machine only, of the allowed hosts only programs on this machine are reached", () => {
  const hosts = ["http://localhost:11434", "https://api.example.com", "http://192.168.0.7:8000"];
  const here = { locked: false, onlyHere: true, hosts };
  expect(reachableHosts(here)).toEqual(["http://localhost:11434"]);
  expect(refusalOf(here, "https://api.example.com")).toBe("this-machine-only");
  expect(refusalOf(here, "http://localhost:1234")).toBe("host-not-enabled");
  for (const local of ["http://[::1]:8080", "https://127.0.0.1", "http://studio.localhost:3000"])
    expect(refusalOf({ ...here, hosts: [local] }, local)).toBeUndefined();
  for (const trick of [
    "http://localhost@evil.example",
    "http://localhost.evil.example",
    "http://127.0.0.1.evil.example",
  ])
    expect(refusalOf({ ...here, hosts: [trick] }, trick)).toBe("this-machine-only");
  expect(refusalOf({ ...here, locked: true }, "http://localhost:11434")).toBe("offline-lock");
  expect(reachableHosts({ locked: false, hosts })).toEqual(hosts);
  expect(policySentence(here)).toBe("Only programs on this machine");
  expect(heldBackSentence(here, ["http://localhost:11434/v1"])).toBeUndefined();
  expect(heldBackSentence(here, ["http://localhost:11434/v1", "https://api.example.com/v1"])).toMatch(
    /^“This machine only” is on: nothing is sent to api\.example\.com until/,
  );
});

test("each of the three rules can be chosen from every other, and keeps the hosts", () => {
  const hosts = ["https://a.example"];
  for (const { mode: before } of reachModes)
    for (const { mode } of reachModes) {
      const policy = withMode(withMode({ locked: false, hosts }, before), mode);
      expect(modeOf(policy)).toBe(mode);
      expect(policy.hosts).toEqual(hosts);
    }
});
