import type { ModuleSpec, TaskSpec } from "../../tasks/task-spec.ts";

/** A prompt to be taken elsewhere: the texts of one candidate and the program they belong to. */
export interface PromptToTake {
  readonly task: TaskSpec;
  /** Component -> text. */
  readonly texts: Readonly<Record<string, string>>;
}

export interface PromptFormat {
  readonly id: string;
  readonly title: string;
  readonly what: string;
  readonly extension: string;
  readonly type: string;
  make(prompt: PromptToTake): string;
}

/** A module's system prompt: its instruction, then its demonstrations where it has some. */
export function systemPrompt(
  { component, demosComponent }: ModuleSpec,
  texts: PromptToTake["texts"],
): string {
  const demos = demosComponent === undefined ? "" : (texts[demosComponent] ?? "");
  return [texts[component] ?? "", demos].filter((text) => text !== "").join("\n\n");
}

const json = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;

function chat({ task, texts }: PromptToTake): string {
  const modules = task.program.modules.map((module) => ({
    name: module.name,
    messages: [
      { role: "system", content: systemPrompt(module, texts) },
      { role: "user", content: module.userTemplate },
    ],
  }));
  return json(modules.length === 1 ? modules[0]?.messages : modules);
}

/** A YAML string that is right whatever the text holds: JSON's double-quoted form is YAML's. */
const quoted = (text: string) =>
  JSON.stringify(text).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");

/** A literal block reads better; it is used where the text allows one. */
function yamlText(text: string, indent: string): string {
  // eslint-disable-next-line no-control-regex -- what a YAML block may not hold
  const unfit = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u2028\u2029\uFEFF]|^[ \n]/;
  const isPlain = !unfit.test(text);
  if (!isPlain || !text.includes("\n")) return quoted(text);
  const lines = text.replace(/\n+$/, "").split("\n");
  return `|-\n${lines.map((line) => (line === "" ? "" : `${indent}${line}`)).join("\n")}`;
}

