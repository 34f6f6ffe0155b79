"""What a reader waits for in a real browser: each page by its link, a click in a picture: ``python -m tests.bench.pages
[CLAIMS]``.

A page is loaded anew, with all of Streamlit: the reference asks the graph for nothing but the status line, so what it
takes is what the frame takes. The machine's load is in it: compare pages of one run.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from statistics import median

from playwright.sync_api import Page, expect, sync_playwright

from graph import nearby
from graph.ingest import ingest
from graph.nearby import EdgeFilter
from graph.reads import NODES, EventFilter, events
from graph.store import Store, open_store
from tests import invented
from tests.bench.queries import CLAIMS_AN_EVENT, timed
from tests.browser import ARGUMENTS, chromium, network_ready, serve, spot

TIMES = 5
COMPANIES = 320     # enough for a picture of 300


def pages(store: Store) -> dict[str, str]:
    deal, dispute = (events(store, node, EventFilter(), "most sources", 0, 1).events[0].id for node in NODES)
    hub = nearby.best_connected(store, 1)[0].id
    names = ("changes", "network", "disputes", "deals", "company", "articles", "review", "misses", "reference")
    return {name: "" if name == "changes" else name for name in names} | {
        "a deal": f"file?event={deal}", "a dispute": f"file?event={dispute}", "a company": f"company?company={hub}"}


def opened(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.get_by_text("Connected to")).to_be_visible(timeout=60_000)


def clicks(page: Page, url: str, store: Store) -> Callable[[int], float]:
    """A picture of 300 parties; what gives the ms from a click on one to its name beside the picture."""
    near = nearby.neighbourhood(store, (), EdgeFilter(), 300)
    opened(page, f"{url}/network?most=400&lang=en")
    network_ready(page)
    print(f"a picture of {len(near.entities)} parties and {len(near.edges)} ties")

    def click(number: int) -> float:
        one = near.entities[number]
        x, y = spot(page, "node", one.id)
        start = time.perf_counter()
        page.mouse.click(x, y)
        page.locator("h3", has_text=one.name).first.wait_for(timeout=30_000)
        return (time.perf_counter() - start) * 1000

    return click


def told(name: str, taken: list[float]) -> None:
    print(f"{name:12} median {median(taken):7.0f} ms   slowest {max(taken):7.0f} ms", flush=True)


def main(claims: int) -> None:
    with open_store() as store, serve(dict(os.environ)) as url, sync_playwright() as playwright:
        ingest(store, invented.articles(claims // CLAIMS_AN_EVENT, COMPANIES))
        held = store.counts()
        print(f"{held['Claim']:,} claims, {held['Deal']:,} deals, {held['Dispute']:,} disputes")
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        for name, path in pages(store).items():
            opened(page, f"{url}/{path}")       # the first time fills the caches
            told(name, [timed(lambda path=path: opened(page, f"{url}/{path}")) for _ in range(TIMES)])  # type: ignore[misc]
        click = clicks(page, url, store)
        told("a click", [click(number) for number in range(1, TIMES + 1)])
        browser.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
