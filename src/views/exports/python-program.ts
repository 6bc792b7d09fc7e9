import { baseUrlOf, exportedCalls, type PromptToTake } from "./exported-calls.ts";

/** What a run does between two calls, in Python. Kept in step with `runProgram` by a test that runs both. */
const runtime = String.raw`
def fill(template, values):
    slot = r"\{\{\s*([^{}]+?)\s*\}\}"
    return re.sub(slot, lambda found: values.get(found[1], found[0]), template)


def bare(text):
    return re.sub(r"^[\"'${"`"}*\s]+|[\"'${"`"}*.\s]+$", "", text.strip()).lower()


def chosen(text):
    """A label that was chosen by a JSON schema comes in quotation marks, or as the one field of an object."""
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return str(value.get("answer", text) if isinstance(value, dict) else value)


def read(text, form):
    """The answer as its form wants it, or None where it has another form."""
    if text.strip() == "":
        return None
    if form["kind"] == "text":
        return text.strip()
    if form["kind"] == "label":
        return next((label for label in form["labels"] if bare(label) == bare(chosen(text))), None)
    inside = re.sub(r"^${"```"}[^\n]*\n([\s\S]*)${"```"}$", r"\1", text.strip()).strip()
    try:
        json.loads(inside)
        return inside
    except ValueError:
        return None


def ask_endpoint(body, call):
    """Asks an endpoint that speaks OpenAI's chat completions; the key is read from API_KEY."""
    key = os.environ.get("API_KEY")
    headers = {"content-type": "application/json", **({"authorization": f"Bearer {key}"} if key else {})}
    request = urllib.request.Request(call["baseUrl"] + "/chat/completions", json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request) as response:
        return json.load(response)["choices"][0]["message"]["content"] or ""


def answer(row, ask=ask_endpoint, search=None):
    """The program's answer to one row, a dict of texts by column. ask(body, call) gives the text a model answered;
    search(query, passages) the passages as one text, where the program looks something up."""
    values = dict(row)
    output = ""
    for call in CALLS:
        name = call["name"]
        when = call.get("when")
        if when and fill(when["value"], values).strip().lower() not in when["isOneOf"]:
            values[f"{name}.output"] = ""
            continue
        if "search" in call:
            values[f"{name}.passages"] = search(fill(call["search"]["query"], values), call["search"]["passages"])
        messages = [
            {**message, "content": fill(message["content"], values)} if message["role"] == "user" else message
            for message in call["body"]["messages"]
        ]
        text = ask({**call["body"], "messages": messages}, call)
        output = read(text, call["output"])
        # An answer of the wrong form ends the program, as it did in the run.
        if output is None:
            return text
        values[f"{name}.output"] = output
    return output
`;

/**
 * The program as Python that runs as it is, with nothing but its standard library: every request the run made for a row,
 * and what lay between. Empty where no model is asked.
 */
export function pythonProgram(prompt: PromptToTake): string {
  const calls = exportedCalls(prompt).map((call) => ({
    ...call,
    baseUrl: baseUrlOf(prompt.models[call.role]),
  }));
  if (calls.length === 0) return "";
  const imports = ["json", "os", "re", "urllib.request"].map((name) => `import ${name}`).join("\n");
  return `${imports}

# The requests, in their order.
CALLS = ${pythonLiteral(calls)}

${runtime}`;
}

/** Data as Python writes it. JSON's strings are Python's. */
export function pythonLiteral(value: unknown, indent = ""): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value !== "object") return JSON.stringify(value);
  const inner = `${indent}    `;
  const isList = Array.isArray(value);
  const lines = isList
    ? value.map((item) => pythonLiteral(item, inner))
    : Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => `${JSON.stringify(key)}: ${pythonLiteral(item, inner)}`);
  const [open, close] = isList ? "[]" : "{}";
  return lines.length === 0
    ? `${open}${close}`
    : `${open}\n${lines.map((line) => `${inner}${line},\n`).join("")}${indent}${close}`;
}
