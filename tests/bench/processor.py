"""Processor time of this process and of the engine, which leaves out what else the machine does."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from graph import local
from graph.settings import Settings


def engine() -> int | None:
    """Process id of the engine: of the local one, else what ENGINE_PID says; None where it is not on this machine."""
    running = local.find(Settings.from_environment().data)
    given = os.environ.get("ENGINE_PID") if os.environ.get("NEO4J_URI") else running and running.pid
    return int(given) if given else None


def spent(pid: int | None) -> float:
    """Milliseconds of processor time until now, of this process and of ``pid``, all its threads (Linux)."""
    ns = 0
    for file in Path(f"/proc/{pid}/task").glob("*/schedstat") if pid else ():
        try:
            ns += int(file.read_text().split()[0])
        except OSError:         # a thread that has just ended
            continue
    return time.process_time() * 1000 + ns / 1e6


def measured(work: Callable[[], object], pid: int | None) -> tuple[float, float]:
    """Milliseconds that ``work`` takes: by the clock, and of processor time."""
    start, before = time.perf_counter(), spent(pid)
    work()
    return (time.perf_counter() - start) * 1000, spent(pid) - before
