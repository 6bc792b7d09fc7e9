import type { ModuleSpec, ProgramSpec } from "../../tasks/task-spec.ts";

/** JSON's strings are Python's. */
const literal = (value: unknown): string => JSON.stringify(value);

/**
 * The program as Python that runs anywhere: every module in its order with its own text, model, temperature and
 * limit; each sees the row and the answers before it. `ask` and `search` are the reader's own. Empty where no model is asked.
 */
export function pythonProgram({ modules }: ProgramSpec): string {
  if (modules.length === 0) return "";
  const searches = modules.some(({ search }) => search !== undefined);
  const asksBoth = modules.some(({ role }) => role === "reflection");
  const needs = ["row", "ask", ...(asksBoth ? ["ask_stronger"] : []), ...(searches ? ["search"] : [])];
  return [
    "import re",
    "",
    ...textsOf(modules),
    "",
    "def fill(template, values):",
    '    slot = r"\\{\\{\\s*([^{}]+?)\\s*\\}\\}"',
    "    return re.sub(slot, lambda found: values.get(found[1], found[0]), template)",
    "",
    `def answer(${needs.join(", ")}):`,
    "    values = dict(row)",
    '    output = ""',
    ...modules.flatMap(moduleLines),
    "    return output",
  ].join("\n");
}

/** Each text by the name of its component; a reader puts the exported texts there. */
function textsOf(modules: readonly ModuleSpec[]): readonly string[] {
  const names = new Set(modules.flatMap((module) => [module.component, module.demosComponent ?? []].flat()));
  return [
    `# The ${names.size === 1 ? "text" : "texts"} above: "JSON by component" has ${names.size === 1 ? "it" : "them"} under "components".`,
    `TEXTS = {${[...names].map((name) => `${literal(name)}: "…"`).join(", ")}}`,
  ];
}

function moduleLines(module: ModuleSpec, index: number): readonly string[] {
  const head = `    # ${index + 1}. ${module.name.replaceAll(/\s+/g, " ")}${expects(module)}`;
  const name = literal(`${module.name}.output`);
  const body = [
    ...(module.search === undefined ? [] : [searchLine(module.name, module.search)]),
    `output = ${module.role === "reflection" ? "ask_stronger" : "ask"}(`,
    "    messages=[",
    `        {"role": "system", "content": ${systemText(module)}},`,
    `        {"role": "user", "content": fill(${literal(module.userTemplate)}, values)},`,
    "    ],",
    `    temperature=${module.temperature},`,
    `    max_tokens=${module.maxTokens},`,
    ")",
    `values[${name}] = output`,
  ];
  const { when } = module;
  if (when === undefined) return [head, ...body.map((line) => `    ${line}`)];
  const wanted = when.isOneOf.map((one) => one.trim().toLowerCase());
  return [
    head,
    `    if fill(${literal(when.value)}, values).strip().lower() in ${literal(wanted)}:`,
    ...body.map((line) => `        ${line}`),
    "    else:",
    `        values[${name}] = ""`,
  ];
}

function expects({ output }: ModuleSpec): string {
  if (output.kind === "json") return ", answers in JSON";
  return output.kind === "label"
    ? `, answers one of ${output.labels.join(", ").replaceAll(/\s+/g, " ")}`
    : "";
}

function searchLine(name: string, { query, passages }: NonNullable<ModuleSpec["search"]>): string {
  return `values[${literal(`${name}.passages`)}] = search(fill(${literal(query)}, values), ${passages})`;
}

function systemText({ component, demosComponent }: ModuleSpec): string {
  const texts = [component, ...(demosComponent === undefined ? [] : [demosComponent])].map(
    (name) => `TEXTS[${literal(name)}]`,
  );
  return texts.join(' + "\\n\\n" + ');
}
