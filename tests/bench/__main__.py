"""All measurements, one after the other, each in a process and on a graph of its own: ``python -m tests.bench``."""

from __future__ import annotations

import os
import pkgutil
import subprocess
import sys
import tempfile
from pathlib import Path

from graph import local
from tests import bench


def main() -> int:
    """Runs every module beside this one; the number that failed."""
    failed = 0
    for module in sorted(found.name for found in pkgutil.iter_modules(bench.__path__) if found.name != "__main__"):
        with tempfile.TemporaryDirectory() as folder:
            own = {k: v for k, v in os.environ.items() if k != "NEO4J_URI"} | {"DEALGRAPH_DATA": folder}
            print(f"--- {module}", flush=True)
            command = [sys.executable, "-m", f"tests.bench.{module}"]
            failed += subprocess.run(command, env=own, check=False).returncode != 0
            local.stop(Path(folder))
    return failed


if __name__ == "__main__":
    sys.exit(main())
