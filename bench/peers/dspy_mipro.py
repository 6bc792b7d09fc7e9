"""dspy's MIPROv2 on the tasks that stdin describes, with a scripted Student and a scripted proposer; writes best score and
calls of each kind per task and seed. Needs dspy with optuna; started by `npm run bench -- peers`."""

import contextlib
import json
import random
import re
import sys

import dspy
from dspy.teleprompt import MIPROv2

asked = json.load(sys.stdin)
# dspy copies the models it is given, so what they count, draw and are about stands outside of them.
calls = {"student": 0, "proposer": 0}
draws = random.Random()
task = {}


def word_of(text):
    found = re.findall(r"about a (\w+)", text)
    return found[-1] if found else ""


def reply(fields):
    parts = [f"[[ ## {name} ## ]]\n{text}" for name, text in fields.items()]
    return ["\n\n".join(parts + ["[[ ## completed ## ]]"])]


def label_of(messages):
    word = word_of(messages[-1]["content"])
    if word in task["knows"]:
        return task["groups"][word]
    told = re.search(rf"\b{word}=(L\d)", messages[0]["content"])
    if told:
        return told.group(1)
    for row, answer in zip(messages[1:-1:2], messages[2:-1:2]):
        label = re.search(r"L\d", answer["content"])
        if label and task["groups"].get(word_of(row["content"])) == task["groups"][word]:
            return label.group(0)
    return "nothing"


class Student(dspy.BaseLM):
    def __init__(self):
        super().__init__(model="scripted-student")

    def __call__(self, prompt=None, messages=None, **kwargs):
        calls["student"] += 1
        return reply({"label": label_of(messages)})


class Proposer(dspy.BaseLM):
    def __init__(self):
        super().__init__(model="scripted-proposer")

    def __call__(self, prompt=None, messages=None, **kwargs):
        calls["proposer"] += 1
        outputs = messages[0]["content"].split("Your output fields are:")[1]
        names = re.findall(r"^\d+\. `(\w+)`", outputs, re.MULTILINE)
        chosen = draws.sample(task["train"], task["tells"])
        told = " ".join(f"{word_of(row['message'])}={row['label']}" for row in chosen)
        text = {"proposed_instruction": f"{task['seed']} {told}"}
        return reply({name: text.get(name, "Rows about things, each with a label.") for name in names})


def search(seed):
    student, proposer = Student(), Proposer()
    calls.update(student=0, proposer=0)
    draws.seed(seed)
    dspy.configure(lm=student)
    program = dspy.Predict(dspy.Signature("message -> label", task["seed"]))
    train, val = (
        [dspy.Example(**row).with_inputs("message") for row in task[split]] for split in ("train", "val")
    )
    most = {} if task["demos"] else {"max_bootstrapped_demos": 0, "max_labeled_demos": 0}
    metric = lambda example, answer, trace=None: float(example.label == getattr(answer, "label", None))
    optimizer = MIPROv2(
        metric=metric, prompt_model=proposer, task_model=student, auto=task["mode"], verbose=False, num_threads=1, **most
    )
    best = optimizer.compile(program, trainset=train, valset=val, seed=seed + 1)
    used = dict(calls)
    score = sum(metric(row, best(message=row.message)) for row in val) / len(val)
    return {"best": score, "studentCalls": used["student"], "proposalCalls": used["proposer"]}


found = []
with contextlib.redirect_stdout(sys.stderr):
    for task in asked["tasks"]:
        found.append([search(seed) for seed in range(asked["seeds"])])
json.dump({"dspy": dspy.__version__, "outcomes": found}, sys.stdout)
