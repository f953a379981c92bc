"""Compares ours with llama.cpp: tokens of every text of the corpus and of strange ones, logits and greedy answers of some questions.

`python3 -m tiny.parity --folder RUN --gguf tiny.gguf`
"""
from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch

from .corpus.corpus import FAMILIES, Corpus
from .export import load
from .llama import Llama
from .model import Tiny
from .tokenizer import END, Tokenizer

STRANGE = (
    "", " ", "  a  b ", "What\nis\n\n7?", "\tTab", "Größe", "日本語 text", "🙂 smile", "a<|im_end|>b", "<0x41>", "▁already", "UPPER lower MiXeD", "x" * 100,
    "don't", "3.14159", "1,000,000", "foo_bar(baz)", "e-mail@example.org", "\u0000", "naïve café", "don’t — “quoted”", "ﬁ", "whatiswater",
)


def tokens_agree(llama: Llama, tokenizer: Tokenizer) -> int:
    """How many texts were compared."""
    texts = {text for family in FAMILIES for one in family.examples() for text in (one.question, one.answer)} | set(STRANGE)
    chance = random.Random(1)
    letters = "aeiou nrstlhd WTH?.,'0123456789"
    texts |= {"".join(chance.choice(letters) for _ in range(chance.randrange(40))) for _ in range(2000)}
    for text in sorted(texts):
        theirs, ours = llama.tokenize(text), tokenizer.encode(text)
        if theirs != ours:
            raise SystemExit(f"{text!r}: llama.cpp {theirs}, ours {ours}")
    return len(texts)


def logits_agree(llama: Llama, model: Tiny, tokenizer: Tokenizer, count: int) -> tuple[float, int]:
    """The largest difference of a logit, and how many greedy answers agree with the reference."""
    worst, right = 0.0, 0
    for example in random.Random(2).sample(Corpus.build().held_out, count):
        full, start = tokenizer.conversation(example.question, example.answer)
        inputs = torch.tensor([full[:start]])
        wanted = torch.zeros_like(inputs, dtype=torch.bool)
        wanted[0, -1] = True
        with torch.no_grad():
            ours = model(inputs, wanted)[0]
        worst = max(worst, (ours - torch.tensor(llama.logits(full[:start]))).abs().max().item())
        right += tokenizer.decode(llama.answer(full[:start], END)) == example.answer
    return worst, right


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--gguf", type=Path, required=True)
    parser.add_argument("--questions", type=int, default=50)
    arguments = parser.parse_args()
    model, tokenizer = load(arguments.folder)
    llama = Llama(Path(__file__).resolve().parents[3], arguments.gguf)
    print(f"{tokens_agree(llama, tokenizer)} texts have the same tokens")
    worst, right = logits_agree(llama, model, tokenizer, arguments.questions)
    print(f"logits differ by {worst:.4f} at most; llama.cpp answers {right} of {arguments.questions} held-out questions exactly")


if __name__ == "__main__":
    main()
