"""ALL Cypher, as named constants: the same text on Neo4j and on the local engine.

Values are parameters. The few templates are filled through ``for_label`` and ``for_relation`` alone, with names
that ``graph.schema`` and the ontology know. ``$rows`` is a list of maps, one a record.
"""

from __future__ import annotations

from extract.relations import ontology
from graph.schema import KIND_LABELS

EVENT_LABELS = ("Deal", "Dispute")
_LABELS = frozenset({*KIND_LABELS.values(), *EVENT_LABELS})


def for_label(template: str, label: str) -> str:
    """``template`` with LABEL replaced, once ``label`` is known to the schema."""
    if label not in _LABELS:
        raise ValueError(f"no label of the schema: {label!r}")
    return template.replace("LABEL", label)


def for_relation(template: str, relation: str) -> str:
    """``template`` with RELATION replaced, once ``relation`` is known to the ontology."""
    if relation not in ontology().relations:
        raise ValueError(f"no relation of the ontology: {relation!r}")
    return template.replace("RELATION", relation)


# ---------------------------------------------------------------------------------- state of the graph
# One node: revision counts changes of articles, derived is the revision that derived data were made from,
# refresher is who makes them now, beat counts what was written of them.

STATE = "MATCH (s:State {id: 'graph'}) RETURN properties(s) AS state"
MAKE_STATE = """
MERGE (s:State {id: 'graph'})
ON CREATE SET s.revision = 0, s.derived = 0, s.beat = 0, s.refresher = ''
SET s.schema = $schema
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
PUT_ARTICLES = "UNWIND $rows AS row MERGE (a:Article {key: row.key}) SET a = row"
SUPERSEDE = "UNWIND $rows AS row MATCH (a:Article {key: row.old}) SET a.superseded_by = row.new"
PUT_NAMED = "UNWIND $rows AS row MERGE (n:Named {id: row.id}) SET n = row"
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
UNWIND $rows AS row MATCH (c:Claim)-[:FROM]->(:Article {key: row.key}) WHERE NOT c.id IN row.keep DETACH DELETE c
"""
CLEAR_CLAIMS = """
UNWIND $rows AS row MATCH (:Article {key: row.key})<-[:FROM]-(:Claim)-[r:ROLE|ATTRIBUTED_TO]->(:Named) DELETE r
"""

# which version of each article counts: the latest, or the latest published by $day
_NOW = "MATCH (a:Article) WHERE a.superseded_by IS NULL "
_THEN = """
MATCH (v:Article) WHERE coalesce(v.updated, v.published) <= $day WITH v.id AS id, max(v.version) AS version
MATCH (a:Article {key: id + '@' + toString(version)})
"""
_CLAIMS = """
MATCH (c:Claim)-[:FROM]->(a) MATCH (c)-[r:ROLE]->(n:Named)
RETURN properties(c) AS claim, a.id AS article, a.publisher AS publisher, a.published AS published,
       a.language AS language, collect([r.name, r.position, n.id]) AS roles
"""
_PUBLISHERS = " WITH a WHERE a.publisher_named IS NOT NULL RETURN a.publisher_named AS named"
_SPEAKERS = " MATCH (a)<-[:FROM]-(:Claim)-[:ATTRIBUTED_TO]->(n:Named) RETURN DISTINCT n.id AS named"
CLAIMS, CLAIMS_THEN = _NOW + _CLAIMS, _THEN + _CLAIMS
PUBLISHERS, PUBLISHERS_THEN = _NOW + _PUBLISHERS, _THEN + _PUBLISHERS
SPEAKERS, SPEAKERS_THEN = _NOW + _SPEAKERS, _THEN + _SPEAKERS
NAMED = "MATCH (n:Named) RETURN properties(n) AS named"

REMOVE_ARTICLE = (
    "MATCH (c:Claim)-[:FROM]->(:Article {id: $id}) DETACH DELETE c",
    "MATCH (n:Named {article: $id}) DETACH DELETE n",
    "MATCH (a:Article {id: $id}) DETACH DELETE a",
)

# ------------------------------------------------------------------------------------------ derived data

OLD_ENTITIES = "MATCH (e:Entity) RETURN e.id AS id, e.kind AS kind, e.digest AS digest"
PUT_ENTITIES = "UNWIND $rows AS row MERGE (e:Entity {id: row.id}) SET e = row"
# a label is added, and another removed, each in a statement of its own: the local engine moves the node
ADD_LABEL = "UNWIND $rows AS id MATCH (e:Entity {id: id}) SET e:LABEL"
REMOVE_LABEL = "UNWIND $rows AS id MATCH (e:Entity {id: id}) REMOVE e:LABEL"
DELETE_ENTITIES = "UNWIND $rows AS id MATCH (e:Entity {id: id}) DETACH DELETE e"

OLD_IDENTITY = "MATCH (n:Named)-[:IS]->(e:Entity) RETURN n.id AS source, e.id AS target"
PUT_IDENTITY = """
UNWIND $rows AS row MATCH (n:Named {id: row.source}) MATCH (e:Entity {id: row.target}) MERGE (n)-[:IS]->(e)
"""
DELETE_IDENTITY = "UNWIND $rows AS row MATCH (:Named {id: row.source})-[r:IS]->(:Entity {id: row.target}) DELETE r"

