"""ALL Cypher, as named constants: the same text on Neo4j and on the local engine.

Values are parameters. The few templates are filled through ``for_label`` and ``for_relation`` alone, with names
that ``graph.schema`` and the ontology know. ``$rows`` is a list of maps, one a record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Literal

from extract.relations import ontology
from graph.schema import KEYS, KIND_LABELS

EVENT_LABELS: tuple[Literal["Deal"], Literal["Dispute"]] = ("Deal", "Dispute")
# events as they were known earlier, with the same properties; those of a day have told <= day < until
PAST_LABELS = {label: f"Past{label}" for label in EVENT_LABELS}
_LABELS = frozenset({*KIND_LABELS.values(), *KEYS})


def for_label(template: str, label: str) -> str:
    """``template`` with LABEL replaced, once ``label`` is known to the schema."""
    if label not in _LABELS:
        raise ValueError(f"no label of the schema: {label!r}")
    return template.replace("LABEL", label)


@cache
def for_edges(template: str, relations: tuple[str, ...] = ()) -> str:
    """``template`` with EDGE replaced by the types of view edges, all or those of ``relations`` the ontology knows.

    An untyped step from a company would read whom all articles name as well.
    """
    known = ontology().relations
    return template.replace("EDGE", "|".join(name for name in sorted(relations or known) if name in known) or "NONE")


def where(template: str, tests: Mapping[str, str], given: Iterable[str]) -> str:
    """``template`` with TESTS replaced by those of ``tests`` that are ``given``: what is not asked is not compared."""
    chosen = " AND ".join(tests[name] for name in given)
    return template.replace("TESTS", f"WHERE {chosen}" if chosen else "")


def for_relation(template: str, relation: str) -> str:
    """``template`` with RELATION replaced, once ``relation`` is known to the ontology."""
    if relation not in ontology().relations:
        raise ValueError(f"no relation of the ontology: {relation!r}")
    return template.replace("RELATION", relation)


# rows as whole nodes, and nodes away with all that is tied to them
PUT = "UNWIND $rows AS row MERGE (n:LABEL {id: row.id}) SET n = row"
DELETE = "UNWIND $rows AS id MATCH (n:LABEL {id: id}) DETACH DELETE n"

# ---------------------------------------------------------------------------------- state of the graph
# One node: revision counts changes of articles, derived is the revision that derived data were made from,
# refresher is who makes them now, beat counts what was written of them.

STATE = "MATCH (s:State {id: 'graph'}) RETURN properties(s) AS state"
MAKE_STATE = """
MERGE (s:State {id: 'graph'})
ON CREATE SET s.revision = 0, s.derived = 0, s.beat = 0, s.refresher = ''
SET s.schema = $schema, s.derived = s.revision - $behind
"""
# held is set first: that takes the lock, so what is read after it is what is true
NEXT_REVISION = """
MATCH (s:State {id: 'graph'}) SET s.held = $held
WITH s SET s.revision = s.revision + 1 RETURN s.revision AS revision
"""
TAKE_REFRESH = """
MATCH (s:State {id: 'graph'}) SET s.held = $token
WITH s, s.refresher AS before SET s.refresher = $token RETURN s.revision AS revision, before
"""
HOLD_REFRESH = """
MATCH (s:State {id: 'graph'}) SET s.held = $token
WITH s SET s.beat = s.beat + 1 RETURN s.refresher AS refresher
"""
END_REFRESH = "MATCH (s:State {id: 'graph'}) SET s.derived = $revision, s.refresher = ''"

# ---------------------------------------------------------------------------- articles and their claims

VERSIONS = """
UNWIND $ids AS id MATCH (a:Article {id: id})
RETURN a.id AS id, a.version AS version, a.text_sha AS text_sha, a.output_sha AS output_sha
"""
# of graphs that were made before articles had a day to be in order by, "" for none
DATE_ARTICLES = "MATCH (a:Article) WHERE a.day IS NULL SET a.day = coalesce(a.published, '')"
PUT_ARTICLES = "UNWIND $rows AS row MERGE (a:Article {key: row.key}) SET a = row"
SUPERSEDE = "UNWIND $rows AS row MATCH (a:Article {key: row.old}) SET a.superseded_by = row.new"
PUT_CLAIMS = """
UNWIND $rows AS row MERGE (c:Claim {id: row.claim.id}) SET c = row.claim
WITH c, row MATCH (a:Article {key: row.article}) MERGE (c)-[:FROM]->(a)
"""
PUT_ROLES = """
UNWIND $rows AS row MATCH (c:Claim {id: row.claim}) MATCH (n:Named {id: row.named})
MERGE (c)-[:ROLE {name: row.name, position: row.position}]->(n)
"""
PUT_ATTRIBUTIONS = """
UNWIND $rows AS row MATCH (c:Claim {id: row.claim}) MATCH (n:Named {id: row.named}) MERGE (c)-[:ATTRIBUTED_TO]->(n)
"""
# a text read again: claims it still makes stay the same nodes, for judgements stand on them
DELETE_CLAIMS = """
UNWIND $rows AS row MATCH (:Article {key: row.key})<-[:FROM]-(c:Claim) WHERE NOT c.id IN row.keep DETACH DELETE c
"""
CLEAR_CLAIMS = """
UNWIND $rows AS row MATCH (:Article {key: row.key})<-[:FROM]-(:Claim)-[r:ROLE|ATTRIBUTED_TO]->(:Named) DELETE r
"""

# the versions of all articles, to choose those that count from; what these say is read a page of keys at a time
_VERSION = """
RETURN a.key AS key, a.id AS id, a.version AS version, a.superseded_by IS NULL AS current,
       coalesce(a.updated, a.published) AS day
