"""Sources -> articles: files, folders, standard input, and pages and feeds from a real server on loopback."""

from __future__ import annotations

import gzip
import http.server
import io
import json
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.fetch import Fetcher, FetchError
from extract.records import Record, to_day
from extract.sources import count, read
from extract.types import Article

EN = "Adobe has agreed to buy the design company Figma for 20 billion dollars in cash and shares."
FR = "Kering a annoncé lundi la cession de sa filiale à un fonds d'investissement pour 50 millions d'euros."
HTML = (
    '<html><head><title>Le titre - Le Cadran</title><meta property="og:title" content="Le titre">'
    '<meta property="og:site_name" content="Le Cadran">'
    '<meta property="article:published_time" content="2024-03-05T23:30:00+01:00"></head><body><nav>Menu</nav>'
    f"<article><h1>Le titre</h1><p>{FR}</p><p>La vente sera finalisée à la fin de l'année, dit-il.</p></article></html>"
)


def collect(*inputs: str | Path, stdin: bytes = b"", fetcher: Fetcher | None = None) -> tuple[list[Article], list[str]]:
    said: list[str] = []
    articles = read(
        [str(given) for given in inputs], on_error=lambda e: said.append(str(e)), stdin=io.BytesIO(stdin),
        fetcher=fetcher,
    )
    return list(articles), said


def line(**keys: object) -> bytes:
    return json.dumps(keys, ensure_ascii=False).encode() + b"\n"


