import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

import type { Plugin } from "vite";

import { compiledIn, compiledInWords } from "./compiled-in.ts";

interface PackageFacts {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly text: string;
}

const packageFolder = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/;

function packageFacts(folder: string): PackageFacts {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    name: string;
    version: string;
    license?: string;
  };
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
  return {
    name: manifest.name,
    version: manifest.version,
    license: manifest.license ?? "see its text",
    text:
      file === undefined
        ? "(the package brings no licence file)"
        : readFileSync(join(folder, file), "utf8").trim(),
  };
}

function noticesText(folders: ReadonlySet<string>): string {
  const facts = [...folders].map(packageFacts).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const entries = facts.map((fact) => `${fact.name} ${fact.version} (${fact.license})\n\n${fact.text}\n`);
  return [
    "GEPA Studio contains code and fonts of these packages.\n",
    ...entries,
    ...compiledIn.map(compiledInWords),
  ].join(`\n${"-".repeat(78)}\n\n`);
}

/**
 * Writes THIRD-PARTY-NOTICES.txt beside the built page: every package whose code or asset went into the page or
 * a worker, with its licence. `page` and `worker` share one list, because Vite bundles workers separately.
 */
export function thirdPartyNotices(): { readonly page: Plugin; readonly worker: () => Plugin } {
  const folders = new Set<string>();
  const collect = (id: string): void => {
    const folder = packageFolder.exec(id.replace(/^\0/, "").replace(/\?.*$/, ""))?.[1];
    if (folder !== undefined && existsSync(join(folder, "package.json"))) folders.add(folder);
  };
  return {
    worker: () => ({
      name: "gepa-notices-worker",
      generateBundle() {
        for (const id of this.getModuleIds()) collect(id);
      },
    }),
    page: {
      name: "gepa-notices",
      apply: "build",
      generateBundle(_options, bundle) {
        for (const id of this.getModuleIds()) collect(id);
        // Fonts come through style sheets and are no modules.
        for (const output of Object.values(bundle)) {
          if (output.type === "asset") output.originalFileNames.forEach((name) => collect(resolve(name)));
        }
        this.emitFile({ type: "asset", fileName: "THIRD-PARTY-NOTICES.txt", source: noticesText(folders) });
      },
    },
  };
}
