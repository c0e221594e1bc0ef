"""The key with which people's identifiers are hashed: made once, and kept outside the store."""

import hmac
import os
import secrets
from pathlib import Path

from trustboard.definitions.settings import Settings
from trustboard.vocabulary.issue import Issue, Mistake
from trustboard.warehouse.store import Store

KEY_FILE_VARIABLE = "TRUSTBOARD_PERSON_KEY_FILE"
KEY_BYTES = 32


def person_key(folder: Path, settings: Settings) -> bytes | None:
    """Read the workspace's key; None where none is named. Raises Mistake when it cannot be used.

    The environment's TRUSTBOARD_PERSON_KEY_FILE goes before `person_key_file` of trustboard.toml.
    """
    named = os.environ.get(KEY_FILE_VARIABLE) or settings.person_key_file
    if named is None:
        return None
    place = (folder / Path(named).expanduser()).resolve()
    if place.is_relative_to((folder / "store").resolve()):
        raise Mistake([_issue(place, "the key lies within the store it protects", _ELSEWHERE)])
    try:
        text = place.read_text(encoding="ascii").strip()
        key = bytes.fromhex(text)
    except (OSError, ValueError):
        raise Mistake([_issue(place, "there is no key that can be read here", _MAKE)]) from None
    if len(key) != KEY_BYTES:
        message = f"a key has {KEY_BYTES * 2} hexadecimal digits; this one has {len(text)}"
        raise Mistake([_issue(place, message, _MAKE)])
    return key


def make_person_key(place: Path) -> Path:
    """Write a new key into a file that only its owner may read, folders included.

    Raises Mistake where a file is already.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        message = "there is a file here already, and a key is never replaced"
        cure = "Name another file. With another key nobody is recognised as the same person any more."
        raise Mistake([_issue(place, message, cure)]) from None
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(KEY_BYTES) + "\n")
    return place


def key_mark(key: bytes) -> str:
    """Give what a key is known by in the audit, from which nobody can learn the key."""
    return hmac.digest(key, b"which key this is", "sha256").hex()[:16]


def refuse_other_key(store: Store, key: bytes) -> None:
    """Raise Mistake where people were hashed with another key before: nobody would be recognised again."""
    marks = [mark for event in store.audit() for mark in event.what.get("keys", [])]
    if marks and marks[-1] != key_mark(key):
        raise Mistake(
            [
                Issue(
                    rule="person-key-changed",
                    message=(
                        f"people were hashed with the key {marks[-1]} until now, and this is the key "
                        f"{key_mark(key)}: the same person would count as two"
                    ),
                    cure=(
                        "Name the file of the earlier key as person_key_file. If it is lost, begin a new "
                        "workspace with the new key, and load every file into it."
                    ),
                )
            ]
        )


_MAKE = "Make one once: trustboard person-key FILE; then name the file as person_key_file in trustboard.toml."
_ELSEWHERE = "Move it out of the workspace, to where only the people who load records can read it."


def _issue(place: Path, message: str, cure: str) -> Issue:
    return Issue(rule="person-key", file=str(place), message=message, cure=cure)
