"""Recovery codes: ten of fifty bits each, on paper, for the day the phone with the authenticator is lost."""

from council.accounts.credentials.rules import RECOVERY_CODES
from council.accounts.keyed import keyed, keyed_hex
from council.base.ids import ALPHABET, token

_LENGTH = 10
#: What people read into the letters that the alphabet leaves out.
_MISREAD = str.maketrans("OIL", "011")


def random_key() -> str:
    """A key for codes that come from no form."""
    return token()


def codes(person_id: int, key: str) -> list[str]:
    """The codes that a form with this key makes: the same form sent twice shows the same ones, and nobody else can."""
    return [_written(keyed("recovery", f"{person_id}|{key}|{number}")) for number in range(RECOVERY_CODES)]


def tidy(text: str) -> str:
    """A code as it was typed, without dashes and blanks; letters that look like figures are those."""
    return "".join(sign for sign in text.upper() if sign.isalnum()).translate(_MISREAD)


def code_key(person_id: int, code: str) -> str:
    """What is kept of a code."""
    return keyed_hex("recovery-kept", f"{person_id}|{tidy(code)}")


def _written(random: bytes) -> str:
    number, letters = int.from_bytes(random[:8], "big"), []
    for _place in range(_LENGTH):
        number, letter = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[letter])
    return f"{''.join(letters[:5])}-{''.join(letters[5:])}"
