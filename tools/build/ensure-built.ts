import { spawnSync } from "node:child_process";
import { mkdirSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import { newestChange } from "./newest-change.ts";
import { projectFolder } from "./project-folder.ts";

/** Everything the built page depends on. */
const sources = [
  "src",
  "workers",
  "public",
  "index.html",
  "vite.config.ts",
  "package-lock.json",
  "tools/build",
];

function isFresh(folder: string): boolean {
  // The page and the service worker are the first and the last thing a build writes.
  const built = Math.min(
    ...["index.html", "service-worker.js"].map((name) => newestChange([join(folder, name)])),
  );
  return built > newestChange(sources.map((name) => join(projectFolder, name)));
}

/** In a process of its own, so that what the build says does not mix with what a command prints. */
function buildInto(folder: string): void {
  const vite = join(dirname(createRequire(import.meta.url).resolve("vite/package.json")), "bin", "vite.js");
  const args = [vite, "build", "--outDir", folder, "--emptyOutDir", "--logLevel", "error"];
  // A caller's NODE_ENV (Vitest sets "test") would choose Solid's development build.
  const env = { ...process.env, NODE_ENV: "production" };
  const result = spawnSync(process.execPath, args, { cwd: projectFolder, encoding: "utf8", env });
  if (result.status !== 0)
    throw new Error(`the page could not be built:\n${result.stdout}\n${result.stderr}`);
}

/**
 * Builds `dist` unless it is newer than all it is made of, and returns the folder. The build happens elsewhere and
 * takes the place of the old one only when it has succeeded.
 */
export function ensureBuilt(say: (line: string) => void = () => undefined): string {
  const folder = join(projectFolder, "dist");
  if (isFresh(folder)) return folder;
  say("building the page (once; again only after a change)");
  const fresh = join(projectFolder, ".cache", `build-${process.pid}`);
  mkdirSync(join(projectFolder, ".cache"), { recursive: true });
  try {
    buildInto(fresh);
    rmSync(folder, { recursive: true, force: true });
    try {
      renameSync(fresh, folder);
    } catch (error) {
      // Another command may have built at the same time: its result is as good.
      if (!isFresh(folder)) throw error;
    }
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return folder;
}