/** promptfoo reads `{{column}}` as nunjucks; text of the prompt itself is shielded from that. */
function shielded(text: string): string {
  return /\{\{|\{%|\{#/.test(text) ? `{% raw %}${text}{% endraw %}` : text;
}

function promptfoo({ task, texts }: PromptToTake): string {
  const prompts = task.program.modules.map((module) => {
    const messages = [
      { role: "system", content: shielded(systemPrompt(module, texts)) },
      { role: "user", content: module.userTemplate },
    ];
    return [
      `  - id: ${quoted(module.name)}`,
      `    label: ${quoted(`${task.name}: ${module.name}`)}`,
      `    raw: ${yamlText(JSON.stringify(messages, undefined, 2), "      ")}`,
    ].join("\n");
  });
  return `# yaml-language-server: $schema=https://promptfoo.dev/config-schema.json\ndescription: ${quoted(task.name)}\nprompts:\n${prompts.join("\n")}\nproviders: [] # yours, for example openai:gpt-4o-mini\ntests: [] # your rows: one vars entry per column\n`;
}

function columnsOf({ userTemplate }: ModuleSpec): string[] {
  return [
    ...new Set([...userTemplate.matchAll(/\{\{\s*([^}]+?)\s*\}\}/g)].map(([, name]) => name as string)),
  ];
}

const title = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll("_", " ")}:`;

/** The state file that `program.load` of DSPy 3 reads; predictors are named like the modules here. */
function dspy({ task, texts }: PromptToTake): string {
  const predictors = task.program.modules.map((module) => {
    const columns = [...columnsOf(module), "answer"];
    const fields = columns.map((name) => ({ prefix: title(name), description: `\${${name}}` }));
    const signature = { instructions: systemPrompt(module, texts), fields };
    return [module.name, { traces: [], train: [], demos: [], signature, lm: null }] as const;
  });
  return json(Object.fromEntries([...predictors, ["metadata", { dependency_versions: {} }]]));
}

/** gepa's own candidate: a dict of component texts. */
const gepa = ({ texts }: PromptToTake) => json(texts);

/** What ax's `axDeserializeOptimizedProgram` reads; a program whose id is the module's name takes its instruction. */
function ax({ task, texts }: PromptToTake): string {
  const instructions = task.program.modules.map(
    (module) => [`${module.name}::instruction`, systemPrompt(module, texts)] as const,
  );
  return json({
    artifactFormatVersion: 1,
    optimizerType: "GEPA",
    componentMap: Object.fromEntries(instructions),
  });
}

function typescript({ task, texts }: PromptToTake): string {
  const modules = task.program.modules.map((module) => {
    const name = identifier(module.name);
    const columns = columnsOf(module);
    const fields = columns.map((column) => `${JSON.stringify(column)}: string`).join("; ");
    return [
      `/** Messages of the module ${JSON.stringify(module.name)}. */`,
      `export function ${name}Messages(row: { ${fields} }) {`,
      `  const user = ${JSON.stringify(module.userTemplate)}.replace(/\\{\\{\\s*([^}]+?)\\s*\\}\\}/g, (_, key: string) => row[key as keyof typeof row] ?? "");`,
      `  return [`,
      `    { role: "system", content: ${JSON.stringify(systemPrompt(module, texts))} },`,
      `    { role: "user", content: user },`,
      `  ] as const;`,
      `}`,
    ].join("\n");
  });
  return `${modules.join("\n\n")}\n`;
}

/** JSON's strings are Python's, but for the two line separators and the names of nothing. */
function python({ task, texts }: PromptToTake): string {
  const modules = task.program.modules.map((module) => {
    const name = identifier(module.name).replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    return [
      `def ${name}_messages(row: dict[str, str]) -> list[dict[str, str]]:`,
      `    """Messages of the module ${module.name.replaceAll(/["\\]/g, "'")}."""`,
      `    user = re.sub(r"\\{\\{\\s*([^}]+?)\\s*\\}\\}", lambda found: row.get(found[1], ""), ${quoted(module.userTemplate)})`,
      `    return [`,
      `        {"role": "system", "content": ${quoted(systemPrompt(module, texts))}},`,
      `        {"role": "user", "content": user},`,
      `    ]`,
    ].join("\n");
  });
  return `import re\n\n\n${modules.join("\n\n\n")}\n`;
}

function identifier(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter(Boolean);
  const joined = words
    .map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join("");
  return /^[A-Za-z]/.test(joined) ? joined : `module${joined}`;
}

/** Formats of other tools; what was loaded with the tool itself says so. */
export const promptFormats: readonly PromptFormat[] = [
  {
    id: "chat",
    title: "Chat messages",
    what: "system and user messages as JSON",
    extension: "messages.json",
    type: "application/json",
    make: chat,
  },
  {
    id: "promptfoo",
    title: "promptfoo",
    what: "a config with the prompts, for your providers and tests",
    extension: "promptfoo.yaml",
    type: "application/yaml",
    make: promptfoo,
  },
  {
    id: "dspy",
    title: "DSPy",
    what: "a state file for program.load (tried with DSPy 3.4.1); its predictors are named like the modules",
    extension: "dspy.json",
    type: "application/json",
    make: dspy,
  },
  {
    id: "gepa",
    title: "GEPA candidate",
    what: "component texts, as gepa.optimize takes them for a seed (tried with gepa 0.1.4)",
    extension: "candidate.json",
    type: "application/json",
    make: gepa,
  },
  {
    id: "ax",
    title: "ax",
    what: "an optimized program for ax (tried with @ax-llm/ax 24.0.21); its program ids are the module names",
    extension: "ax.json",
    type: "application/json",
    make: ax,
  },
  {
    id: "typescript",
    title: "TypeScript",
    what: "a function per module that makes its messages",
    extension: "ts",
    type: "text/plain",
    make: typescript,
  },
  {
    id: "python",
    title: "Python",
    what: "a function per module that makes its messages",
    extension: "py",
    type: "text/plain",
    make: python,
  },
];