"""
ARTICLE_VERSIONS = "MATCH (a:Article)" + _VERSION
VERSIONS_OF_ARTICLES = "UNWIND $ids AS id MATCH (a:Article {id: id})" + _VERSION
CLAIMS = """
UNWIND $keys AS key MATCH (a:Article {key: key})<-[:FROM]-(c:Claim)-[r:ROLE]->(n:Named)
RETURN key, properties(c) AS claim, a.id AS article, a.publisher AS publisher, a.published AS published,
       a.updated AS updated, a.language AS language, collect([r.name, r.position, n.id]) AS roles
"""
# whom versions of articles name: in claims or as who says them, and their publishers
_NAMED_IN = (" MATCH (a)<-[:FROM]-(:Claim)-[:ROLE|ATTRIBUTED_TO]->(n:Named) RETURN DISTINCT n.id AS named",
             " MATCH (n:Named {id: a.publisher_named}) RETURN DISTINCT n.id AS named")
NAMED_IN = tuple("UNWIND $keys AS key MATCH (a:Article {key: key})" + rest for rest in _NAMED_IN)
NAMED_OF_ARTICLES = tuple(
    "UNWIND $ids AS id MATCH (a:Article {id: id}) WHERE a.superseded_by IS NULL" + rest for rest in _NAMED_IN)
NAMED = "UNWIND $keys AS id MATCH (n:Named {id: id}) RETURN properties(n) AS named"

DELETE_MISSES = "UNWIND $rows AS row MATCH (m:Miss {article: row.id}) DELETE m"
REMOVE_ARTICLE = (
    "MATCH (m:Miss {article: $id}) DELETE m",
    "MATCH (:Article {id: $id})<-[:FROM]-(c:Claim) DETACH DELETE c",
    "MATCH (n:Named {article: $id}) DETACH DELETE n",
    "MATCH (a:Article {id: $id}) DETACH DELETE a",
)

# ------------------------------------------------------------------------------------------ derived data

OLD_ENTITIES = """
MATCH (e:Entity) RETURN e.id AS id, e.kind AS kind, e.digest AS digest, e.degree AS degree, e.edges AS edges
"""
PUT_ENTITIES = "UNWIND $rows AS row MERGE (e:Entity {id: row.id}) SET e += row"
# pairs of names alike, of entities of one block: kinds that go together and the first letters
OLD_ALIKE = "MATCH (s:Alike) RETURN s.id AS id, s.score AS score"
ALIKE_OF_BLOCKS = "UNWIND $ids AS block MATCH (s:Alike {block: block}) RETURN s.id AS id, s.score AS score"
ENTITIES_OF_BLOCKS = """
UNWIND $ids AS block MATCH (e:Entity {block: block})
RETURN e.id AS id, e.name AS name, e.kind AS kind, e.aliases AS aliases
"""
# to how many others an entity is tied, and how many edges begin with it
DEGREES = """
UNWIND $ids AS id MATCH (e:Entity {id: id}) OPTIONAL MATCH (e)-[r:EDGE]-(o:Entity)
RETURN e.id AS id, count(DISTINCT o) AS degree, sum(CASE WHEN startNode(r) = e THEN 1 ELSE 0 END) AS edges
"""
PUT_DEGREES = "UNWIND $rows AS row MATCH (e:Entity {id: row.id}) SET e.degree = row.degree, e.edges = row.edges"
# a label is added, and another removed, each in a statement of its own: the local engine moves the node
ADD_LABEL = "UNWIND $rows AS id MATCH (e:Entity {id: id}) SET e:LABEL"
REMOVE_LABEL = "UNWIND $rows AS id MATCH (e:Entity {id: id}) REMOVE e:LABEL"
ARTICLES_OF_PUBLISHERS = """
MATCH (a:Article) WHERE a.publisher_named IS NOT NULL RETURN a.key AS source, a.publisher_named AS named
"""
_DIGEST = " RETURN d.id AS id, d.digest AS digest"
OLD_EVENTS = "MATCH (d:LABEL)" + _DIGEST
DIGESTS = "UNWIND $ids AS id MATCH (d:LABEL {id: id})" + _DIGEST
VERSIONS_OF = "UNWIND $ids AS id MATCH (d:LABEL {event: id})" + _DIGEST

# plain relationships that follow from claims: from what, by which key, to what; what else they hold, written and read
_LINKS = {"IS": ("Named", "id", "Entity", "", ""), "PUBLISHED_BY": ("Article", "key", "Entity", "", ""),
          "SUPPORTS": ("Claim", "id", "LABEL", "", ""),
          "ABOUT": ("LABEL", "id", "Deal", " {how: row.how}", ", r.how AS how")}
OLD_LINKS = {link: f"MATCH (a:{one})-[r:{link}]->(b:{other}) RETURN a.{key} AS source, b.id AS target{held}"
             for link, (one, key, other, _, held) in _LINKS.items()}
PUT_LINKS = {link: f"UNWIND $rows AS row MATCH (a:{one} {{{key}: row.source}}) MATCH (b:{other} {{id: row.target}}) "
                   f"MERGE (a)-[:{link}{holds}]->(b)" for link, (one, key, other, holds, _) in _LINKS.items()}
DELETE_LINKS = {link: f"UNWIND $rows AS row MATCH (:{one} {{{key}: row.source}})-[r:{link}{holds}]->"
                      f"(:{other} {{id: row.target}}) DELETE r" for link, (one, key, other, holds, _) in _LINKS.items()}

OLD_EDGES = """
MATCH (a:Entity)-[r:EDGE]->(b:Entity)
RETURN type(r) AS relation, r.id AS id, a.id AS source, b.id AS target, r.digest AS digest
"""
PUT_EDGES = """
UNWIND $rows AS row MATCH (a:Entity {id: row.source}) MATCH (b:Entity {id: row.target})
MERGE (a)-[r:RELATION {id: row.edge.id}]->(b) SET r = row.edge
"""
DELETE_EDGES = """
UNWIND $rows AS row MATCH (:Entity {id: row.source})-[r:RELATION {id: row.id}]->(:Entity {id: row.target}) DELETE r
"""

# --------------------------------------------------------------------------------------------- what is read

EVENTS = "MATCH (d:LABEL) TESTS RETURN d.json AS json"
# where many are asked for, one row holds all: a row of its own costs each more than what it holds
NAMES = "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN collect([e.id, e.name]) AS names"
COUNTED = ("Article", "Claim", "Named", "Entity", *EVENT_LABELS)
COUNT_NODES = {label: f"MATCH (n:{label}) RETURN count(n) AS number" for label in COUNTED}
COUNT_EDGES = "MATCH (e:Entity) WHERE e.edges > 0 RETURN sum(e.edges) AS number"

# ----------------------------------------------------------------------------------- read by the explorer
# $skip and $limit cut pages. Days are ISO text. Of the tests those are made that a filter gives (``where``).

EVENT_TESTS = {
    "ids": "d.id IN $ids", "kinds": "d.kind IN $kinds", "statuses": "d.status IN $statuses",
    "stances": "d.stance IN $stances", "contested": "d.contested = $contested", "currency": "d.currency = $currency",
    "party": "$party IN d.parties", "forum": "$forum IN d.parties", "words": "d.text CONTAINS $words",
    "since": "coalesce(d.last_day, '9999') >= $since", "until": "coalesce(d.first_day, '') <= $until",
    "known": "d.known <= $known", "until_then": "d.span IN $spans AND d.until > $known",
    # what is in order by an index: all of it, and a part
    "by latest": "d.latest >= ''", "latest": "d.latest >= $least AND d.latest <= $most",
    "by oldest": "d.oldest >= ''", "oldest": "d.oldest >= $least AND d.oldest <= $most",
    "by largest": "d.largest >= -1", "largest": "d.largest >= $least AND d.largest <= $most",
    "by most sources": "d.origins >= 0", "most sources": "d.origins >= $least AND d.origins <= $most",
}
# order of a page of events -> what is in order, which way, and the spans that are counted (see ``graph.paging``)
_ORDERS = {"latest": ("d.latest", " DESC", "substring(d.latest, 0, 7) AS span"),
           "oldest": ("d.oldest", "", "substring(d.oldest, 0, 7) AS span"),
           "largest": ("d.largest", " DESC", "toInteger(10 * log10(d.largest + 2)) AS span, min(d.largest) AS least, "
                                             "max(d.largest) AS most"),
           "most sources": ("d.origins", " DESC", "d.origins AS span, d.origins AS least, d.origins AS most")}
EVENT_SPANS = {name: f"MATCH (d:LABEL) TESTS RETURN {span}, count(d) AS number" for name, (*_, span) in _ORDERS.items()}
# ids make the order total
EVENT_PAGES = {
    name: f"MATCH (d:LABEL) TESTS WITH d ORDER BY {key}{way}, d.id SKIP $skip LIMIT $limit "
          f"RETURN d.json AS json, {key} AS key ORDER BY key{way}, d.id"
    for name, (key, way, _) in _ORDERS.items()
}
VERSIONS_THEN = """
UNWIND $ids AS id MATCH (d:LABEL {event: id}) WHERE d.known <= $known AND d.until > $known RETURN d.json AS json
"""
EDGES_THEN = """
MATCH (d:LABEL) WHERE d.span IN $spans AND d.known <= $known AND d.until > $known AND d.edges <> '[]'
RETURN collect(d.edges) AS edges
"""
EVENTS_BY_ID = "UNWIND $ids AS id MATCH (d:LABEL {id: id}) RETURN d.json AS json"
EVENT_OF_FORMER_ID = "MATCH (d:LABEL) WHERE $id IN d.former_ids RETURN d.json AS json"
EVENT_FACETS = """
MATCH (d:LABEL) TESTS
RETURN d.kind AS kind, d.status AS status, d.stance AS stance, coalesce(d.currency, '') AS currency,
       count(d) AS number
