"""Cypher of the pages that list and show articles; as in ``graph.queries``, values are parameters."""

HIDDEN_NAMES = """
MATCH (n:Named {article: $id}) WHERE NOT EXISTS { (n)-[:IS]->(:Entity) } RETURN n.name AS name, n.aliases AS aliases
"""
EVENTS_OF_CLAIMS = """
UNWIND $ids AS id MATCH (c:Claim {id: id})-[:SUPPORTS]->(d:LABEL)
RETURN c.id AS claim, d.id AS event, d.status AS status, d.stance AS stance
"""

_ARTICLES_WHERE = """
MATCH (a:Article)
WHERE a.superseded_by IS NULL AND NOT a.id IN $suppressed AND ($language = '' OR a.language = $language)
  AND ($words = '' OR toLower(coalesce(a.title, '')) CONTAINS $words
       OR toLower(coalesce(a.publisher, '')) CONTAINS $words OR a.id = $words)
  AND coalesce(a.published, '') >= $since AND coalesce(a.published, '') <= $until
"""
_OF_PARTY = """
MATCH (:Entity {id: $party})<-[:IS]-(:Named)<-[:ROLE]-(:Claim)-[:FROM]->(a:Article) WITH DISTINCT a
"""
_AS_LISTED = """
WITH a ORDER BY coalesce(a.published, '') DESC, a.id SKIP $skip LIMIT $limit
OPTIONAL MATCH (c:Claim)-[:FROM]->(a)
RETURN a.id AS id, a.title AS title, a.publisher AS publisher, a.published AS published, a.language AS language,
       a.url AS url, coalesce(a.misses, '[]') AS misses, count(c) AS claims
ORDER BY coalesce(published, '') DESC, id
"""
ARTICLES = _ARTICLES_WHERE + _AS_LISTED
ARTICLE_COUNT = _ARTICLES_WHERE + "RETURN count(a) AS articles"
ARTICLES_OF_PARTY = _OF_PARTY + _ARTICLES_WHERE + _AS_LISTED
ARTICLE_COUNT_OF_PARTY = _OF_PARTY + _ARTICLES_WHERE + "RETURN count(a) AS articles"
ARTICLE = """
MATCH (a:Article {id: $id}) WHERE a.superseded_by IS NULL AND NOT a.id IN $suppressed RETURN properties(a) AS article
"""
# each miss of each article, out of the JSON that ``graph.rows`` writes: keys in order of the alphabet
_MISSES = """
MATCH (a:Article) WHERE a.superseded_by IS NULL AND NOT a.id IN $suppressed AND a.misses <> '[]'
  AND coalesce(a.published, '') <= $until
UNWIND split(a.misses, '}') AS miss
WITH a, toInteger(split(split(miss, '"end": ')[1], ',')[0]) AS end,
     split(split(miss, '"reason": "')[1], '"')[0] AS reason, split(split(miss, '"relation": "')[1], '"')[0] AS relation,
     toInteger(split(miss, '"start": ')[1]) AS start
WHERE relation IS NOT NULL
"""
MISS_FACETS = _MISSES + """
WITH DISTINCT a.id AS article, start, reason, relation
RETURN reason, relation, count(*) AS number ORDER BY number DESC, reason, relation
"""
_MISSED = _MISSES + """
  AND ($reason = '' OR reason = $reason) AND ($relation = '' OR relation = $relation)
"""
MISS_COUNT = _MISSED + "WITH DISTINCT a.id AS article, start RETURN count(*) AS sentences"
MISSES = _MISSED + """
WITH a, start, end, collect(DISTINCT relation) AS relations, collect(DISTINCT reason) AS reasons
ORDER BY coalesce(a.published, '') DESC, a.id, start SKIP $skip LIMIT $limit
RETURN a.id AS article, a.text AS text, a.language AS language, a.published AS published, a.publisher AS publisher,
       start, end, relations, reasons
"""

# claims that say something of the same two parties, by the keys of their names, in one relation
TOLD_BEFORE = """
MATCH (c:Claim {relation: $relation})-[:ROLE {name: 'source'}]->(s:Named) WHERE s.key IN $keys
MATCH (c)-[:FROM]->(a:Article) WHERE a.superseded_by IS NULL AND a.id <> $article
OPTIONAL MATCH (c)-[:ROLE {name: 'target'}]->(t:Named)
WITH c, s, t WHERE coalesce(t.key, '') IN $keys
RETURN DISTINCT c.status AS status, c.stance AS stance
"""

# what articles published from a day on tell of, the latest first
TOLD_SINCE = """
MATCH (d:LABEL) WHERE d.told >= $day
RETURN d.id AS id, d.json AS json, d.told AS told ORDER BY d.told DESC, d.id DESC LIMIT $limit
"""
TOLD_COUNT = "MATCH (d:LABEL) WHERE d.told >= $day RETURN count(d) AS events"
CLAIMS_TOLD_SINCE = """
UNWIND $ids AS id MATCH (:LABEL {id: id})<-[:SUPPORTS]-(c:Claim)-[:FROM]->(a:Article)
WHERE coalesce(a.updated, a.published) >= $day
RETURN id, collect(c.id) AS claims, collect(DISTINCT c.relation) AS relations
"""
COVERAGE = """
MATCH (a:Article) WHERE a.superseded_by IS NULL AND a.published IS NOT NULL
RETURN substring(a.published, 0, 7) AS month, a.language AS language, count(a) AS articles ORDER BY month, language
"""
DAYS = "MATCH (a:Article) WHERE a.published IS NOT NULL RETURN min(a.published) AS first, max(a.published) AS last"
