"""The graph in Neo4j or in the local engine: connecting, putting articles in, reading them and what was made of them.

An article goes in with all its claims in one transaction, whole or not at all. Derived data (who is who, deals,
disputes, views) are written by ``graph.derived``; ``State`` says whether they are behind.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from neo4j import READ_ACCESS, Driver, GraphDatabase, ManagedTransaction
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    ConstraintError,
    DriverError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from extract.types import Extraction
from graph import articles, local, queries, queries_upkeep, rows, schema
from graph.articles import Carried, Outcome
from graph.model import Event, Judgement, Named, StoredClaim
from graph.pending import note_pending
from graph.rows import ArticleRows, Row
from graph.settings import Settings, StoreError

T = TypeVar("T")
Node = Literal["Deal", "Dispute"]
_TRIES = 8
_PAGE = 1000        # keys
_SCHEMES = {f"{scheme}{security}" for scheme in ("bolt", "neo4j") for security in ("", "+s", "+ssc")}


@dataclass(frozen=True, slots=True)
class State:
    """``revision`` grows with every change of articles; ``derived`` is the one that derived data stand on."""

    revision: int
    derived: int
    refresher: str      # token of who makes derived data now, "" for nobody
    beat: int           # grows with every batch of derived data

    @property
    def stale(self) -> bool:
        return self.revision != self.derived

    @property
    def version(self) -> str:
        """Another text whenever anything in the graph may have changed: what caches are keyed by."""
        return f"{self.revision}.{self.beat}"


def open_store(settings: Settings | None = None) -> Store:
    """The store that ``settings`` (else the environment) name, ready to use; StoreError says why it cannot be had."""
    settings = settings or Settings.from_environment()
    if settings.uri:
        if settings.uri.partition("://")[0] not in _SCHEMES:
            raise StoreError(f"NEO4J_URI {settings.uri!r} is no address of a graph; it begins with neo4j:// or bolt://")
        store = Store(settings.uri, settings.username, settings.password, settings.database, "Neo4j")
    else:
        engine = local.start(settings.data)
        store = Store(engine.uri, local.USER, engine.password, local.DATABASE, "the local engine")
    try:
        store.prepare()
    except BaseException:
        store.close()
        raise
    return store


class Store:
    """One connection; a context manager. Methods raise StoreError where the graph does not answer."""

    def __init__(self, uri: str, username: str, password: str, database: str | None, engine: str) -> None:
        self.uri, self.database, self.engine = uri, database, engine
        with self._explained():
            self._driver: Driver = GraphDatabase.driver(
                uri, auth=(username, password), notifications_min_severity="OFF", connection_timeout=10
            )

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._driver.close()

    def prepare(self) -> None:
        """Constraints, indexes and the State node, where this version of the schema has not made them yet."""
        statements = schema.statements(fulltext=self.engine == "Neo4j")
        mark = rows.digest("\n".join(statements).encode())
        self.check()
        state = self.read(queries.STATE)
        if state and state[0]["state"].get("schema") == mark:
            return
        for statement in statements:
            self.run(lambda tx, statement=statement: tx.run(statement).consume())   # type: ignore[misc]
        # what an earlier schema made is to be made anew
        self.write(queries.MAKE_STATE, schema=mark, behind=int(bool(state)))
        self.write(queries.DATE_ARTICLES)

    def check(self) -> None:
        """StoreError at once where the graph does not answer; what reads and writes first tries for a minute."""
        with self._explained():
            self._driver.verify_connectivity()

    # ------------------------------------------------------------------------------------------- articles

    def put_many(self, extractions: Sequence[Extraction]) -> list[Outcome]:
        """Stores articles of different ids in one transaction; what became of each, in order.

        A changed text is a new version, whose claims count from then on. A text known from an earlier version is
        an old copy and changes nothing. The same text read differently replaces what was read.
        """
        by_id = {extraction.article.id: extraction for extraction in extractions}
        if len(by_id) != len(extractions):
            raise ValueError("two articles of one id in one batch")
        marks = {article: rows.shas(extraction) for article, extraction in by_id.items()}

        def decide(known: list[Row]) -> dict[str, tuple[Outcome, int]]:
            return {article: articles.outcome(marks[article], known, article) for article in by_id}

        before = decide(self.read(queries.VERSIONS, ids=list(by_id)))
        if all(outcome == "unchanged" for outcome, _ in before.values()):
            return ["unchanged"] * len(extractions)

        def made(known: list[Row]) -> tuple[list[ArticleRows], list[Outcome]]:
            decided = decide(known)
            changed = [rows.article_rows(by_id[a], version) for a, (o, version) in decided.items() if o != "unchanged"]
            return changed, [outcome for outcome, _ in decided.values()]

        return self._put(list(by_id), made)

    def put_rows(self, made: Sequence[ArticleRows]) -> list[Carried]:
        """Stores versions of articles as another graph has them; refused where another is here under the same key."""

        def new(found: list[Row]) -> tuple[list[ArticleRows], list[Carried]]:
            known = {(row["id"], row["version"]): (row["text_sha"], row["output_sha"]) for row in found}
            done = [articles.carried(m, known) for m in made]
            return [m for m, outcome in zip(made, done, strict=True) if outcome == "stored"], done

        return self._put([m.article["id"] for m in made], new)

    def _put(self, ids: list[str], made: Callable[[list[Row]], tuple[list[ArticleRows], T]]) -> T:
        """Stores the versions that ``made`` gives, once it is told which there are; what else it gives."""

        def put(tx: ManagedTransaction) -> T:
            tx.run(queries.NEXT_REVISION, held=secrets.token_hex(8)).consume()  # the lock: known is read after it
            known = tx.run(queries.VERSIONS, ids=ids).data()
            changed, done = made(known)
            touched = sorted({m.article["id"] for m in changed})
            note_pending(tx, touched)
            articles.put(tx, changed, {(row["id"], row["version"]) for row in known})
            articles.tie_judgements(tx, changed)
            return done

        return self.run(put)

    def remove(self, article: str) -> bool:
        """Takes every version of an article out with its claims and whom they name; False where there is none."""

        def take_out(tx: ManagedTransaction) -> bool:
            tx.run(queries.NEXT_REVISION, held=secrets.token_hex(8)).consume()
            there = bool(tx.run(queries.VERSIONS, ids=[article]).data())
            note_pending(tx, [article])
            articles.remove(tx, article)
            return there

        return self.run(take_out)

    def claims(self, articles: Collection[str] | None = None, *, replaced: bool = False) -> list[StoredClaim]:
        """Claims of the current versions of all articles (of some), by id.

        ``replaced``: instead those of versions that later ones took the place of, with the day that ended each.
        """
        found = self.read(queries.ARTICLE_VERSIONS) if articles is None else self.read(
            queries.VERSIONS_OF_ARTICLES, ids=sorted(articles))
        days = {(row["id"], row["version"]): row["day"] for row in found}
        ended = {row["key"]: days.get((row["id"], row["version"] + 1)) if replaced else ""
                 for row in found if row["current"] != replaced}
        keys = sorted(key for key, day in ended.items() if day is not None)
        read = (rows.stored_claim(row, ended[row["key"]] or None) for row in self.paged(queries.CLAIMS, keys))
        return sorted((claim for claim in read if claim is not None), key=lambda claim: claim.id)

    def named(self) -> list[Named]:
        """Whom the current versions of all articles name: in claims, as who says them, as publishers; by id."""
        keys = sorted(row["key"] for row in self.read(queries.ARTICLE_VERSIONS) if row["current"])
        wanted = {row["named"] for query in queries.NAMED_IN for row in self.paged(query, keys)}
        return [rows.named(row["named"]) for row in self.paged(queries.NAMED, sorted(wanted))]

    def judgements(self) -> list[Judgement]:
        """All judgements, the undone ones too, oldest first."""
        return [rows.judgement(row["judgement"]) for row in self.read(queries_upkeep.JUDGEMENTS)]

    # --------------------------------------------------------------------------------- what was made of them

    def events(self, node: Node, known: str = "") -> list[Event]:
        """All deals or all disputes, by first day and id, those without a day last; as ``known`` on an ISO day."""
        found = [rows.event(row["json"]) for row in self.of_node(queries.EVENTS, node, known)]
        return sorted(found, key=lambda e: (e.first_day is None, str(e.first_day), e.id))

    def of_node(
        self, query: str, node: Node, known: str = "", tests: Iterable[str] = (), **values: Any
    ) -> list[dict[str, Any]]:
        """Rows of ``query`` over all events of ``node``, or over all as they were on the day ``known``."""
        labels: list[tuple[str, tuple[str, ...]]] = [(node, ())]
        if known:
            labels = [(node, ("known",)), (queries.PAST_LABELS[node], ("known", "until_then"))]
            values |= {"known": known, "spans": rows.spans(known)}
        return [row for label, more in labels for row in self.read(
            queries.where(queries.for_label(query, label), queries.EVENT_TESTS, (*tests, *more)), **values)]

    def by_label(self, query: str, *, past: bool = False, **values: Any) -> dict[str, list[dict[str, Any]]]:
        """Label of events (of earlier versions of them) -> rows of ``query`` of it."""
        labels = queries.PAST_LABELS.values() if past else queries.EVENT_LABELS
        return {label: self.read(queries.for_label(query, label), **values) for label in labels}

    def names(self, ids: Iterable[str]) -> dict[str, str]:
        """Name of each entity of ``ids`` that is there."""
        return {id: name for row in self.read(queries.NAMES, ids=sorted(set(ids))) for id, name in row["names"]}

    def names_of(self, events: Iterable[Event]) -> dict[str, str]:
        """The name of everybody in ``events``."""
        return self.names(id for event in events for id in event.everybody)

    def counts(self) -> dict[str, int]:
        """How many nodes of each label of the schema, and how many view edges ("edges")."""
        found = {label: self.read(query)[0]["number"] for label, query in queries.COUNT_NODES.items()}
        return found | {"edges": self.read(queries.COUNT_EDGES)[0]["number"] or 0}

    def state(self) -> State:
        row = self.read(queries.STATE)[0]["state"]
        return State(row["revision"], row["derived"], row["refresher"], row["beat"])

    # ------------------------------------------------------------------------------------------ transactions

    def read(self, query: str, **parameters: Any) -> list[dict[str, Any]]:
        """Rows of a reading query. Tried twice at most, so that a screen says at once that the graph is gone."""
        with self._explained():
            try:
                return self._read(query, parameters)
            except (ServiceUnavailable, SessionExpired, TransientError):    # a connection that lay idle too long
                return self._read(query, parameters)

    def _read(self, query: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
        with self._driver.session(database=self.database, default_access_mode=READ_ACCESS) as session:
            # no answer holds nodes, which alone would want the driver's own, slower, way to plain values
            result = session.run(query, parameters)
            keys = result.keys()
            return [dict(zip(keys, record, strict=True)) for record in result]

    def plan(self, query: str, **parameters: Any) -> dict[str, Any]:
        """How Neo4j would answer ``query``: its operators as a tree; empty from the local engine."""
        with self._explained(), self._driver.session(database=self.database) as session:
            return session.run("EXPLAIN " + query, parameters).consume().plan or {}

    def paged(self, query: str, keys: Sequence[str]) -> Iterator[dict[str, Any]]:
        """Rows of a reading query that takes ``$keys``, some keys at a time: no engine holds a whole graph's answer."""
        for some in rows.batches(keys, _PAGE):
            yield from self.read(query, keys=some)

    def write(self, query: str, **parameters: Any) -> list[dict[str, Any]]:
        """Rows of a writing query, in a transaction of its own."""
        return self.run(lambda tx: tx.run(query, parameters).data())

    def run(self, work: Callable[[ManagedTransaction], T]) -> T:
        """``work`` in one writing transaction, run again where another writer was in the way."""
        attempt = 0
        while True:
            try:
                with self._explained(), self._driver.session(database=self.database) as session:
                    return session.execute_write(work)
            except ConstraintError:
                # the local engine: two writers that MERGE one new key give one of them this; Neo4j would wait
                attempt += 1
                if attempt == _TRIES:
                    raise
                time.sleep(0.02 * 2**attempt)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turns what the driver raises into one line that says what to do."""
        try:
            yield
        except AuthError:
            raise StoreError(
                f"{self.uri} refuses the user name or password: check NEO4J_USERNAME and NEO4J_PASSWORD"
            ) from None
        except ConfigurationError as error:
            raise StoreError(f"{self.uri} is no address of a graph: {_line(error)}; check NEO4J_URI") from None
        except DriverError as error:
            raise StoreError(f"{self.engine} at {self.uri} does not answer: {_line(error)}") from None
        except ClientError as error:
            if error.code and "Database" in error.code:
                raise StoreError(f"{self.uri} has no database {self.database!r}: check NEO4J_DATABASE") from None
            raise


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:300]
