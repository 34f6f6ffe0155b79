"""What a reader waits for in a real browser, by page and for a click: ``python -m tests.bench.pages [CLAIMS...]``.

``loaded``: the address is opened anew, with all of Streamlit, until what the page is about is drawn. Without a word:
by a link from another page of the app. Median and p95 in ms; server and browser: ms of processor time, which tell of
the work where the machine has other things to do. A graph that holds as many claims already is measured as it is.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Page, sync_playwright

from graph import nearby
from graph.nearby import EdgeFilter
from graph.reads import NODES, EventFilter, events
from graph.store import Store, open_store
from tests.bench.queries import fill
from tests.browser import ARGUMENTS, chromium, network_ready, serve, settle, spot

TIMES = 10
_TABLE, _LANE = "[data-testid=stDataFrame] canvas", "path[aria-roledescription=point]"
DRAWN = {       # what each page is about, once it can be seen, and is not on the reference
    "changes": ".numbers", "network": ".net canvas", "disputes": _LANE, "deals": _TABLE, "companies": _TABLE,
    "articles": _TABLE, "review": "[aria-label='Your name']", "misses": _TABLE, "reference": "[data-id=SUES]",
    "a deal": "blockquote", "a dispute": "blockquote", "a company": _LANE}
_TICK = os.sysconf("SC_CLK_TCK")


def addresses(store: Store) -> dict[str, str]:
    """Page -> its address below the root."""
    deal, dispute = (events(store, node, EventFilter(), "most sources", 0, 1).events[0].id for node in NODES)
    hub = nearby.best_connected(store, 1)[0].id
    own = {"changes": "./", "companies": "company", "a deal": f"file?event={deal}",
           "a dispute": f"file?event={dispute}", "a company": f"company?company={hub}"}
    return {name: own.get(name, name) for name in DRAWN}


def spent() -> list[float]:
    """Ms of processor time of the server and of the browser so far: all processes below this one."""
    sums, below = [0.0, 0.0], {os.getpid()}
    for path in sorted(Path("/proc").glob("[0-9]*/stat"), key=lambda path: int(path.parent.name)):
        try:
            head, _, tail = path.read_text().rpartition(") ")
        except OSError:     # it has ended
            continue
        if int((values := tail.split())[1]) in below:       # a child is younger than its parent
            below.add(int(path.parent.name))
            if "(node" not in head:         # which drives the browser
                sums["chrom" in head] += 1000 * (int(values[11]) + int(values[12])) / _TICK
    return sums


def measured(name: str, work: Callable[[int], object], before: Callable[[], object] = lambda: None) -> None:
    """``work`` some times, each after ``before``, which does not count."""
    taken, used = [], [0.0, 0.0]
    for number in range(TIMES):
        before()
        start, then = time.perf_counter(), spent()
        work(number)
        taken.append((time.perf_counter() - start) * 1000)
        used = [sum_ + now - was for sum_, now, was in zip(used, spent(), then, strict=True)]
    print(f"{name:20} median {median(taken):6.0f}   p95 {quantiles(taken, n=20)[-1]:6.0f}   "
          f"server {used[0] / TIMES:5.0f}   browser {used[1] / TIMES:5.0f}", flush=True)


def drawn(page: Page, name: str) -> None:
    page.locator(DRAWN[name]).first.wait_for(timeout=60_000)
    if name == "network":
        network_ready(page)


def load(page: Page, url: str, name: str, address: str, _: int = 0) -> None:
    page.goto(f"{url}/{address}")
    drawn(page, name)


def follow(page: Page, name: str, address: str, _: int = 0) -> None:
    """By a link in a box of the page, as there are many."""
    page.locator(".prose").first.evaluate("""(box, to) => {
      const link = Object.assign(document.createElement('a'), { href: to });
      box.append(link);
      link.click(); }""", address)
    drawn(page, name)


def elsewhere(page: Page) -> None:
    """To the reference, inside the open session."""
    page.get_by_role("link", name="Reference").click()
    page.locator("[data-id=SUES]").wait_for()
    settle(page)


def clicks(page: Page, url: str, store: Store) -> Callable[[int], None]:
    """A picture of 300 parties; what clicks one and waits for its name beside the picture."""
    near = nearby.neighbourhood(store, (), EdgeFilter(), 300)
    page.goto(f"{url}/network?most=300&lang=en")
    network_ready(page)
    settle(page)
    print(f"a picture of {len(near.entities)} parties and {len(near.edges)} ties")

    def click(number: int) -> None:
        one = near.entities[number + 1]
        page.mouse.click(*spot(page, "node", one.id))
        page.locator("h3", has_text=one.name).first.wait_for(timeout=30_000)

    return click


def main(claims: int) -> None:
    with open_store() as store, serve(dict(os.environ)) as url, sync_playwright() as playwright:
        if store.counts()["Claim"] < claims:
            fill(store, claims)
        held = store.counts()
        print(f"{held['Claim']:,} claims, {held['Deal']:,} deals, {held['Dispute']:,} disputes")
        page = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS).new_page(
            viewport={"width": 1400, "height": 1000})
        load(page, url, "reference", "reference?lang=en")
        for name, address in addresses(store).items():
            if name != "reference":
                elsewhere(page)
                follow(page, name, address)     # the first time fills the caches
                measured(name, partial(follow, page, name, address), partial(elsewhere, page))
        measured("a click", clicks(page, url, store), partial(settle, page))
        for name, address in addresses(store).items():
            measured(f"{name}, loaded", partial(load, page, url, name, address))


if __name__ == "__main__":
    for size in sys.argv[1:] or ("1000", "100000"):
        main(int(size))
