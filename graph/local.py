"""The local engine: ArcadeDB on loopback in a process of its own, speaking Bolt. Where it differs from Neo4j ends here.

    python -m graph.local serve FOLDER      what ``start`` runs, detached, and leaves running

The server holds ``server.lock`` for as long as it lives, so there is one per folder and a file left by a
dead one deceives nobody: ``server.json`` (port and process id) counts only while the lock is held, and the
server ends when that file is taken away.
"""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from graph.schema import FULLTEXT
from graph.settings import StoreError

DATABASE = "dealgraph"
USER = "root"
BUSY = 3                    # exit code of a child that found the folder served already
_ATTEMPTS = 3               # another program may take a free port before the engine does
_STOP_SECONDS = 15.0
_COMMAND_TIMEOUT = 60_000   # ms; a runaway query ends


@dataclass(frozen=True, slots=True)
class Running:
    """A local engine that is up."""

    uri: str
    password: str
    pid: int


def find(folder: Path) -> Running | None:
    """The engine serving ``folder``, None where there is none."""
    try:
        info = json.loads((folder / "server.json").read_text(encoding="utf-8"))
        password = (folder / "password").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None
    if not _served(folder) or not _listens(info["port"]):
        return None
    return Running(uri=f"bolt://127.0.0.1:{info['port']}", password=password, pid=info["pid"])


def start(folder: Path, timeout: float = 60) -> Running:
    """The engine serving ``folder``, started where it does not run yet. StoreError says why it cannot."""
    _check_writable(folder)
    deadline = time.monotonic() + timeout
    child, failures = None, 0
    while time.monotonic() < deadline:
        if running := find(folder):
            if child is not None and child.pid != running.pid:
                child.terminate()       # another command was first; ours must not come up when that one is stopped
            return running
        if child is None:
            child = _spawn(folder)
        elif (code := child.poll()) is not None:
            child = None        # BUSY: another command is starting or stopping it; look again
            failures += code != BUSY
            if failures >= _ATTEMPTS:
                break
        time.sleep(0.05)
    raise StoreError(f"the local engine did not start: {_last_words(folder)} (see {folder / 'server.out'})")


def stop(folder: Path, timeout: float = 30) -> bool:
    """Ends the engine of ``folder``, which watches its ``server.json``; False where none was running."""
    running = find(folder)
    if running is None:
        return False
    (folder / "server.json").unlink(missing_ok=True)
    deadline = time.monotonic() + timeout
    while _served(folder):
        if time.monotonic() > deadline:
            raise StoreError(f"the local engine (process {running.pid}) does not stop; end that process")
        time.sleep(0.05)
    return True


def _served(folder: Path) -> bool:
    try:
        with FileLock(folder / "server.lock", timeout=0):
            return False
    except Timeout:
        return True
    except OSError:
        return False


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except OSError:
        return False
    return True


def _check_writable(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".write-{os.getpid()}-{secrets.token_hex(4)}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        reason = error.strerror or error
        raise StoreError(f"cannot write to the folder {folder}: {reason}; name another in DEALGRAPH_DATA") from None


def _spawn(folder: Path) -> subprocess.Popen[bytes]:
    detached: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        detached = {"creationflags": subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP}
    with (folder / "server.out").open("wb") as out:
        child = subprocess.Popen(
            [sys.executable, "-m", "graph.local", "serve", str(folder)],
            cwd=Path(__file__).parents[1], stdin=subprocess.DEVNULL, stdout=out, stderr=out, **detached,
        )
    threading.Thread(target=child.wait, daemon=True).start()    # it outlives us; should it not, it is reaped
    return child


def _last_words(folder: Path) -> str:
    try:
        lines = (folder / "server.out").read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        lines = []
    return next((line.strip() for line in reversed(lines) if line.strip()), "it said nothing")


# ------------------------------------------------------------------------------- in the child process


def serve(folder: Path) -> None:
    """Serves ``folder`` until the process is told to end; exits with BUSY where another does already."""
    try:
        with FileLock(folder / "server.lock", timeout=0):
            _serve(folder)
    except Timeout:
        sys.exit(BUSY)


def _serve(folder: Path) -> None:
    os.chdir(folder)                                            # the engine writes beside where it stands
    info = folder / "server.json"
    info.unlink(missing_ok=True)
    bolt = _free_port()
    server = _engine(folder, _password(folder), bolt)
    server.start()
    _prepare(server.get_database(DATABASE))
    ended = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: ended.set())
    new = folder / "server.json.new"
    new.write_text(json.dumps({"port": bolt, "pid": os.getpid()}), encoding="utf-8")
    new.replace(info)
    while info.exists() and not ended.wait(0.1):
        pass
    info.unlink(missing_ok=True)
    timer = threading.Timer(_STOP_SECONDS, os._exit, (1,))      # what is committed is safe in the log
    timer.start()
    server.stop()
    os._exit(0)                                                 # Java's threads would keep the process


def _engine(folder: Path, password: str, bolt: int) -> Any:
    config = {
        "host": "127.0.0.1",
        "http_port": _free_port(),      # HTTP cannot be left out; it is on loopback and asks for the password
        "mode": "development",          # "production" hides error texts
        "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "bolt_host": "127.0.0.1",
        "bolt_port": bolt,
        "server_defaultDatabases": f"{DATABASE}[{USER}]",
    }
    os.environ.setdefault("ARCADEDB_LOG_DIR", str(folder / "log"))
    try:
        import arcadedb  # the native build
    except ImportError:
        from arcadedb_embedded.server import ArcadeDBServer

        return ArcadeDBServer(str(folder), root_password=password, config=config, jvm_kwargs={"heap_size": "1g"})
    return arcadedb.create_server(str(folder), root_password=password, config=config)


def _prepare(database: Any) -> None:
    """What its Cypher cannot say: full-text indexes, and how long a command may run."""
    database.command("sql", f"ALTER DATABASE `arcadedb.command.timeout` {_COMMAND_TIMEOUT}")
    for name, (label, key) in FULLTEXT.items():
        database.command("sql", f"CREATE VERTEX TYPE {label} IF NOT EXISTS")
        database.command("sql", f"CREATE PROPERTY {label}.{key} IF NOT EXISTS STRING")
        database.command("sql", f"CREATE INDEX {name} IF NOT EXISTS ON {label} ({key}) FULL_TEXT")


def _password(folder: Path) -> str:
    file = folder / "password"
    if not file.exists():
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(24))
    return file.read_text(encoding="utf-8")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    if sys.argv[1:2] != ["serve"] or len(sys.argv) != 3:
        sys.exit("usage: python -m graph.local serve FOLDER")
    serve(Path(sys.argv[2]))
