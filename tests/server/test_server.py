"""The embedded server, over real sockets."""

import hashlib
import http.client
import io
import socket
import threading
import time
from pathlib import Path

import pytest
from flask import Flask, Response, abort, request, send_file

from tests.server.running import get, running, small_app, wait_until


def _app(**config: object) -> Flask:
    app = small_app(**config)
    app.add_url_rule("/", view_func=lambda: "hello")

    @app.post("/upload")
    def upload() -> str:
        return hashlib.sha256(request.get_data()).hexdigest()

    @app.post("/unread")
    def unread() -> str:
        return "not looked at"

    @app.errorhandler(413)
    def too_large(error: Exception) -> tuple[str, int]:
        return "our own page: too large", 413

    return app


def _post(port: int, path: str, body: bytes, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("POST", path, body, headers)
    return connection.getresponse()


@pytest.mark.parametrize("size", [0, 1, 1000, 300_000, 5_000_000])
def test_bodies_arrive_whole(size: int) -> None:
    body = bytes(index % 251 for index in range(1000)) * (size // 1000) + b"x" * (size % 1000)
    with running(_app()) as server:
        assert _post(server.port, "/upload", body).read().decode() == hashlib.sha256(body).hexdigest()


def test_a_chunked_body_arrives_whole() -> None:
    with running(_app()) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        connection.request("POST", "/upload", iter([b"one", b"two" * 200_000, b"three"]), encode_chunked=True)
        expected = hashlib.sha256(b"one" + b"two" * 200_000 + b"three").hexdigest()
        assert connection.getresponse().read().decode() == expected


def test_slow_uploads_do_not_stop_a_get() -> None:
    with running(_app()) as server:
        slow = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(24)]
        for one in slow:
            one.sendall(b"POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nab")
        began = time.monotonic()
        for _ in range(20):
            assert get(server.port, "/", timeout=3).read() == b"hello"
        assert time.monotonic() - began < 3
        for one in slow:
            one.sendall(b"cdefghij")
        for one in slow:
            answer = http.client.HTTPResponse(one)
            answer.begin()
            assert answer.read().decode() == hashlib.sha256(b"abcdefghij").hexdigest()


def test_slow_downloads_do_not_stop_a_get(tmp_path: Path) -> None:
    app = _app()
    (tmp_path / "big").write_bytes(b"z" * 20_000_000)
    app.add_url_rule("/file", view_func=lambda: send_file(tmp_path / "big"), endpoint="file")
    app.add_url_rule("/made", view_func=lambda: Response(b"z" * 100_000 for _ in range(200)), endpoint="made")
    with running(app) as server:
        slow = []
        for path in ["/file", "/made"] * 8:
            slow.append(socket.create_connection(("127.0.0.1", server.port)))
            slow[-1].sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            assert slow[-1].recv(15) == b"HTTP/1.1 200 OK"
        assert get(server.port, "/", timeout=3).read() == b"hello"
        assert len(get(server.port, "/file").read()) == 20_000_000
        made = get(server.port, "/made")
        assert made.getheader("content-length") == "20000000"
        assert len(made.read()) == 20_000_000
        for one in slow:
            one.close()


@pytest.mark.parametrize("path", ["/upload", "/unread"])
@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_over_the_limit_gets_our_page(path: str, chunked: bool) -> None:
    with running(_app(MAX_CONTENT_LENGTH=100_000)) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        body = iter([b"x" * 50_000] * 40) if chunked else b"x" * 2_000_000
        connection.request("POST", path, body, encode_chunked=chunked)
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (413, b"our own page: too large")
        assert _post(server.port, path, b"x" * 100_000).status == 200


def test_an_upload_that_finds_no_room_on_the_disk_is_refused_and_the_next_one_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(_memory: object) -> None:
        raise OSError(28, "No space left on device")

    app = _app()
    app.register_error_handler(503, lambda error: ("our own page: no room", 503))
    with running(app) as server:
        with monkeypatch.context() as disk:
            disk.setattr("council.serving.bodies._to_disk", full)
            refused = _post(server.port, "/upload", b"x" * 1_000_000)
            assert (refused.status, refused.read()) == (503, b"our own page: no room")
        assert _post(server.port, "/upload", b"x" * 1_000_000).status == 200


def test_an_upload_that_falls_silent_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("council.serving.bodies.LINGER", 0.1)
    app = _app()
    with running(app) as server:
        server.application.pages.idle = 0.2
        silent = socket.create_connection(("127.0.0.1", server.port), 5)
        silent.sendall(b"POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nab")
        assert silent.recv(4096).startswith(b"HTTP/1.1 408 ")


def test_a_client_that_leaves_during_its_upload_is_forgotten() -> None:
    app = _app()
    seen: list[str] = []
    app.before_request(lambda: seen.append(request.path))
    with running(app) as server:
        with socket.create_connection(("127.0.0.1", server.port)) as leaver:
            leaver.sendall(b"POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nab")
        wait_until(lambda: not server.server_state.tasks)
        assert get(server.port, "/").read() == b"hello"
    assert seen == ["/"]


def test_the_environment_says_what_was_asked() -> None:
    app = _app()

    @app.get("/ask/<path:rest>")
    def ask(rest: str) -> dict[str, object]:
        return {
            "rest": rest,
            "args": request.args.to_dict(),
            "cookies": request.cookies.to_dict(),
            "remote": request.remote_addr,
            "host": request.host,
            "scheme": request.scheme,
            "headers": request.headers.get("X-Forwarded-For"),
        }

    with running(app) as server:
        raw = socket.create_connection(("127.0.0.1", server.port), 5)
        raw.sendall(
            b"GET /ask/%E5%A4%9C%E8%AF%9D%2Fa?q=%E5%8D%97+x HTTP/1.1\r\nHost: hall.local:8000\r\n"
            b"Cookie: a=1\r\nCookie: b=2\r\nX_Forwarded_For: 9.9.9.9\r\nConnection: close\r\n\r\n"
        )
        raw_answer = b"".join(iter(lambda: raw.recv(65536), b""))
        answer = app.json.loads(raw_answer.partition(b"\r\n\r\n")[2])
    assert answer == {
        "rest": "夜话/a",
        "args": {"q": "南 x"},
        "cookies": {"a": "1", "b": "2"},
        "remote": "127.0.0.1",
        "host": "hall.local:8000",
        "scheme": "http",
        "headers": None,
    }


def test_a_proxy_is_believed_only_when_it_is_named() -> None:
    for trusted, seen in (("", b"http 127.0.0.1"), ("127.0.0.1", b"https 203.0.113.9")):
        app = _app(TRUSTED_PROXIES=trusted)
        app.add_url_rule("/who", view_func=lambda: f"{request.scheme} {request.remote_addr}", endpoint="who")
        with running(app) as server:
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
            headers = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}
            connection.request("GET", "/who", headers=headers)
            assert connection.getresponse().read() == seen


