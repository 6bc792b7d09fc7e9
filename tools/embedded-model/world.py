"""Reads the one description of the routing world (`src/tasks/routing/world.json`) that the app and the training share."""
import json
import pathlib

PATH = pathlib.Path(__file__).resolve().parents[2] / "src" / "tasks" / "routing" / "world.json"
WORLD = json.loads(PATH.read_text(encoding="utf8"))


def pool(kind: str, part: str = "train") -> list[str]:
    """The entries of one kind ("words", "frames", …) that are used in training, or those held out of it."""
    return WORLD[kind][part]


WORDS = pool("words")
HELD_WORDS = pool("words", "held")
LABELS = pool("labels")
HELD_LABELS = pool("labels", "held")
DEFAULT_LABEL = "OTHER"
# What a Student without any rule, label list or demo answers: a word that is nobody's label.
NO_LABEL = "General"
