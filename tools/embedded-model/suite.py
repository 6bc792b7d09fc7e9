"""Writes evaluation.json: the frozen held-out test of the embedded Student. `python suite.py` makes the same file again.

The prompts' intro, the messages' frames, clauses and fillers and (where a row says so) the rule wordings are never used in
training, and neither are the policies; key words and labels are the world's own unless a row says otherwise.
"""
import json
import pathlib
import random

from generate import MEANINGS
from messages import invented, write_message
from prompts import Policy, in_format, write_prompt
from world import DEFAULT_LABEL, HELD_LABELS, HELD_WORDS, LABELS, WORDS, WORLD, pool

PATH = pathlib.Path(__file__).parent / "evaluation.json"
SEED = 20261123
POLICIES = 52
MESSAGES = 20
SEED_PROMPT = "Label the message."
INTRO = SEED_PROMPT
PRIORITY = "If several rules apply, the first one wins."
COACH_RULE = "If the message mentions {w}, answer {L}."


def draw_policy(rng, rules: int, words=WORDS, labels=LABELS, each=1) -> Policy:
    picked, named = rng.sample(words, rules * each), rng.sample(labels, rules)
    return Policy([(picked[i * each:(i + 1) * each], label) for i, label in enumerate(named)])


def draw_messages(rng, policy: Policy, count: int, part="held", others=WORDS) -> list[list]:
    """[message, right label, rule]; three of four are decided by a rule, the others by the default."""
    ruled = [word for words, _ in policy.rules for word in words]
    rows = []
    for i in range(count):
        if i >= count // 4:
            index = (i - count // 4) % len(policy.rules)
            word, label = rng.choice(policy.rules[index][0]), policy.rules[index][1]
        else:
            index, label = -1, DEFAULT_LABEL
            word = None if i % 3 == 0 else rng.choice([w for w in others if w not in ruled])
        rows.append([write_message(rng, word, ruled, part, easy=True)[0], label, index])
    rng.shuffle(rows)
    return rows


def coach(rng, policy: Policy, **options) -> str:
    """The policy in the form in which the app's coach writes prompts."""
    return write_prompt(rng, policy, intro=options.pop("intro", INTRO), canonical=True, **options)[0]


def by_hand(policy: Policy) -> dict[str, str]:
    """Five prompts as people write them."""
    pairs = [(words[0], label) for words, label in policy.rules]
    lines = lambda template: "\n".join(template % pair for pair in pairs)
    swapped = "\n".join("%s: %s" % (label, word) for word, label in pairs)
    return {
        "by hand: prose": INTRO + " " + " ".join("If a message mentions %s, the answer is %s." % pair for pair in pairs) + " Otherwise the answer is OTHER.",
        "by hand: arrows": INTRO + "\n" + lines("%s -> %s") + "\nanything else -> OTHER",
        "by hand: bullets": INTRO + "\n" + lines("- Messages about the %s go to %s.") + "\n- Everything else is OTHER.",
        "by hand: code": INTRO + "\n" + lines("if '%s' in message: return %s") + "\nelse: return OTHER",
        "by hand: polite letter": "Hello! You are a kind assistant. " + INTRO + " Please remember our house rules. "
        + " ".join("When somebody writes about a %s, please answer %s." % pair for pair in pairs) + " In all other cases, please answer OTHER. Thank you!",
        "by hand: label first": INTRO + "\n" + swapped + "\nOTHER: everything else",
    }


def core_group(rng) -> dict:
    """One policy of five to eight rules, its messages, and every prompt of the bar."""
    policy = draw_policy(rng, rng.randint(5, 8))
    messages = draw_messages(rng, policy, MESSAGES)
    prompts = []

    def add(row, system, indexes=None, tell=None):
        prompts.append({"row": row, "system": system, **({"indexes": indexes} if indexes is not None else {})})

    # The rows of the bar are asked in full; the others need fewer messages for a useful interval.
    some = list(range(10))
    total = len(policy.rules)
    listed = [label for _, label in policy.rules] + [DEFAULT_LABEL]
    add("seed", SEED_PROMPT)
    add("seed + label list", coach(rng, Policy([], None, listed)), some)
    for k in range(total + 1):
        add("k of n rules + default: %d%%" % (round(4 * k / total) * 25), coach(rng, Policy(policy.rules[:k], DEFAULT_LABEL)), some)
    add("full", coach(rng, policy))
    add("full + label list", coach(rng, Policy(policy.rules, DEFAULT_LABEL, listed)), some)
    add("full, shuffled", coach(rng, policy, shuffle=True))
    add("full, mixed training wordings", write_prompt(rng, policy, intro=INTRO)[0], some)
    add("full, held-out wordings", write_prompt(rng, policy, part="held", intro=rng.choice(pool("intros", "held")))[0])
    held = random.Random(rng.random())
    add("full, one held-out wording", write_prompt(held, policy, part="held", intro=INTRO, style=held.choice(pool("rules", "held")))[0])
    wrong = [(words, rng.choice([label for label in LABELS if label not in listed])) for words, _ in policy.rules[:2]]
    contradicted = [i for i, (_, _, rule) in enumerate(messages) if rule in (0, 1)]
    untouched = [i for i, (_, _, rule) in enumerate(messages) if rule not in (0, 1)]
    for place, rules in (("in front", wrong + policy.rules), ("behind", policy.rules + wrong)):
        system = coach(rng, Policy(rules, DEFAULT_LABEL))
        add(f"two contradicting rules {place}: contradicted messages", system, contradicted)
        add(f"two contradicting rules {place}: other messages", system, untouched)
    names = [label for _, label in policy.rules]
    add("all labels mixed up", coach(rng, Policy([(words, label) for (words, _), label in zip(policy.rules, names[1:] + names[:1])])), some)
    add("full + 60 words of rambling", coach(rng, policy, ramble=10, ramble_at="both"), some)
    add("full + 200 words of rambling", coach(rng, policy, ramble=33, ramble_at="both"))
    add("seed + 4 demos per label", coach(rng, Policy(policy.rules, DEFAULT_LABEL, demos=4, told=False)))
    add("seed + 1 demo per label", coach(rng, Policy(policy.rules, DEFAULT_LABEL, demos=1, told=False)), some)
    for row, system in by_hand(policy).items():
        add(row, system, some)
    return {"messages": [row[:2] for row in messages], "prompts": prompts}


def extra_groups(rng) -> list[dict]:
    """Where the world ends: other sizes, several words per rule, words and labels no training rule spoke of."""
    groups = []

    def add(row, policy, part="held", count=8, others=WORDS):
        messages = draw_messages(rng, policy, count, part, others)
        groups.append({"messages": [m[:2] for m in messages], "prompts": [{"row": row, "system": coach(rng, policy)}]})

    for _ in range(POLICIES):
        add("full, messages worded as in training", draw_policy(rng, 6), "train")
        for rules in (3, 10, 12):
            add(f"full, {rules} rules", draw_policy(rng, rules))
        add("full, two words per rule", draw_policy(rng, 5, each=2))
        add("full, key words no training rule had", draw_policy(rng, 5, HELD_WORDS))
        add("full, invented key words", draw_policy(rng, 5, list(dict.fromkeys(invented(rng) for _ in range(40)))))
        add("full, labels no training rule had", draw_policy(rng, 5, labels=HELD_LABELS))
        add("full, invented labels", draw_policy(rng, 5, labels=list(dict.fromkeys(invented(rng).upper() for _ in range(40)))))
    return groups


def meaning_groups(rng) -> list[dict]:
    """Messages that say a key word in other words (the wording is known from training, the frame is not), and answer formats."""
    groups = []
    for number in range(POLICIES):
        policy = draw_policy(rng, 5, MEANINGS)
        ruled = [word for words, _ in policy.rules for word in words]
        system = coach(rng, policy)
        for kind in ("synonym", "paraphrase"):
            source = WORLD[kind + "s"]
            messages = [[write_message(rng, words[0], ruled, "held", True, (kind, rng.choice(source[words[0]])))[0], label]
                        for words, label in policy.rules if words[0] in source]
            groups.append({"messages": messages, "prompts": [{"row": f"full, key word said as a {kind}", "system": system}]})
        policy = draw_policy(rng, 5)
        kind = ("lower", "json", "prefix")[number % 3]
        policy.formats = {kind: {"json": rng.choice(WORLD["formatKeys"]), "prefix": rng.choice(WORLD["formatPrefixes"])}.get(kind, "")}
        messages = [[message, in_format(label, policy.formats)[0]] for message, label, _ in draw_messages(rng, policy, 12)]
        prompts = [{"row": f"full + answer format ({kind})", "system": coach(rng, policy)},
                   {"row": f"full + answer format in held-out words ({kind})", "system": write_prompt(rng, policy, part="held", intro=INTRO)[0]}]
        groups.append({"messages": messages, "prompts": prompts})
    return groups


def priority_groups(rng) -> list[dict]:
    """Messages with two ruled words, where the rule that stands first should win. Nothing of this was in the training."""
    groups = []
    for _ in range(POLICIES):
        policy = draw_policy(rng, 6)
        messages = []
        for _ in range(4):
            first, second = sorted(rng.sample(range(6), 2))
            pair = [policy.rules[first][0][0], policy.rules[second][0][0]]
            rng.shuffle(pair)
            clauses = [rng.choice(pool("clauses", "held")).replace("{w}", word) for word in pair]
            messages.append([f"Hello, {clauses[0]} and {clauses[1]}.", policy.rules[first][1]])
        told = coach(rng, policy)
        opening, *rules = coach(rng, policy).split(INTRO, 1)
        prompts = [{"row": "two ruled words, nothing said of it: first rule's label", "system": told},
                   {"row": "two ruled words, told in front that the first rule wins", "system": f"{opening}{INTRO} {PRIORITY}{''.join(rules)}"},
                   {"row": "two ruled words, told at the end that the first rule wins", "system": f"{told}\n{PRIORITY}"}]
        groups.append({"messages": messages, "prompts": prompts})
    return groups


def main():
    rng = random.Random(SEED)
    groups = [core_group(rng) for _ in range(POLICIES)] + extra_groups(rng) + meaning_groups(rng) + priority_groups(rng)
    PATH.write_text(json.dumps({"seed": SEED, "groups": groups}, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf8")
    print(len(groups), "groups", sum(len(g["messages"]) for g in groups), "messages",
          sum(len(p.get("indexes", g["messages"])) for g in groups for p in g["prompts"]), "questions", PATH.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