"""
COURTS = tuple(f"MATCH (e:{KIND_LABELS[kind]}) RETURN e.id AS id, e.name AS name, e.kind AS kind, e.aliases AS aliases"
               for kind in ("court", "public_body"))
FORUMS = """
MATCH (d:LABEL) TESTS UNWIND d.parties AS id
WITH id, count(d) AS events WHERE id IN $ids RETURN id, events
"""
ABOUT_EVENT = "MATCH (:Deal {id: $id})<-[r:ABOUT]-(d:LABEL) RETURN d.id AS id, r.how AS how ORDER BY d.id"

# $wrong: claims judged wrong; $suppressed: articles not to be shown
_SHOWN = """
MATCH (c)-[:FROM]->(a:Article)
WHERE a.superseded_by IS NULL AND NOT c.base IN $wrong AND NOT a.id IN $suppressed
"""
_CLAIM_WITH_ARTICLE = _SHOWN + """
WITH c, a ORDER BY coalesce(a.published, '') DESC, c.id SKIP $skip LIMIT $limit
MATCH (c)-[r:ROLE]->(n:Named)
OPTIONAL MATCH (n)-[:IS]->(e:Entity)
WITH c, a, collect([r.name, n.name, coalesce(e.id, '')]) AS parties
RETURN properties(c) AS claim, parties, a.id AS article, a.title AS title, a.url AS url, a.publisher AS publisher,
       a.published AS published, a.language AS language
