"""An address -> bytes, politely and without being led astray: only public http and https, robots.txt, limits.

A host name is resolved once, every address it has must be public, and the connection goes to that very address, so
that neither a redirect nor a second answer of the name server leads to this machine, its network or a cloud's
metadata. No proxy is used.
"""

from __future__ import annotations

import ipaddress
import json
import os
import socket
import ssl
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin
from urllib.robotparser import RobotFileParser

import certifi
from urllib3 import BaseHTTPResponse, HTTPConnectionPool, HTTPSConnectionPool, Timeout
from urllib3.exceptions import HTTPError, LocationParseError
from urllib3.util import Url, parse_url

AGENT = "dealgraph"
REDIRECTS = 5
_ASKED_BY = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}
LOOPBACK_SWITCH = "DEALGRAPH_ALLOW_LOOPBACK"        # 1: addresses of this machine are allowed too, for tests
_NAT64 = ipaddress.ip_network("64:ff9b::/96")       # an IPv4 address inside an IPv6 one
_AZURE = ipaddress.ip_address("168.63.129.16")      # metadata on a public address


class FetchError(Exception):
    """Why an address gave nothing, in a few words."""


class Unchanged(Exception):
    """What an address gives was read before."""


@dataclass(frozen=True, slots=True)
class Page:
    """``url`` is where redirects led to; ``kind`` the media type alone."""

    url: str
    content: bytes
    kind: str


@dataclass(slots=True)
class Fetcher:
    """Keeps robots.txt and the time of the last request of each host.

    With ``memory``, a file, what has not changed since it was last read, by its ETag or Last-Modified, is Unchanged.
    """

    loopback: bool = field(default_factory=lambda: os.environ.get(LOOPBACK_SWITCH) == "1")
    seconds: float = 30.0       # for one page, redirects not counted
    size: int = 10_000_000      # bytes of one page
    pause: float = 1.0          # seconds between two requests to a host
    memory: Path | None = None
    _seen: dict[str, dict[str, str]] = field(default_factory=dict)      # address -> what it said of its version
    _robots: dict[str, RobotFileParser] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        with suppress(OSError, ValueError):
            self._seen = json.loads(self.memory.read_text(encoding="utf-8")) if self.memory else {}

    def remember(self) -> None:
        """Writes down what was read; to be called when it is safe elsewhere."""
        if self.memory:
            self.memory.write_text(json.dumps(self._seen, sort_keys=True), encoding="utf-8")

    def get(self, address: str) -> Page:
        """The page at ``address``; FetchError says why there is none, Unchanged that it was read before."""
        for _ in range(REDIRECTS + 1):
            url = _parsed(address)
            if not self._robots_of(url).can_fetch(AGENT, url.url):
                raise FetchError("its robots.txt asks not to be read by programs")
            status, page, target = self._request(url)
            if target is None:
                if status == 304:
                    raise Unchanged
                if status != 200:
                    raise FetchError(f"the server answers {status}")
                return page
            address = urljoin(url.url, target)
        raise FetchError(f"more than {REDIRECTS} redirects")

    def _robots_of(self, url: Url) -> RobotFileParser:
        """Rules of the host. Without a robots.txt all is allowed; where the host fails, the page will say so."""
        site = f"{url.scheme}://{url.netloc}"
        if site not in self._robots:
            self._robots[site] = robots = RobotFileParser()
            status, page, _ = self._request(_parsed(f"{site}/robots.txt"))
            text = page.content.decode("utf-8", errors="replace") if status == 200 else ""
            robots.parse(text.splitlines())
        return self._robots[site]

    def _request(self, url: Url) -> tuple[int, Page, str | None]:
        """Status, page and where it redirects to."""
        host = (url.host or "").strip("[]")
        addresses = _resolve(host, url.port or (443 if url.scheme == "https" else 80), self.loopback)
        wait = self._last.get(host, 0.0) + self.pause - time.monotonic()
        if wait > 0 and not ipaddress.ip_address(addresses[0]).is_loopback:
            time.sleep(wait)
        try:
            response = self._connect(url, host, addresses)
            try:
                target = response.headers.get("Location") if response.status in {301, 302, 303, 307, 308} else None
                content = b"" if target else self._content(response)
            finally:
                response.close()
        except HTTPError as error:
            raise FetchError(f"no answer: {_reason(error)}") from None
        finally:
            self._last[host] = time.monotonic()
        told = {name: response.headers[name] for name in _ASKED_BY if name in response.headers}
        if self.memory and told and response.status == 200:
            self._seen[url.url] = told
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        return response.status, Page(url.url, content, kind), target

    def _connect(self, url: Url, host: str, addresses: list[str]) -> BaseHTTPResponse:
        seen = self._seen.get(url.url, {})
        headers = {"Host": url.netloc or host, "User-Agent": AGENT, "Accept-Encoding": "gzip, deflate"}
        headers |= {_ASKED_BY[name]: value for name, value in seen.items()}
        for n, address in enumerate(addresses):
            pool = HTTPConnectionPool(address, url.port or 80)
            if url.scheme == "https":
                pool = HTTPSConnectionPool(
                    address, url.port or 443, ssl_context=_tls(), server_hostname=host, assert_hostname=host
                )
            try:
                return pool.urlopen(
                    "GET", url.request_uri, headers=headers, retries=False, redirect=False, preload_content=False,
                    timeout=Timeout(connect=min(10.0, self.seconds), read=self.seconds),
                )
            except HTTPError:
                if n == len(addresses) - 1:
                    raise
        raise FetchError("the name has no address")

    def _content(self, response: BaseHTTPResponse) -> bytes:
        deadline = time.monotonic() + self.seconds
        content = bytearray()
        for piece in response.stream(65_536):
            content += piece
            if len(content) > self.size:
                raise FetchError(f"longer than {self.size:,} bytes")
            if time.monotonic() > deadline:
                raise FetchError(f"not there after {self.seconds:g} seconds")
        return bytes(content)


def _parsed(address: str) -> Url:
    try:
        url = parse_url(address)
    except LocationParseError:
        raise FetchError("no address of a page") from None
    if url.scheme not in {"http", "https"} or not url.host:
        raise FetchError("only http and https addresses are read")
    return url._replace(auth=None, fragment=None)


def _resolve(host: str, port: int, loopback: bool) -> list[str]:
    """All addresses of ``host``; FetchError where one of them is not public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise FetchError(f"the host {host} is not found") from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses:
        if not _public(address) and not (loopback and ipaddress.ip_address(address).is_loopback):
            raise FetchError(f"{host} is on this machine or a private network ({address}), which is not read")
    return addresses


def _public(address: str) -> bool:
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner:
            return _public(str(inner))
    return ip.is_global and not ip.is_multicast and ip != _AZURE


def _tls() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _reason(error: HTTPError) -> str:
    return " ".join(str(error).split()).rpartition(": ")[2][:200]
