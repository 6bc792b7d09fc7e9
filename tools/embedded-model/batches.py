"""Turns samples into padded token batches, in worker processes."""
import multiprocessing
import random

import numpy as np

import generate
from tokenizer import ASSISTANT, END, PAD, SYSTEM, USER, Tokenizer


def chat_ids(tokenizer, sample, message):
    """Token ids before the prompt text, after it, and of the message up to the answer slot."""
    if sample.merged:
        return [USER], [], tokenizer.encode("\n\n" + sample.tag + message) + [END, ASSISTANT]
    return [SYSTEM], [END], [USER, *tokenizer.encode(sample.tag + message), END, ASSISTANT]


def tokens_in(spans, start, end, offset):
    return [offset + i for i, (a, b) in enumerate(spans) if a < end and b > start]


def pack(tokenizer, sample):
    """(prefix ids, marks by rule, branches), a branch being (ids, targets, rule, tokens of the key word, label tokens by answer slot).

    A mark is (token at the end of the rule, tokens of its key words, tokens of its label).
    """
    before, after, _ = chat_ids(tokenizer, sample, "")
    ids, spans = tokenizer.encode_with_spans(sample.prompt)
    marks = {}
    for mark in sample.marks:
        end = tokens_in(spans, mark.end - 1, mark.end, len(before))
        if end:
            words = [t for a, b in mark.words for t in tokens_in(spans, a, b, len(before))]
            marks.setdefault(mark.rule, []).append((end[-1], words, tokens_in(spans, *mark.label, len(before))))
    branches = []
    for branch in sample.branches:
        head = "\n\n" + sample.tag if sample.merged else sample.tag
        first = 0 if sample.merged else 1
        ids_b, spans_b = tokenizer.encode_with_spans(head + branch.message)
        question = ([] if sample.merged else [USER]) + ids_b + [END, ASSISTANT]
        answer, spans_a = tokenizer.encode_with_spans(branch.answer)
        reply = answer + [END]
        word = tokens_in(spans_b, branch.word[0] + len(head), branch.word[1] + len(head), first) if branch.word else []
        label = tokens_in(spans_a, *branch.label, 0) if branch.label else []
        copies = copy_slots(before + ids, marks.get(branch.rule, []), answer, label, len(question) - 1)
        branches.append((question + reply[:-1], [-1] * (len(question) - 1) + reply, branch.rule, word, copies))
    return before + ids + after, marks, branches


def copy_slots(prompt_ids, marks, answer, label, first_slot):
    """[(answer slot, tokens of the prompt that stand for what the slot must say)]; `label` are the label's places in the answer."""
    slots = []
    for nth, at in enumerate(label):
        columns = []
        for _, _, told in marks:
            # A lone space token may come before a label of several pieces; a label of one token has it glued on.
            aligned = told[-len(label):]
            if len(aligned) == len(label) and (len(label) == 1 or prompt_ids[aligned[nth]] == answer[at]):
                columns.append(aligned[nth])
        if columns:
            slots.append((first_slot + at, columns))
    return slots


def collate(documents, copies_in_branch=False):
    """Padded arrays, and the places of the attention hints. What is copied stands in the prompt, or in the branch itself."""
    count, prefix = len(documents), max(len(d[0]) for d in documents)
    branches, length = len(documents[0][2]), max(len(b[0]) for d in documents for b in d[2])
    P = np.full((count, prefix), PAD, np.int64)
    B = np.full((count, branches, length), PAD, np.int64)
    T = np.full((count, branches, length), -1, np.int64)
    anchors, slots = [], []
    for i, (ids, marks, own) in enumerate(documents):
        P[i, :len(ids)] = ids
        anchors += [(i, *mark) for group in marks.values() for mark in group]
        for j, (question, target, rule, word, copies) in enumerate(own):
            B[i, j, :len(question)], T[i, j, :len(target)] = question, target
            at = next(t for t, token in enumerate(target) if token >= 0)
            if copies_in_branch:
                copies = [(slot, [prefix + column for column in columns]) for slot, columns in copies]
            slots.append((i, j, at, [mark[0] for mark in marks.get(rule, [])] if rule is not None else [], word, copies))
    return P, B, T, np.array([len(d[0]) for d in documents]), anchors, slots


def collate_groups(rng, documents, tokens, branch_tokens, copies_in_branch=False):
    """Batches of at most `tokens` tokens; documents of like length share one so that little is padded away."""
    documents.sort(key=lambda d: len(d[0]))
    groups, current = [], []
    for document in documents:
        if current and (len(current) + 1) * (len(document[0]) + branch_tokens) > tokens:
            groups.append(current)
            current = []
        current.append(document)
    rng.shuffle(groups)
    return [collate(group, copies_in_branch) for group in groups]


def feed(queue, seed, tokens, level, branches):
    """Fills the queue for ever."""
    tokenizer, rng = Tokenizer(), random.Random(seed)
    while True:
        longest = rng.choice((26, 34, 46))
        documents = []
        while len(documents) < 60:
            sample = generate.draw(rng, rng.randint(max(0, level.value - 2), level.value), 2 * branches)
            prefix, marks, own = pack(tokenizer, sample)
            own = [branch for branch in own if len(branch[0]) <= longest][:branches]
            if len(own) == branches and len(prefix) < 900:
                documents.append((prefix, marks, own))
        for batch in collate_groups(rng, documents, tokens, branches * longest):
            queue.put(batch)


def stream(seed, tokens, level, branches, feed=feed):
    queue = multiprocessing.Queue(12)
    multiprocessing.Process(target=feed, args=(queue, seed, tokens, level, branches), daemon=True).start()
    while True:
        yield queue.get()