ORDER BY coalesce(published, '') DESC, claim.id
"""
CLAIMS_OF_EVENT = "MATCH (:LABEL {id: $id})<-[:SUPPORTS]-(c:Claim) WITH DISTINCT c" + _CLAIM_WITH_ARTICLE
_CLAIMS_BETWEEN = """
MATCH (x:Entity {id: $source})<-[:IS]-(:Named)<-[s:ROLE]-(c:Claim)-[t:ROLE]->(:Named)-[:IS]->(y:Entity {id: $target})
WHERE c.relation = $relation AND s.name IN ['source', 'target'] AND t.name IN ['source', 'target']
  AND s.name <> t.name AND ($symmetric OR s.name = 'source')
WITH DISTINCT c
"""
CLAIMS_BETWEEN = _CLAIMS_BETWEEN + _CLAIM_WITH_ARTICLE
_CLAIMS_OF_ENTITY = "MATCH (:Entity {id: $id})<-[:IS]-(:Named)<-[:ROLE]-(c:Claim) WITH DISTINCT c"
CLAIMS_OF_ENTITY = _CLAIMS_OF_ENTITY + _CLAIM_WITH_ARTICLE
CLAIM_COUNT_OF_ENTITY = _CLAIMS_OF_ENTITY + _SHOWN + "RETURN count(c) AS claims"
CLAIMS_OF_ARTICLE = "MATCH (:Article {id: $id})<-[:FROM]-(c:Claim) WITH DISTINCT c" + _CLAIM_WITH_ARTICLE
SEARCH = """
CALL db.index.fulltext.queryNodes('entity_search', $words) YIELD node, score
RETURN node.id AS id, node.name AS name, node.kind AS kind, node.aliases AS aliases ORDER BY score DESC LIMIT $limit
"""
ENTITIES = """
UNWIND $ids AS id MATCH (e:Entity {id: id})
RETURN e.id AS id, e.name AS name, e.kind AS kind, e.aliases AS aliases
"""
EDGE_TESTS = {
    "statuses": "r.status IN $statuses", "stances": "r.stance IN $stances", "origins": "r.origins >= $origins",
    # a date at its own precision; that of a quarter, a half or a week is compared by its year
    "since": "coalesce(r.date, '9999') >= substring($since, 0, size(coalesce(r.date, '9999')))",
    "until": "(coalesce(r.date, '') <= $until OR "
             "substring(r.date, 5, 1) > '9' AND substring(r.date, 0, 4) <= substring($until, 0, 4))",
    "least": "r.amount >= $least", "currency": "r.currency = $currency", "publisher": "$publisher IN r.publishers",
    "language": "$language IN r.languages", "hidden": "NOT a.id IN $hidden AND NOT b.id IN $hidden",
    "known": "r.known <= $known", "others": "NOT b.id IN $ids", "among": "b.id IN $ids",
}
CONNECTED = """
MATCH (a:Entity)-[r:EDGE]-(b:Entity) TESTS
WITH a.id AS id, count(DISTINCT b) AS degree RETURN collect([id, degree]) AS degrees
"""
RANKED = """
MATCH (e:Entity) WHERE e.degree > 0 RETURN e.id AS id, e.degree AS degree ORDER BY e.degree DESC, e.id LIMIT $limit
"""
RANKED_COUNT = "MATCH (e:Entity) WHERE e.degree > 0 RETURN count(e) AS number"
NEIGHBOURS = """
UNWIND $ids AS centre MATCH (a:Entity {id: centre})-[r:EDGE]-(b:Entity) TESTS
WITH b.id AS id, count(r) AS ties ORDER BY ties DESC, id LIMIT $most RETURN collect([id, ties]) AS ties
"""
EDGES_AMONG = """
UNWIND $ids AS one MATCH (a:Entity {id: one})-[r:EDGE]->(b:Entity) TESTS
RETURN one, collect([r.id, a.id, b.id, type(r), r.event_id, r.status, r.stance, r.amount, r.currency, r.date, r.claims,
                     r.origins, r.publishers, r.languages]) AS edges
"""
EDGE_FACETS = """
MATCH (a:Entity)-[r:EDGE]->(b:Entity) TESTS
RETURN type(r) AS relation, r.status AS status, r.stance AS stance,
       coalesce(r.currency, '') AS currency, count(r) AS number
"""
EDGE_PUBLISHERS = """
MATCH (a:Entity)-[r:EDGE]->(b:Entity) TESTS UNWIND coalesce(r.publishers, []) AS publisher
RETURN publisher, count(r) AS number
"""
