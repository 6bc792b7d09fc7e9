import { join } from "node:path";

import { projectFolder } from "../../build/project-folder.ts";
import { openPage, until, type Lack, type Walk } from "../walk.ts";

/** The graphics card's name, or in the page's words why no model can run on it. */
export async function graphicsSaid(walk: Walk): Promise<string | Lack> {
  await openPage(walk, "/models");
  const said = await until(walk.page, "words about the graphics card", () =>
    [...document.querySelectorAll("p")]
      .map((each) => each.innerText.trim())
      .find((text) => /^Graphics: |no WebGPU|no graphics adapter/.test(text)),
  );
  return said.startsWith("Graphics: ") ? said : { lacks: said.split(". ")[0] ?? said };
}

/** Measures the speed of a model in the table and returns what the table then says. */
async function measured(walk: Walk, name: string): Promise<string> {
  await walk.page.click({ kind: "button", name: `Measure speed of ${name}`, part: true });
  return until(
    walk.page,
    "the measured speed",
    (model: string) =>
      [...document.querySelectorAll("tr")]
        .find((row) => row.textContent.includes(model))
        ?.textContent.match(/\d[\d.,\s]*requests\/min/)?.[0],
    name,
    120_000,
    300,
  );
}

/** A GGUF file is opened from the disk, copied into the browser's storage, and answers. */
export async function ggufFromDisk(walk: Walk): Promise<string> {
  await openPage(walk, "/models");
  const file = join(projectFolder, "public/models/embedded-student.gguf");
  await walk.page.chooseFile({ kind: "file", name: "GGUF files" }, file);
  return measured(walk, "embedded-student");
}

/** The studio's own model loads and answers: `Embedded model` is its line in the table. */
export async function embeddedAnswers(walk: Walk): Promise<string> {
  await openPage(walk, "/models");
  return measured(walk, "Embedded model");
}
