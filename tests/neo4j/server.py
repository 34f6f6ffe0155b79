"""A real Neo4j Community server on loopback, for tests, from Maven Central. Needs ``mvn`` and Java 17.

    with server(folder) as (uri, password): ...

The jars (123 MB) are fetched once into the user's cache folder; a start takes about 4 s.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs
from filelock import FileLock
from neo4j import GraphDatabase

POM = Path(__file__).with_name("pom.xml")
CONF = """\
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
server.memory.heap.max_size=512m
server.memory.pagecache.size=128m
dbms.usage_report.enabled=false
"""


class Unavailable(RuntimeError):
    """No server can be had on this machine; the text says why."""


def jars() -> Path:
    """The folder of the server's jars, fetched where they are not there yet."""
    cache = platformdirs.user_cache_path("dealgraph", appauthor=False) / "neo4j"
    cache.mkdir(parents=True, exist_ok=True)
    lib, done = cache / "lib", cache / "complete"
    for tool in ("java", "mvn"):
        if shutil.which(tool) is None:
            raise Unavailable(f"Neo4j for tests needs {tool}, or NEO4J_TEST_URI")
    with FileLock(cache / "lock"):
        if not done.exists():
            command = ["mvn", "-q", "-B", "-f", str(POM), "dependency:copy-dependencies",
                       f"-DoutputDirectory={lib}", "-DincludeScope=runtime"]
            got = subprocess.run(command, capture_output=True, text=True, check=False)
            if got.returncode:
                raise Unavailable(f"Maven could not fetch Neo4j: {' '.join(got.stdout.split())[:200]}")
            done.touch()
    return lib


@contextmanager
def server(folder: Path, timeout: float = 120) -> Iterator[tuple[str, str]]:
    """Bolt address and password of user ``neo4j``, for as long as the context lasts; its files are in ``folder``."""
    lib, conf, log = jars(), folder / "conf", folder / "out.log"
    conf.mkdir(parents=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    (conf / "neo4j.conf").write_text(CONF.format(port=port))
    command = ["java", "-Xmx512m", "-cp", f"{lib}{os.sep}*", "org.neo4j.server.CommunityEntryPoint",
               f"--home-dir={folder}", f"--config-dir={conf}"]
    with log.open("wb") as out:
        child = subprocess.Popen(command, stdout=out, stderr=out)
    (folder / "pid").write_text(str(child.pid))
    try:
        end = time.monotonic() + timeout
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                if child.poll() is not None or time.monotonic() > end:
                    raise Unavailable(f"Neo4j did not start: {log.read_text()[-300:]}") from None
                time.sleep(0.1)
        uri, password = f"bolt://127.0.0.1:{port}", secrets.token_urlsafe(12)
        with GraphDatabase.driver(uri, auth=("neo4j", "neo4j")) as driver:
            # the first login may do one thing: change the password
            driver.execute_query("ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new",
                                 new=password, database_="system")
        yield uri, password
    finally:
        child.terminate()
        child.wait(30)
