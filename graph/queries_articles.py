"""Cypher of the pages that list and show articles; as in ``graph.queries``, values are parameters."""

HIDDEN_NAMES = """
MATCH (n:Named {article: $id}) WHERE NOT EXISTS { (n)-[:IS]->(:Entity) } RETURN n.name AS name, n.aliases AS aliases
"""
EVENTS_OF_CLAIMS = """
UNWIND $ids AS id MATCH (c:Claim {id: id})-[:SUPPORTS]->(d:LABEL)
RETURN c.id AS claim, d.id AS event, d.status AS status, d.stance AS stance
"""

ARTICLE_TESTS = {
    "current": "a.superseded_by IS NULL", "suppressed": "NOT a.id IN $suppressed", "language": "a.language = $language",
    "since": "a.day >= $since", "until": "a.day <= $until AND a.day > ''",
    # what is in order by an index: all of it, and a part
    "by day": "a.day >= ''", "part": "a.day >= $least AND a.day <= $most",
}
_PAGE = """
WITH a ORDER BY a.day DESC, a.id SKIP $skip LIMIT $limit
RETURN a.id AS id, a.title AS title, a.publisher AS publisher, a.published AS published, a.language AS language,
       a.url AS url, coalesce(a.misses, '[]') AS misses, COUNT { (a)<-[:FROM]-(:Claim) } AS claims
ORDER BY coalesce(published, '') DESC, id
"""
ARTICLES = "MATCH (a:Article) TESTS" + _PAGE
ARTICLE_SPANS = "MATCH (a:Article) TESTS RETURN substring(a.day, 0, 7) AS span, count(a) AS number"
# articles with words in title or publisher, or that name a party: how many a month, and the keys of those months alone
# that a page lies in, so that they are searched for once
ARTICLES_FOUND = {name: found + """ TESTS
WITH substring(a.day, 0, 7) AS span, collect(a.key) AS keys ORDER BY span DESC
WITH collect([span, keys]) AS spans UNWIND range(0, size(spans) - 1) AS n
WITH spans[n][0] AS span, spans[n][1] AS keys, size(spans[n][1]) AS number,
     reduce(sum = 0, one IN spans[..n] | sum + size(one[1])) AS before
RETURN span, number, CASE WHEN before < $last AND before + number > $skip THEN keys ELSE [] END AS keys
""" for name, found in {
    "words": "CALL db.index.fulltext.queryNodes('article_search', $words) YIELD node, score WITH node AS a",
    "party": "MATCH (:Entity {id: $party})<-[:IS]-(:Named)<-[:ROLE]-(:Claim)-[:FROM]->(a:Article) WITH DISTINCT a",
}.items()}
ARTICLES_OF_KEYS = "UNWIND $keys AS key MATCH (a:Article {key: key})" + _PAGE
MONTHS = """
MATCH (a:Article) WHERE a.day > '' AND a.superseded_by IS NULL
RETURN substring(a.day, 0, 7) AS month, a.language AS language, min(a.day) AS first, max(a.day) AS last,
       count(a) AS articles ORDER BY month, language
"""
ARTICLE = """
MATCH (a:Article {id: $id}) WHERE a.superseded_by IS NULL AND NOT a.id IN $suppressed RETURN properties(a) AS article
"""
MISS_TESTS = {
    "suppressed": "NOT m.article IN $suppressed", "reason": "$reason IN m.reasons",
    "relation": "$relation IN m.relations", "told": "$told IN m.told", "until": "m.published <= $until",
    "latest": "m.published >= ''",
}
MISS_FACETS = "MATCH (m:Miss) TESTS UNWIND m.told AS told RETURN told, count(m) AS number ORDER BY number DESC, told"
MISS_COUNT = "MATCH (m:Miss) TESTS RETURN count(m) AS sentences"
MISSES = """
MATCH (m:Miss) TESTS WITH m ORDER BY m.published DESC, m.article, m.start SKIP $skip LIMIT $limit
MATCH (a:Article {key: m.key})
RETURN a.id AS article, a.text AS text, a.language AS language, a.published AS published, a.publisher AS publisher,
       m.start AS start, m.end AS end, m.relations AS relations, m.reasons AS reasons
ORDER BY m.published DESC, m.article, m.start
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
MATCH (d:LABEL) WHERE d.told >= $day WITH d ORDER BY d.told DESC, d.id DESC LIMIT $limit
RETURN collect([d.told, d.id, d.json]) AS told
"""
TOLD_SPANS = """
MATCH (d:LABEL) WHERE d.told >= $day
RETURN substring(d.told, 0, 7) AS span, count(d) AS number
"""
CLAIMS_TOLD_SINCE = """
UNWIND $ids AS id MATCH (:LABEL {id: id})<-[:SUPPORTS]-(c:Claim)-[:FROM]->(a:Article)
WHERE coalesce(a.updated, a.published) >= $day
WITH id, collect(c.id) AS claims, collect(DISTINCT c.relation) AS relations
RETURN collect([id, claims, relations]) AS said
"""
