"""Runs the reference (pip install gepa==0.1.4) on the made-up worlds, with the same scripted reflector.

Reads {"worlds": [...]} as JSON from stdin; prints {"version": ..., "runs": [...]}, a run for each world.
"""
import contextlib
import importlib.metadata
import json
import sys

import gepa
from gepa.core.adapter import EvaluationBatch

MASK = 0xFFFFFFFF
HARMFUL, NEUTRAL, TURN = 1000, 5000, 902


def unit(text):
    h = 0x811C9DC5
    for ch in text.encode():
        h = ((h ^ ch) * 0x01000193) & MASK
    h ^= h >> 16
    h = (h * 0x85EBCA6B) & MASK
    h ^= h >> 13
    h = (h * 0xC2B2AE35) & MASK
    return (h ^ (h >> 16)) / 2**32


def stream(key):
    n = 0

    def draw():
        nonlocal n
        n += 1
        return unit(f"{key}#{n - 1}")

    return draw


def parse(text):
    return [int(rule) for rule in text.split(",")] if text else []


def number(score):
    return str(int(score)) if float(score).is_integer() else repr(float(score))


def deserved(world, own, row):
    harmful = {rule for rules in own.values() for rule in rules if rule >= HARMFUL}
    if any(one in harmful for one in row["fragile"]):
        return 0
    if "ways" in row:
        rules, ways = own["main"], row["ways"]
        if TURN in rules:
            return 1 if ways["slow"] in rules else 0
        return 1 if ways["quick"] is not None and ways["quick"] in rules else 0
    met = sum(rule in own[name] for name, rule in row["needs"])
    if world["binary"]:
        return 1 if met == len(row["needs"]) else 0
    return met / len(row["needs"]) if row["needs"] else 1


class Adapter:
    propose_new_texts = None

    def __init__(self, world):
        self.world, self.asked = world, {}

    def evaluate(self, batch, candidate, capture_traces=False):
        world, scores = self.world, []
        own = {name: set(parse(text)) for name, text in candidate.items()}
        for split, position, row in batch:
            score = deserved(world, own, row)
            key = f'{world["seed"]}|{"/".join(candidate.values())}|{split}|{position}'
            if world["wording"] is not None:
                score = 1 if unit(key) < world["wording"] else 0
            if world["flip"] > 0:
                nth = self.asked.get(key, 0)
                self.asked[key] = nth + 1
                if unit(f"{key}|{nth}") < world["flip"]:
                    score = 1 - score
            scores.append(score)
        traces = list(batch) if capture_traces else None
        return EvaluationBatch(outputs=[""] * len(batch), scores=scores, trajectories=traces)

    def make_reflective_dataset(self, candidate, batch, components):
        return {name: self.records(candidate, batch, name) for name in components}

    def records(self, candidate, batch, name):
        rules, records = set(parse(candidate[name])), []
        for (_, position, row), score in zip(batch.trajectories, batch.scores):
            harmful = [one for one in row["fragile"] if one in rules]
            if "ways" in row:
                quick, slow = row["ways"]["quick"], row["ways"]["slow"]
                wanted = [slow] if TURN in rules else [TURN, slow] if quick is None else [quick]
            else:
                wanted = [rule for owner, rule in row["needs"] if owner == name]
                if not wanted and not harmful and len(candidate) > 1:
                    continue
            missing = [one for one in wanted if one not in rules]
            records.append({"row": position, "score": score, "missing": missing, "harmful": harmful})
        return records


def proposer(world):
    asked, p = {}, world["reflector"]

    def rewrite(name, text, records):
        read = ";".join(f'{one["row"]}:{number(one["score"])}' for one in records)
        key = f"{name}|{text}|{read}"
        nth = asked.get(key, 0)
        asked[key] = nth + 1
        draw = stream(f'{world["name"]}|{world["seed"]}|{name}|{text}|{read}|{nth}')
        rules, fixes = set(parse(text)), 0
        for record in records:
            if record["score"] >= 1 or fixes >= p["mostFixes"]:
                continue
            left = [one for one in record["missing"] if one not in rules]
            if not record["harmful"] and not left:
                continue
            if draw() >= p["fix"]:
                continue
            fixes += 1
            if record["harmful"]:
                rules.discard(record["harmful"][0])
            else:
                rules.update(left[:2] if left[0] == TURN else left[:1])
        if draw() < p["harm"]:
            rules.add(HARMFUL + int(draw() * p["harmful"]))
        if draw() < p["bloat"] or fixes == 0:
            rules.add(NEUTRAL + int(draw() * 100_000))
        if draw() < p["forget"]:
            good = sorted(one for one in rules if one < HARMFUL)
            if good:
                rules.discard(good[int(draw() * len(good))])
        return ",".join(str(one) for one in sorted(rules))

    return lambda candidate, dataset, components, metadata=None: {
        name: rewrite(name, candidate[name], dataset[name]) for name in components
    }


class Quiet:
    def log(self, message):
        pass


def search(world):
    result = gepa.optimize(
        seed_candidate=world["start"],
        trainset=[("feedback", i, row) for i, row in enumerate(world["feedback"])],
        valset=[("pareto", i, row) for i, row in enumerate(world["pareto"])],
        adapter=Adapter(world),
        custom_candidate_proposer=proposer(world),
        max_metric_calls=world["metricCalls"],
        seed=world["seed"],
        logger=Quiet(),
        display_progress_bar=False,
    )
    return {
        "calls": result.total_metric_calls,
        "candidates": result.candidates,
        "means": result.val_aggregate_scores,
        "discovered": result.discovery_eval_counts,
    }


asked = json.load(sys.stdin)
with contextlib.redirect_stdout(sys.stderr):
    runs = [search(world) for world in asked["worlds"]]
json.dump({"version": importlib.metadata.version("gepa"), "runs": runs}, sys.stdout)
