"""Prints what was recorded: python grpo_table.py [../../public/recorded/grpo.json]. Measures the ceilings anew, from the weights that ship."""
import json
import statistics
import sys

import torch

from evaluate import wilson
from grpo import WEIGHTS, greedy_scores
from race_task import ROOT, race_task
from read_gguf import read_gguf
from tokenizer import Tokenizer


def first(run: dict, goal: float):
    """(training rollouts, those and the validation's) when validation first reached the goal; None where it never did."""
    at = next((i for i, score in enumerate(run["validation"]) if score >= goal - 1e-9), None)
    share = run["validationRollouts"] // len(run["validation"])
    return None if at is None else (run["rollouts"][at], run["rollouts"][at] + (at + 1) * share)


def main():
    torch.set_num_threads(1)
    path = sys.argv[1] if len(sys.argv) > 1 else ROOT / "public" / "recorded" / "grpo.json"
    with open(path, encoding="utf8") as file:
        recorded = json.load(file)
    base, facts = read_gguf(WEIGHTS)
    tokenizer, ceilings = Tokenizer(), {}
    for seed in sorted({run["policySeed"] for run in recorded["runs"]}):
        task = race_task(seed, tokenizer, facts["tokenizer.chat_template"])
        ceilings[seed] = statistics.mean(greedy_scores(base, tokenizer, task, task.ceiling))
    print("| policy | seed | ceiling | best validation | after rollouts (with validation) | 90 % of the ceiling | sealed test: before | after |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for run in recorded["runs"]:
        best, test, ceiling = max(run["validation"]), run["test"], ceilings[run["policySeed"]]
        reached = first(run, 0.9 * ceiling)
        percent = lambda right: f"{100 * right / test['rows']:.1f} %"
        print(f"| {run['policySeed']} | {run['seed']} | {ceiling:.3f} | {best:.3f} | {'{} ({})'.format(*first(run, best))} | "
              f"{'{} ({})'.format(*reached) if reached else 'never in ' + str(run['rollouts'][-1])} | {percent(test['seedRight'])} | {percent(test['finalRight'])} |")
    rows, right = (sum(run["test"][key] for run in recorded["runs"]) for key in ("rows", "finalRight"))
    before = sum(run["test"]["seedRight"] for run in recorded["runs"])
    low, high = wilson(right, rows)
    print(f"\n{len(recorded['runs'])} runs; sealed rows right: {before} of {rows} before, {right} of {rows} after: {100 * right / rows:.1f} % "
          f"({100 * low:.1f}-{100 * high:.1f}); best validation: median {statistics.median(max(run['validation']) for run in recorded['runs']):.3f}; "
          f"rollouts: {sum(run['rollouts'][-1] for run in recorded['runs'])} for training, {sum(run['validationRollouts'] for run in recorded['runs'])} for validation")


if __name__ == "__main__":
    main()
