"""How often the embedded Reflector's greedy reply is the very edit a record calls for, on lessons it has not seen.

python reflector_evaluate.py reflector.pt [--lessons 40] [--dump answers.json]
"""
import argparse
import json
import random

import generate
import reflector_samples as samples
from model import generate_greedy, load
from prompts import Policy, write_prompt
from tokenizer import ASSISTANT, END, SYSTEM, USER, Tokenizer
from world import HELD_LABELS, HELD_WORDS

SEED = 20261123
LONGEST_REPLY = 48


def held_policy(rng, new_names: bool) -> Policy:
    """One to nine rules of one word each, in the coach's wording; with words and labels no training rule had, if asked."""
    policy = generate.draw_policy(rng, 1, 9)
    policy.rules = [(words[:1], label) for words, label in policy.rules]
    if new_names:
        words, labels = rng.sample(HELD_WORDS, len(policy.rules)), rng.sample(HELD_LABELS, len(policy.rules))
        policy.rules = [([word], label) for word, label in zip(words, labels)]
    return policy


def with_new_names(rng, record_of, policy):
    """A record about a new word and label: both from outside training."""
    word = rng.choice([word for word in HELD_WORDS if all(word not in words for words, _ in policy.rules)])
    label = rng.choice(HELD_LABELS)
    draw_word, draw_label = samples.draw_word, generate.draw_label
    samples.draw_word, generate.draw_label = (lambda *_, **__: word), (lambda *_, **__: label)
    try:
        return record_of()
    finally:
        samples.draw_word, generate.draw_label = draw_word, draw_label


def rows():
    """(name, kind of record, share of records that name no deciding word, new names)"""
    for kind in samples.KINDS:
        yield f"{kind}: messages worded as never seen", kind, 0, False
    yield "new, deciding word not told", "new", 1, False
    yield "new: word and label no training rule had", "new", 0, True


def questions(lessons: int):
    rng = random.Random(SEED)
    for name, kind, guess, new_names in rows():
        for _ in range(lessons):
            policy = held_policy(rng, new_names)
            instruction, _ = write_prompt(rng, policy, canonical=True, intro="Label the message.")
            record_of = lambda: samples.draw_record(rng, policy, instruction, "held", 0, guess, kind)
            for _ in range(4):
                record = with_new_names(rng, record_of, policy) if new_names else record_of()
                yield name, instruction, record


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("checkpoint")
    parser.add_argument("--lessons", type=int, default=40)
    parser.add_argument("--dump", help="writes every question with its greedy reply")
    args = parser.parse_args()
    model, _ = load(args.checkpoint)
    tokenizer, counts, dump = Tokenizer(), {}, []
    for name, instruction, record in questions(args.lessons):
        ids = [SYSTEM, *tokenizer.encode(instruction), END, USER, *tokenizer.encode(record.text), END, ASSISTANT]
        said = tokenizer.decode(generate_greedy(model, ids, END, LONGEST_REPLY)).strip()
        right, total = counts.get(name, (0, 0))
        counts[name] = right + (said == record.reply), total + 1
        dump.append({"system": instruction, "message": record.text, "answer": said, "wanted": record.reply, "row": name})
    for name, (right, total) in counts.items():
        print(f"{name:45} {100 * right / total:5.1f} %  n={total}")
    if args.dump:
        with open(args.dump, "w", encoding="utf8") as file:
            json.dump(dump, file, ensure_ascii=False, indent=0)


if __name__ == "__main__":
    main()
