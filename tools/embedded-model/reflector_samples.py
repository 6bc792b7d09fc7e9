"""Draws training samples for the embedded Reflector: an instruction, records of how it went, and the edit each record calls for.

A record and its reply are one line of conversation under the instruction (the system turn), in the layout of
`../../src/models/reflector/layout.ts`:

    Message: My parcel is gone.
    Answer: General
    Expected SHIPPING, got General. Decided by the word parcel.

    New: If the message mentions parcel, answer SHIPPING.

`python reflector_samples.py` prints a few.
"""
import dataclasses
import random

import generate
from messages import Span, Writer, draw_word, write_message
from prompts import Mark, Policy, write_prompt
from world import DEFAULT_LABEL, NO_LABEL, pool

NEW_RULE = "If the message mentions {w}, answer {L}."
# In the place of a rule that is wrong, or that is right and was not obeyed.
REWORDED = "If the message contains {w}, answer {L}."
DEFAULT = "Otherwise answer {L}."
KEEP = "Keep."
NO_WORD = "Decided by no word: the house has no rule for it."
STYLES = ["If the message contains {w}, answer {L}.", "When the message is about {w}, the label is {L}.",
          "If the message mentions the word \"{w}\", answer {L}."]
KINDS = {"new": 0.40, "stubborn": 0.14, "relabel": 0.14, "default": 0.16, "right": 0.16}


@dataclasses.dataclass
class Record:
    """One record, its reply, and where the reply's words come from: (place in the reply, place in the record)."""
    kind: str
    text: str
    reply: str
    word: Span | None
    rule: int | None
    copies: list[tuple[Span, Span]]


@dataclasses.dataclass
class Lesson:
    instruction: str
    marks: list[Mark]
    records: list[Record]


def feedback(writer: Writer, expected: str, got: str, word: str | None, told: bool, right: bool) -> tuple[Span, Span | None]:
    """Writes the metric's sentence, without quotation marks; gives the places of the expected label and the deciding word."""
    label = (writer.add("Right: {L}.", L=expected) if right else writer.add("Expected {L}, got {g}.", L=expected, g=got))["L"][0]
    if not told:
        return label, None
    if word is None:
        writer.add(" " + NO_WORD)
        return label, None
    return label, writer.add(" Decided by the word {w}.", w=word)["w"][0]


def reply_to(kind: str, word: str | None, label: str, policy: Policy, instruction: str) -> tuple[str, dict[str, list[Span]]]:
    """The edit a record calls for, and where word and label stand in it."""
    writer = Writer()
    if kind == "right" or kind == "default" and policy.default == label:
        return KEEP, {}
    if kind == "new":
        spans = writer.add("New: " + NEW_RULE, w=word, L=label)
    elif kind == "default":
        drop = "Forget otherwise. " if policy.default and "otherwise" in instruction.lower() else ""
        spans = writer.add(drop + "Last: " + DEFAULT, L=label)
    else:
        spans = writer.add("Forget {w}. New: " + REWORDED, w=word, L=label)
    return writer.text, spans


def draw_record(rng, policy: Policy, instruction: str, part="train", odd=0.06, guess=0.1, kind=None, case=str) -> Record:
    kind = kind or rng.choices(list(KINDS), KINDS.values())[0]
    ruled = [word for words, _ in policy.rules for word in words]
    if kind in ("stubborn", "relabel") and not ruled:
        kind = "new"
    labels = [label for _, label in policy.rules]
    new_label = lambda: rng.choice(labels) if labels and rng.random() < 0.15 else case(generate.draw_label(rng, (), odd))
    word, rule = None, None
    if kind == "new":
        word, expected = draw_word(rng, ruled, odd), new_label()
    elif kind in ("stubborn", "relabel"):
        rule = rng.randrange(len(policy.rules))
        word, expected = rng.choice(policy.rules[rule][0]), policy.rules[rule][1]
        while kind == "relabel" and expected == policy.rules[rule][1]:
            expected = new_label()
    elif kind == "default":
        expected = policy.default if policy.default and rng.random() < 0.5 else case(DEFAULT_LABEL) if rng.random() < 0.65 else new_label()
    else:
        rule = rng.randrange(len(policy.rules)) if policy.rules and rng.random() < 0.75 else None
        word = rng.choice(policy.rules[rule][0]) if rule is not None else None
        expected = policy.rules[rule][1] if rule is not None else policy.default or new_label()
    got = expected
    while kind != "right" and got == expected:
        got = rng.choice([NO_LABEL, NO_LABEL, policy.default or NO_LABEL, *(labels or [NO_LABEL])] if rng.random() < 0.8 else [new_label()])
    avoid = [other for other in ruled if other != word]
    if word or rng.random() < 0.25:
        message, spoken = write_message(rng, word, avoid, part)
    else:
        message, spoken = write_message(rng, draw_word(rng, ruled, 0), avoid, part)
    told = kind == "default" or rng.random() >= guess or word not in pool("words")
    writer = Writer()
    where = writer.add("Message: {m}\nAnswer: {g}\n", m=message.replace('"', ""), g=got)["m"][0][0]
    label, decider = feedback(writer, expected, got, word, told, kind == "right")
    if word and decider is None and spoken and '"' not in message:
        decider = (spoken[0] + where, spoken[1] + where)
    reply, spans = reply_to(kind, word, expected, policy, instruction)
    copies = [(span, decider) for span in spans.get("w", []) if decider] + [(span, label) for span in spans.get("L", [])]
    return Record(kind, writer.text, reply, decider, rule, copies)


def draw_instruction(rng, case, part="train") -> tuple[Policy, str, list[Mark]]:
    policy = generate.draw_policy(rng, 0, 9)
    policy.rules = [(words, case(label)) for words, label in policy.rules]
    policy.default = policy.default and case(policy.default)
    if rng.random() < 0.75:
        policy.rules = [(words[:1], label) for words, label in policy.rules]
    seen: set[str] = set()
    policy.rules = [(words, label) for words, label in policy.rules if not (seen & set(words) or seen.update(words))]
    if rng.random() < 0.06:
        generate.list_labels(rng, policy)
    kind = rng.random()
    style = rng.choice(STYLES) if kind < 0.12 else None
    text, marks = write_prompt(rng, policy, part=part, canonical=kind < 0.75, style=style, ramble=rng.choice((0, 0, 0, 0, 1, 2)),
                               intro="Label the message." if rng.random() < 0.5 else None)
    return policy, text, marks


def draw(rng, count: int) -> Lesson:
    case = rng.choice([str] * 7 + [str.lower, str.title])       # labels are not always in capitals
    policy, instruction, marks = draw_instruction(rng, case)
    odd = 0.6 if rng.random() < 0.4 else 0.06
    return Lesson(instruction, marks, [draw_record(rng, policy, instruction, odd=odd, case=case) for _ in range(count)])


if __name__ == "__main__":
    shown_rng = random.Random(3)
    for _ in range(5):
        lesson = draw(shown_rng, 6)
        print("=" * 30, lesson.instruction, *(f"--- {r.kind} {r.rule}\n{r.text}\n=> {r.reply}" for r in lesson.records), sep="\n")
