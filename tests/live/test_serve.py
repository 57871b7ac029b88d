"""The server: who is answered, with what, and that nobody holds up the others (LAW 20)."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest

from netnotes.errors import Usage
from netnotes.live.reload import RELOAD_SCRIPT
from netnotes.live.serve import Page, Server

from .conftest import IMPATIENT, LONG, PAGES, wait_until

Serve = Callable[..., Server]


class Response(NamedTuple):
    """What came back: the status, the headers (names in lower case), the body."""

    status: int
    headers: dict[str, str]
    body: bytes


def connect(server: Server) -> socket.socket:
    """A connection to *server*."""
    return socket.create_connection(("127.0.0.1", server.port), timeout=LONG)


def receive(connection: socket.socket) -> bytes:
    """All that comes until the end."""
    with contextlib.suppress(ConnectionResetError):
        return b"".join(iter(lambda: connection.recv(1 << 20), b""))
    return b""


def say(server: Server, request: bytes) -> Response:
    """Send *request*, byte for byte, and take the answer; status 0 where there is none."""
    with connect(server) as connection:
        connection.sendall(request)
        head, _, body = receive(connection).partition(b"\r\n\r\n")
    if not head:
        return Response(0, {}, b"")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    return Response(int(first.split()[1]), headers, body)


def get(server: Server, target: str, method: str = "GET", host: str = "", more: str = "") -> Response:
    """Ask for *target*."""
    lines = f"{method} {target} HTTP/1.1\r\nHost: {host or f'127.0.0.1:{server.port}'}\r\n{more}\r\n"
    return say(server, lines.encode("latin-1"))


def test_pages_are_served(serve: Serve) -> None:
    """What the look-up knows, with its own type and headers; the first page at the root, and no effect of a query."""
    server = serve()
    assert server.url == f"http://127.0.0.1:{server.port}/"
    for target in ("/", "/index.html", "/?x=../../etc/passwd", "/index.html?", "/?a?b"):
        answer = get(server, target)
        assert (answer.status, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
        assert b"<main>everyone</main>" in answer.body
    assert b"<main>Ada</main>" in get(server, "/people/ada.html").body
    assert "Zoë".encode() in get(server, "/people/zo%C3%AB.html").body
    answer = get(server, "/style.css", host=f"LOCALHOST:{server.port}")
    assert (answer.body, answer.headers["x-made-by"]) == (PAGES["style.css"].data, "netnotes")


def test_html_is_live_and_the_script_is_there(serve: Serve) -> None:
    """Every page says which state it is of; nothing else is touched."""
    server = serve()
    assert b'<script src="/reload.js" data-seen="' in get(server, "/").body
    assert get(server, "/big.bin").body == PAGES["big.bin"].data
    script = get(server, "/reload.js")
    assert script.body.decode() == RELOAD_SCRIPT
    assert script.headers["content-type"] == "text/javascript; charset=utf-8"


def test_every_answer_has_the_headers_of_safety(serve: Serve) -> None:
    """Pages, errors, refusals and streams."""
    server = serve()
    answers = [get(server, "/"), get(server, "/none"), get(server, "/", "POST"), get(server, "/", host="evil.example")]
    for answer in [*answers, get(server, "/events", "HEAD"), get(server, "/reload.js"), say(server, b"?\r\n\r\n")]:
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
        assert not {"server", "access-control-allow-origin", "set-cookie"} & answer.headers.keys()


HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "content-security-policy": "frame-ancestors 'none'",
    "cache-control": "no-store",
    "connection": "close",
}


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:{port}",
        "0.0.0.0:{port}", "[::1]:{port}", "127.0.0.1:{port}.evil.example", "127.0.0.1:0{port}", "127.1:{port}",
        "user@127.0.0.1:{port}", "",
    ],
)  # fmt: skip
def test_another_host_is_not_answered(serve: Serve, host: str) -> None:
    """Whatever name somebody has made to lead here: 421, on pages and on the stream."""
    server = serve()
    name = host.format(port=server.port)
    for target in ("/", "/events", "/reload.js", "/none"):
        answer = say(server, f"GET {target} HTTP/1.1\r\nHost: {name}\r\n\r\n".encode())
        assert (answer.status, answer.body) == (421, b"Misdirected Request\n")
    assert say(server, b"GET / HTTP/1.1\r\n\r\n").status == 421


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"])
def test_nothing_can_be_changed(serve: Serve, method: str) -> None:
    """Any other method gets 405 and is told which there are, also with a body that nobody wants."""
    server = serve(patience=IMPATIENT)
    for target in ("/", "/events", "/none"):
        body = "x" * 200_000
        more = f"Content-Length: {len(body)}\r\n\r\n{body}"
        answer = get(server, target, method, more=more)
        assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")


def test_head_is_get_without_the_body(serve: Serve) -> None:
    """With the same headers."""
    server = serve()
    for target in ("/", "/style.css", "/none"):
        with_body, without = get(server, target), get(server, target, "HEAD")
        assert without == with_body._replace(body=b"")
        assert with_body.headers["content-length"] == str(len(with_body.body))
    answer = get(server, "/events", "HEAD")
    assert (answer.status, answer.headers["content-type"], answer.body) == (200, "text/event-stream", b"")


NO_PAGES = """
/.. /../ /../index.html /people/../index.html /people/./ada.html /. /./index.html /%2e%2e/index.html
/people/%2E%2E/index.html /.%2e/index.html /people%2fada.html /people%2Fada.html /%2findex.html //index.html
/people//ada.html /people\\ada.html /people%5cada.html /index.html%00 /%00 /index.html%0a /%0d%0aX:y /index.html%7f
/%252e%252e/index.html /people%252fada.html /%c0%ae%c0%ae/index.html /%ff /%zz /% /%2 /index.html/ /people/ /people
/INDEX.HTML /etc/passwd /%2fetc%2fpasswd /index.html;x /favicon.ico /index.html%20 /index.html%23 /index.html%3f
"""


@pytest.mark.parametrize("target", NO_PAGES.split())
def test_what_is_not_a_page_is_not_found(serve: Serve, target: str) -> None:
    """A path is a key and nothing else; folders are not listed; and what makes no key is not even looked up."""
    asked: list[str] = []

    def look_up(name: str) -> Page | None:
        asked.append(name)
        return PAGES.get(name)

    answer = get(serve(look_up), target)
    assert answer.status == 404
    assert b"This page is not here" in answer.body
    assert not any(sign in name for name in asked for sign in ("..", "//", "\\", "\0", "\n"))


@pytest.mark.parametrize(
    "request_line",
    [
        b"GET http://127.0.0.1/ HTTP/1.1", b"GET * HTTP/1.1", b"GET index.html HTTP/1.1", b"GET / HTTP/2.0", b"GET /",
        b"get / HTTP/1.1", b"GET  / HTTP/1.1", b"GET / HTTP/1.1 ", b"GET /\xc3\xa9 HTTP/1.1", b"\x16\x03\x01\x02\x00",
        b"GET / HTTP/1.1\nHost: x", b"GET / HTTP/1.1\r\n folded", b"GET / HTTP/1.1\r\nNo header",
        b"GET / HTTP/1.1\r\nName : x", b"GET / HTTP/1.1\r\nX: a\x00b", b"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}",
        b"GET / HTTP/1.1" + b"\r\nX: y" * 101,
    ],
)  # fmt: skip
def test_what_is_no_http_is_refused(serve: Serve, request_line: bytes) -> None:
    """Anything unclear: 400, or 404 where only the path is odd; two hosts in one request too."""
    server = serve(patience=IMPATIENT)
    line = request_line.replace(b"{port}", str(server.port).encode())
    assert say(server, line + b"\r\nHost: 127.0.0.1:%d\r\n\r\n" % server.port).status in (400, 404)


@pytest.mark.parametrize(
    ("head", "statuses"),
    [
        (b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n\r\n", {431}),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 20_000 + b"\r\n\r\n", {431}),
        (b"GET /" + b"a" * 9_000 + b" HTTP/1.1\r\n\r\n", {400}),
        (b"a" * 5_000_000, {431, 0}),
    ],
)
def test_a_request_has_a_size(serve: Serve, head: bytes, statuses: set[int]) -> None:
    """No line and no header fills the memory."""
    server = serve(patience=IMPATIENT)
    with contextlib.suppress(ConnectionError):
        assert say(server, head).status in statuses
    assert get(server, "/").status == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Site": "none", "Mode": "navigate", "Dest": "document"}, 200),
        ({"Site": "same-origin", "Mode": "cors", "Dest": "empty"}, 200),
        ({"Site": "cross-site", "Mode": "navigate", "Dest": "document"}, 200),
        ({"Site": "cross-site", "Mode": "no-cors", "Dest": "script"}, 403),
        ({"Site": "same-site", "Mode": "no-cors", "Dest": "image"}, 403),
        ({"Site": "cross-site", "Mode": "navigate", "Dest": "iframe"}, 403),
    ],
)
def test_a_page_of_another_site_learns_nothing(serve: Serve, headers: dict[str, str], status: int) -> None:
    """A link may lead here; a script, picture or frame elsewhere cannot even ask whether somebody has a page."""
    server = serve()
    more = "".join(f"Sec-Fetch-{name}: {value}\r\n" for name, value in headers.items())
    assert get(server, "/people/ada.html", more=more).status == status
    assert get(server, "/people/none.html", more=more).status == (404 if status == 200 else status)


def test_a_look_up_that_fails_is_an_error_of_one_answer(serve: Serve, capfd: Any) -> None:
    """500 for that page; the next is served, and nothing is printed."""

    def look_up(name: str) -> Page | None:
        if name == "broken.html":
            raise OSError(13, "no")
        return PAGES.get(name)

    server = serve(look_up)
    assert get(server, "/broken.html").status == 500
    assert get(server, "/").status == 200
    assert capfd.readouterr() == ("", "")


def test_a_line_an_answer_where_asked(serve: Serve) -> None:
    """Nothing is logged unless somebody wants to hear it."""
    lines: list[str] = []
    server = serve(log=lines.append)
    get(server, "/")
    get(server, "/none%00")
    assert lines == ["200 GET /", "404 GET /none%00"]


def test_a_taken_port_is_said_plainly(serve: Serve) -> None:
    """With what to do."""
    port = serve().port
    with pytest.raises(Usage, match=rf"^port {port} is taken by another program; choose another with --port, or"):
        Server(PAGES.get, port)
    with pytest.raises(Usage, match=r"^port 70000 is no port; choose"):
        Server(PAGES.get, 70000)


def test_only_this_machine_is_answered(serve: Serve) -> None:
    """The port is open on the loopback address alone."""
    server = serve()
    with pytest.raises(OSError, match=r"refused|unreachable|assign"):
        socket.create_connection(("127.0.0.2", server.port), timeout=LONG)


class Listener:
    """A client that holds a stream and keeps what it is told."""

    def __init__(self, server: Server) -> None:
        """Begin to listen."""
        self.connection = connect(server)
        self.connection.sendall(f"GET /events HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
        self.heard = b""
        self.ended = False
        self.thread = threading.Thread(target=self.listen)
        self.thread.start()

    def listen(self) -> None:
        """Take in what comes."""
        with contextlib.suppress(OSError):
            while piece := self.connection.recv(65536):
                self.heard += piece
        self.ended = True

    def wait_for(self, text: bytes) -> None:
        """Wait until *text* was heard."""
        wait_until(lambda: text in self.heard, f"{text!r} in {self.heard!r}")

    def close(self) -> None:
        """Go away."""
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)
        self.thread.join(LONG)
        self.connection.close()


@pytest.fixture
def listen() -> Iterator[Callable[[Server], Listener]]:
    """Listen to a server."""
    begun: list[Listener] = []

    def begin(server: Server) -> Listener:
        begun.append(Listener(server))
        return begun[-1]

    yield begin
    for listener in begun:
        listener.close()


def test_listeners_are_told(serve: Serve, listen: Callable[[Server], Listener]) -> None:
    """Of the state when they come, of each change, and now and then that the server still lives."""
    server = serve(patience=IMPATIENT)
    page = get(server, "/").body
    one = listen(server)
    one.wait_for(b"\n\n")
    one.wait_for(b"event: hello\ndata: ")
    state = one.heard.split(b"data: ")[1].split(b"\n")[0]
    assert b'data-seen="%b"' % state in page
    one.wait_for(b"\n: still here\n\n")
    server.publish("change")
    server.publish("build-error")
    one.wait_for(b"event: change\ndata: " + state[:-1] + b"1\n\n")
    one.wait_for(b"event: build-error\ndata: " + state[:-1] + b"2\n\n")
    two = listen(server)
    two.wait_for(b"event: hello\ndata: " + state[:-1] + b"2\n\n")
    with pytest.raises(ValueError, match="no name of an event"):
        server.publish("change\ndata: x")


def audience(server: Server, listen: Callable[[Server], Listener], count: int) -> list[Listener]:
    """So many listeners, each of them greeted."""
    listeners = [listen(server) for _ in range(count)]
    for one in listeners:
        one.wait_for(b"event: hello")
    return listeners


def test_fifty_listeners_while_pages_load(serve: Serve, listen: Callable[[Server], Listener]) -> None:
    """All pages come, quickly, and all fifty are told."""
    server = serve()
    listeners = audience(server, listen, 50)
    begun = time.monotonic()
    for _ in range(20):
        assert get(server, "/").status == 200
    assert time.monotonic() - begun < 10
    server.publish("change")
    for one in listeners:
        one.wait_for(b"event: change")


def test_more_listeners_than_there_is_room_for(serve: Serve, listen: Callable[[Server], Listener]) -> None:
    """Some are told to come again later, and pages still load."""
    server = serve()
    listeners = [listen(server) for _ in range(220)]
    for one in listeners:
        wait_until(lambda one=one: b"event: hello" in one.heard or b"503" in one.heard, "an answer")
    assert sum(b"503" in one.heard for one in listeners) == 20
    assert get(server, "/").status == 200
    listeners[0].close()
    wait_until(lambda: get(server, "/events", "HEAD").status == 200, "room")


def test_who_does_not_read_holds_nobody(serve: Serve, listen: Callable[[Server], Listener]) -> None:
    """Big pages and streams that are not taken in: the others get theirs, and in the end these are let go."""
    server = serve(patience=IMPATIENT)
    slow = [connect(server) for _ in range(20)]
    for number, connection in enumerate(slow):
        target = "events" if number % 2 else "big.bin"
        connection.sendall(f"GET /{target} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
    quick = listen(server)
    quick.wait_for(b"event: hello")
    begun = time.monotonic()
    for _ in range(50):
        server.publish("change")
        assert get(server, "/").status == 200
    wait_until(lambda: quick.heard.count(b"event: change") == 50, "all events")
    assert time.monotonic() - begun < 15
    # The page that nobody takes in ends before its end.
    time.sleep(IMPATIENT.write + 1)
    assert len(receive(slow[0])) < len(PAGES["big.bin"].data)
    for connection in slow:
        connection.close()


def test_half_a_request_holds_nobody(serve: Serve) -> None:
    """Clients that begin to ask and never end, all at once or letter by letter, are let go after a while."""
    server = serve(patience=IMPATIENT)
    half = [connect(server) for _ in range(100)]
    for connection in half:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: ")
    begun = time.monotonic()
    for _ in range(10):
        half[0].sendall(b"1")
        assert get(server, "/").status == 200
    assert time.monotonic() - begun < 10
    for connection in half:
        assert receive(connection) == b""
        connection.close()


def test_a_client_may_go_at_any_time(serve: Serve, capfd: Any) -> None:
    """In the middle of a request, of a page and of a stream; nothing is printed, and the server goes on."""
    server = serve(patience=IMPATIENT)
    host = f"Host: 127.0.0.1:{server.port}\r\n\r\n".encode()
    for request in (b"", b"GET", b"GET /big.bin HTTP/1.1\r\n" + host, b"GET /events HTTP/1.1\r\n" + host) * 5:
        connection = connect(server)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        connection.sendall(request)
        connection.close()
        server.publish("change")
    assert get(server, "/").status == 200
    assert capfd.readouterr() == ("", "")


def test_it_ends_quickly_with_everybody_on_it(serve: Serve, listen: Callable[[Server], Listener]) -> None:
    """Streams end, and the port is free again."""
    server = serve()
    listeners = audience(server, listen, 10)
    begun = time.monotonic()
    server.stop()
    assert time.monotonic() - begun < 2
    for one in listeners:
        wait_until(lambda one=one: one.ended, "the end of the stream")
    server.publish("change")
    server.stop()
    again = Server(PAGES.get, server.port)
    again.stop()
