"""Pictures of every page, light and dark, wide and narrow: ``python -m tests.screenshots [FOLDER]``.

The graph is the one the environment names (``make demo`` fills it); FOLDER is ``docs/screenshots`` unless told.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser import ARGUMENTS, NET, chromium, network_ready, serve, settle, spot

ROOT = Path(__file__).parents[1]
WIDTHS = (1400, 800)


@contextmanager
def pages(url: str, width: int, theme: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        page = browser.new_page(viewport={"width": width, "height": 1000}, color_scheme=theme)
        yield page
        browser.close()


def take(url: str, folder: Path) -> None:
    for width in WIDTHS:
        for theme in ("light", "dark"):
            with pages(url, width, theme) as page:
                for name, address in (("overview", "/"), ("network", "/network"), ("disputes", "/disputes"),
                                      ("deals", "/deals")):
                    page.goto(url + address)
                    settle(page)
                    if name == "network":
                        network_ready(page)
                        page.mouse.click(*spot(page, "edge", page.evaluate(f"{NET}.body.data.edges.getIds()[3]")))
                        settle(page)
                    if name == "deals":
                        page.locator(".stDataFrameGlideDataEditor").first.click(position={"x": 160, "y": 90})
                        settle(page)
                    if name == "disputes":
                        page.locator("path[aria-roledescription=point]").nth(2).click()
                        settle(page)
                    page.mouse.move(5, 500, steps=12)       # no tooltip over the picture
                    page.wait_for_timeout(400)
                    page.screenshot(path=folder / f"{name}-{theme}-{width}.png")


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    with serve(dict(os.environ)) as url:
        take(url, folder)


if __name__ == "__main__":
    main()
