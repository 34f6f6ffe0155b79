"""Cypher that keeps the graph right: what changed, what a change can touch, judgements, and the way out as files.

As in ``graph.queries``: values are parameters, LABEL is filled in by ``for_label`` alone.
"""

from __future__ import annotations

# ------------------------------------------------------------------------------------------------ changes

# One node a transaction that changed articles or judgements, until derived data have caught up with it:
# which articles, whom they named before, the entities and events that their claims had been about.

PENDING = "MATCH (x:Pending) RETURN properties(x) AS pending ORDER BY x.id"
PARTIES_BEFORE = """
UNWIND $ids AS id MATCH (:Article {id: id})<-[:FROM]-(c:Claim)-[:ROLE]->(:Named)-[:IS]->(e:Entity)
RETURN c.id AS claim, collect(DISTINCT e.id) AS entities
"""
NAMED_BEFORE = """
UNWIND $ids AS id MATCH (n:Named {article: id}) OPTIONAL MATCH (n)-[:IS]->(e:Entity)
RETURN properties(n) AS named, e.id AS entity
"""
EVENTS_BEFORE = """
UNWIND $ids AS id MATCH (:Article {id: id})<-[:FROM]-(:Claim)-[:SUPPORTS]->(d) RETURN DISTINCT d.id AS id
"""

# ------------------------------------------------------------------------------------------- counts kept

# how many edges there are of each relation, status, stance and currency, and of each publisher
TALLIES = "MATCH (t:Tally) WHERE t.number > 0 RETURN t.facet AS facet, t.number AS number"
ADD_TALLIES = """
UNWIND $rows AS row MERGE (t:Tally {id: row.id}) SET t.facet = row.facet, t.number = coalesce(t.number, 0) + row.number
"""

# ------------------------------------------------------------------------------------------------- export

ARTICLE_KEYS = "MATCH (a:Article) RETURN a.key AS key"
EXPORT_ARTICLES = """
UNWIND $keys AS key MATCH (a:Article {key: key}) OPTIONAL MATCH (n:Named {id: a.publisher_named})
RETURN properties(a) AS article, properties(n) AS publisher
"""
EXPORT_CLAIMS = """
UNWIND $keys AS key MATCH (a:Article {key: key})<-[:FROM]-(c:Claim)-[r:ROLE]->(n:Named)
RETURN a.key AS article, properties(c) AS claim, collect([r.name, r.position, properties(n)]) AS roles
"""
EXPORT_ATTRIBUTIONS = """
UNWIND $keys AS key MATCH (:Article {key: key})<-[:FROM]-(c:Claim)-[:ATTRIBUTED_TO]->(n:Named)
RETURN c.id AS claim, properties(n) AS named
"""
EXPORT_ENTITIES = """
MATCH (e:Entity) OPTIONAL MATCH (n:Named)-[:IS]->(e)
RETURN e.id AS id, e.name AS name, e.kind AS kind, e.aliases AS aliases, collect(n.id) AS named
"""

# -------------------------------------------------------------------------------------------- judgements

