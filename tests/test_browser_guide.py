"""The first five minutes of the README: each step is done as it is written, by the names that stand in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from extract import pipeline, sources
from graph.ingest import ingest
from graph.settings import Settings
from graph.store import Store, open_store
from tests.browser import NET, go, network_ready, settle

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE = README.split("### The first five minutes")[1].split("\n## ")[0]
STEPS = [re.sub(r"\s+", " ", step) for step in re.findall(r"^\d\. (.+(?:\n   .+)*)", GUIDE, re.M)]


@pytest.fixture(scope="module")
def filled(local_settings: Settings) -> Iterator[Store]:
    """Some of the articles that `make demo` reads."""
    with open_store(local_settings) as store:
        store.write("MATCH (n) DETACH DELETE n")
    with open_store(local_settings) as store:
        files = [str(ROOT / "data" / "articles" / f"{name}.jsonl") for name in ("microsoft-activision", "ai-clouds")]
        ingest(store, pipeline.extract(sources.read(files, on_error=print)))
        yield store


def change(page: Page, url: str, names: list[str]) -> None:
    go(page, url)
    day = page.get_by_test_id("stDateInput").filter(has_text=names[0]).get_by_role("spinbutton")
    for at, number in enumerate(("2020", "01", "01")):
        day.nth(at).press_sequentially(number)
    page.get_by_text("What changed").click()
    expect(page).to_have_url(re.compile("since=2020-01-01"))
    page.locator(".card a", has_text="Microsoft – Activision Blizzard").first.click()
    expect(page).to_have_url(re.compile(r"/file\?event="))


def file(page: Page, url: str, names: list[str]) -> None:
    change(page, url, ["Told since"])
    expect(page.get_by_text("Why: ").first).to_be_visible()
    for name in names:
        page.get_by_role("radio", name=name).click()
    expect(page.get_by_test_id("stCode")).to_contain_text("Activision")


def watch(page: Page, url: str, names: list[str]) -> None:
    change(page, url, ["Told since"])
    page.get_by_role("link", name="Microsoft", exact=True).first.click()
    expect(page.locator("h3")).to_have_text("Microsoft")
    page.get_by_role("button", name=names[0], exact=True).click()
    expect(page.get_by_role("button", name="Watched")).to_be_visible()
    go(page, url, "?since=2020-01-01")
    page.get_by_text(names[1]).click()
    settle(page)
    for card in page.locator(".card a.strong, .card .strong a").all_text_contents():
        assert "Microsoft" in card


def compare(page: Page, url: str, names: list[str]) -> None:
    go(page, url)
    page.get_by_role("link", name=names[0], exact=True).click()
    for typed, found in (("microsft", "microsoft"), ("activison blizard", "activision")):
        page.get_by_role("combobox", name="Companies").fill(typed)
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(f"companies=.*{found}"))
        settle(page)
    page.keyboard.press("Escape")       # the open list lies over the page
    page.get_by_role("radio", name=names[1]).click()
    network_ready(page)
    assert page.evaluate(f"Object.keys({NET}.getPositions()).length") >= 3
    expect(page.get_by_text("Ways from one to the other")).to_be_visible()


def go_back(page: Page, url: str, names: list[str]) -> None:
    go(page, url, "deals")
    page.get_by_role("button", name=names[0]).click()
    page.get_by_role("slider").press("Home")
    page.get_by_role("slider").press("ArrowRight")
    expect(page).to_have_url(re.compile("known="), timeout=30_000)


def paste(page: Page, url: str, names: list[str]) -> None:
    go(page, url)
    page.get_by_role("textbox", name=names[0]).fill("Harlow Foods acquired Brightwell for $3.4 billion.")
    page.get_by_role("button", name=names[1], exact=True).click()
    expect(page.locator(".chip.strong", has_text="new").first).to_be_visible(timeout=60_000)
    page.get_by_role("button", name=names[2], exact=True).click()
    expect(page.locator("mark.claim")).to_contain_text("Harlow Foods acquired Brightwell", timeout=60_000)


DONE: list[Callable[[Page, str, list[str]], None]] = [change, file, watch, compare, go_back, paste]


@pytest.mark.parametrize("number", range(len(STEPS)))
def test_a_step_of_the_readme(page: Page, url: str, number: int) -> None:
    assert len(STEPS) == len(DONE)
    DONE[number](page, url, re.findall(r"\*([^*]+)\*", STEPS[number]))
