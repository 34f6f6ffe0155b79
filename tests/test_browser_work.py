"""What an analyst does by mouse and by keyboard: answer, watch, pin, collapse, walk the network, compare companies."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from graph import judgements, nearby, reads
from graph.explore import views
from graph.nearby import EdgeFilter
from graph.reads import EventFilter
from graph.store import Store
from tests.browser import BOX, NET, go, network_ready, settle, spot


def test_the_marked_change_is_judged_by_keys_and_undone(page: Page, url: str, filled: Store) -> None:
    go(page, url, "?since=2020-01-01&lang=en")
    card, chosen = page.locator(".card"), re.compile("chosen")
    expect(card.nth(0)).to_have_class(chosen)
    page.keyboard.press("n")
    expect(card.nth(1)).to_have_class(chosen)
    page.keyboard.press("b")
    expect(card.nth(0)).to_have_class(chosen)
    before = len(filled.judgements())
    page.keyboard.press("y")
    expect(page.get_by_role("button", name="Undo the last answer")).to_be_visible()
    expect(card.nth(1)).to_have_class(chosen)
    made = filled.judgements()
    assert len(made) == before + 1 and made[-1].kind == "right claim"
    page.keyboard.press("u")
    expect(page.get_by_role("button", name="Undo the last answer")).to_have_count(0)
    assert filled.judgements()[-1].undone_at


def test_a_change_is_said_to_be_another_files_event(page: Page, url: str, filled: Store) -> None:
    go(page, url, "?since=2020-01-01&lang=en&kinds=new")
    page.keyboard.press("s")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox").click()
    page.get_by_role("option").first.click()
    dialog.get_by_role("button", name="Merge them").click()
    expect(page.get_by_role("button", name="Undo the last answer")).to_be_visible()
    made = filled.judgements()[-1]
    assert made.kind == "same event" and not made.undone_at
    judgements.undo(filled, made.id, user="test")


def test_a_watched_relation_is_on_the_watchlist(page: Page, url: str) -> None:
    go(page, url, "reference?lang=en")
    page.locator("[data-id=SUES]").click()
    expect(page.locator("[data-id=SUES]")).to_have_text("★ Watched")
    page.get_by_role("link", name="Changes").click()
    page.get_by_role("button", name="Watchlist (1)").click()
    expect(page.get_by_role("link", name="sues")).to_be_visible()
    page.keyboard.press("Escape")
    go(page, url, "?since=2020-01-01&lang=en&watchlist=true")      # the browser remembers it
    expect(page.locator(".card").first).to_contain_text("litigation")
    expect(page.locator(".card", has_text="acquisition")).to_have_count(0)


def test_an_article_is_pasted_on_the_front_page(page: Page, url: str) -> None:
    go(page, url, "?lang=en")
    page.get_by_role("textbox", name="Paste an article or its address").fill("Harlow Foods acquired Brightwell.")
    page.get_by_role("button", name="Read", exact=True).click()
    expect(page).to_have_url(re.compile("/add"), timeout=60_000)
    expect(page.locator(".card", has_text="Harlow Foods acquires Brightwell")).to_be_visible()
    page.get_by_role("button", name="Discard").click()
    expect(page.locator(".card")).to_have_count(0)


def test_the_network_by_keyboard(page: Page, url: str, filled: Store) -> None:
    first = nearby.best_connected(filled, 1)[0]
    go(page, url, f"network?companies={first.id}&lang=en")
    network_ready(page)
    page.evaluate(f"{BOX}.focus()")
    page.keyboard.press("ArrowRight")
    chosen = page.evaluate(f"{NET}.getSelectedNodes()[0]")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"picked=node%3A{chosen}"))
    page.keyboard.press("p")
    expect(page).to_have_url(re.compile(f"pin={chosen}%3A"))
    page.keyboard.press("p")
    expect(page).not_to_have_url(re.compile(f"pin={chosen}"))
    page.keyboard.press("e")
    expect(page).to_have_url(re.compile(f"companies={first.id}%2C{chosen}"))
    page.get_by_role("button", name="Collapse").click()
    expect(page).to_have_url(re.compile(f"companies={first.id}(&|$)"))


def test_a_company_that_is_dragged_stays_there_in_another_picture(page: Page, url: str, filled: Store) -> None:
    near = nearby.neighbourhood(filled, (nearby.best_connected(filled, 1)[0].id,), EdgeFilter(), 40)
    first, other = near.entities[0].id, near.entities[1].id
    go(page, url, f"network?companies={first}&lang=en")
    network_ready(page)
    x, y = spot(page, "node", other)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 40, steps=5)
    page.mouse.up()
    expect(page).to_have_url(re.compile(f"pin={other}"))
    at = page.evaluate(f"{NET}.getPosition('{other}')")
    page.goto(f"{page.url}&stance=asserted")
    settle(page)
    network_ready(page)
    there = page.evaluate(f"{NET}.getPosition('{other}')")
    assert there == pytest.approx(at, abs=1)


def test_the_rest_of_the_network_is_pages_away(page: Page, url: str, filled: Store) -> None:
    near = nearby.neighbourhood(filled, (), EdgeFilter(), 20)
    assert near.total > 20
    go(page, url, "network?most=20&lang=en")
    expect(page.get_by_text(f"of {near.total} companies and others, best connected first")).to_be_visible()
    network_ready(page)
    before = page.evaluate(f"Object.keys({NET}.getPositions()).sort().join()")
    page.get_by_text("The others, page by page:").scroll_into_view_if_needed()
    page.get_by_role("button", name="Page 2").click()
    expect(page).to_have_url(re.compile("page=2"))
    expect(page.get_by_text("Page 2.")).to_be_visible()
    page.wait_for_function(f"before => Object.keys({NET}.getPositions()).sort().join() !== before", arg=before)


def test_what_two_companies_share_lies_between_them(page: Page, url: str, filled: Store) -> None:
    deal = next(e for e in filled.events("Deal") if e.source and e.target and "tarnwick-plain" not in e.target[0])
    go(page, url, f"network?companies={deal.source[0]},{deal.target[0]}&view=Between+them&lang=en")
    network_ready(page)
    page.mouse.click(*spot(page, "node", deal.id))
    expect(page).to_have_url(re.compile(f"file.event={deal.id}"))
    expect(page.locator("h3")).to_have_text(views.title(deal, filled.names({*deal.source, *deal.target})))


def test_disputes_are_found_by_words_of_their_sentences(page: Page, url: str, filled: Store) -> None:
    page.goto(f"{url}/disputes?words=failed+alliance&lang=en")
    total = reads.events(filled, "Dispute", EventFilter(words="failed alliance"), "latest", 0, 1).total
    assert 0 < total < filled.counts()["Dispute"]
    expect(page.get_by_text(re.compile(rf"(all|of) {total} disputes"))).to_be_visible()
    page.goto(f"{url}/disputes?words=last_day&lang=en")     # a key of the stored record is no word of a dispute
    expect(page.get_by_text("No dispute passes these filters.")).to_be_visible()


def test_deals_have_sums_in_euro_and_dollar_and_are_saved(page: Page, url: str) -> None:
    go(page, url, "deals?currency=USD&lang=en")
    with page.expect_download() as saved:
        page.get_by_role("button", name="CSV", exact=True).click()
    head, first, *_ = saved.value.path().read_text(encoding="utf-8").splitlines()
    assert "Amount,EUR,USD,Rate of,Change of sum" in head
    assert re.search(r"\$[\d.]+[BM][^,]*,\d+\.\d+,\d+\.\d+,20\d\d-\d\d-\d\d", first)