JUDGEMENTS = "MATCH (j:Judgement) RETURN properties(j) AS judgement ORDER BY j.at, j.id"
# what a judgement stands on, tied to it where it is there: all its versions, and again when it is read again
TIE_JUDGEMENTS = tuple(f"UNWIND $rows AS row {found} MERGE (j)-[:ON]->(n)" for found in (
    "MATCH (j:Judgement {id: row.judgement}) MATCH (n:Named {id: row.on})",
    "MATCH (j:Judgement {id: row.judgement}) MATCH (n:Claim {id: row.on})",
    "MATCH (j:Judgement {id: row.judgement}) MATCH (n:Article {id: row.on})",
))
# id -> the article in which that stands
STOOD_ON = tuple(f"UNWIND $ids AS id MATCH {found} RETURN DISTINCT id, {article} AS article" for found, article in (
    ("(n:Named {id: id})", "n.article"), ("(:Claim {base: id})-[:FROM]->(a:Article)", "a.id"),
    ("(a:Article {id: id})", "a.id"),
))
ALIKE_BEST = """
MATCH (s:Alike) WHERE s.score >= $least
RETURN s.one AS one, s.other AS other, s.score AS score ORDER BY s.score DESC, s.one, s.other LIMIT $limit
"""
ALIKE_COUNT = "MATCH (s:Alike) WHERE s.score >= $least RETURN count(s) AS pairs"
ALIKE_OF_IDS = "UNWIND $ids AS id MATCH (s:Alike {id: id}) WHERE s.score >= $least RETURN count(s) AS pairs"
NAMED_OF_KEYS = "UNWIND $keys AS key MATCH (n:Named {mark: key}) RETURN properties(n) AS named"
# the node that has an id, and what it is called: an entity stands for one of its Named, an event for its first claim
FIND_NAMED = "MATCH (n:Named {id: $id}) RETURN n.id AS id, n.name AS label"
FIND_CLAIM = "MATCH (c:Claim {id: $id}) RETURN c.id AS id, c.evidence AS label"
FIND_ARTICLE = """
MATCH (a:Article {id: $id}) WHERE a.superseded_by IS NULL RETURN a.id AS id, coalesce(a.title, a.id) AS label
"""
FIND_NAMED_OF_ENTITY = """
MATCH (:Entity {id: $id})<-[:IS]-(n:Named) RETURN n.id AS id, n.name AS label ORDER BY n.id LIMIT 1
"""
ENTITY_OF_NAMED = "UNWIND $ids AS id MATCH (n:Named {id: id})-[:IS]->(e:Entity) RETURN n.id AS named, e.id AS entity"


# ------------------------------------------------------------------------- what a change can touch
# $wrong: claims judged wrong; $suppressed: articles not heard; $relations: those the ontology knows

