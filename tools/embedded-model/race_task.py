"""The race's task of one policy as token ids: rows from the app's own code (export-race-task.ts), the chat template from the weights."""
import dataclasses
import functools
import json
import pathlib
import re
import subprocess

import jinja2

from tokenizer import SPECIAL, Tokenizer

ROOT = pathlib.Path(__file__).resolve().parents[2]
EDGES = re.compile(r"^[\"'`*\s]+|[\"'`*.\s]+$")


@dataclasses.dataclass
class Row:
    ids: list[int]
    expected: str


@dataclasses.dataclass
class RaceTask:
    policy_seed: int
    seed_prompt: str
    longest: int
    feedback: list[Row]
    validation: list[Row]
    test: list[Row]
    ceiling: list[Row]
    judged: list[dict]


@functools.cache
def template(source: str):
    return jinja2.Environment().from_string(source)


def encode_chat(tokenizer: Tokenizer, source: str, messages) -> list[int]:
    """The tokens of a chat, special tokens as themselves, up to where the answer begins."""
    text = template(source).render(messages=messages, add_generation_prompt=True)
    pieces = re.split("(" + "|".join(map(re.escape, SPECIAL)) + ")", text)
    return [token for piece in pieces for token in ([SPECIAL.index(piece)] if piece in SPECIAL else tokenizer.encode(piece))]


def export(policy_seed: int) -> dict:
    command = ["npx", "tsx", "tools/embedded-model/export-race-task.ts", "--policy-seed", str(policy_seed)]
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def race_task(policy_seed: int, tokenizer: Tokenizer, chat_template: str) -> RaceTask:
    exported = export(policy_seed)
    rows = lambda listed: [Row(encode_chat(tokenizer, chat_template, row["messages"]), row["expected"]) for row in listed]
    return RaceTask(policy_seed, exported["seedPrompt"], exported["maxTokens"], *(rows(exported["rows"][split]) for split in ("feedback", "validation", "test")),
                    rows(exported["ceiling"]), exported["judged"])


def bare(text: str) -> str:
    return EDGES.sub("", text.strip()).lower()


def reward(answer: str, expected: str) -> float:
    """The task's metric (src/tasks/metrics/label.ts): 1 for the expected label, else 0. grpo_test.py holds it against the app's verdicts."""
    return float(bare(answer) == bare(expected))
