import { templateNames } from "../../tasks/programs/fill-template.ts";
import { systemText } from "../../tasks/programs/module-request.ts";
import type { ModuleSpec } from "../../tasks/task-spec.ts";
import type { PromptToTake } from "./exported-calls.ts";
import { pythonLiteral } from "./python-program.ts";

/** Words of Python, of the program written here, and of what DSPy's modules and signatures have of their own. */
const reserved = new Set(
  `False None True and as assert async await break class continue def del elif else except finally for from global if
   import in is lambda nonlocal not or pass raise return try while with yield match case type self row values answer
   search forward aforward acall load save predictors named_predictors named_parameters parameters set_lm get_lm
   dump_state load_state deepcopy reset_copy batch history callbacks map_named_predictors inspect_history
   instructions fields signature input_fields output_fields insert append prepend delete equals copy dict json
   schema construct validate`.split(/\s+/),
);

/** A name as Python takes it; the same in the program and in its state. */
function identifier(name: string): string {
  const plain = name.replaceAll(/\W+/g, "_").replaceAll(/^_+|_+$/g, "");
  const named = /^[A-Za-z]/.test(plain) ? plain : `field_${plain}`;
  return reserved.has(named) ? `${named}_` : named;
}

const inputsOf = (module: ModuleSpec): readonly string[] => templateNames(module.userTemplate);
const title = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll("_", " ")}:`;

/** The state file that `program.load` of DSPy 3 reads; predictors are named like the modules here. */
export function dspyState({ task, texts }: PromptToTake): string {
  const predictors = task.program.modules.map((module) => {
    const names = [...inputsOf(module).map(identifier), "answer"];
    const fields = names.map((name) => ({ prefix: title(name), description: `\${${name}}` }));
    const signature = { instructions: systemText(module, texts), fields };
    return [identifier(module.name), { traces: [], train: [], demos: [], signature, lm: null }] as const;
  });
  return `${JSON.stringify(Object.fromEntries([...predictors, ["metadata", { dependency_versions: {} }]]), undefined, 2)}\n`;
}

function predictorLine(module: ModuleSpec, texts: PromptToTake["texts"]): string {
  const inputs = inputsOf(module).map(identifier).join(", ");
  const type =
    module.output.kind === "label"
      ? `: Literal[${module.output.labels.map((label) => JSON.stringify(label)).join(", ")}]`
      : "";
  const signature = `dspy.Signature(${JSON.stringify(`${inputs} -> answer`)}, ${pythonLiteral(systemText(module, texts))})`;
  const typed =
    type === "" ? signature : `${signature}.with_updated_fields("answer", type_=${type.slice(2)})`;
  return `        self.${identifier(module.name)} = dspy.Predict(${typed}, temperature=${module.temperature}, max_tokens=${module.maxTokens})`;
}

function callLines(module: ModuleSpec): readonly string[] {
  const name = identifier(module.name);
  const key = JSON.stringify(`${module.name}.output`);
  const given = inputsOf(module).map((input) => `${identifier(input)}=values[${JSON.stringify(input)}]`);
  const lines = [
    ...(module.search === undefined
      ? []
      : [
          `values[${JSON.stringify(`${module.name}.passages`)}] = self.search(fill(${JSON.stringify(module.search.query)}, values), ${module.search.passages})`,
        ]),
    `values[${key}] = str(self.${name}(${given.join(", ")}).answer)`,
    `answer = values[${key}]`,
  ];
  const { when } = module;
  if (when === undefined) return lines.map((line) => `        ${line}`);
  const wanted = when.isOneOf.map((one) => one.trim().toLowerCase());
  return [
    `        if fill(${JSON.stringify(when.value)}, values).strip().lower() in ${pythonLiteral(wanted, "        ")}:`,
    ...lines.map((line) => `            ${line}`),
    "        else:",
    `            values[${key}] = ""`,
  ];
}

/**
 * The same program for DSPy: a module per prompt, passed on as in the run. DSPy words its requests in its own way, so its
 * answers need not be those of the run.
 */
export function dspyProgram({ task, texts }: PromptToTake): string {
  const { modules } = task.program;
  const hasLabels = modules.some(({ output }) => output.kind === "label");
  const searches = modules.some(({ search }) => search !== undefined);
  return `import re
${hasLabels ? "from typing import Literal\n" : ""}
import dspy


def fill(template, values):
    return re.sub(r"\\{\\{\\s*([^{}]+?)\\s*\\}\\}", lambda found: values.get(found[1], found[0]), template)


class Program(dspy.Module):
    def __init__(self${searches ? ", search" : ""}):
        super().__init__()
${searches ? "        self.search = search  # search(query, passages) gives the passages as one text\n" : ""}${modules.map((module) => predictorLine(module, texts)).join("\n")}

    def forward(self, row):
        """row: a dict of texts by column."""
        values = dict(row)
        answer = ""
${modules.flatMap(callLines).join("\n")}
        return dspy.Prediction(answer=answer)


# dspy.configure(lm=dspy.LM("openai/MODEL", api_base="URL", api_key="KEY"))
# program = Program(); program.load("the state file"); program(row={"column": "text"}).answer
`;
}
