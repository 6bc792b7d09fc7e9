"""Writes a policy (rules, default, demos, answer format) as a prompt, and remembers where each rule stands in it."""
import dataclasses
import re

from messages import SLOT, Span, Writer, capitalise, disturb, draw_word, with_articles, write_message
from world import DEFAULT_LABEL, WORLD, pool

HEADINGS = ["Rules:", "House rules:", "Follow these rules:", "Use these rules:", "## Rules", "Instructions:", "Guidelines:",
            "Label rules:", "How to label:", "Remember:"]
DEMO_HEADINGS = ["Examples:", "Examples:", "Here are some examples:", "Example messages:", "## Examples", "Some labelled messages:"]
# A grammar of rule wordings beside the written ones; none of its sentences is a held-out wording.
WHEN = ["If", "If", "When", "Whenever", "Each time", "Every time", "In the case that", "Provided that", "Once", "Wherever", "Suppose"]
SUBJECT = ["the message", "the message", "a message", "the text", "the ticket", "the mail", "the customer", "somebody", "the input", "the email",
           "the writer", "the person", "it", "the note", "any message", "a visitor"]
VERB = ["mentions", "mentions", "contains", "talks about", "says", "has", "speaks of", "includes", "refers to", "is about", "uses the word",
        "names", "writes about", "asks for", "comes with", "deals with", "complains about", "points to", "is on", "holds the word"]
PASSIVE = ["is mentioned", "appears", "is found", "is in the message", "comes up", "is there", "can be read", "is written", "is the topic",
           "occurs", "shows up", "is meant", "is part of it", "is said", "is seen in the text"]
THEN = ["answer {L}", "answer {L}", "reply {L}", "say {L}", "write {L}", "output {L}", "return {L}", "use {L}", "choose {L}", "pick {L}",
        "the answer is {L}", "the label is {L}", "label it {L}", "it is {L}", "it goes to {L}", "select {L}", "print {L}",
        "please answer {L}", "you answer {L}", "the right answer is {L}", "the answer should be {L}", "take {L}", "then it is {L}",
        "the message gets {L}", "the word to write is {L}", "mark it with {L}", "put {L} down", "send it to {L}"]
FIRST = ["Answer {L}", "Reply {L}", "Say {L}", "Write {L}", "Use {L}", "Choose {L}", "Pick {L}", "Output {L}", "Return {L}", "The answer is {L}",
         "The label is {L}", "Label it {L}", "It is {L}", "{L} is the answer", "{L} is the label", "{L} is what you say", "Take {L}", "Select {L}",
         "Please answer {L}", "{L} is correct", "Only {L} is right", "Put {L} down"]
LATER = ["if", "if", "when", "whenever", "each time", "every time", "where", "once", "as long as", "in the case that"]
TOPIC = ["Messages about {w}", "Messages with {w}", "A message about {w}", "All mails about {w}", "Everything on {w}", "Any talk of {w}", "Tickets that have {w}",
         "Mails where {w} occurs", "Whoever writes about {w}", "Any text with the word {w}", "Requests about {w}", "Every case of {w}", "Notes on the {w}"]
BELONGS = ["are {L}", "go to {L}", "get {L}", "belong to {L}", "are for {L}", "are labelled {L}", "is {L}", "gets the label {L}", "is marked {L}",
           "must be {L}", "is answered with {L}", "should become {L}", "is sent to {L}", "means {L}", "counts as {L}", "is a {L}", "leads to {L}"]
END = ["", "", "", "", " at all", " somewhere", " in the text", " or the like", " anywhere", " in its words"]
# Phrases that belong to held-out wordings. The grammar may meet them by chance; such a sentence is drawn again.
KEPT = ["as soon as", "named", "brings up", "turns up", "receive", "goes with", "Assign", "in it.", "Should", "In case of", "concerns", "Texts on"]

# Wordings that are hardly more than the word and the label need more practice than their number gives them.
TERSE = [template for template in pool("rules") if len(re.findall(r"[a-zA-Z]+", SLOT.sub("", template))) < 4 and "." not in template]


@dataclasses.dataclass
class Mark:
    """Where a rule (or a demo) stands in the prompt: key words, label, and the last character of all of it."""
    rule: int
    words: list[Span]
    label: Span
    end: int


@dataclasses.dataclass
class Policy:
    """Rules (words, label), the default label if it is told, and the list of labels if it is shown."""
    rules: list[tuple[list[str], str]]
    default: str | None = DEFAULT_LABEL
    listed: list[str] | None = None
    demos: int = 0            # labelled messages per rule
    told: bool = True         # whether the rules themselves are written
    formats: dict[str, str] = dataclasses.field(default_factory=dict)    # lower, json (key) or prefix (word) of the answer


