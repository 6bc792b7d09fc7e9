"""A small byte-level BPE tokenizer with GPT-2's pre-tokenizer; llama.cpp's `gpt-2` splits text the same way.

`python tokenizer.py` trains it on the generator's own text and writes tokenizer.json (the merges).
"""
import collections
import json
import pathlib
import random
import re

PATH = pathlib.Path(__file__).parent / "tokenizer.json"
VOCABULARY = 5632
INNER_MERGES = 3600
SPECIAL = ["<|end|>", "<|system|>", "<|user|>", "<|assistant|>", "<|pad|>"]
END, SYSTEM, USER, ASSISTANT, PAD = range(5)
SPLIT = re.compile(r"'s|'t|'re|'ve|'m|'ll|'d| ?[^\W\d_]+| ?\d+| ?(?:[^\s\w]|_)+|\s+(?!\S)|\s+")


def byte_alphabet() -> dict[int, str]:
    """GPT-2's printable stand-in for every byte."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    table = {byte: chr(byte) for byte in printable}
    for byte in range(256):
        if byte not in table:
            table[byte] = chr(256 + len(table) - len(printable))
    return table


BYTE_TO_CHAR = byte_alphabet()
CHAR_TO_BYTE = {char: byte for byte, char in BYTE_TO_CHAR.items()}


class Tokenizer:
    """Encodes and decodes with a list of merges."""

    def __init__(self, path=PATH):
        self.merges = [tuple(merge) for merge in json.loads(pathlib.Path(path).read_text(encoding="utf8"))]
        self.tokens = SPECIAL + [BYTE_TO_CHAR[byte] for byte in range(256)] + [a + b for a, b in self.merges]
        self.ids = {token: i for i, token in enumerate(self.tokens)}
        self.rank = {merge: i for i, merge in enumerate(self.merges)}
        self.cache: dict[str, list[int]] = {}

    def piece(self, text: str) -> list[int]:
        """The tokens of one pre-token (no merge crosses the border of a pre-token)."""
        if text in self.cache:
            return self.cache[text]
        parts = [BYTE_TO_CHAR[byte] for byte in text.encode()]
        while len(parts) > 1:
            best = min(range(len(parts) - 1), key=lambda i: self.rank.get((parts[i], parts[i + 1]), 1 << 30))
            if (parts[best], parts[best + 1]) not in self.rank:
                break
            parts[best:best + 2] = [parts[best] + parts[best + 1]]
        self.cache[text] = [self.ids[part] for part in parts]
        return self.cache[text]

    def encode(self, text: str) -> list[int]:
        return [token for piece in SPLIT.findall(text) for token in self.piece(piece)]

    def encode_with_spans(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        """Tokens, and for each the character span of its pre-token without the leading space."""
        ids, spans = [], []
        for match in SPLIT.finditer(text):
            tokens = self.piece(match.group())
            start = match.start() + (len(match.group()) > 1 and match.group()[0] == " ")
            ids += tokens
            spans += [(start, match.end())] * len(tokens)
        return ids, spans

    def decode(self, ids: list[int]) -> str:
        chars = "".join(self.tokens[i] for i in ids if i >= len(SPECIAL))
        return bytes(CHAR_TO_BYTE[char] for char in chars).decode("utf8", "replace")


def learn_merges(counts: dict[str, int], count: int) -> list[tuple[str, str]]:
    """Byte-pair encoding: merges the most frequent neighbours, `count` times."""
    split = {word: [BYTE_TO_CHAR[byte] for byte in word.encode()] for word in counts}
    merges, pairs, where = [], collections.Counter(), collections.defaultdict(set)
    for word, parts in split.items():
        for pair in zip(parts, parts[1:]):
            pairs[pair] += counts[word]
            where[pair].add(word)
    while len(merges) < count:
        pair, frequency = max(pairs.items(), key=lambda item: (item[1], item[0]))
        if frequency <= 0:
            break
        merges.append(pair)
        for word in list(where[pair]):
            parts, weight, joined, i = split[word], counts[word], [], 0
            for other in zip(parts, parts[1:]):
                pairs[other] -= weight
                where[other].discard(word)
            while i < len(parts):
                both = i + 1 < len(parts) and (parts[i], parts[i + 1]) == pair
                joined.append(parts[i] + parts[i + 1] if both else parts[i])
                i += 2 if both else 1
            split[word] = joined
            for other in zip(joined, joined[1:]):
                pairs[other] += weight
                where[other].add(word)
        del pairs[pair]
    return merges


def word_counts() -> collections.Counter:
    """How often each pre-token occurs, with the world's own words and labels pushed up so that each is one token.

    Matching equal tokens is what so small a network does best. The held-out words and labels are spelled in pieces, like any
    word that a visitor may think of.
    """
    import generate
    from world import LABELS, WORDS
    rng, counts = random.Random(7), collections.Counter()
    for _ in range(6000):
        sample = generate.draw(rng, 5, 4)
        for text in [sample.prompt, *(branch.message for branch in sample.branches)]:
            counts.update(SPLIT.findall(text))
    for word in WORDS:
        counts[" " + word] += 1000
        counts[word.capitalize()] += 500
    for label in LABELS:
        counts[" " + label] += 1500
        counts[label.lower()] += 300
    return counts


def main():
    counts = word_counts()
    bare = collections.Counter()
    for piece, count in counts.items():
        bare[piece[1:] if piece[0] == " " and len(piece) > 1 else piece] += count
    merges = learn_merges(bare, INNER_MERGES)
    single = set(BYTE_TO_CHAR.values()) | {a + b for a, b in merges}
    # The space in front is glued last and only to whole words. So a word that is not in the vocabulary splits into the
    # same pieces with and without the space, and what a rule calls GLORP can be copied into an answer.
    for piece, _ in counts.most_common():
        core = "".join(BYTE_TO_CHAR[byte] for byte in piece[1:].encode())
        if piece[0] == " " and core in single and len(SPECIAL) + 256 + len(merges) < VOCABULARY:
            merges.append((BYTE_TO_CHAR[32], core))
    PATH.write_text(json.dumps(merges, ensure_ascii=False), encoding="utf8")
    report()


def report():
    from world import LABELS, WORDS
    tokenizer = Tokenizer()
    sample = "Héllo {\"a\": 12}\n\n x_y  it's"
    assert tokenizer.decode(tokenizer.encode(sample)) == sample
    forms = [form for word in WORDS for form in (" " + word, word, word.capitalize())]
    forms += [form for label in LABELS for form in (" " + label, label)]
    print(len(tokenizer.tokens), "tokens;", sum(len(tokenizer.encode(form)) == 1 for form in forms), "of", len(forms),
          "forms of the world's words and labels are one token")


if __name__ == "__main__":
    main()
