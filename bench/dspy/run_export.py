"""Loads an exported program with its state and runs it on rows; reads a request as JSON, writes what came of it as JSON."""

import importlib.util
import json
import sys
import warnings

import dspy

request = json.load(sys.stdin)
spec = importlib.util.spec_from_file_location("exported", request["program"])
exported = importlib.util.module_from_spec(spec)
spec.loader.exec_module(exported)

searches = []


def search(query, passages):
    searches.append([query, passages])
    return f"{passages} of {query}"


program = exported.Program(search) if request["searches"] else exported.Program()
before = {name: p.signature.instructions for name, p in program.named_predictors()}
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    program.load(request["state"])
after = {name: p.signature.instructions for name, p in program.named_predictors()}
dspy.configure(lm=dspy.LM("openai/small", api_base=request["url"], api_key="none", cache=False, num_retries=0))
answers = [program(row=row).answer for row in request["rows"]]
dumped = program.dump_state()
state = json.load(open(request["state"]))
print(
    json.dumps(
        {
            "dspy": dspy.__version__,
            "before": before,
            "after": after,
            "answers": answers,
            "searches": searches,
            "warnings": [str(one.message) for one in told],
            "missingKeys": {
                name: sorted(set(dumped[name]) - set(state[name])) for name in before if name in dumped
            },
        }
    )
)
