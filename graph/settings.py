"""Where the graph is: the Neo4j server the environment names, else the local engine on a folder."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs


class StoreError(RuntimeError):
    """The graph cannot be reached or written; one line that says what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """``uri`` None means the local engine, which keeps its files in ``data``."""

    data: Path
    uri: str | None = None
    username: str = "neo4j"
    password: str = field(default="", repr=False)
    database: str | None = None     # None: the server's own default

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """NEO4J_URI NEO4J_USERNAME NEO4J_PASSWORD NEO4J_DATABASE, as in Neo4j's credential files; DEALGRAPH_DATA."""
        data = environment.get("DEALGRAPH_DATA") or platformdirs.user_data_path("dealgraph", appauthor=False)
        return cls(
            data=Path(data).expanduser().absolute(),
            uri=environment.get("NEO4J_URI") or None,
            username=environment.get("NEO4J_USERNAME") or "neo4j",
            password=environment.get("NEO4J_PASSWORD", ""),
            database=environment.get("NEO4J_DATABASE") or None,
        )
