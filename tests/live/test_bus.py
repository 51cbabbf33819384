"""Processes that tell each other, on real Redis and PostgreSQL servers."""

import os
import time
from collections.abc import Callable, Iterator

import psycopg
import pytest
import redis

from council.live.bus import Bus, LocalBus, bus_for
from council.live.bus_postgres import PostgresBus
from council.live.bus_redis import RedisBus
from tests.server.running import wait_until

REDIS_URL = os.environ.get("REDIS_URL") or "redis://127.0.0.1:6379/0"
POSTGRES_URL = os.environ.get("DATABASE_URL", "")
pytestmark = pytest.mark.postgres


def _lacking(what: str, mend: str, error: Exception) -> None:
    text = f"{what} is missing: {mend} ({error})"
    if os.environ.get("CI") == "true":
        pytest.fail(text)
    pytest.skip(text)


def _redis() -> Callable[[], Bus]:
    try:
        redis.Redis.from_url(REDIS_URL, socket_connect_timeout=2).ping()
    except redis.RedisError as error:
        _lacking("Redis", "apt-get install redis-server && service redis-server start", error)
    return lambda: RedisBus(REDIS_URL)


def _postgres() -> Callable[[], Bus]:
    dsn = POSTGRES_URL.replace("postgresql+psycopg://", "postgresql://", 1)
    try:
        psycopg.connect(dsn, connect_timeout=2).close()
    except psycopg.Error as error:
        _lacking("PostgreSQL", "apt-get install postgresql && service postgresql start", error)
    return lambda: PostgresBus(dsn)


@pytest.fixture(params=["redis", "postgres"] if POSTGRES_URL.startswith("postgres") else ["redis"])
def make_bus(request: pytest.FixtureRequest) -> Iterator[Callable[[], Bus]]:
    make = {"redis": _redis, "postgres": _postgres}[request.param]()
    buses: list[Bus] = []

    def made() -> Bus:
        buses.append(make())
        return buses[-1]

    yield made
    for bus in buses:
        bus.close()


class Ear:
    """What a process hears."""

    def __init__(self, bus: Bus) -> None:
        self.heard: list[tuple[float, str]] = []
        self.gaps = 0
        bus.listen(lambda prefix: self.heard.append((time.monotonic(), prefix)), self._gap)
        wait_until(lambda: self.gaps == 1)

    def _gap(self) -> None:
        self.gaps += 1

    def of(self, prefix: str) -> list[float]:
        return [moment for moment, heard in self.heard if heard == prefix]


def test_the_others_hear_it_and_the_speaker_does_not(make_bus: Callable[[], Bus]) -> None:
    here, there = make_bus(), make_bus()
    own, other = Ear(here), Ear(there)
    mine, theirs = f"meeting.{time.time_ns()}.", f"poll.{time.time_ns()}."
    here.announce(mine)
    wait_until(lambda: len(other.of(mine)) == 1)
    there.announce(theirs)
    wait_until(lambda: len(own.of(theirs)) == 1)
    assert not own.of(mine)
    assert not other.of(theirs)


def test_a_storm_is_four_messages_a_second_and_the_last_one_arrives(make_bus: Callable[[], Bus]) -> None:
    here = make_bus()
    ear = Ear(make_bus())
    prefix = f"meeting.{time.time_ns()}."
    began = time.monotonic()
    while time.monotonic() - began < 1.2:
        here.announce(prefix)
        time.sleep(0.001)
    last = time.monotonic()
    wait_until(lambda: bool(ear.of(prefix)) and ear.of(prefix)[-1] >= last)
    assert 2 <= len(ear.of(prefix)) <= 7  # 6 in 1.2 s, fewer on a busy machine


def test_a_lost_connection_comes_back_and_says_that_something_may_be_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("council.live.bus_threads.RECONNECT", 0.05)
    _redis()
    here, there = RedisBus(REDIS_URL), RedisBus(REDIS_URL)
    ear = Ear(there)
    server = redis.Redis.from_url(REDIS_URL, decode_responses=True)
    prefix = f"meeting.{time.time_ns()}."
    here.announce(prefix)
    wait_until(lambda: len(ear.of(prefix)) == 1)
    try:
        connection = next(one for one in server.client_list() if one["name"] == there.name)
        server.client_kill_filter(_id=connection["id"])
        wait_until(lambda: ear.gaps == 2)
        here.announce(prefix)
        wait_until(lambda: len(ear.of(prefix)) == 2)
    finally:
        here.close()
        there.close()


def test_a_bus_without_a_server_never_blocks_the_speaker(caplog: pytest.LogCaptureFixture) -> None:
    bus = RedisBus("redis://127.0.0.1:1/0")
    began = time.monotonic()
    for number in range(1000):
        bus.announce(f"meeting.{number}.")
    assert time.monotonic() - began < 0.5
    wait_until(lambda: "sending failed" in caplog.text)
    bus.close()


def test_the_settings_choose_the_bus() -> None:
    postgres = "postgresql+psycopg://localhost/yehua"
    assert isinstance(bus_for("auto", redis_url="", database_url="sqlite:///x"), LocalBus)
    assert isinstance(bus_for("auto", redis_url=REDIS_URL, database_url=postgres), RedisBus)
    assert isinstance(bus_for("auto", redis_url="", database_url=postgres), PostgresBus)
    assert isinstance(bus_for("local", redis_url=REDIS_URL, database_url=postgres), LocalBus)
    for kind in ("redis", "postgres", "nats"):
        with pytest.raises(ValueError, match="LIVE_BUS"):
            bus_for(kind, redis_url="", database_url="sqlite:///x")
