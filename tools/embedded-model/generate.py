"""Draws training samples: a prompt with rules drawn anew, messages, and the answers that follow from the rules.

Every sample also says where in the text each rule's key words, label and end are; training uses that as a hint for attention.
`python generate.py` prints a few.
"""
import dataclasses
import random

from messages import Span, another_way, draw_word, odd_word, write_message
from prompts import Mark, Policy, in_format, write_prompt
from world import DEFAULT_LABEL, LABELS, NO_LABEL, WORDS, WORLD

TAGS = ["", "", "", "", "Message: ", "Input: ", "Text: ", "Customer: "]
MEANINGS = sorted({*WORLD["synonyms"], *WORLD["paraphrases"]})
# Fewest and most rules in a prompt, level by level.
LEVELS = [(1, 2), (2, 4), (2, 6), (3, 8), (1, 10), (1, 10)]


@dataclasses.dataclass
class Branch:
    """One message under the prompt, its answer, the rule that decides it (-1: the default, None: nothing), where its key word
    stands, and where in the answer the label does."""
    message: str
    answer: str
    rule: int | None = None
    word: Span | None = None
    label: Span | None = None


@dataclasses.dataclass
class Sample:
    prompt: str
    marks: list[Mark]
    branches: list[Branch]
    tag: str = ""
    merged: bool = False      # the prompt stands in the user turn, before the message


def draw_label(rng, used=(), odd_share=0.05) -> str:
    while True:
        if rng.random() < odd_share:
            label = (odd_word(rng) if rng.random() < 0.6 else rng.choice(WORDS)).upper()
        else:
            label = rng.choice(LABELS)
        if label not in used:
            return label


def draw_formats(rng) -> dict[str, str]:
    kinds = rng.choice((["lower"], ["json"], ["prefix"], ["json"], ["prefix"], ["lower", "json"], ["lower", "prefix"]))
    names = {"lower": "", "json": rng.choice(WORLD["formatKeys"]), "prefix": rng.choice(WORLD["formatPrefixes"])}
    return {kind: names[kind] for kind in kinds}


def answer(rng, policy: Policy, marks: list[Mark], word: str | None) -> tuple[str, int | None]:
    """What follows from the prompt, and the rule that says so. Contradicting rules toss a coin."""
    hits = [i for i, (words, _) in enumerate(policy.rules) if word in words]
    if hits:
        index = hits[0] if len({policy.rules[i][1] for i in hits}) == 1 else rng.choice(hits)
        return policy.rules[index][1], index
    if policy.default:
        return policy.default, -1
    # Nothing fits and nothing is said about that: the first label the prompt names.
    if policy.listed:
        return policy.listed[0], None
    return (policy.rules[min(marks, key=lambda mark: mark.end).rule][1], None) if policy.rules else (NO_LABEL, None)


def draw_policy(rng, low: int, high: int) -> Policy:
    used: list[str] = []
    rules: list[tuple[list[str], str]] = []
    wide = rng.random() < 0.2                        # a share of prompts is about invented words altogether,
    odd = 0.7 if rng.random() < 0.25 else 0.05        # a share has labels nobody knows,
    known = rng.random() < 0.25                      # and a share has key words that can be said in other words
    several = rng.random() < 0.2
    for _ in range(rng.randint(low, high)):
        count = rng.choice((1, 2, 2, 3)) if several else 1
        words = []
        for _ in range(count):
            word = draw_word(rng, used, 0.5 if wide else 0.02)
            if known and rng.random() < 0.7:
                word = rng.choice([other for other in MEANINGS if other not in used])
            words.append(word)
            used.append(word)
        repeat = rules and rng.random() < 0.06
        rules.append((words, rng.choice(rules)[1] if repeat else draw_label(rng, [label for _, label in rules], odd)))
    policy = Policy(rules, default=None)
    if rng.random() < 0.7:
        policy.default = DEFAULT_LABEL if rng.random() < 0.65 else draw_label(rng)
    if len(rules) >= 2 and rng.random() < 0.04:     # a contradiction
        words, _ = rng.choice(rules)
        rules.insert(rng.randrange(len(rules) + 1), (words[:1], draw_label(rng)))
    return policy


def list_labels(rng, policy: Policy):
    labels = list(dict.fromkeys([label for _, label in policy.rules] + ([policy.default or DEFAULT_LABEL] if rng.random() < 0.9 else [])))
    if not policy.rules:
        labels += [draw_label(rng) for _ in range(rng.randint(2, 6))]
    if rng.random() < 0.6:
        rng.shuffle(labels)
    policy.listed = labels


def draw(rng, level: int, count: int) -> Sample:
    """A training sample of one prompt and `count` messages; the level says how hard it may be."""
    low, high = LEVELS[min(level, len(LEVELS) - 1)]
    policy = draw_policy(rng, low, high)
    ramble, kind = 0, rng.random()
    if kind < 0.04:
        policy.rules, policy.default = [], policy.default if rng.random() < 0.3 else None
    elif kind < 0.20 and level >= 2:
        policy.rules = [(words[:1], label) for words, label in policy.rules][:6]
        policy.demos = rng.choice((1, 1, 2, 2, 3, 4) if level >= 3 else (1, 2))
        policy.told = rng.random() < 0.25
        if not policy.told and policy.default:
            policy.default = DEFAULT_LABEL
    if rng.random() < 0.3:
        list_labels(rng, policy)
    if level >= 2 and not policy.demos:
        ramble = rng.choice((0, 0, 0, 1, 2, 3, rng.randint(4, 12), rng.randint(10, 40) if level >= 3 else 2))
    if level >= 3 and not policy.demos and rng.random() < 0.15:
        policy.formats = draw_formats(rng)
        if "lower" in policy.formats:
            # Small letters of a label nobody knows cannot be worked out from its pieces.
            policy.rules = [(words, label if label in LABELS else draw_label(rng, (), 0)) for words, label in policy.rules]
            policy.default = policy.default and DEFAULT_LABEL
    canonical = rng.random() < 0.28
    prompt, marks = write_prompt(rng, policy, ramble=ramble, canonical=canonical,
                                 intro="Label the message." if rng.random() < 0.3 else None)
    ruled = [word for words, _ in policy.rules for word in words]
    branches = []
    for _ in range(count):
        kind = rng.random()
        word = rng.choice(ruled) if ruled and kind < 0.7 else None if kind > 0.92 else draw_word(rng, ruled)
        meaning = another_way(rng, word) if rng.random() < (0.3 if word in MEANINGS else 0) else None
        message, span = write_message(rng, word, ruled, meaning=meaning)
        label, rule = answer(rng, policy, marks, word)
        text, where = in_format(label, policy.formats)
        branches.append(Branch(message, text, rule, span, where))
    return Sample(prompt, marks, branches, rng.choice(TAGS), rng.random() < 0.08)


if __name__ == "__main__":
    demo_rng = random.Random(1)
    for _ in range(8):
        shown = draw(demo_rng, 4, 4)
        print("=" * 30, shown.prompt, *(f"   > {b.message} => {b.answer} ({b.rule})" for b in shown.branches), sep="\n")