ARTICLES_OF_PUBLISHERS = """
MATCH (a:Article) WHERE a.publisher_named IS NOT NULL RETURN a.key AS source, a.publisher_named AS named
"""
OLD_PUBLISHED_BY = "MATCH (a:Article)-[:PUBLISHED_BY]->(e:Entity) RETURN a.key AS source, e.id AS target"
PUT_PUBLISHED_BY = """
UNWIND $rows AS row MATCH (a:Article {key: row.source}) MATCH (e:Entity {id: row.target}) MERGE (a)-[:PUBLISHED_BY]->(e)
"""
DELETE_PUBLISHED_BY = """
UNWIND $rows AS row MATCH (:Article {key: row.source})-[r:PUBLISHED_BY]->(:Entity {id: row.target}) DELETE r
"""

OLD_EVENTS = "MATCH (d:LABEL) RETURN d.id AS id, d.digest AS digest"
PUT_EVENTS = "UNWIND $rows AS row MERGE (d:LABEL {id: row.id}) SET d = row"
DELETE_EVENTS = "UNWIND $rows AS id MATCH (d:LABEL {id: id}) DETACH DELETE d"
OLD_SUPPORTS = "MATCH (c:Claim)-[:SUPPORTS]->(d:LABEL) RETURN c.id AS source, d.id AS target"
PUT_SUPPORTS = """
UNWIND $rows AS row MATCH (c:Claim {id: row.source}) MATCH (d:LABEL {id: row.target}) MERGE (c)-[:SUPPORTS]->(d)
"""
DELETE_SUPPORTS = "UNWIND $rows AS row MATCH (:Claim {id: row.source})-[r:SUPPORTS]->(:LABEL {id: row.target}) DELETE r"
OLD_ABOUT = "MATCH (d:LABEL)-[r:ABOUT]->(t:Deal) RETURN d.id AS source, t.id AS target, r.how AS how"
PUT_ABOUT = """
UNWIND $rows AS row MATCH (d:LABEL {id: row.source}) MATCH (t:Deal {id: row.target})
MERGE (d)-[:ABOUT {how: row.how}]->(t)
"""
DELETE_ABOUT = """
UNWIND $rows AS row MATCH (:LABEL {id: row.source})-[r:ABOUT {how: row.how}]->(:Deal {id: row.target}) DELETE r
"""
OLD_EDGES = """
MATCH (a:Entity)-[r]->(b:Entity)
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

EVENTS = "MATCH (d:LABEL) RETURN d.json AS json"
NAMES = "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN e.id AS id, e.name AS name"
COUNT_NODES = """
MATCH (n) WHERE n:Article OR n:Claim OR n:Named OR n:Entity OR n:Deal OR n:Dispute
UNWIND [label IN labels(n) WHERE label IN ['Article', 'Claim', 'Named', 'Entity', 'Deal', 'Dispute']] AS label
RETURN label, count(*) AS nodes
"""
COUNT_EDGES = "MATCH (:Entity)-[r]->(:Entity) RETURN count(r) AS edges"

# ----------------------------------------------------------------------------------- read by the explorer
# $skip and $limit cut pages. A filter that is an empty list or text lets everything through. Days are ISO text.

_EVENTS_WHERE = """
MATCH (d:LABEL)
WHERE (size($ids) = 0 OR d.id IN $ids) AND (size($kinds) = 0 OR d.kind IN $kinds)
  AND (size($statuses) = 0 OR d.status IN $statuses) AND (size($stances) = 0 OR d.stance IN $stances)
  AND ($contested = false OR d.contested = true) AND ($currency = '' OR d.currency = $currency)
  AND ($party = '' OR $party IN d.parties) AND ($forum = '' OR $forum IN d.parties)
  AND ($words = '' OR toLower(d.json) CONTAINS $words)
  AND coalesce(d.last_day, '9999') >= $since AND coalesce(d.first_day, '') <= $until
"""
EVENT_COUNT = _EVENTS_WHERE + "RETURN count(d) AS events"
# order of a page of events -> query; ids make it total
EVENT_PAGES = {
    name: f"{_EVENTS_WHERE}RETURN d.json AS json ORDER BY {order}, d.id SKIP $skip LIMIT $limit"
    for name, order in {
        "latest": "coalesce(d.last_day, '') DESC",
        "oldest": "coalesce(d.first_day, '9999')",
        "largest": "coalesce(d.amount, -1.0) DESC",
        "most sources": "d.origins DESC",
    }.items()
}
EVENT_OF_FORMER_ID = "MATCH (d:LABEL) WHERE $id IN d.former_ids RETURN d.json AS json"
EVENT_FACETS = """
MATCH (d:LABEL)
RETURN d.kind AS kind, d.status AS status, d.stance AS stance, coalesce(d.currency, '') AS currency,
       substring(coalesce(d.first_day, ''), 0, 4) AS since, substring(coalesce(d.last_day, ''), 0, 4) AS until,
       count(d) AS number
