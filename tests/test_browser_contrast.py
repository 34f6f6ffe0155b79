"""What is drawn and written can be told from the paper: WCAG 2 AA, of the palette and of real pages."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Page

from extract.relations import ontology
from graph.explore import network, palette, timeline
from tests.browser import go

TEXT, MARK = 4.5, 3.0
# every piece of text of ours with the colour it is seen in and the paper behind it, opacity reckoned in
SEEN = """() => {
  const rgba = (text) => { const n = text.match(/[\\d.]+/g).map(Number), unit = text.startsWith('color') ? 255 : 1;
    return [...n.slice(0, 3).map((c) => c * unit), n[3] ?? 1]; };
  const over = ([r, g, b, a], under) => [r, g, b].map((c, i) => c * a + under[i] * (1 - a));
  const up = (el) => el.assignedSlot ?? el.parentElement ?? el.getRootNode().host;
  const hex = (rgb) => '#' + rgb.map((c) => Math.round(c).toString(16).padStart(2, '0')).join('').toUpperCase();
  const found = [];
  const look = (el) => {
    const chain = [];
    for (let at = el; at; at = up(at)) chain.push(getComputedStyle(at));
    let paper = [255, 255, 255], opacity = 1;
    for (const style of [...chain].reverse()) paper = over(rgba(style.backgroundColor), paper);
    for (const style of chain) opacity *= Number(style.opacity);
    const ink = rgba(chain[0].color);
    const px = parseFloat(chain[0].fontSize);
    found.push([hex(over([...ink.slice(0, 3), ink[3] * opacity], paper)), hex(paper), px, el.textContent.slice(0, 40)]);
  };
  const walk = (root) => { for (const el of root.querySelectorAll('*')) {
    if (el.shadowRoot) walk(el.shadowRoot);
    const ours = el.closest('.prose, .net, [data-testid=stText], [data-testid=stHtml], [data-testid=stMarkdown]');
    const own = [...el.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (ours && own && el.checkVisibility() && !el.closest('style, script, [disabled]')) look(el);
  } };
  walk(document);
  return found;
}"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_marks_and_lines_can_be_told_from_the_paper(dark: bool) -> None:
    drawn = {name: network.colour(name, dark) for name in ontology().relations}
    drawn |= {phase: colour for phase, (_, colour, _) in timeline.PHASES.items()}
    drawn |= {"node": network._NODE, "centre": network._CENTRE, "faint": palette.FAINT}
    css = Path(network.__file__).with_name("pages").joinpath("prose.css").read_text(encoding="utf-8")
    drawn |= {line: line[-7:] for line in re.findall(r"(?:solid|dashed|dotted|double) #[0-9A-F]{6}(?=[; ])", css)}
    assert len(drawn) > 40
    assert not {name: c for name, c in drawn.items() if palette.contrast(c, palette.PAPER[dark]) < MARK}
    assert palette.contrast(palette.INK[dark], palette.PAPER[dark]) >= TEXT


# what a red or a green cone that is missing leaves of linear red, green and blue (Viénot, Brettel and Mollon 1999)
BLIND = {"protanopia": ((0.11238, 0.88762, 0), (0.11238, 0.88762, 0), (0.00401, -0.00401, 1)),
         "deuteranopia": ((0.29275, 0.70725, 0), (0.29275, 0.70725, 0), (-0.02234, 0.02234, 1))}


@pytest.mark.parametrize("eyes", BLIND)
def test_phases_differ_in_colour_or_in_shape_for_colour_blind_eyes(eyes: str) -> None:
    def seen(colour: str) -> list[float]:
        linear = [(int(colour[at:at + 2], 16) / 255) ** 2.2 for at in (1, 3, 5)]
        return [255 * max(0.0, sum(w * c for w, c in zip(row, linear, strict=True))) ** (1 / 2.2)
                for row in BLIND[eyes]]

    marks = [(seen(colour), shape) for _, colour, shape in timeline.PHASES.values()]
    assert len({shape for _, shape in marks}) == len(marks)
    close = [1 for (one, _), (other, _) in combinations(marks, 2)
             if sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 < 12]
    assert not close


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", ["?since=2020-01-01", "network", "company?company=tarnwick-plain", "reference",
                                  "articles?article=bad1"])
def test_text_can_be_read(page: Page, url: str, path: str, theme: str) -> None:
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    go(page, url, path)
    found = page.evaluate(SEEN)
    assert len(found) > 3
    # large letters, and signs that are no letters, want what a mark wants
    assert not [one for one in found if palette.contrast(one[0], one[1]) < (
        MARK if one[2] >= 24 or not re.search(r"\w", one[3]) else TEXT)]
