"""Writes messages: a clause about a key word in a frame of greetings and small talk, at times disturbed beyond grammar."""
import re

from world import WORDS, WORLD, pool

Span = tuple[int, int]
SLOT = re.compile(r"\{([a-zA-Z])\}")
SYLLABLES = [a + b for a in "b c d f g h j k l m n p r s t v w z br cr dr fl gr kl pl st tr sh".split()
             for b in "a e i o u an el in or um ar es ip ot".split()]
COMMON = "the a my your we it is was for with on about to and not in of this that one so very all from when how".split()


class Writer:
    """A text that grows and remembers where its slots were filled."""

    def __init__(self):
        self.text = ""

    def add(self, template: str, **slots: str) -> dict[str, list[Span]]:
        spans: dict[str, list[Span]] = {}
        at = 0
        for match in SLOT.finditer(template):
            if match[1] not in slots:
                continue
            self.text += template[at:match.start()]
            spans.setdefault(match[1], []).append((len(self.text), len(self.text) + len(slots[match[1]])))
            self.text += slots[match[1]]
            at = match.end()
        self.text += template[at:]
        return spans


def capitalise(text: str) -> str:
    """A capital first letter; a slot at the start becomes the slot of the capitalised word."""
    return "{W}" + text[3:] if text.startswith("{w}") else text[:1].upper() + text[1:]


def with_articles(template: str, word: str) -> str:
    """ "a" before the slot becomes "an" where the word asks for it."""
    return re.sub(r"\b([aA]) (?=\{[wW]\})", r"\1n ", template) if word[:1].lower() in "aeiou" else template


def invented(rng) -> str:
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.choice((2, 2, 3))))


def chunk(rng) -> str:
    """A piece of some word, so that any sub-word token may be met."""
    word = rng.choice(WORDS)
    start = rng.randrange(len(word))
    return word[start:start + rng.randint(1, 5)]


def stray(rng) -> str:
    """A word that means nothing here: common, a key word's cousin, an invented one or glued pieces."""
    kind = rng.random()
    if kind < 0.3:
        return rng.choice(COMMON)
    if kind < 0.45:
        return rng.choice(WORDS) + rng.choice(["s", "ing", "ed", "er", "y"])
    return invented(rng) if kind < 0.7 else "".join(chunk(rng) for _ in range(rng.randint(1, 3)))


def disturb(rng, template: str, share: float) -> str:
    """Replaces, drops or doubles a share of a template's words (never a slot): the wording must not be what is learnt."""
    def change(match):
        if rng.random() >= share:
            return match[0]
        kind = rng.random()
        return stray(rng) if kind < 0.7 else match[0] + " " + stray(rng) if kind < 0.9 else ""
    return re.sub(r"(?<![{\w])[A-Za-z]+(?![}\w])", change, template)


def odd_word(rng) -> str:
    """A word the vocabulary does not have."""
    return invented(rng) if rng.random() < 0.5 else "".join(chunk(rng) for _ in range(rng.randint(2, 3)))


def draw_word(rng, used, odd_share=0.06) -> str:
    """A key word that is not used yet; a share of them is not in the vocabulary."""
    while True:
        word = odd_word(rng) if rng.random() < odd_share else rng.choice(WORDS)
        if word not in used:
            return word


def noise(rng, word: str | None, avoid) -> str:
    """Words in no order: nothing but the key word itself tells the answer here."""
    bag = [stray(rng) if rng.random() < 0.8 else rng.choice(WORDS) for _ in range(rng.randint(2, 9))]
    bag = [other for other in bag if other not in avoid]
    if word:
        bag.insert(rng.randint(0, len(bag)), "{w}")
    return " ".join(bag)


def clause(rng, part: str) -> str:
    return rng.choice(pool("clauses", part))


def message_template(rng, word: str | None, avoid, part="train", easy=False, body=None) -> str:
    """A message with {w} where the key word stands; without a key word only filler sentences. `body` is a clause given."""
    if not easy and not body and rng.random() < 0.08:
        return capitalise(noise(rng, word, avoid)) + rng.choice([".", "", "!", "?"])
    # A prompt's rambling serves as small talk too: the more ways of saying nothing, the better.
    filler = lambda: rng.choice(WORLD["distractors"] if part == "train" and not easy and rng.random() < 0.15 else pool("fillers", part))
    if word is None:
        text = " ".join(filler() for _ in range(rng.randint(1, 3)))
        greeting = rng.choice(["Hi. ", "Hello. ", "Hi there. ", "Dear team, ", "", ""])
        return greeting + text
    body = body or clause(rng, part)
    if not easy and rng.random() < 0.06:                      # a second topic that no rule speaks of
        other = clause(rng, part).replace("{w}", draw_word(rng, avoid, 0))
        body = rng.choice(["{0} and {1}", "{1} and {0}", "{1}, but {0}", "{0}, and {1}"]).replace("{0}", body).replace("{1}", other)
    frame = rng.choice(pool("frames", part))
    frame = frame.replace("{C}", capitalise(body)).replace("{c}", body)
    while "{F}" in frame:
        frame = frame.replace("{F}", filler(), 1)
    if not easy and rng.random() < 0.06:
        frame = filler() + " " + frame if rng.random() < 0.5 else frame + " " + filler()
    return frame


def write_message(rng, word: str | None, avoid, part="train", easy=False, meaning=None) -> tuple[str, Span | None]:
    """The message, and where its key word stands. `meaning` says it another way: ("synonym", text) or ("paraphrase", clause)."""
    body = "{w}" if meaning and meaning[0] == "paraphrase" else None
    shown = meaning[1] if meaning else word
    template = message_template(rng, word, avoid, part, easy, body)
    if not easy:
        if rng.random() < 0.12:
            template = template.replace("{W}", "{w}").lower()
        elif rng.random() < 0.1:
            template = re.sub(r"\bI\b", "i", template)
        if rng.random() < 0.5:
            template = disturb(rng, template, rng.choice((0.1, 0.2, 0.4)))
    if word is None:
        return template, None
    if not easy and not meaning and rng.random() < 0.02:
        shown = word.upper()
    writer = Writer()
    spans = writer.add(with_articles(template, shown), w=shown, W=capitalise(shown))
    found = spans.get("w") or spans.get("W")
    return (writer.text, found[0]) if found else write_message(rng, word, avoid, part, easy, meaning)


def another_way(rng, word: str | None) -> tuple[str, str] | None:
    """A synonym or a paraphrase of a key word, where the world knows one."""
    synonyms, paraphrases = WORLD["synonyms"].get(word, []), WORLD["paraphrases"].get(word, [])
    if paraphrases and (not synonyms or rng.random() < 0.5):
        return "paraphrase", rng.choice(paraphrases)
    return ("synonym", rng.choice(synonyms)) if synonyms else None
