"""All measurements, one after the other, each in a process and on a graph of its own: ``python -m tests.bench``.

What is asked of a graph is measured on the local engine and, where the machine can run one, on a Neo4j server.
"""

from __future__ import annotations

import os
import pkgutil
import subprocess
import sys
import tempfile
from pathlib import Path

from graph import local
from tests import bench
from tests.neo4j import server as neo4j_server

ASK_A_GRAPH = ("queries", "store")


def main() -> int:
    """Runs every module beside this one; the number that failed."""
    failed = 0
    for module in sorted(found.name for found in pkgutil.iter_modules(bench.__path__)
                         if found.name not in ("__main__", "processor")):
        with tempfile.TemporaryDirectory() as folder:
            own = {k: v for k, v in os.environ.items() if k != "NEO4J_URI"} | {"DEALGRAPH_DATA": folder}
            print(f"--- {module}", flush=True)
            command = [sys.executable, "-m", f"tests.bench.{module}"]
            failed += subprocess.run(command, env=own, check=False).returncode != 0
            local.stop(Path(folder))
            if module in ASK_A_GRAPH:
                failed += _on_neo4j(command, own, Path(folder))
    return failed


def _on_neo4j(command: list[str], own: dict[str, str], folder: Path) -> int:
    try:
        with neo4j_server.server(folder / "neo4j") as (uri, password):
            own = own | {"NEO4J_URI": uri, "NEO4J_USERNAME": "neo4j", "NEO4J_PASSWORD": password,
                         "ENGINE_PID": (folder / "neo4j" / "pid").read_text()}
            return int(subprocess.run(command, env=own, check=False).returncode != 0)
    except neo4j_server.Unavailable as error:
        print(f"not on Neo4j: {error}", flush=True)
        return 0


if __name__ == "__main__":
    sys.exit(main())
