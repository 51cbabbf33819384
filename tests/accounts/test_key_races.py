"""Two at once with one code, on real databases: one gets in."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask

from council.accounts.credentials.models import Credential
from council.accounts.credentials.sign_in import sign_in_with_second, stamp_of
from council.accounts.guessing import TooFast
from council.accounts.models import SignInSession
from council.accounts.phone_codes.operations import draw_code, prove_number
from council.base.db import db
from council.base.errors import DomainError
from tests.accounts.keys import code, give_second
from tests.polls.arenas import arena
from tests.support.world import World

pytestmark = pytest.mark.race

ROUNDS, AT_ONCE = 5, 4


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def ground(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application on a database that threads can fight over."""
    with arena(request.param, tmp_path_factory.mktemp("keys")) as app:
        yield app


def at_once(app: Flask, act: Callable[[], object]) -> list[object]:
    """Run the same act in threads that start together; the answer of each, or its refusal."""
    gate = Barrier(AT_ONCE)

    def run() -> object:
        with app.test_request_context():
            gate.wait()
            try:
                return act()
            except DomainError as refused:
                return refused
            finally:
                db.session.remove()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return [each.result(timeout=60) for each in [pool.submit(run) for _thread in range(AT_ONCE)]]


def won(answers: list[object]) -> int:
    return sum(not isinstance(answer, DomainError) for answer in answers)


def test_one_code_of_the_authenticator_begins_one_session(ground: Flask) -> None:
    for round_number in range(ROUNDS):
        with ground.test_request_context():
            person = World.load().members[round_number]
            secret, _codes = give_second(person, f"totp-{round_number}")
            person_id, stamp = person.id, stamp_of(db.session.get_one(Credential, person.id))
            shown = code(secret)
            db.session.remove()
        answers = at_once(
            ground,
            lambda person_id=person_id, stamp=stamp, shown=shown: sign_in_with_second(  # type: ignore[misc]
                person_id=person_id, stamp=stamp, code=shown, device=""
            ),
        )
        assert won(answers) == 1, answers
        with ground.test_request_context():
            query = db.select(SignInSession).where(SignInSession.person_id == person_id)
            assert len(db.session.scalars(query).all()) == 1
            db.session.remove()


def test_one_recovery_code_begins_one_session(ground: Flask) -> None:
    for round_number in range(ROUNDS):
        with ground.test_request_context():
            person = World.load().members[10 + round_number]
            _secret, codes = give_second(person, f"paper-{round_number}")
            person_id, stamp = person.id, stamp_of(db.session.get_one(Credential, person.id))
            db.session.remove()
        answers = at_once(
            ground,
            lambda person_id=person_id, stamp=stamp, shown=codes[0]: sign_in_with_second(  # type: ignore[misc]
                person_id=person_id, stamp=stamp, code=shown, device=""
            ),
        )
        assert won(answers) == 1, answers


def test_one_code_of_a_phone_is_used_once_and_sent_once(ground: Flask) -> None:
    drawn = at_once(ground, lambda: draw_code(number="19900000001", daily=100))
    assert won(drawn) == 1, drawn
    assert sum(isinstance(each, TooFast) for each in drawn) == AT_ONCE - 1
    (sent,) = [each for each in drawn if not isinstance(each, DomainError)]
    proved = at_once(ground, lambda: prove_number(number="19900000001", code=sent.code))  # type: ignore[attr-defined]
    assert won(proved) == 1, proved
