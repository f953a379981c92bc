"""Batches of examples of about the same length. Each chunk depends on the seed and its number alone, so training can go on anywhere."""
from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Iterator, Sequence

import torch
from torch import Tensor

from .corpus.corpus import Corpus
from .corpus.family import Example
from .tokenizer import Tokenizer

CHUNK_EXAMPLES = 4096
LATE_CHUNK = 26


@dataclass(frozen=True)
class Batch:
    """Inputs, where an answer's token is due next, and these tokens in the order of the mask."""

    inputs: Tensor
    wanted: Tensor
    targets: Tensor
    rows: tuple[Example, ...]


def pack(examples: Sequence[Example], tokenizer: Tokenizer, tokens: int) -> Iterator[Batch]:
    """Batches of at most so many tokens, padding included, shortest examples first."""
    ready = sorted(((*tokenizer.conversation(one.question, one.answer), one) for one in examples), key=lambda row: len(row[0]))
    start = 0
    while start < len(ready):
        end = start + 1
        while end < len(ready) and len(ready[end][0]) * (end - start + 1) <= tokens:
            end += 1
        yield _batch(ready[start:end])
        start = end


def chunk(corpus: Corpus, tokenizer: Tokenizer, seed: int, number: int, tokens: int) -> list[Batch]:
    chance = random.Random(f"{seed}-{number}")
    batches = list(pack([corpus.draw(chance, number >= LATE_CHUNK) for _ in range(CHUNK_EXAMPLES)], tokenizer, tokens))
    chance.shuffle(batches)
    return batches


def _batch(rows: Sequence[tuple[list[int], int, Example]]) -> Batch:
    length = max(len(tokens) for tokens, _, _ in rows)
    full = torch.zeros((len(rows), length), dtype=torch.long)
    wanted = torch.zeros((len(rows), length - 1), dtype=torch.bool)
    for row, (tokens, answer, _) in enumerate(rows):
        full[row, : len(tokens)] = torch.tensor(tokens)
        wanted[row, answer - 1 : len(tokens) - 1] = True
    return Batch(full[:, :-1].contiguous(), wanted, full[:, 1:][wanted], tuple(example for _, _, example in rows))