def composed_rule(rng) -> str:
    """A wording put together from parts: condition or label first, active or passive."""
    pick = rng.choice
    condition = f"{pick(SUBJECT)} {pick(VERB)} {{w}}{pick(END)}" if rng.random() < 0.6 else f"{{w}} {pick(PASSIVE)}{pick(END)}"
    kind = rng.random()
    if kind < 0.45:
        rule = f"{pick(WHEN)} {condition}{pick([',', ',', ',', ' then', ':', ', then'])} {pick(THEN)}"
    elif kind < 0.8:
        rule = f"{pick(FIRST)} {pick(LATER)} {condition}"
    else:
        rule = f"{pick(TOPIC)} {pick(BELONGS)}"
    rule += pick([".", ".", ".", "!", "", ";"])
    return composed_rule(rng) if any(phrase in rule for phrase in KEPT) else rule


def rule_template(rng, part: str, label_first=True) -> str:
    if part == "train" and rng.random() < 0.45:
        rule = composed_rule(rng)
        if label_first or rule.find("{w}") < rule.find("{L}"):
            return rule
    if part == "train" and rng.random() < 0.25:
        return rng.choice(TERSE)
    while True:
        template = rng.choice(pool("rules", part))
        if label_first or template.lower().find("{w}") < template.find("{L}"):
            return template


def join_words(rng, template: str, words: list[str]) -> tuple[str, dict[str, str]]:
    """The template with a slot for each of several words ("refund or invoice")."""
    if len(words) == 1:
        return template, {"w": words[0], "W": capitalise(words[0])}
    joiner = rng.choice([" or ", " or ", " or ", ", ", " and "])
    slots = {chr(ord("m") + i): word for i, word in enumerate(words)}
    names = [f"{{{name}}}" for name in slots]
    first = {"W": "{M}", "w": names[0]}
    many = lambda head: joiner.join([head, *names[1:]]) if len(words) < 3 or joiner != " or " else ", ".join([head, *names[1:-1]]) + " or " + names[-1]
    template = template.replace("{W}", many(first["W"])).replace("{w}", many(first["w"]))
    return template, {**slots, "M": capitalise(words[0])}


def write_rule(rng, writer: Writer, template: str, index: int, words: list[str], label: str) -> Mark:
    template, slots = join_words(rng, with_articles(template, words[0]), words)
    if rng.random() < 0.06:
        label_shape = rng.choice(['"{L}"', "'{L}'", "**{L}**"])
        template = template.replace("{L}", label_shape)
    spans = writer.add(template, L=label, **slots)
    found = [span for name, where in spans.items() if name != "L" for span in where]
    return Mark(index, found, spans["L"][0], len(writer.text))


def write_demo(rng, writer: Writer, template: str, index: int, message: str, word: Span | None, label: str) -> Mark:
    """One labelled message; the word's span moves with the message."""
    spans = writer.add(template, m=message, L=label)
    start = spans["m"][0][0]
    return Mark(index, [(start + word[0], start + word[1])] if word else [], spans["L"][0], len(writer.text))


def rambling(rng, sentences: int, rough: bool) -> list[str]:
    """Sentences that say nothing; a few are disturbed, so that unknown ones can be passed over as well."""
    return [disturb(rng, sentence, 0.3) if rough and rng.random() < 0.3 else sentence
            for sentence in (rng.choice(WORLD["distractors"]) for _ in range(sentences))]