"""
FORUMS = """
MATCH (d:LABEL) UNWIND d.parties AS id
WITH id, count(d) AS events MATCH (e:Entity {id: id}) WHERE e.kind IN ['court', 'public_body']
RETURN e.id AS id, e.name AS name, e.kind AS kind, e.aliases AS aliases ORDER BY events DESC, id LIMIT $limit
"""
ABOUT_EVENT = "MATCH (d:LABEL)-[r:ABOUT]->(:Deal {id: $id}) RETURN d.json AS json, r.how AS how ORDER BY d.id"

# $wrong: claims judged wrong; $suppressed: articles not to be shown
_SHOWN = """
MATCH (c)-[:FROM]->(a:Article)
WHERE a.superseded_by IS NULL AND NOT split(c.id, '@')[0] IN $wrong AND NOT a.id IN $suppressed
"""
_CLAIM_WITH_ARTICLE = _SHOWN + """
MATCH (c)-[r:ROLE]->(n:Named)
OPTIONAL MATCH (n)-[:IS]->(e:Entity)
WITH c, a, collect([r.name, n.name, coalesce(e.id, '')]) AS parties
RETURN properties(c) AS claim, parties, a.id AS article, a.title AS title, a.url AS url, a.publisher AS publisher,
       a.published AS published, a.language AS language
ORDER BY coalesce(a.published, '') DESC, c.id SKIP $skip LIMIT $limit
"""
CLAIMS_OF_EVENT = "MATCH (c:Claim)-[:SUPPORTS]->(:LABEL {id: $id}) WITH DISTINCT c" + _CLAIM_WITH_ARTICLE
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
CLAIMS_OF_ARTICLE = "MATCH (c:Claim)-[:FROM]->(:Article {id: $id}) WITH DISTINCT c" + _CLAIM_WITH_ARTICLE
SEARCH = """
CALL db.index.fulltext.queryNodes('entity_search', $words) YIELD node, score
RETURN node.id AS id, node.name AS name, node.kind AS kind, node.aliases AS aliases ORDER BY score DESC LIMIT $limit
"""
ENTITIES = """
UNWIND $ids AS id MATCH (e:Entity {id: id})
RETURN e.id AS id, e.name AS name, e.kind AS kind, e.aliases AS aliases
"""
ALL_ENTITIES = """
MATCH (e:Entity) RETURN e.id AS id, e.name AS name, e.kind AS kind, e.aliases AS aliases ORDER BY e.id
"""
_EDGE_WHERE = """
WHERE (size($relations) = 0 OR type(r) IN $relations) AND (size($statuses) = 0 OR r.status IN $statuses)
  AND (size($stances) = 0 OR r.stance IN $stances) AND r.origins >= $origins
  AND substring(coalesce(r.date, '9999'), 0, 4) >= $since AND substring(coalesce(r.date, '0000'), 0, 4) <= $until
  AND ($least = 0 OR r.amount >= $least) AND ($currency = '' OR r.currency = $currency)
  AND ($publisher = '' OR $publisher IN r.publishers) AND ($language = '' OR $language IN r.languages)
  AND NOT a.id IN $hidden AND NOT b.id IN $hidden
"""
BEST_CONNECTED = f"""
MATCH (a:Entity)-[r]-(b:Entity) {_EDGE_WHERE}
RETURN a.id AS id, count(DISTINCT b) AS degree ORDER BY degree DESC, id LIMIT $limit
"""
CONNECTED_COUNT = f"MATCH (a:Entity)-[r]-(b:Entity) {_EDGE_WHERE} RETURN count(DISTINCT a) AS entities"
NEIGHBOURS = f"""
UNWIND $ids AS centre MATCH (a:Entity {{id: centre}})-[r]-(b:Entity) {_EDGE_WHERE} AND NOT b.id IN $ids
WITH b, count(r) AS ties RETURN b.id AS id, ties ORDER BY ties DESC, id LIMIT $limit
"""
NEIGHBOUR_COUNT = f"""
UNWIND $ids AS centre MATCH (a:Entity {{id: centre}})-[r]-(b:Entity) {_EDGE_WHERE} AND NOT b.id IN $ids
RETURN count(DISTINCT b) AS entities
"""
EDGES_AMONG = f"""
UNWIND $ids AS one MATCH (a:Entity {{id: one}})-[r]->(b:Entity) {_EDGE_WHERE} AND b.id IN $ids
RETURN type(r) AS relation, properties(r) AS edge, a.id AS source, b.id AS target ORDER BY r.id
"""
EDGE_FACETS = """
MATCH (:Entity)-[r]->(:Entity)
RETURN type(r) AS relation, r.status AS status, r.stance AS stance, substring(coalesce(r.date, ''), 0, 4) AS year,
       coalesce(r.currency, '') AS currency, count(r) AS number
"""
EDGE_PUBLISHERS = """
MATCH (:Entity)-[r]->(:Entity) UNWIND coalesce(r.publishers, []) AS publisher
RETURN publisher, count(r) AS number ORDER BY number DESC, publisher LIMIT $limit
"""
