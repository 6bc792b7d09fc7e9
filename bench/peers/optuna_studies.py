"""Reads studies as JSON from stdin and writes what Optuna's TPE makes of each: the two log densities of every cell asked
for, and how often each cell is chosen over many seeds. Needs optuna; started by `npm run bench -- peers`."""

import inspect
import json
import sys
from collections import Counter

import numpy as np
import optuna
from optuna.distributions import CategoricalDistribution
from optuna.samplers import TPESampler
from optuna.samplers._tpe.sampler import _split_trials, default_gamma

optuna.logging.set_verbosity(optuna.logging.ERROR)


def spaces(options):
    return {f"v{i}": CategoricalDistribution(list(range(n))) for i, n in enumerate(options)}


def study_of(one, seed):
    sampler = TPESampler(multivariate=True, seed=seed)
    study = optuna.create_study(direction="maximize", sampler=sampler)
    space = spaces(one["options"])
    for trial in one["trials"]:
        params = {f"v{i}": choice for i, choice in enumerate(trial["choices"])}
        made = optuna.trial.create_trial(params=params, distributions=space, value=trial["value"])
        study.add_trial(made)
    return study, sampler, space


def densities(one):
    study, sampler, space = study_of(one, 0)
    trials = study.get_trials(deepcopy=False)
    # Optuna 5 leaves its own choice of gamma open until it samples.
    gamma = sampler._gamma or default_gamma
    # Before Optuna 5 it also asked whether constraints are on.
    given = (study, trials, gamma(len(trials)), False)[: len(inspect.signature(_split_trials).parameters)]
    below, above = _split_trials(*given)
    cells = {f"v{i}": np.array([cell[i] for cell in one["cells"]]) for i in range(len(one["options"]))}
    return [
        sampler._build_parzen_estimator(study, space, part, handle_below=is_below).log_pdf(cells).tolist()
        for part, is_below in ((below, True), (above, False))
    ]


def choices(one, seeds):
    counts = Counter()
    for seed in range(seeds):
        study, _, space = study_of(one, seed)
        counts[",".join(str(value) for value in study.ask(space).params.values())] += 1
    return dict(counts)


asked = json.load(sys.stdin)
found = []
for one in asked["studies"]:
    good, rest = densities(one)
    found.append({**one, "good": good, "rest": rest, "chosen": choices(one, asked["seeds"])})
json.dump({"optuna": optuna.__version__, "seeds": asked["seeds"], "studies": found}, sys.stdout)
