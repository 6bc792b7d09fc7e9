import { execFileSync } from "node:child_process";
import { existsSync, lstatSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { automationArgs, processEnvironment, type FoundBrowser } from "./found-browser.ts";

const packageName = "@sparticuz/chromium";

function packageFolder(): string {
  // The package exports only its main file, which lies in build/cjs.
  return join(dirname(createRequire(import.meta.url).resolve(packageName)), "..", "..");
}

/** The package unpacks into os.tmpdir(): run it in a process of its own whose TMPDIR nobody else writes to. */
function unpackInto(folder: string): void {
  const script = `import(${JSON.stringify(packageName)}).then((main) => main.default.executablePath())`;
  execFileSync(process.execPath, ["--input-type=module", "-e", script], {
    cwd: packageFolder(),
    // The second variable makes the package unpack the system libraries too.
    env: { ...processEnvironment(), TMPDIR: folder, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x" },
    stdio: ["ignore", "ignore", "inherit"],
  });
}

function isOurs(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  return (
    found !== undefined &&
    found.isDirectory() &&
    found.uid === process.getuid?.() &&
    (found.mode & 0o077) === 0
  );
}

/** A private temporary folder holding the unpacked browser; made once per user and package version. */
function unpackedFolder(): string {
  const version = (
    JSON.parse(readFileSync(join(packageFolder(), "package.json"), "utf8")) as { version: string }
  ).version;
  const shared = join(tmpdir(), `gepa-studio-browser-${version}-${process.getuid?.() ?? 0}`);
  if (isOurs(shared)) return shared;
  const fresh = mkdtempSync(join(tmpdir(), "gepa-studio-browser-"));
  unpackInto(fresh);
  try {
    renameSync(fresh, shared);
    return shared;
  } catch {
    // Another process was quicker, or somebody else holds the name: theirs if it is ours, else keep our own.
    if (!isOurs(shared)) return fresh;
    rmSync(fresh, { recursive: true, force: true });
    return shared;
  }
}

/** True where the dynamic linker finds every library the program names. */
function hasItsLibraries(executablePath: string): boolean {
  try {
    return !execFileSync("ldd", [executablePath], { encoding: "utf8" }).includes("not found");
  } catch {
    return false;
  }
}

/**
 * The browser inside the npm package `@sparticuz/chromium` (linux x64 only), with the libraries and fonts
 * a bare machine lacks.
 */
export function packagedBrowser(): FoundBrowser {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error(
      "no browser found: install Google Chrome, Chromium or Microsoft Edge, or set BROWSER_PATH to one",
    );
  }
  const folder = unpackedFolder();
  const executablePath = join(folder, "chromium");
  // Without a locale it calls its language "en-US@posix", which no Intl function takes.
  const env: Record<string, string> = { ...processEnvironment(), LANG: "en_US.UTF-8", LC_ALL: "en_US.UTF-8" };
  if (!hasItsLibraries(executablePath)) {
    env["LD_LIBRARY_PATH"] = [join(folder, "al2023", "lib"), env["LD_LIBRARY_PATH"]]
      .filter(Boolean)
      .join(":");
  }
  if (!existsSync("/usr/share/fonts") && !existsSync("/usr/local/share/fonts")) {
    env["FONTCONFIG_PATH"] = join(folder, "fonts");
  }
  return {
    executablePath,
    args: [...automationArgs, "--no-zygote", "--lang=en-US"],
    env,
    source: `the browser inside the npm package ${packageName}`,
  };
}
