"""Colours of pictures and charts: what can be told from the paper (WCAG 2, 3 to 1). Pure; no Streamlit."""

from __future__ import annotations

from functools import cache

LEAST = 3.0         # of a mark or a line to the paper
PAPER = {False: "#FFFFFF", True: "#171614"}     # Streamlit's, light and dark
INK = {False: "#31333F", True: "#E8E8E8"}
FAINT = "#7C8798"   # lines between marks, on either paper


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def contrast(one: str, other: str) -> float:
    """The ratio of two colours "#RRGGBB" by WCAG 2: 1 for none, 21 for black on white."""
    def luminance(colour: str) -> float:
        linear = [(c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4)
                  for c in _parts(colour)]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dim, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dim + 0.05)


def mixed(colour: str, end: int, share: float) -> str:
    """``colour`` moved by ``share`` of the way to grey ``end``: 0 black, 255 white."""
    return "#" + "".join(f"{round(part + (end - part) * share):02X}" for part in _parts(colour))


@cache
def legible(colour: str, dark: bool) -> str:
    """``colour`` as it can be seen: a third lighter on dark paper, on light paper as much darker as it must be."""
    if dark:
        return mixed(colour, 255, 0.35)
    return next(found for n in range(21) if contrast(found := mixed(colour, 0, n / 20), PAPER[False]) >= LEAST)
