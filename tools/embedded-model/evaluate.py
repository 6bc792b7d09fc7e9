"""Scores a checkpoint in PyTorch on evaluation.json: python evaluate.py student.pt [--groups 20] [--dump answers.json --count 600].

The dump holds greedy answers for evaluate-in-browser.ts --compare, which counts how often the real runtime says the same.
"""
import argparse
import collections
import json
import math
import random

import torch

import batches
import suite
from generate import Branch, Sample
from model import generate_greedy, load
from tokenizer import ASSISTANT, END, SYSTEM, USER, Tokenizer
from train import forward, right_answers


def wilson(right: int, total: int) -> tuple[float, float]:
    """The 95 % Wilson interval of a share."""
    z, share = 1.96, right / total
    middle, half = share + z * z / (2 * total), z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return (middle - half) / (1 + z * z / total), (middle + half) / (1 + z * z / total)


@torch.no_grad()
def score_prompt(model, tokenizer, system, messages) -> list[bool]:
    """For each (message, label) whether the greedy answer is the label."""
    sample = Sample(system, [], [Branch(message, label) for message, label in messages])
    logits, targets, wanted = forward(model, batches.collate([batches.pack(tokenizer, sample)]))
    return right_answers(logits, targets, wanted)[0].tolist()


def score(model, tokenizer, groups) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = collections.defaultdict(lambda: [0, 0])
    for group in groups:
        for prompt in group["prompts"]:
            messages = [group["messages"][i] for i in prompt["indexes"]] if "indexes" in prompt else group["messages"]
            if messages:
                right = score_prompt(model, tokenizer, prompt["system"], messages)
                rows[prompt["row"]][0] += sum(right)
                rows[prompt["row"]][1] += len(right)
    return rows


def dump(model, tokenizer, groups, count: int, path: str):
    """Greedy answers to a random choice of the suite's questions."""
    rng = random.Random(5)
    questions = [(prompt["system"], group["messages"][i][0]) for group in groups for prompt in group["prompts"]
                 for i in prompt.get("indexes", range(len(group["messages"])))]
    out = []
    for system, message in rng.sample(questions, count):
        ids = [SYSTEM, *tokenizer.encode(system), END, USER, *tokenizer.encode(message), END, ASSISTANT]
        out.append({"system": system, "message": message, "answer": tokenizer.decode(generate_greedy(model, ids, END))})
    with open(path, "w", encoding="utf8") as file:
        json.dump(out, file, ensure_ascii=False)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("checkpoint")
    parser.add_argument("--groups", type=int, help="only so many core policies and of each further row")
    parser.add_argument("--dump")
    parser.add_argument("--count", type=int, default=600)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    model, checkpoint = load(args.checkpoint)
    tokenizer = Tokenizer()
    groups = json.loads(suite.PATH.read_text(encoding="utf8"))["groups"]
    if args.dump:
        dump(model, tokenizer, groups, args.count, args.dump)
        return
    if args.groups:
        groups = groups[:args.groups] + groups[suite.POLICIES:suite.POLICIES + 9 * args.groups] + groups[suite.POLICIES * 10:suite.POLICIES * 10 + 3 * args.groups]
    print("step", checkpoint["step"], "answers seen", checkpoint["answers"])
    for row, (right, total) in score(model, tokenizer, groups).items():
        low, high = wilson(right, total)
        print(f"{row:<62} {100 * right / total:5.1f} %  ({100 * low:.1f}-{100 * high:.1f})  n={total}")


if __name__ == "__main__":
    main()