def test_a_head_over_64_kb_is_refused() -> None:
    with running(_app()) as server:
        raw = socket.create_connection(("127.0.0.1", server.port), 5)
        raw.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + b"y" * 40_000 + b"\r\n\r\n")
        assert raw.recv(4096).startswith(b"HTTP/1.1 200 ")
        raw = socket.create_connection(("127.0.0.1", server.port), 5)
        raw.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + b"y" * 70_000)
        assert raw.recv(4096).startswith(b"HTTP/1.1 400 ")


def test_statuses_without_a_body_and_heads_have_none() -> None:
    app = _app()
    app.add_url_rule("/empty", view_func=lambda: ("", 204), endpoint="empty")
    app.add_url_rule("/same", view_func=lambda: ("", 304), endpoint="same")
    app.add_url_rule("/no", view_func=lambda: abort(404), endpoint="no")
    app.add_url_rule("/bytes", view_func=lambda: send_file(io.BytesIO(b"abc"), "image/png"), endpoint="bytes")
    with running(app) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
        for method, path, status, body in (
            ("GET", "/empty", 204, b""),
            ("GET", "/same", 304, b""),
            ("HEAD", "/", 200, b""),
            ("GET", "/bytes", 200, b"abc"),
            ("GET", "/", 200, b"hello"),
        ):
            connection.request(method, path)  # one connection: a wrong length would break the next answer
            answer = connection.getresponse()
            assert (answer.status, answer.read()) == (status, body)
        connection.request("GET", "/no")
        assert connection.getresponse().status == 404


def test_an_application_that_breaks_is_a_500_and_the_next_request_works() -> None:
    app = _app()
    app.add_url_rule("/break", view_func=lambda: 1 / 0, endpoint="break")
    with running(app) as server:
        assert get(server.port, "/break").status == 500
        assert get(server.port, "/").read() == b"hello"


def test_jobs_run_every_second_and_a_broken_one_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("council.serving.jobs.PAUSE", 0.02)
    app = _app()
    ran: list[str] = []
    threads: set[threading.Thread] = set()

    def broken() -> None:
        ran.append("broken")
        raise ZeroDivisionError

    def sound() -> None:
        ran.append("sound")
        threads.add(threading.current_thread())

    app.extensions["jobs"] = [broken, sound]
    with running(app):
        wait_until(lambda: ran.count("sound") >= 3)
    assert ran.count("broken") >= 3
    assert [(thread.name, thread.is_alive()) for thread in threads] == [("jobs", False)]


def test_long_jobs_have_a_thread_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("council.serving.jobs.PAUSE", 0.02)
    app = _app()
    ran: list[str] = []
    go_on = threading.Event()
    app.extensions["jobs"] = [lambda: ran.append(threading.current_thread().name)]
    app.extensions["long_jobs"] = [lambda: go_on.wait(20)]
    with running(app):
        wait_until(lambda: len(ran) >= 3)  # while the long one has not ended
        go_on.set()
    assert set(ran) == {"jobs"}
