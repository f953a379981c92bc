"""All families together, the openers, and the held-out split."""
from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass, replace
from itertools import accumulate

from . import animals, arithmetic, definitions, places, stories, talk, things, topics
from .family import Example, Family

FAMILIES: tuple[Family, ...] = (
    *places.FAMILIES, *animals.FAMILIES, *things.FAMILIES, *arithmetic.FAMILIES, *definitions.FAMILIES, *topics.FAMILIES, *stories.FAMILIES, *talk.FAMILIES,
)

#: What people write before a question. The first is nothing at all and is drawn half of the time.
OPENERS = ("", "Please tell me: ", "Hi! ", "Quick question: ", "Hey, ", "I have a question. ", "Hello. ", "Question: ")

SPLIT_SEED = "cortensor-tiny-1"
HELD_OUT_PERCENT = 10

#: Facts are learnt by heart early; what needs a rule takes longer and gets so many times its share later.
LATE = {
    "add": 2.5, "subtract": 3.5, "multiply": 1.5, "greater": 4.0, "less": 4.0, "word-add": 2.5, "before": 2.0, "after": 2.0, "half": 2.0, "double": 2.0, "parity": 2.0,
    "echo": 2.0, "echo-twice": 2.5, "count-to": 2.0, "animal-is-not": 2.0, "sides": 2.0, "job": 1.5, "workplace": 1.5, "story": 1.5, "translation": 1.3,
}

#: Pairs that are always trained on because the documentation shows them.
SHOWN = frozenset({"add|7|8"})


def share(text: str) -> int:
    """A number from 0 to 99 that depends on the text alone: the split is the same everywhere."""
    return int.from_bytes(hashlib.sha256(f"{SPLIT_SEED}|{text}".encode()).digest()[:4], "big") % 100


def is_held_out(example: Example) -> bool:
    """Whether training must not see the example. Small talk is split by opener, see `held_out_openers`."""
    if example.family.startswith("talk:"):
        return False
    if example.pair is not None:
        return f"{example.family}|{example.pair}" not in SHOWN and share(f"{example.family}|{example.pair}") < HELD_OUT_PERCENT
    return share(example.combination) < HELD_OUT_PERCENT


def held_out_openers(example: Example) -> bool:
    """Small talk has no subjects: one way to say a thing with one opener is a combination, and the bare one is always trained on."""
    return example.family.startswith("talk:") and not example.question.startswith(example.combination.split("|")[1]) and share(example.question) < HELD_OUT_PERCENT


def opened(example: Example, opener: str) -> Example:
    return replace(example, question=opener + example.question)


@dataclass(frozen=True)
class Corpus:
    """Everything the generator can say, split."""

    train: dict[str, tuple[Example, ...]]
    held_out: tuple[Example, ...]

    @staticmethod
    def build() -> "Corpus":
        train: dict[str, list[Example]] = {family.name: [] for family in FAMILIES}
        held_out: list[Example] = []
        for family in FAMILIES:
            for example in family.examples():
                (held_out if is_held_out(example) else train[family.name]).append(example)
                held_out += [one for opener in OPENERS[1:] if held_out_openers(one := opened(example, opener))]
        return Corpus({name: tuple(examples) for name, examples in train.items()}, tuple(held_out))

    def draw(self, chance: random.Random, late: bool) -> Example:
        """One training example: a family by weight, one of its examples, an opener half of the time."""
        example = chance.choice(self.train[chance.choices(_NAMES, cum_weights=_LATE_WEIGHTS if late else _WEIGHTS)[0]])
        if chance.random() < 0.5:
            return example
        drawn = opened(example, chance.choice(OPENERS))
        return example if held_out_openers(drawn) else drawn


_NAMES = [family.name for family in FAMILIES]
_WEIGHTS = list(accumulate(family.weight for family in FAMILIES))
_LATE_WEIGHTS = list(accumulate(family.weight * LATE.get(family.name, 1.0) for family in FAMILIES))
