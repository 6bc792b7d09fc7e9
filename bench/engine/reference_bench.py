"""Times the reference (pip install gepa==0.1.4) on a golden task with instant models; prints one JSON line.

Usage: python reference_bench.py TASKS_JSON TASK METRIC_CALLS
"""
import json
import sys
import time

import gepa
from gepa.core.adapter import EvaluationBatch

tasks, name, budget = json.load(open(sys.argv[1])), sys.argv[2], int(sys.argv[3])
task = tasks[name]


def parse(text):
    return [int(rule) for rule in text.split(",")] if text else []


def score(candidate, example):
    rules = {c: set(parse(t)) for c, t in candidate.items()}
    need = [(c, r) for c, rs in example["requires"].items() for r in rs]
    met = sum(r in rules[c] for c, r in need)
    bad = any(r in rules[c] for c, rs in example["forbids"].items() for r in rs)
    total = sum(len(r) for r in rules.values())
    objectives = {"coverage": met / len(need), "safety": 0.0 if bad else 1.0, "brevity": max(0.0, 1 - total / 32)}
    return (0.0 if bad else met / len(need)), objectives


class Adapter:
    propose_new_texts = None

    def evaluate(self, batch, candidate, capture_traces=False):
        scored = [score(candidate, example) for example in batch]
        return EvaluationBatch(
            outputs=["" for _ in batch],
            scores=[s for s, _ in scored],
            trajectories=list(batch) if capture_traces else None,
            objective_scores=[o for _, o in scored],
        )

    def make_reflective_dataset(self, candidate, batch, components):
        return {
            c: [
                {
                    "score": s,
                    "missing": [r for r in e["requires"].get(c, []) if r not in parse(candidate[c])],
                    "forbidden_present": [r for r in e["forbids"].get(c, []) if r in parse(candidate[c])],
                }
                for e, s in zip(batch.trajectories, batch.scores)
            ]
            for c in components
        }


def rewrite(text, records):
    rules = parse(text)
    noise = rules + [task["noise_base"] + len(rules)]
    record = next((r for r in records if r["score"] < 1), None)
    if record is None:
        new = noise
    elif record["forbidden_present"]:
        new = [r for r in rules if r != record["forbidden_present"][0]]
    elif record["missing"]:
        low = record["missing"][0]
        new = rules + [low]
        if task["harm_mod"] and (low + len(rules)) % task["harm_mod"] == 0:
            new = new + [task["harm_rule"]]
    else:
        new = noise
    return ",".join(str(r) for r in sorted(set(new)))


def propose(candidate, dataset, components, metadata=None):
    return {c: rewrite(candidate[c], dataset[c]) for c in components}


class Quiet:
    def log(self, message):
        pass


begun = time.process_time()
result = gepa.optimize(
    seed_candidate=task["seed_candidate"],
    trainset=task["train"],
    valset=task["val"],
    adapter=Adapter(),
    custom_candidate_proposer=propose,
    candidate_selection_strategy="pareto",
    use_merge=True,
    max_merge_invocations=1000,
    max_metric_calls=budget,
    logger=Quiet(),
    display_progress_bar=False,
    seed=0,
)
seconds = time.process_time() - begun
print(json.dumps({
    "seconds": seconds,
    "candidates": len(result.candidates),
    "metric_calls": result.total_metric_calls,
    "version": getattr(gepa, "__version__", "0.1.4"),
    "best": max(result.val_aggregate_scores),
}))
