"""Scores a model file as llama.cpp runs it: `python3 -m tiny.report --gguf tiny.gguf --folder RUN [--every 1] [--json scores.json]`.

Held-out answers must match the reference exactly; answers to questions outside the generator must contain a word.
"""
from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path

from .corpus.corpus import Corpus
from .corpus.outside import REWORDED, UNKNOWN
from .evaluate import groups
from .llama import Llama
from .tokenizer import END, Tokenizer


class Asker:
    """Asks llama.cpp, greedily."""

    def __init__(self, gguf: Path, tokenizer: Tokenizer) -> None:
        self._llama = Llama(Path(__file__).resolve().parents[3], gguf)
        self._tokenizer = tokenizer

    def ask(self, question: str) -> str:
        full, start = self._tokenizer.conversation(question, "")
        return self._tokenizer.decode(self._llama.answer(full[:start], END))


def held_out(asker: Asker, every: int) -> dict[str, list[int]]:
    """Right answers and questions by family."""
    scores: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for example in Corpus.build().held_out[::every]:
        right = asker.ask(example.question) == example.answer
        for name in ("all", groups(example.family)):
            scores[name][0] += right
            scores[name][1] += 1
    return dict(scores)


def outside(asker: Asker, rows: tuple[dict[str, str], ...], verbose: bool) -> list[int]:
    right = 0
    for row in rows:
        answer = asker.ask(row["question"])
        good = row["word"].lower() in answer.lower()
        right += good
        if verbose:
            print(f"  {'right' if good else 'wrong'}: {row['question']} -> {answer}")
    return [right, len(rows)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="holds pieces.json")
    parser.add_argument("--gguf", type=Path, required=True)
    parser.add_argument("--every", type=int, default=1, help="ask every n-th held-out question")
    parser.add_argument("--verbose", action="store_true", help="print the answers outside the generator")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    asker = Asker(arguments.gguf, Tokenizer.load(arguments.folder / "pieces.json"))
    scores = {"held out": held_out(asker, arguments.every), "reworded": outside(asker, REWORDED, arguments.verbose), "unknown": outside(asker, UNKNOWN, arguments.verbose)}
    for name, (right, asked) in sorted(scores["held out"].items(), key=lambda entry: entry[1][0] / entry[1][1]):
        print(f"{name:16} {right:5} of {asked:5}  {100 * right / asked:5.1f} %")
    for name in ("reworded", "unknown"):
        print(f"outside: {name:8} {scores[name][0]:4} of {scores[name][1]:4}")
    if arguments.json:
        arguments.json.write_text(json.dumps(scores, indent=1) + "\n")


if __name__ == "__main__":
    main()