_HEARD = """
MATCH (c)-[:FROM]->(a:Article)
WHERE a.superseded_by IS NULL AND NOT c.base IN $wrong AND NOT a.id IN $suppressed
  AND c.relation IN $relations
"""
_CLAIM = _HEARD + """
MATCH (c)-[r:ROLE]->(n:Named)
OPTIONAL MATCH (n)-[:IS]->(e:Entity)
WITH c, a, r, n, e
RETURN properties(c) AS claim, a.id AS article, a.publisher AS publisher, a.published AS published,
       a.updated AS updated, a.language AS language, collect([r.name, r.position, n.id]) AS roles,
       collect([n.id, coalesce(e.id, '')]) AS who
"""
_OF_ENTITY = "UNWIND $ids AS id MATCH (:Entity {id: id})<-[:IS]-(:Named)<-[r:ROLE]-(c:Claim) "
# as ``graph.closure.Corpus.claims`` says; pairs are lists of two. $lone: relations that can be told without a target;
# $rulings: those whose target may be the only side
CLAIMS_OF = {which: found + "WITH DISTINCT c" + _CLAIM for which, found in {
    "articles": "UNWIND $ids AS id MATCH (:Article {id: id})<-[:FROM]-(c:Claim) ",
    "entities": _OF_ENTITY,
    "ids": "UNWIND $ids AS id MATCH (c:Claim {base: id}) ",
    "named": "UNWIND $ids AS id MATCH (:Named {id: id})<-[:ROLE]-(c:Claim) ",
    "together": """
UNWIND $ids AS id
MATCH (:Entity {id: id[0]})<-[:IS]-(:Named)<-[:ROLE]-(c:Claim)-[:ROLE]->(:Named)-[:IS]->(:Entity {id: id[1]})
""",
    "alone": _OF_ENTITY + """
OPTIONAL MATCH (c)-[o:ROLE]->(:Named)-[:IS]->(k:Entity {kind: 'court'}) WHERE o.name IN ['source', 'target']
WITH c, r, count(k) AS courts
WHERE (r.name = 'source' AND c.lone) OR (r.name = 'target' AND c.relation IN $rulings)
   OR (courts > 0 AND c.relation IN $disputes)
""",
    "quarrels": _OF_ENTITY + "WHERE c.relation IN $disputes ",
    "toward": _OF_ENTITY + "WHERE c.relation IN $deals AND (r.name = 'target' OR (r.name = 'source' AND c.lone)) ",
    "beside": """
UNWIND $ids AS id
MATCH (:Entity {id: id[0]})<-[:IS]-(n:Named) MATCH (m:Named {article: n.article})-[:IS]->(:Entity {id: id[1]})
UNWIND [n, m] AS one MATCH (one)<-[:ROLE]-(c:Claim) WHERE c.relation IN $disputes
""",
}.items()}
_ALIKE = """
UNWIND $ids AS id MATCH (n:Named {mark: id.mark})
WHERE n.kind = id.kind AND coalesce(n.list_id, '') = id.list_id
"""
_OTHERS = "MATCH (n)<-[:ROLE]-(c:Claim)" + _HEARD + """
MATCH (c)-[:ROLE]->(o:Named) WHERE o.id <> n.id RETURN DISTINCT o.key AS key, o.list_id AS list_id
"""
OTHERS = _ALIKE + _OTHERS
OTHERS_OF_IDS = "UNWIND $ids AS id MATCH (n:Named {id: id}) " + _OTHERS
ARTICLES_OF = _ALIKE + "MATCH (n)-[:IS]->(:Entity) RETURN DISTINCT n.article AS article"
# Named by what they are looked up by; who are alike in all but their articles are one row, but for $apart and units
_GROUPED = """
MATCH (n)-[:IS]->(e:Entity) WHERE n.kind <> 'unit' AND NOT n.mark IN $apart AND NOT n.article IN $articles
RETURN n.key AS key, n.kind AS kind, coalesce(n.list_id, '') AS list_id, n.name AS name, n.aliases AS aliases,
       e.id AS entity, min(n.id) AS id, min(n.article) AS article, count(n) AS times
"""
LIKE = {
    key: f"UNWIND $values AS value MATCH (n:Named {{{key}: value}})" + _GROUPED
    for key in ("mark", "head", "list_id", "alias_0", "alias_1", "alias_2")
}
# one by one
EACH = {
    key: f"UNWIND $values AS value MATCH (n:Named {{{key}: value}}) OPTIONAL MATCH (n)-[:IS]->(e:Entity) "
         "RETURN DISTINCT properties(n) AS named, e.id AS entity" for key in ("mark", "head", "article", "id")
}
ALIKE = _ALIKE + """
MATCH (n)-[:IS]->(e:Entity {id: id.entity}) RETURN n.id AS id, n.article AS article, e.id AS entity
"""
ENTITY_ROWS = """
UNWIND $ids AS id MATCH (e:Entity {id: id})
RETURN e.id AS id, e.name AS name, e.kind AS kind, e.aliases AS aliases, e.former AS former, e.digest AS digest,
       e.block AS block
"""
PUBLISHED_BY_OF = """
UNWIND $ids AS id MATCH (a:Article {id: id}) WHERE a.publisher_named IS NOT NULL
OPTIONAL MATCH (a)-[:PUBLISHED_BY]->(e:Entity)
RETURN a.key AS source, a.id AS article, a.publisher_named AS named, e.id AS target
"""
EVENTS_OF_CLAIMS = "UNWIND $ids AS id MATCH (:Claim {id: id})-[:SUPPORTS]->(d:LABEL) RETURN DISTINCT d.json AS json"
SUPPORTS_OF = "UNWIND $ids AS id MATCH (d:LABEL {id: id})<-[:SUPPORTS]-(c:Claim) RETURN c.id AS source, d.id AS target"
ABOUT_OF = """
UNWIND $ids AS id MATCH (d:LABEL {id: id})-[r:ABOUT]->(t:Deal) RETURN d.id AS source, t.id AS target, r.how AS how
"""
EDGES_OF = """
UNWIND $pairs AS pair MATCH (a:Entity {id: pair[0]})-[r:EDGE]->(b:Entity {id: pair[1]})
RETURN type(r) AS relation, r.id AS id, r.event_id AS event, a.id AS source, b.id AS target, r.digest AS digest,
       r.status AS status, r.stance AS stance, r.currency AS currency, r.publishers AS publishers
"""
