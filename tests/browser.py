"""A real Chromium and a real Streamlit server, for the browser tests and the screenshots."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).parents[1]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync"]
# the network sits in a shadow root; this finds it from anywhere in the page
BOX = """(function walk(root) { for (const el of root.querySelectorAll('*')) {
  const hit = el.visNetwork ? el : el.shadowRoot && walk(el.shadowRoot);
  if (hit) return hit; } return null; })(document)"""
NET = f"{BOX}.visNetwork"


def chromium() -> str | None:
    """The browser that CHROMIUM names or the system has; None: Playwright's own."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def serve(environment: dict[str, str]) -> Iterator[str]:
    """The explorer on a free port; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), f"--server.port={port}"],
        cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(150):
            try:
                urllib.request.urlopen(f"{url}/_stcore/health", timeout=1).close()
                break
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        yield url
    finally:
        server.terminate()
        server.wait(10)


def settle(page: Page) -> None:
    """Until Streamlit has run and drawn all of it."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    page.wait_for_timeout(800)


def network_ready(page: Page) -> None:
    page.wait_for_function(f"{BOX}?.dataset.ready")


def spot(page: Page, kind: str, id: str) -> tuple[float, float]:
    """Where a node, or the middle of an edge, is on the screen."""
    x, y = page.evaluate(f"""([kind, id]) => {{
      const net = {NET}, box = {BOX}.getBoundingClientRect();
      const at = net.canvasToDOM(kind === 'node' ? net.getPosition(id) : net.body.edges[id].edgeType.getPoint(0.5));
      return [box.x + at.x, box.y + at.y]; }}""", [kind, id])
    return x, y


def go(page: Page, url: str, path: str = "") -> None:
    page.goto(f"{url}/{path}")
    settle(page)


def nodes(page: Page) -> int:
    return int(page.evaluate(f"Object.keys({NET}.getPositions()).length"))
