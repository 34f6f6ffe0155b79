"""Pictures of every page, wide in light and dark, narrow in light: ``python -m tests.screenshots [FOLDER]``.

The graph is the one the environment names (``make demo`` fills it); FOLDER is ``docs/screenshots`` unless told.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from graph import library, nearby, reads
from graph.reads import EventFilter
from graph.store import Store, open_store
from tests.browser import ARGUMENTS, NET, chromium, network_ready, serve, settle, spot

ROOT = Path(__file__).parents[1]
SEEN = ((1400, "light"), (1400, "dark"), (800, "light"))


@contextmanager
def pages(url: str, width: int, theme: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        page = browser.new_page(viewport={"width": width, "height": 1000}, color_scheme=theme)
        yield page
        browser.close()


def addresses(store: Store) -> dict[str, str]:
    """Picture -> address: every page, and those of one record with the richest one there is."""
    deal, dispute = (reads.events(store, node, EventFilter(), "most sources", 0, 1).events[0] for node in reads.NODES)
    hub = nearby.best_connected(store, 1)[0].id
    article = library.listed(store, party=hub, limit=1)[0][0].id
    return {
        "changes": "", "network": "network", "disputes": f"disputes?event={dispute.id}&stage=0", "deals": "deals",
        "deal": f"file?event={deal.id}", "dispute": f"file?event={dispute.id}", "company": f"company?company={hub}",
        "articles": "articles", "article": f"articles?article={article}", "add": "add", "review": "review",
        "misses": "misses", "reference": "reference", "francais": "?lang=fr",
    }


def take(url: str, folder: Path, shown: dict[str, str]) -> None:
    for width, theme in SEEN:
        with pages(url, width, theme) as page:
            for name, address in shown.items():
                page.goto(f"{url}/{address}")
                settle(page)
                if name == "network":
                    network_ready(page)
                    page.mouse.click(*spot(page, "edge", page.evaluate(f"{NET}.body.data.edges.getIds()[3]")))
                    settle(page)
                page.mouse.move(5, 500, steps=12)       # no tooltip over the picture
                page.wait_for_timeout(400)
                page.screenshot(path=folder / f"{name}-{theme}-{width}.png")


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    with open_store() as store:
        shown = addresses(store)
    with serve(dict(os.environ)) as url:
        take(url, folder, shown)


if __name__ == "__main__":
    main()
