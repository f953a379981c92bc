"""What the corpus is made of."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Iterator


@dataclass(frozen=True)
class Example:
    """One question with its answer.

    `combination` names what the held-out split is drawn from: phrasing and subject together, without the opener.
    `pair` names the operands of arithmetic, so that whole pairs can be held out.
    """

    family: str
    question: str
    answer: str
    combination: str
    pair: str | None = None


@dataclass(frozen=True)
class Family:
    """Phrasings × subjects. Slots in braces are filled from the subject; `{A}` is `{a}` with a capital.

    `weight` is the family's share of the examples that training draws.
    """

    name: str
    phrasings: tuple[str, ...]
    answer: str
    subjects: tuple[dict[str, str], ...]
    weight: float = 1.0
    paired: bool = False

    def examples(self) -> Iterator[Example]:
        for subject in self.subjects:
            slots = subject | {key.upper(): capital(value) for key, value in subject.items() if len(key) == 1}
            answer = self.answer.format(**slots)
            key = "|".join(value for name, value in subject.items() if name not in HIDDEN)
            for phrasing in self.phrasings:
                yield Example(self.name, phrasing.format(**slots), answer, f"{self.name}|{phrasing}|{key}", key if self.paired else None)


#: Slots that follow from the others and so do not name the subject.
HIDDEN = ("answer",)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def table(text: str, *columns: str) -> tuple[dict[str, str], ...]:
    """Rows separated by `;` or newlines, columns by `=`."""
    rows = [row.strip() for line in text.strip().splitlines() for row in line.split(";")]
    cells = [[cell.strip() for cell in row.split("=")] for row in rows if row]
    wrong = [row for row in cells if len(row) != len(columns)]
    if wrong:
        raise ValueError(f"{wrong[0]} does not have the columns {columns}")
    return tuple(dict(zip(columns, row)) for row in cells)
