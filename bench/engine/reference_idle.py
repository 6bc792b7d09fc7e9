"""CPU milliseconds of one iteration of the reference in which nothing is found: a pool of 10 candidates on 50 rows, models
that answer at once, every further child rejected. Prints one JSON line. Needs gepa; started by `npm run bench -- engine`."""
import json
import time

import gepa
from gepa.core.adapter import EvaluationBatch

POOL, ROWS, WARM, MEASURED = 10, 50, 200, 1000
train = [{"id": f"t{i}", "train": True, "row": i} for i in range(100)]
val = [{"id": f"v{i}", "train": False, "row": i} for i in range(ROWS)]
proposals = 0
marks = []
met = set()


class Adapter:
    propose_new_texts = None

    def evaluate(self, batch, candidate, capture_traces=False):
        number = int(candidate["main"].split()[-1])
        # The first look at a text on training rows is its gate; later ones are as a parent, which has to be beaten.
        accepted = 0 < number < POOL and number not in met
        if batch and batch[0]["train"]:
            met.add(number)
        scores = [
            (1.0 if accepted else 0.0) if e["train"] else (1.0 if (e["row"] * 31 + number * 17) % 10 < 3 + number / 2 else 0.0)
            for e in batch
        ]
        return EvaluationBatch(outputs=[""] * len(batch), scores=scores, trajectories=list(batch) if capture_traces else None)

    def make_reflective_dataset(self, candidate, batch, components):
        return {c: [{"Feedback": "no"} for _ in batch.scores] for c in components}


def reflect(prompt):
    global proposals
    proposals += 1
    if proposals in (WARM, WARM + MEASURED):
        marks.append(time.process_time())
    return f"```\ntext {proposals}\n```"


class Quiet:
    def log(self, message):
        pass


result = gepa.optimize(
    seed_candidate={"main": "text 0"},
    trainset=train,
    valset=val,
    adapter=Adapter(),
    reflection_lm=reflect,
    max_metric_calls=ROWS * POOL + 6 * (WARM + MEASURED + 10),
    logger=Quiet(),
    display_progress_bar=False,
    seed=0,
)
print(json.dumps({
    "milliseconds": (marks[1] - marks[0]) * 1000 / MEASURED,
    "pool": len(result.candidates),
    "version": "0.1.4",
}))