def write_prompt(rng, policy: Policy, *, part="train", intro=None, ramble=0, style=None, canonical=False, shuffle=False,
                 ramble_at=None, message_part="train") -> tuple[str, list[Mark]]:
    """Words a policy as a prompt. `canonical` is the form in which the app's coach writes; `style` fixes the rule wording."""
    writer, marks = Writer(), []
    head = [intro if intro is not None else rng.choice(pool("intros"))] if intro is not None or rng.random() < 0.9 else []
    if policy.listed:
        template = WORLD["labelLists"][0] if canonical else rng.choice(WORLD["labelLists"])
        head.append(template.replace("{X}", (", " if canonical else rng.choice([", ", ", ", " | ", " / "])).join(policy.listed)))
    told_formats = format_sentences(rng, policy.formats, part, canonical)
    late = rng.random() < 0.5
    head += [] if late else told_formats
    extra = rambling(rng, ramble, part == "train" and not canonical)
    place = ramble_at or rng.choice(["head", "tail", "both", "front"])
    before = extra if place in ("head", "front") else extra[: len(extra) // 2] if place == "both" else []
    after = (told_formats if late else []) + extra[len(before):]
    head = before + head if place == "front" else head + before
    order = list(enumerate(policy.rules))
    if shuffle:
        rng.shuffle(order)
    same = canonical or style or rng.random() < 0.6
    label_first = rng.random() < 0.85
    wording = style or ("If the message mentions {w}, answer {L}." if canonical else rule_template(rng, part, label_first))
    rough = 0.25 if part == "train" and not canonical and not style and rng.random() < 0.35 else 0
    if rough:
        wording = disturb(rng, wording, rough)
    paragraph = rng.random() < (0.25 if canonical else 0.35)
    bullet = rng.choice(["", "", "", "- ", "1. "]) if canonical else rng.choice(["- ", "* ", "", "", "#. ", "#) ", "• "])
    bullet = bullet.replace("1. ", "#. ")
    if paragraph:
        bullet = ""
    gap = " " if paragraph else "\n"
    first = True

    def line(text_gap):
        nonlocal first
        if not first:
            writer.add(text_gap)
        first = False

    if head:
        line("")
        writer.add(" ".join(head))
    if policy.told and order:
        if not canonical and rng.random() < 0.3 or canonical and rng.random() < 0.15:
            line(rng.choice([gap, "\n", "\n\n"]))
            writer.add(rng.choice(HEADINGS))
        for number, (index, (words, label)) in enumerate(order):
            line(gap)
            writer.add(bullet.replace("#", str(number + 1)))
            marks.append(write_rule(rng, writer, wording if same else rule_template(rng, part, label_first), index, words, label))
            if extra and not canonical and rng.random() < 0.05:
                writer.add(gap + rng.choice(WORLD["distractors"]))
    if policy.default and (policy.told or not policy.demos):
        line(gap)
        writer.add(bullet.replace("#", str(len(order) + 1)) if not canonical and rng.random() < 0.4 else "")
        template = "Otherwise answer {L}." if canonical else rng.choice(pool("defaults", part))
        template = disturb(rng, template, 0.2) if rough else template
        spans = writer.add(template, L=policy.default)
        marks.append(Mark(-1, [], spans["L"][0], len(writer.text)))
    if policy.demos:
        marks += write_demos(rng, writer, policy, message_part, line)
    if after:
        line(rng.choice([" ", "\n"]))
        writer.add(" ".join(after))
    return writer.text.strip(), marks


def format_sentences(rng, formats: dict[str, str], part: str, canonical: bool) -> list[str]:
    """What the prompt says about the form of the answer."""
    sentences = []
    for kind, name in formats.items():
        template = WORLD["formats"][kind]["train"][0] if canonical else rng.choice(WORLD["formats"][kind][part])
        sentences.append(template.replace("{K}", name).replace("{P}", name))
    return sentences


def in_format(label: str, formats: dict[str, str]) -> tuple[str, Span]:
    """The answer in the form the prompt asks for, and where the label stands in it."""
    label = label.lower() if "lower" in formats else label
    before, after = "", ""
    if "json" in formats:
        before, after = '{"%s": "' % formats["json"], '"}'
    elif "prefix" in formats:
        before = formats["prefix"] + ": "
    return before + label + after, (len(before), len(before) + len(label))


def write_demos(rng, writer: Writer, policy: Policy, part: str, line) -> list[Mark]:
    """Labelled messages in mixed order: some for every rule, and (where there is a default) some that no rule decides."""
    used = [word for words, _ in policy.rules for word in words]
    plan = [(index, rng.choice(words), label) for index, (words, label) in enumerate(policy.rules) for _ in range(policy.demos)]
    if policy.default:
        plan += [(-1, None if rng.random() < 0.3 else draw_word(rng, used, 0), policy.default) for _ in range(policy.demos)]
    rng.shuffle(plan)
    template = rng.choice(WORLD["demos"][:2] * 2 + WORLD["demos"])
    if rng.random() < 0.8:
        line(rng.choice(["\n", "\n\n"]))
        writer.add(rng.choice(DEMO_HEADINGS))
    gap = rng.choice(["\n", "\n", "\n\n"]) if "\n" in template else "\n"
    marks = []
    for index, word, label in plan:
        line(gap)
        message, span = write_message(rng, word, used, part, easy=True)
        marks.append(write_demo(rng, writer, template, index, message, span, label))
    return marks
