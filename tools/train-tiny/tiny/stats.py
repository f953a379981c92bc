"""Counts the corpus and checks that no question has two answers: `python3 -m tiny.stats`."""
from __future__ import annotations

from .corpus.corpus import FAMILIES, Corpus


def main() -> None:
    corpus = Corpus.build()
    answers: dict[str, tuple[str, str]] = {}
    for family in FAMILIES:
        for example in family.examples():
            other = answers.setdefault(example.question, (example.answer, family.name))
            if other[0] != example.answer:
                raise SystemExit(f"{example.question!r}: {family.name} says {example.answer!r}, {other[1]} says {other[0]!r}")
    trained = {example.question for examples in corpus.train.values() for example in examples}
    leaked = [example.question for example in corpus.held_out if example.question in trained]
    print(f"{len(FAMILIES)} families, {sum(len(family.phrasings) for family in FAMILIES)} templates, {len(answers)} questions,"
          f" {len({answer for answer, _ in answers.values()})} answers")
    print(f"train {len(trained)}, held out {len(corpus.held_out)}, of those also in train {len(leaked)} {leaked[:5]}")


if __name__ == "__main__":
    main()
