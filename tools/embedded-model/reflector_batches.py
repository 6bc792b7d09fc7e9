"""Turns the embedded Reflector's samples into the same padded batches as the Student's: the instruction is read once, and every
record with its reply is a branch under it."""
import random

import reflector_samples
from batches import collate_groups, tokens_in
from tokenizer import ASSISTANT, END, SYSTEM, USER, Tokenizer


def pack(tokenizer, lesson):
    """(prefix ids, marks by rule, branches); see batches.pack. What is copied into a reply stands in the branch, in its record."""
    ids, spans = tokenizer.encode_with_spans(lesson.instruction)
    marks = {}
    for mark in lesson.marks:
        end = tokens_in(spans, mark.end - 1, mark.end, 1)
        if end:
            words = [t for a, b in mark.words for t in tokens_in(spans, a, b, 1)]
            marks.setdefault(mark.rule, []).append((end[-1], words, tokens_in(spans, *mark.label, 1)))
    return [SYSTEM, *ids, END], marks, [branch(tokenizer, record) for record in lesson.records]


def branch(tokenizer, record):
    text, text_spans = tokenizer.encode_with_spans(record.text)
    reply, reply_spans = tokenizer.encode_with_spans(record.reply)
    question, answer = [USER, *text, END, ASSISTANT], [*reply, END]
    word = tokens_in(text_spans, *record.word, 1) if record.word else []
    copies = []
    for said, told in record.copies:
        slots, source = tokens_in(reply_spans, *said, len(question) - 1), tokens_in(text_spans, *told, 1)
        # A word may be split differently where it stands first or has a capital; then nothing is hinted.
        if len(slots) == len(source):
            copies += [(slot, [column]) for slot, column in zip(slots, source)]
    return question + answer[:-1], [-1] * (len(question) - 1) + answer, record.rule, word, copies


def feed(queue, seed, tokens, level, branches):
    """Fills the queue for ever. `level` is the Student's; a reflector has none."""
    tokenizer, rng = Tokenizer(), random.Random(seed)
    while True:
        longest = rng.choice((50, 56, 62, 90))
        documents = []
        while len(documents) < 48:
            prefix, marks, own = pack(tokenizer, reflector_samples.draw(rng, 4 * branches))
            own = [each for each in own if len(each[0]) <= longest][:branches]
            if len(own) == branches and len(prefix) < 300:
                documents.append((prefix, marks, own))
        for batch in collate_groups(rng, documents, tokens, branches * longest, copies_in_branch=True):
            queue.put(batch)
