"""A page of what is in order by an index: only the part of the order that the page lies in is read.

How many there are in each span of the order (a month, a magnitude) is counted before, which says how many there are in
all, too. Rows of such a count have ``span`` and ``number``; and ``least`` and ``most`` of what is in order, where the
spans are not months of days.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Part:
    """The ends of a part of an order, how many of it come before the page, and how many there are in all."""

    least: Any
    most: Any
    skip: int
    total: int

    @property
    def ends(self) -> dict[str, Any]:
        return {"least": self.least, "most": self.most}


def part(counted: Iterable[dict[str, Any]], skip: int, limit: int, *, down: bool = True) -> Part:
    """Where ``limit`` from ``skip`` on are, of what is in order from the most ``down`` or from the least up."""
    spans: dict[Any, tuple[Any, Any, int]] = {}
    for row in counted:
        ends = (row["least"], row["most"]) if "least" in row else (row["span"], f"{row['span']}-99")
        least, most, number = spans.get(row["span"], (*ends, 0))
        spans[row["span"]] = min(least, ends[0]), max(most, ends[1]), number + row["number"]
    before, first = 0, 0
    inside: list[Any] = []
    for span in sorted(spans, reverse=down):
        least, most, number = spans[span]
        if before < skip + limit and before + number > skip:
            first = first if inside else before
            inside += [least, most]
        before += number
    return Part(min(inside, default=None), max(inside, default=None), skip - first if inside else 0, before)
