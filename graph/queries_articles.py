"""Cypher of the pages that list and show articles; as in ``graph.queries``, values are parameters."""

HIDDEN_NAMES = """
MATCH (n:Named {article: $id}) WHERE NOT EXISTS { (n)-[:IS]->(:Entity) } RETURN n.name AS name, n.aliases AS aliases
"""
EVENTS_OF_CLAIMS = """
MATCH (c:Claim)-[:SUPPORTS]->(d:LABEL) WHERE c.id IN $ids
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
MISSES = """
MATCH (a:Article) WHERE a.superseded_by IS NULL AND NOT a.id IN $suppressed AND a.misses <> '[]'
RETURN a.id AS article, a.text AS text, a.language AS language, a.published AS published, a.publisher AS publisher,
       a.misses AS misses
ORDER BY coalesce(a.published, '') DESC, a.id SKIP $skip LIMIT $limit
"""
