"""What a person does in a real Chromium: click, expand, search, filter, share a link. No request leaves the machine."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from extract.relations import ontology
from graph import nearby, reads, sentences
from graph.explore import views
from graph.explore.pages import filters
from graph.nearby import EdgeFilter
from graph.reads import EventFilter
from graph.store import Store
from tests.browser import NET, go, network_ready, nodes, spot
from tests.claims import known
from tests.invented import HOSTILE

PAGES = ("", "network", "disputes", "deals", "company", "articles", "misses", "reference", "review", "add")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_each_page_opens(page: Page, url: str, path: str, theme: str) -> None:
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    go(page, url, path)
    expect(page.get_by_text("Connected to the local engine")).to_be_visible()


def test_a_change_leads_to_its_file(page: Page, url: str, filled: Store) -> None:
    go(page, url, "?since=2020-01-01&lang=en")
    title = page.locator(".card h3, .card .strong a").first
    said = title.text_content() or "?"
    title.click()
    expect(page).to_have_url(re.compile(r"/file\?event="))
    expect(page.locator("h3")).to_have_text(said)


def test_the_interface_in_french(page: Page, url: str) -> None:
    go(page, url, "deals?lang=fr")
    expect(page.get_by_text("Effacer").or_(page.get_by_text("Opérations")).first).to_be_visible()
    page.get_by_role("radio", name="EN").click()
    expect(page.get_by_role("link", name="Deals")).to_be_visible()
    expect(page).to_have_url(re.compile("lang=en"))


def test_the_link_shows_what_was_known_on_a_day(page: Page, url: str, filled: Store) -> None:
    day = date(2024, 3, 1)
    then = known(filled, day)
    total = sum(event.node == "Deal" for event in then.events)
    assert 0 < total < filled.counts()["Deal"]
    go(page, url, f"deals?known={day}&lang=en")
    expect(page.get_by_text(re.compile(rf"(all|of) {total} deals"))).to_be_visible()
    page.get_by_role("button", name="Known on").click()
    page.get_by_role("button", name="Back to today").click()
    expect(page.get_by_text(re.compile(rf"(all|of) {filled.counts()['Deal']} deals"))).to_be_visible()
    assert "known=" not in page.url


def test_a_claim_is_judged_wrong_and_back(page: Page, url: str, filled: Store) -> None:
    deal = reads.events(filled, "Deal", EventFilter(), "most sources", 0, 1).events[0]
    go(page, url, f"file?event={deal.id}&lang=en")
    before = page.locator("blockquote").count()
    page.get_by_text("Read wrongly?").last.click()
    page.get_by_role("button", name="Yes, so it is").click()
    expect(page.get_by_role("button", name="Undo the last answer")).to_be_visible()
    expect(page.locator("blockquote")).to_have_count(before - 1)
    page.get_by_role("button", name="Undo the last answer").click()
    expect(page.locator("blockquote")).to_have_count(before)


def test_a_pasted_article_is_shown_before_it_is_stored(page: Page, url: str, filled: Store) -> None:
    go(page, url, "add?lang=en")
    text = "Harlow Foods acquired Brightwell for $3.4 billion. " + "It is <b>odd</b> and very long. " * 9
    page.get_by_role("textbox", name="Text").fill(text)
    page.get_by_role("button", name="Read", exact=True).click()
    expect(page.locator(".card", has_text="Harlow Foods acquires Brightwell")).to_be_visible(timeout=60_000)
    expect(page.locator(".chip", has_text="new")).to_be_visible()
    assert not [e for e in filled.events("Deal") if "Brightwell" in e.title]
    page.get_by_role("button", name="Store", exact=True).click()
    expect(page).to_have_url(re.compile("articles.article="), timeout=60_000)
    expect(page.locator("mark.claim")).to_contain_text("Harlow Foods acquired Brightwell")
    assert [e for e in filled.events("Deal") if "Brightwell" in e.title]
    page.locator("mark.claim").click()
    expect(page).to_have_url(re.compile("mark="))
    page.get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Remove this article").click()
    expect(page.get_by_text("Click one to read it")).to_be_visible(timeout=30_000)
    assert not [e for e in filled.events("Deal") if "Brightwell" in e.title]


def test_a_saved_network_works_offline(page: Page, url: str, browser: object, tmp_path: Path) -> None:
    go(page, url, "network?companies=tarnwick-plain&lang=en")
    network_ready(page)
    with page.expect_download() as saved:
        page.get_by_role("button", name="HTML").click()
    path = tmp_path / "network.html"
    saved.value.save_as(path)
    other = browser.new_page()  # type: ignore[attr-defined]
    asked: list[str] = []
    other.on("request", lambda r: asked.append(r.url))
    other.goto(path.as_uri())
    expect(other.locator("canvas")).to_be_visible()
    assert len(asked) == 1 and other.evaluate("window.pwned") is None
    assert other.locator("img").count() == 0
    other.close()


def test_click_on_an_edge_and_a_node_shows_sentences(page: Page, url: str, filled: Store) -> None:
    near = nearby.neighbourhood(filled, (nearby.best_connected(filled, 1)[0].id,), EdgeFilter(), 60)
    go(page, url, f"network?companies={near.entities[0].id}")
    network_ready(page)
    edge = near.edges[0]
    page.mouse.click(*spot(page, "edge", edge.id))
    said = [s for node in reads.NODES for s in sentences.of_event(filled, node, edge.event or "", 9)]
    expect(page.locator("blockquote").filter(has_text=said[0].sentence).first).to_be_visible()
    expect(page.locator(".card a", has_text=said[0].publisher or "?").first).to_be_visible()
    expect(page.get_by_text("rule test").first).to_be_visible()
    assert f"edge%3A{edge.id}" in page.url
    page.mouse.click(*spot(page, "node", near.entities[1].id))
    expect(page.locator("h3", has_text=near.entities[1].name)).to_be_visible()


def test_double_click_brings_in_neighbours_and_moves_nothing(page: Page, url: str, filled: Store) -> None:
    first = nearby.best_connected(filled, 1)[0].id
    near = nearby.neighbourhood(filled, (first,), EdgeFilter(), 40)
    other = next(e.id for e in near.entities[1:]
                 if nearby.neighbourhood(filled, (first, e.id), EdgeFilter(), 40).total > near.total)
    go(page, url, f"network?companies={first}")
    network_ready(page)
    before = page.evaluate(f"{NET}.getPositions()")
    page.mouse.dblclick(*spot(page, "node", other))
    page.wait_for_function(f"n => Object.keys({NET}.getPositions()).length > n", arg=len(before))
    assert before.items() <= page.evaluate(f"{NET}.getPositions()").items()
    expect(page).to_have_url(re.compile(other))
    shown = nodes(page)
    go(page, url, page.url.removeprefix(url + "/"))     # the link shows the same to a colleague
    network_ready(page)
    assert nodes(page) == shown


def test_a_view_is_saved_and_opened_again(page: Page, url: str) -> None:
    go(page, url, "deals?kind=acquisition&lang=en")
    page.get_by_role("button", name="Views").click()
    page.get_by_role("textbox", name="Name of this view").fill("Takeovers <b>now</b>")
    page.get_by_role("button", name="Save this view").click()
    expect(page.get_by_role("link", name="Takeovers <b>now</b>")).to_be_visible()
    go(page, url, "articles?lang=en")
    page.get_by_role("button", name="Views").click()
    page.get_by_role("link", name="Takeovers <b>now</b>").click()
    expect(page).to_have_url(re.compile("deals.kind=acquisition"))


def test_a_mistyped_name_finds_its_company(page: Page, url: str) -> None:
    go(page, url, "network")
    page.get_by_role("combobox", name="Companies").fill("kestrl semiconducters")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("companies=kestrel-semiconductors"))


def test_relations_can_be_filtered(page: Page, url: str, filled: Store) -> None:
    go(page, url, "network")
    network_ready(page)
    page.get_by_role("button", name="Disputes").click()
    whole = nearby.neighbourhood(filled, (), EdgeFilter(), 40).edges
    page.wait_for_function(f"n => {NET}.body.data.edges.length < n", arg=len(whole))
    relations = {r.name: r for r in ontology().relations.values()}
    wanted = {e.id for e in whole if relations[e.relation].category == "dispute"}
    assert set(page.evaluate(f"{NET}.body.data.edges.getIds()")) == wanted
    expect(page).to_have_url(re.compile("category=Disputes"))


def test_the_network_as_a_table(page: Page, url: str) -> None:
    go(page, url, "network?view=Table")
    page.locator(".stDataFrameGlideDataEditor").first.click(position={"x": 60, "y": 52})
    expect(page.locator("h3")).to_be_visible()


def test_the_canvas_follows_the_theme(page: Page, url: str) -> None:
    go(page, url, "network")
    network_ready(page)
    ink = f"parseInt(Object.values({NET}.body.nodes)[0].options.font.color.slice(1, 3), 16)"
    assert page.evaluate(ink) < 90
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"{ink} > 180")


def test_click_on_a_stage_shows_its_sentences(page: Page, url: str, filled: Store) -> None:
    go(page, url, "disputes")
    page.locator("path[aria-roledescription=point]").nth(1).click()
    expect(page).to_have_url(re.compile("stage="))
    expect(page.get_by_text("Sentences that tell of this stage")).to_be_visible()
    expect(page.locator("blockquote").first).to_be_visible()


def test_open_disputes_alone(page: Page, url: str, filled: Store) -> None:
    go(page, url, "disputes")
    page.get_by_role("radio", name="Open").click()
    total = reads.events(filled, "Dispute", EventFilter(**filters.OPEN), "latest", 0, 1).total
    expect(page.get_by_text(re.compile(rf"(all|of) {total} disputes"))).to_be_visible()
    expect(page).to_have_url(re.compile("state=Open"))


def test_a_deal_row_opens_its_file(page: Page, url: str, filled: Store) -> None:
    go(page, url, "deals")
    page.locator(".stDataFrameGlideDataEditor").first.click(position={"x": 160, "y": 52})
    deals = reads.events(filled, "Deal", EventFilter(), "latest", 0, 1)
    first = deals.events[0]
    expect(page.locator("h3")).to_have_text(views.title(first, deals.names))
    expect(page).to_have_url(re.compile(f"file.event={first.id}"))
    page.get_by_role("radio", name="Chronology to cite").click()
    expect(page.get_by_test_id("stCode")).to_contain_text(f"“{first.history[0].evidence}”")
    expect(page).to_have_url(re.compile("tab=chronology"))
    page.get_by_role("link", name=filled.names(first.source)[first.source[0]], exact=True).first.click()
    expect(page).to_have_url(re.compile(f"company.company={first.source[0]}"))


HOSTILE_VIEWS = ("", "network?companies=tarnwick-plain", "network?companies=tarnwick-plain&view=Table",
                 "deals?party=tarnwick-plain", "disputes?party=tarnwick-plain", "company?company=tarnwick-plain",
                 "company?company=tarnwick-plain&tab=sentences", "company?company=tarnwick-plain&tab=articles",
                 "company?company=tarnwick-plain&tab=ties", "articles", "misses", "review", "?since=2020-01-01",
                 *(f"articles?article=bad{number}" for number in range(len(HOSTILE))))


def only_text(page: Page) -> bool:
    """Whether nothing that an article could have written became an element of the page."""
    return page.get_by_test_id("stMain").locator("img, script, a[href^='javascript'], .katex, strong").count() == 0


@pytest.mark.parametrize("path", HOSTILE_VIEWS)
def test_hostile_names_are_text_in_every_view(page: Page, url: str, path: str) -> None:
    go(page, url, path)
    assert only_text(page)
    for box in page.get_by_role("combobox").all():      # the lists to choose from, open
        box.click()
        assert only_text(page) and page.locator("[role=listbox] img, [role=listbox] script").count() == 0
        page.keyboard.press("Escape")


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_a_hostile_name_is_text_in_its_event_its_panel_and_its_tooltip(
    page: Page, url: str, filled: Store, number: int
) -> None:
    deal = next(e for e in filled.events("Deal") if any(s.article == f"bad{number}" for s in e.history))
    go(page, url, f"file?event={deal.id}")
    expect(page.locator("h3")).to_contain_text("acquisition" if number < 4 else "Very Long")
    assert only_text(page)
    go(page, url, f"network?companies={deal.source[0]}&picked=node:{deal.source[0]}")
    network_ready(page)
    page.mouse.move(*spot(page, "node", deal.source[0]), steps=5)
    tooltip = page.locator(".vis-tooltip")
    expect(tooltip).to_contain_text("company")
    assert tooltip.locator("*:not(br)").count() == 0 and only_text(page)
