"""Exact match: greedy decoding gives the reference answer token by token, end included.

While every token so far is right, greedy decoding has seen what teacher forcing sees: one forward pass answers for both.
"""
from __future__ import annotations

from collections import defaultdict
from typing import Sequence

import torch

from .batches import pack
from .corpus.family import Example
from .model import Tiny
from .tokenizer import Tokenizer


def groups(family: str) -> str:
    return family.split(":", 1)[0]


@torch.no_grad()
def exact(model: Tiny, tokenizer: Tokenizer, examples: Sequence[Example], tokens: int = 4096) -> dict[str, tuple[int, int]]:
    """Right answers and questions, by family and under "all"."""
    model.eval()
    scores: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for batch in pack(examples, tokenizer, tokens):
        right = torch.zeros(batch.wanted.shape, dtype=torch.bool)
        right[batch.wanted] = model(batch.inputs, batch.wanted).argmax(-1) == batch.targets
        for row, good in zip(batch.rows, (right | ~batch.wanted).all(-1).tolist()):
            for name in ("all", groups(row.family)):
                scores[name][0] += good
                scores[name][1] += 1
    model.train()
    return {name: (right, total) for name, (right, total) in sorted(scores.items())}
