"""Draws a run's loss and held-out score as SVG: `python3 -m tiny.curve --folder RUN --to loss.svg`."""
from __future__ import annotations

import argparse
import json
import math
from pathlib import Path

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 340, 56, 56, 34, 40
LOSSES = (8.0, 4.0, 2.0, 1.0, 0.5, 0.25, 0.1, 0.05, 0.02, 0.01)
SMOOTH = 5


def draw(notes: list[dict[str, float]]) -> str:
    """Loss on a logarithmic scale at the left, exact answers in per cent at the right."""
    losses = [(note["step"], note["loss"]) for note in notes if note.get("loss", 0) > 0]
    scores = [(note["step"], note["exact"]) for note in notes if "exact" in note]
    last = max(step for step, _ in losses)
    smooth = [(step, sum(loss for _, loss in losses[max(0, i - SMOOTH + 1) : i + 1]) / len(losses[max(0, i - SMOOTH + 1) : i + 1])) for i, (step, _) in enumerate(losses)]
    low = math.log(min(loss for _, loss in smooth) * 0.9)
    high = math.log(LOSSES[0])

    def x(step: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * step / last

    def y_loss(loss: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (high - math.log(loss)) / (high - low)

    def y_score(score: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - score)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        _text(LEFT, 20, "loss of the answers (logarithmic, mean of 100 steps)", "start", "#1f5fa8"),
        _text(WIDTH - RIGHT, 20, "held-out answers that match exactly", "end", "#b5532a"),
    ]
    for loss in LOSSES:
        if math.log(loss) >= low:
            parts += [_line(LEFT, y_loss(loss), WIDTH - RIGHT, y_loss(loss)), _text(LEFT - 6, y_loss(loss) + 4, f"{loss:g}", "end", "#1f5fa8")]
    for percent in range(0, 101, 20):
        parts.append(_text(WIDTH - RIGHT + 6, y_score(percent / 100) + 4, f"{percent} %", "start", "#b5532a"))
    tick = 10 ** int(math.log10(last))
    tick = tick // 2 if last / tick < 3 else tick
    for step in range(0, last + 1, tick):
        parts.append(_text(x(step), HEIGHT - BOTTOM + 18, f"{step:,}", "middle", "#333"))
    parts.append(_text(WIDTH / 2, HEIGHT - 6, "step", "middle", "#333"))
    parts += [_path([(x(step), y_loss(loss)) for step, loss in smooth], "#1f5fa8"), _path([(x(step), y_score(score)) for step, score in scores], "#b5532a")]
    parts += [f'<circle cx="{x(step):.1f}" cy="{y_score(score):.1f}" r="3" fill="#b5532a"/>' for step, score in scores]
    return "\n".join([*parts, "</svg>", ""])


def _text(x: float, y: float, text: str, anchor: str, colour: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{text}</text>'


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#ddd"/>'


def _path(points: list[tuple[float, float]], colour: str) -> str:
    return f'<polyline fill="none" stroke="{colour}" stroke-width="1.8" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}"/>'


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    arguments = parser.parse_args()
    notes = [json.loads(line) for line in (arguments.folder / "log.jsonl").read_text().splitlines()]
    arguments.to.write_text(draw(notes))


if __name__ == "__main__":
    main()
