"""A SentencePiece-style vocabulary, trained by byte-pair merges and applied exactly as llama.cpp applies it.

llama.cpp joins the two neighbours whose text together is the piece of the highest score, leftmost first, until nothing joins.
Scores are minus the rank of the merge. Characters without a piece become byte tokens.
"""
from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Iterable

SPACE = "\u2581"
UNKNOWN, START, END = 0, 1, 2
SPECIAL = ("<unk>", "<|im_start|>", "<|im_end|>")
FIRST_PIECE = len(SPECIAL) + 256

#: What merges may not cross: a word with the space before it; digits and signs stay alone.
_WORD = re.compile(f"{SPACE}?[A-Za-z]+|[^A-Za-z]")
_CHARACTERS = SPACE + "".join(chr(code) for code in range(0x21, 0x7F))


class Tokenizer:
    """Pieces in the order of their ids, after the special and the byte tokens."""

    def __init__(self, pieces: list[str]) -> None:
        self.pieces = pieces
        self._ids = {piece: FIRST_PIECE + index for index, piece in enumerate(pieces)}
        self._cache: dict[str, list[int]] = {}

    @property
    def size(self) -> int:
        return FIRST_PIECE + len(self.pieces)

    @staticmethod
    def train(texts: Iterable[str], pieces: int) -> "Tokenizer":
        """Merges the most frequent pair until there are enough pieces; equal counts by text, so that the result is always the same."""
        words = Counter(word for text in texts for word in _WORD.findall(text.replace(" ", SPACE)))
        split = {word: list(word) for word in words}
        found = list(_CHARACTERS)
        known = set(found)
        while len(found) < pieces:
            pairs: Counter[tuple[str, str]] = Counter()
            for word, parts in split.items():
                for pair in zip(parts, parts[1:]):
                    pairs[pair] += words[word]
            pairs = Counter({pair: count for pair, count in pairs.items() if count > 1})
            if not pairs:
                break
            best = min(pairs, key=lambda pair: (-pairs[pair], pair))
            for parts in split.values():
                i = 0
                while i < len(parts) - 1:
                    if (parts[i], parts[i + 1]) == best:
                        parts[i : i + 2] = [best[0] + best[1]]
                    i += 1
            if best[0] + best[1] not in known:
                known.add(best[0] + best[1])
                found.append(best[0] + best[1])
        return Tokenizer(found)

    @staticmethod
    def load(path: Path) -> "Tokenizer":
        return Tokenizer(json.loads(path.read_text(encoding="utf-8")))

    def save(self, path: Path) -> None:
        path.write_text(json.dumps(self.pieces, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")

    def encode(self, text: str) -> list[int]:
        return [token for word in _WORD.findall(text.replace(" ", SPACE)) for token in self._word(word)]

    def decode(self, tokens: Iterable[int]) -> str:
        data = bytearray()
        for token in tokens:
            if token >= FIRST_PIECE:
                data += self.pieces[token - FIRST_PIECE].replace(SPACE, " ").encode()
            elif token >= len(SPECIAL):
                data.append(token - len(SPECIAL))
        return data.decode(errors="replace")

    def conversation(self, question: str, answer: str) -> tuple[list[int], int]:
        """The tokens of a ChatML exchange, and where the answer begins."""
        prompt = [START, *self.encode("user\n"), *self.encode(question), END, *self.encode("\n"), START, *self.encode("assistant\n")]
        return [*prompt, *self.encode(answer), END], len(prompt)

    def _word(self, word: str) -> list[int]:
        tokens = self._cache.get(word)
        if tokens is None:
            tokens = self._cache[word] = [token for part in self._merged(word) for token in self._tokens(part)]
        return tokens

    def _merged(self, word: str) -> list[str]:
        parts = list(word)
        while True:
            joins = [(self._ids[a + b], i) for i, (a, b) in enumerate(zip(parts, parts[1:])) if a + b in self._ids]
            if not joins:
                return parts
            _, i = min(joins)
            parts[i : i + 2] = [parts[i] + parts[i + 1]]

    def _tokens(self, part: str) -> list[int]:
        if part in self._ids:
            return [self._ids[part]]
        return [len(SPECIAL) + byte for byte in part.replace(SPACE, " ").encode()]
