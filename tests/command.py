"""Runs the command ``dealgraph`` as a user does: another process, its exit code, what it prints."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

COMMAND = [sys.executable, "-m", "graph.cli"]
ROOT = Path(__file__).parents[1]


def start(*arguments: str | Path, **settings: str) -> subprocess.Popen[str]:
    """The command under way, with ``settings`` in its environment and none of the caller's."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("NEO4J_", "DEALGRAPH_"))}
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)], cwd=ROOT, env=clean | settings, encoding="utf-8",
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )


def run(*arguments: str | Path, stdin: str = "", **settings: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error."""
    process = start(*arguments, **settings)
    out, err = process.communicate(stdin, timeout=300)
    return process.returncode, out, err


def rows(out: str) -> list[dict[str, Any]]:
    """The JSON objects of an output, one a line."""
    return [json.loads(line) for line in out.splitlines()]
