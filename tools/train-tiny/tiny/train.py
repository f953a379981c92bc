"""Trains: `python3 -m tiny.train --folder RUN --steps 6000 --decay 1200`. Started again it goes on where it was.

The learning rate rises, stays, and falls over the last `--decay` steps, so a run may be lengthened as long as its fall has not begun.
"""
from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as functional

from .batches import Batch, chunk
from .corpus.corpus import FAMILIES, Corpus
from .evaluate import exact
from .model import Shape, Tiny
from .optimizer import Optimizers
from .tokenizer import Tokenizer

SEED = 4
PIECES = 1789  # with 3 special and 256 byte tokens: 2048
WARMUP = 50
SAVE_EVERY = 200
EVALUATE_EVERY = 500
EVALUATED = 600


class Run:
    """A model on its way, in a folder that holds all of it."""

    def __init__(self, folder: Path, batch: int) -> None:
        torch.manual_seed(SEED)
        torch.set_num_threads(1)
        self.folder = folder
        self.batch = batch
        folder.mkdir(parents=True, exist_ok=True)
        self.corpus = Corpus.build()
        self.tokenizer = vocabulary(folder / "pieces.json")
        self.model = Tiny(Shape(self.tokenizer.size))
        self.optimizers = Optimizers(self.model)
        self.step = self.number = self.index = 0
        self.seconds = 0.0
        self.tokens = 0
        if (folder / "checkpoint.pt").exists():
            self._load(torch.load(folder / "checkpoint.pt"))
        self._batches = chunk(self.corpus, self.tokenizer, SEED, self.number, batch)

    def advance(self, factor: float) -> float:
        """One step; its loss."""
        start = time.process_time()
        batch = self._next()
        loss = functional.cross_entropy(self.model(batch.inputs, batch.wanted), batch.targets)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizers.step(factor)
        self.step += 1
        self.tokens += batch.inputs.numel()
        self.seconds += time.process_time() - start
        return loss.item()

    def save(self) -> None:
        state = {
            "model": self.model.state_dict(), "optimizers": self.optimizers.state(), "step": self.step, "number": self.number, "index": self.index,
            "seconds": self.seconds, "tokens": self.tokens,
        }
        torch.save(state, self.folder / "checkpoint.new")
        (self.folder / "checkpoint.new").replace(self.folder / "checkpoint.pt")

    def note(self, **facts: Any) -> None:
        with (self.folder / "log.jsonl").open("a") as log:
            log.write(json.dumps({"step": self.step, "cpu_seconds": round(self.seconds, 1), "tokens": self.tokens} | facts) + "\n")

    def _next(self) -> Batch:
        if self.index == len(self._batches):
            self.number, self.index = self.number + 1, 0
            self._batches = chunk(self.corpus, self.tokenizer, SEED, self.number, self.batch)
        self.index += 1
        return self._batches[self.index - 1]

    def _load(self, state: dict[str, Any]) -> None:
        self.model.load_state_dict(state["model"])
        self.optimizers.load(state["optimizers"])
        self.step, self.number, self.index = state["step"], state["number"], state["index"]
        self.seconds, self.tokens = state["seconds"], state["tokens"]


def vocabulary(path: Path) -> Tokenizer:
    """The pieces of the corpus, trained once per run folder."""
    if not path.exists():
        texts = [text for family in FAMILIES for one in family.examples() for text in (one.question, one.answer)]
        # The template's own words are in every conversation.
        Tokenizer.train([*texts, *["user assistant system"] * 100, *["user", "assistant", "system"] * 1000], PIECES).save(path)
    return Tokenizer.load(path)


def rate(step: int, steps: int, decay: int) -> float:
    return min(1.0, (step + 1) / WARMUP, max(0.0, (steps - step) / decay))


def check_determinism(batch: int, folder: Path) -> None:
    """Two fresh runs of 50 steps; every loss must be the same to the last bit."""
    losses = []
    for name in ("first", "second"):
        run = Run(folder / name, batch)
        if run.step > 0:
            raise SystemExit(f"{folder / name} is not fresh")
        losses.append([run.advance(rate(step, 10**9, 1)) for step in range(50)])
    same = losses[0] == losses[1]
    print(f"first loss {losses[0][0]!r}, loss of step 50 {losses[0][-1]!r}; the second run is {'the same' if same else 'NOT the same'}")
    if not same:
        raise SystemExit(1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=6000)
    parser.add_argument("--decay", type=int, default=1200)
    parser.add_argument("--batch", type=int, default=1536, help="tokens of a batch, padding included")
    parser.add_argument("--check-determinism", action="store_true")
    arguments = parser.parse_args()
    if arguments.check_determinism:
        check_determinism(arguments.batch, arguments.folder)
        return
    run = Run(arguments.folder, arguments.batch)
    print(f"{sum(parameter.numel() for parameter in run.model.parameters()):,} parameters, {run.tokenizer.size} tokens, step {run.step}", flush=True)
    sample = run.corpus.held_out[:: max(1, len(run.corpus.held_out) // EVALUATED)]
    total = 0.0
    while run.step < arguments.steps:
        total += run.advance(rate(run.step, arguments.steps, arguments.decay))
        if run.step % 20 == 0:
            run.note(loss=round(total / 20, 4))
            total = 0.0
        if run.step % SAVE_EVERY == 0 or run.step == arguments.steps:
            run.save()
        if run.step % EVALUATE_EVERY == 0 or run.step == arguments.steps:
            right, asked = exact(run.model, run.tokenizer, sample)["all"]
            run.note(exact=round(right / asked, 4))
            print(f"step {run.step}: {right} of {asked} held-out answers, {run.seconds:.0f} s, {run.tokens / run.seconds:.0f} tokens/s", flush=True)


if __name__ == "__main__":
    main()
