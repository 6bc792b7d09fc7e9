"""Runs the reference (pip install gepa==0.1.4) on the tasks and options of a JSON file; prints the results as JSON.

Usage: python reference_runs.py CASES_JSON, a list of {"task": ..., "options": ...} in the goldens' form.
"""
import json
import sys

import gepa
import gepa.proposer.merge as merge_module
from gepa.core.adapter import EvaluationBatch
from gepa.strategies.proposal_sampling import IndependentSampling, PxNSampling, SameParentSampling
from gepa.strategies.proposal_selection import BestImprovement, TopKImprovements


class PinnedSet:
    """Sets of component names in key order: Python's own order changes from process to process."""

    def __new__(cls, items=()):
        items = list(items)
        return dict.fromkeys(items).keys() if items and isinstance(items[0], str) else set(items)

    def __class_getitem__(cls, item):
        return cls


merge_module.set = PinnedSet


def parse(text):
    return [int(rule) for rule in text.split(",")] if text else []


class Adapter:
    propose_new_texts = None

    def __init__(self, objectives):
        self.objectives = objectives

    def score(self, candidate, example):
        rules = {c: parse(t) for c, t in candidate.items()}
        need = [(c, r) for c, rs in example["requires"].items() for r in rs]
        met = sum(r in rules[c] for c, r in need)
        bad = any(r in rules[c] for c, rs in example["forbids"].items() for r in rs)
        total = sum(len(r) for r in rules.values())
        coverage = met / len(need)
        objectives = {"coverage": coverage, "safety": 0.0 if bad else 1.0, "brevity": max(0.0, 1 - total / 32)}
        return (0.0 if bad else coverage), objectives

    def evaluate(self, batch, candidate, capture_traces=False):
        scored = [self.score(candidate, example) for example in batch]
        return EvaluationBatch(
            outputs=["" for _ in batch],
            scores=[s for s, _ in scored],
            trajectories=list(batch) if capture_traces else None,
            objective_scores=[o for _, o in scored] if self.objectives else None,
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


def proposer(task):
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

    return lambda candidate, dataset, components, metadata=None: {c: rewrite(candidate[c], dataset[c]) for c in components}


class Quiet:
    def log(self, message):
        pass


def sampling(option):
    if option is None:
        return None
    if option["type"] == "same_parent":
        return SameParentSampling(option["n"])
    if option["type"] == "independent":
        return IndependentSampling(option["n"])
    return PxNSampling(option["p"], option["n"])


def selection(option):
    if option is None:
        return None
    return BestImprovement() if option["type"] == "best" else TopKImprovements(option["k"])


def run(task, options):
    shared = options.get("valset_is_none", False)
    train = task["train"][: options.get("train_limit", len(task["train"]))]
    result = gepa.optimize(
        seed_candidate=task["seed_candidate"],
        trainset=train,
        valset=None if shared else task["val"],
        adapter=Adapter(options.get("objectives", True)),
        custom_candidate_proposer=proposer(task),
        candidate_selection_strategy=options.get("selector", "pareto"),
        frontier_type=options.get("frontier", "instance"),
        use_merge=options.get("use_merge", False),
        max_merge_invocations=options.get("max_merge_invocations", 5),
        merge_val_overlap_floor=options.get("merge_val_overlap_floor", 5),
        module_selector=options.get("module_selector", "round_robin"),
        reflection_minibatch_size=options.get("minibatch"),
        max_metric_calls=options["max_metric_calls"],
        acceptance_criterion=options.get("acceptance", "strict_improvement"),
        skip_perfect_score=options.get("skip_perfect_score", True),
        perfect_score=options.get("perfect_score", 1.0),
        cache_evaluation=options.get("cache_evaluation", False),
        sampling_strategy=sampling(options.get("sampling")),
        selection_strategy=selection(options.get("selection")),
        seed=options.get("seed", 0),
        logger=Quiet(),
    )
    return {
        "candidates": result.candidates,
        "parents": result.parents,
        "val_aggregate_scores": result.val_aggregate_scores,
        "discovery_eval_counts": result.discovery_eval_counts,
        "total_metric_calls": result.total_metric_calls,
        "num_full_val_evals": result.num_full_val_evals,
        "best_idx": result.best_idx,
        "per_val_instance_best_candidates": [
            [key, sorted(members)] for key, members in result.per_val_instance_best_candidates.items()
        ],
    }


def attempt(case):
    try:
        return run(case["task"], case["options"])
    except Exception as error:
        return {"raised": f"{type(error).__name__}: {error}"}


print(json.dumps([attempt(case) for case in json.load(open(sys.argv[1]))]))
