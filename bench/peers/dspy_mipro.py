"""dspy's MIPROv2 on the task that stdin describes, with a scripted Student and a scripted proposer; writes best score and
calls of each kind per seed. Needs dspy; started by `npm run bench -- peers`."""

import contextlib
import json
import random
import re
import sys

import dspy
from dspy.teleprompt import MIPROv2

asked = json.load(sys.stdin)
rows = [dspy.Example(message=row["input"], label=row["expected"]).with_inputs("message") for row in asked["rows"]]


def word_of(text):
    found = re.findall(r"about a (\w+)", text)
    return found[-1] if found else ""


def reply(fields):
    parts = [f"[[ ## {name} ## ]]\n{text}" for name, text in fields.items()]
    return ["\n\n".join(parts + ["[[ ## completed ## ]]"])]


# dspy copies the models it is given, so what they count and draw stands outside of them.
calls = {"student": 0, "proposer": 0}
draws = random.Random()


class Student(dspy.BaseLM):
    def __init__(self):
        super().__init__(model="scripted-student")

    def __call__(self, prompt=None, messages=None, **kwargs):
        calls["student"] += 1
        word = word_of(messages[-1]["content"])
        told = re.search(rf"\b{word}=(L\d)", messages[0]["content"])
        shown = [
            re.search(r"L\d", answer["content"])
            for row, answer in zip(messages[1:-1:2], messages[2:-1:2])
            if word_of(row["content"]) == word
        ]
        label = told.group(1) if told else next((found.group(0) for found in shown if found), "nothing")
        return reply({"label": label})


class Proposer(dspy.BaseLM):
    def __init__(self):
        super().__init__(model="scripted-proposer")

    def __call__(self, prompt=None, messages=None, **kwargs):
        calls["proposer"] += 1
        outputs = messages[0]["content"].split("Your output fields are:")[1]
        names = re.findall(r"^\d+\. `(\w+)`", outputs, re.MULTILINE)
        chosen = draws.sample(asked["rows"], 1 + draws.randrange(5))
        told = " ".join(f"{word_of(row['input'])}={row['expected']}" for row in chosen)
        text = {"proposed_instruction": f"{asked['seed']} {told}"}
        return reply({name: text.get(name, "Rows about animals, each with a label.") for name in names})


def search(demos, seed):
    student, proposer = Student(), Proposer()
    calls.update(student=0, proposer=0)
    draws.seed(seed)
    dspy.configure(lm=student)
    program = dspy.Predict(dspy.Signature("message -> label", asked["seed"]))
    most = {} if demos else {"max_bootstrapped_demos": 0, "max_labeled_demos": 0}
    metric = lambda example, answer, trace=None: float(example.label == getattr(answer, "label", None))
    optimizer = MIPROv2(
        metric=metric, prompt_model=proposer, task_model=student, auto="heavy", seed=seed, verbose=False, num_threads=1, **most
    )
    best = optimizer.compile(program, trainset=rows, valset=rows, seed=seed)
    used = dict(calls)
    score = sum(metric(row, best(message=row.message)) for row in rows) / len(rows)
    return {"best": score, "studentCalls": used["student"], "proposalCalls": used["proposer"]}


with contextlib.redirect_stdout(sys.stderr):
    found = {
        kind: [search(kind == "demos", seed) for seed in range(asked["seeds"])] for kind in ("demos", "no-demos")
    }
json.dump({"dspy": dspy.__version__, **found}, sys.stdout)