@pytest.mark.parametrize(("name", "content"), [
    ("a.txt", EN.encode()),
    ("a.TXT", b"\xef\xbb\xbf" + EN.encode()),
    ("a.jsonl", line(text=EN)),
    ("a.jsonl", b"\xef\xbb\xbf\n" + line(text=EN) + b"\n"),
    ("a.jsonl", line(text=EN).rstrip()),
    ("a.jsonl.gz", gzip.compress(line(text=EN))),
])
def test_a_file_gives_its_text_as_it_stands(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    articles, said = collect(tmp_path / name)
    assert ([a.text for a in articles], said) == ([EN], [])
    assert articles[0].id and articles[0].language == "en"


@pytest.mark.parametrize(("title", "text", "expected"), [
    ("A title", EN, f"A title\n\n{EN}"),
    ("Adobe has agreed", EN, EN),
    ("", EN, EN),
    ("  ", EN, EN),
    (None, f" {EN}\r\n", f" {EN}\r\n"),
])
def test_the_title_stands_before_the_text_once(tmp_path: Path, title: str | None, text: str, expected: str) -> None:
    (tmp_path / "a.jsonl").write_bytes(line(text=text, title=title))
    assert collect(tmp_path / "a.jsonl")[0][0].text == expected


def test_all_keys_of_a_json_line(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(line(
        id=7, text=FR, title="T", url="https://example.org/a", publisher=" P ", published="2024-03-05",
        updated="2024-03-06T01:00:00Z", language="fr-CA", other=[1],
    ))
    assert collect(tmp_path / "a.jsonl") == ([Article(
        "7", f"T\n\n{FR}", "fr", "T", "https://example.org/a", "P", date(2024, 3, 5), date(2024, 3, 6),
    )], [])


def test_a_page_gives_text_title_day_and_publisher(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(HTML, encoding="utf-8")
    (tmp_path / "b.jsonl").write_bytes(line(id="b", html=HTML, title="Given", published="2020-01-01"))
    (page, given), said = collect(tmp_path / "a.html", tmp_path / "b.jsonl")
    assert not said
    assert (page.title, page.publisher, page.published) == ("Le titre", "Le Cadran", date(2024, 3, 5))
    assert page.text.startswith("Le titre\n") and FR in page.text and "Menu" not in page.text
    assert page.text.count("Le titre") == 1
    assert (given.id, given.title, given.published) == ("b", "Given", date(2020, 1, 1))


def test_a_folder_is_read_by_path_and_a_file_keeps_its_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/2.txt", "a.txt", "b/1.txt", ".hidden.txt", "notes.md"):
        (tmp_path / name).write_text(f"{EN} ({name})", encoding="utf-8")
    articles, said = collect(tmp_path)
    assert ([a.text.split("(")[1] for a in articles], said) == (["a.txt)", "b/1.txt)", "b/2.txt)"], [])
    monkeypatch.chdir(tmp_path)
    assert [a.id for a in collect("b/1.txt", "./b/2.txt")[0]] == [a.id for a in articles[1:]]


@pytest.mark.parametrize(("stdin", "expected"), [
    (EN.encode(), [EN]),
    (f"{EN}\n\nMore of it.".encode(), [f"{EN}\n\nMore of it."]),
    (line(id="1", text=EN) + line(id="2", text=FR), [EN, FR]),
])
def test_standard_input(stdin: bytes, expected: list[str]) -> None:
    articles, said = collect("-", stdin=stdin)
    assert ([a.text for a in articles], said) == (expected, [])
    assert [a.id for a in articles] == [a.id for a in collect("-", stdin=stdin)[0]]


def test_an_id_that_comes_again_with_another_text_is_said(tmp_path: Path) -> None:
    lines = [line(id="a", text=EN), line(id="a", text=EN), line(id="a", text=f"{EN} It said so.")]
    (tmp_path / "a.jsonl").write_bytes(b"".join(lines))
    articles, said = collect(tmp_path / "a.jsonl")
    assert len(articles) == 3
    assert said == [f"{tmp_path}/a.jsonl:3: the id 'a' was read before with another text; this later one counts"]


@pytest.mark.parametrize(("text", "language"), [
    ("Novartis to buy Alcon stake for $39 billion", "en"),                          # nearly all names and sums
    ("Microsoft attaque OpenAI en justice", "fr"),
    ("Der Konzern Siemens hat am Montag angekündigt, die Firma zu übernehmen.", None),
    ("Il gruppo Vivendi ha annunciato lunedì l'acquisto della società.", None),
    ("El grupo anunció el lunes la compra de la empresa por 3.000 millones.", None),
    ("12345 67890", None),
])
def test_the_language_of_a_text(text: str, language: str | None) -> None:
    articles, said = collect("-", stdin=text.encode())
    assert [a.language for a in articles] == ([language] if language else [])
    assert len(said) == (language is None)


@pytest.mark.parametrize(("text", "day"), [
    ("2024-03-05", date(2024, 3, 5)),
    ("2024-03-05T23:30:00-05:00", date(2024, 3, 5)),        # the day it was there
    ("2024-03-05T10:00:00.123Z", date(2024, 3, 5)),
    ("Tue, 05 Mar 2024 10:00:00 GMT", date(2024, 3, 5)),
    ("2024-03", None), ("05/03/2024", None), ("yesterday", None), ("2024-02-30", None), ("1709596800", None),
])
def test_a_day_is_read_or_refused(text: str, day: date | None) -> None:
    if day is None:
        with pytest.raises(ValueError):
            to_day(text)
    else:
        assert to_day(text) == day


def test_count_is_of_lines_and_files(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(line(text=EN) * 3)
    (tmp_path / "b.txt").write_text(EN, encoding="utf-8")
    assert count([str(tmp_path)]) == 4
    assert count([str(tmp_path), "-"]) is None


def test_what_is_given_wins_over_what_is_found() -> None:
    assert Record(title="a").completed(Record(title="b", url="c")) == Record(title="a", url="c")


# ------------------------------------------------------------------------------------------- addresses

FEED = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Feed</title><item><title>Whole</title><link>{base}/whole</link>
<pubDate>Tue, 05 Mar 2024 10:00:00 GMT</pubDate>
<content:encoded><![CDATA[<p>{text}</p>]]></content:encoded></item>
<item><title>Linked</title><link>{base}/page</link><description>Only the beginning</description></item>
<item><title>Gone</title><link>{base}/gone</link></item></channel></rss>"""


class _Site(http.server.BaseHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        base = f"http://{self.headers['Host']}"
        pages: dict[str, tuple[int, str, str]] = {
            "/page": (200, "text/html; charset=utf-8", HTML),
            "/plain": (200, "text/plain", EN),
            "/feed": (200, "application/rss+xml", FEED.format(base=base, text=EN)),
            "/pdf": (200, "application/pdf", "%PDF"),
            "/long": (200, "text/plain", "x" * 200_000),
            "/private/a": (200, "text/plain", EN),
            "/robots.txt": (200, "text/plain", "User-agent: *\nDisallow: /private/\n"),
        }
        moved = {"/old": "/page", "/loop": "/loop", "/in": "http://192.168.0.1/", "/file": "file:///etc/passwd"}
        self.asked.append(self.path)
        status, kind, body = pages.get(self.path, (404, "text/plain", "no"))
        known = self.headers.get("If-None-Match") == '"1"'
        self.send_response(302 if self.path in moved else 304 if known else status)
        self.send_header("Content-Type", kind)
        if self.path in ("/feed", "/page"):
            self.send_header("ETag", '"1"')
        if self.path in moved:
            self.send_header("Location", moved[self.path])
        self.end_headers()
        self.wfile.write(b"" if known else body.encode())

    def log_message(self, *_: object) -> None:
        """Nothing: tests read standard error."""


@pytest.fixture(scope="module")
def site() -> Iterator[Callable[[str], str]]:
    _Site.asked = []
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield lambda path: f"http://127.0.0.1:{server.server_port}{path}"
        server.shutdown()


def test_a_page_by_its_address(site: Callable[[str], str]) -> None:
    (page, plain), said = collect(site("/old"), site("/plain"), fetcher=Fetcher(loopback=True))
    assert not said
    assert page.id == page.url == site("/page")
    assert (page.title, page.published) == ("Le titre", date(2024, 3, 5))
    assert (plain.id, plain.text) == (site("/plain"), EN)


def test_what_has_not_changed_is_not_read_again(site: Callable[[str], str], tmp_path: Path) -> None:
    memory = tmp_path / "fetched.json"
    for _ in range(2):                      # only what was remembered counts: a run that broke off reads again
        fetcher = Fetcher(loopback=True, memory=memory)
        articles, said = collect(site("/page"), fetcher=fetcher)
        assert len(articles) == 1 and not said
    fetcher.remember()
    assert collect(site("/page"), fetcher=Fetcher(loopback=True, memory=memory)) == ([], [])
    assert len(collect(site("/page"), fetcher=Fetcher(loopback=True))[0]) == 1


def test_a_feed_gives_what_it_holds_and_what_it_leads_to(site: Callable[[str], str]) -> None:
    articles, said = collect(site("/feed"), fetcher=Fetcher(loopback=True))
    assert [(a.id, a.title, a.published) for a in articles] == [
        (site("/whole"), "Whole", date(2024, 3, 5)), (site("/page"), "Linked", date(2024, 3, 5)),
    ]
    assert articles[0].text == f"Whole\n\n{EN}" and FR in articles[1].text
    assert said == [f"{site('/gone')}: the server answers 404; passed over"]


@pytest.mark.parametrize(("path", "why"), [
    ("/loop", "redirects"), ("/in", "private network"), ("/file", "only http and https"), ("/pdf", "application/pdf"),
    ("/gone", "404"), ("/long", "longer than 100,000 bytes"), ("/private/a", "robots.txt"),
])
def test_an_address_that_gives_no_article_says_why(site: Callable[[str], str], path: str, why: str) -> None:
    articles, (said,) = collect(site(path), fetcher=Fetcher(loopback=True, size=100_000))
    assert not articles and why in said and said.startswith("http") and "\n" not in said


def test_what_robots_txt_forbids_is_not_asked_for(site: Callable[[str], str]) -> None:
    _Site.asked.clear()
    collect(site("/private/a"), site("/page"), site("/plain"), fetcher=Fetcher(loopback=True))
    assert _Site.asked == ["/robots.txt", "/page", "/plain"]


@pytest.mark.parametrize("address", [
    "http://localhost/", "http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0.0.0.0/",
    "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/",
    "http://10.0.0.1/", "http://172.16.0.1/", "http://192.168.1.1/", "http://100.64.0.1/", "http://[fd00::1]/",
    "http://169.254.169.254/latest/meta-data/", "http://[fe80::1]/", "http://168.63.129.16/", "http://224.0.0.1/",
    "http://user@127.0.0.1/", "http://example.org@127.0.0.1/", "https://127.0.0.1:8443/",
])
def test_addresses_of_this_machine_and_of_private_networks_are_refused(address: str) -> None:
    with pytest.raises(FetchError, match="this machine or a private network"):
        Fetcher(loopback=False).get(address)


@pytest.mark.parametrize("address", ["ftp://example.org/", "file:///etc/passwd", "gopher://x/", "http://", "http:///a"])
def test_only_http_and_https(address: str) -> None:
    with pytest.raises(FetchError, match=r"only http and https|no address"):
        Fetcher().get(address)


def test_the_switch_opens_loopback_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEALGRAPH_ALLOW_LOOPBACK", "1")
    with pytest.raises(FetchError, match="private network"):
        Fetcher().get("http://10.0.0.1/")
    with pytest.raises(FetchError, match="no answer"):
        Fetcher().get("http://127.0.0.1:1/")


ODD = st.one_of(
    st.binary(max_size=60),
    st.dictionaries(
        st.sampled_from(["id", "text", "html", "title", "url", "published", "language", "x"]),
        st.one_of(st.none(), st.text(max_size=20), st.integers(), st.floats(), st.lists(st.integers(), max_size=2),
                  st.sampled_from([EN, HTML, "en", "2024-03-05", "<p>", "<!--"])),
        max_size=6,
    ).map(lambda row: json.dumps(row).encode()),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(ODD, max_size=4))
def test_whatever_comes_is_read_or_said(lines: list[bytes]) -> None:
    articles, said = collect("-", stdin=line(id="first", text=EN) + b"\n".join(lines))
    assert articles[0].id == "first"
    assert all(article.text.strip() and article.id for article in articles)
    assert all("\n" not in message for message in said)
