import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const names = [
  "google-chrome",
  "google-chrome-stable",
  "chromium",
  "chromium-browser",
  "microsoft-edge",
  "microsoft-edge-stable",
];

const macPlaces = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

function windowsPlaces(): string[] {
  return ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].flatMap((variable) => {
    const root = process.env[variable];
    if (root === undefined) return [];
    return [
      join(root, "Google", "Chrome", "Application", "chrome.exe"),
      join(root, "Microsoft", "Edge", "Application", "msedge.exe"),
    ];
  });
}

function placesOnPath(): string[] {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.flatMap((folder) => names.map((name) => join(folder, name)));
}

/** The path of an installed Chrome, Chromium or Edge; BROWSER_PATH, where set, is the user's own choice. */
export function installedBrowser(): string | undefined {
  const chosen = process.env["BROWSER_PATH"];
  if (chosen !== undefined && chosen !== "") {
    if (!existsSync(chosen)) throw new Error(`BROWSER_PATH names no file: ${chosen}`);
    return chosen;
  }
  const fixed =
    process.platform === "darwin" ? macPlaces : process.platform === "win32" ? windowsPlaces() : [];
  return [...fixed, ...placesOnPath()].find((path) => existsSync(path));
}
