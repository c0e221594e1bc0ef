"""People's identifiers to keyed hashes (HMAC-SHA256) in SQL: one person has one hash in every extract.

The key reaches the session as two variables and never stands in the text of a statement, so that no
message can show it.
"""

from trustboard.definitions.contract import Contract
from trustboard.intake.part import Part
from trustboard.vocabulary.issue import Mistake
from trustboard.warehouse.session import Session, literal

_BLOCK = 64  # bytes of a block of SHA-256; a longer key would have to be hashed first
_INNER, _OUTER = "person_inner", "person_outer"
_WHITE_SPACE = r"[\s\x{00A0}]+"


def person_fields(contract: Contract) -> list[str]:
    """Fields of a contract that name a person."""
    return [name for name, field in contract.fields.items() if field.person_key]


def names_people(contract: Contract) -> bool:
    """Whether a file of a contract may hold people's identifiers, so that its cells are not to be shown."""
    return bool(person_fields(contract))


def require_key(part: Part, contract: Contract, key: bytes | None) -> None:
    """Raise Mistake where a contract names people's identifiers and there is no key to hash them with."""
    fields = person_fields(contract)
    if fields and key is None:
        message = f"{', '.join(fields)} names people, and there is no key to hash their identifiers with"
        cure = (
            "Make a key once, outside the workspace: trustboard person-key FILE; "
            "then name it as person_key_file in trustboard.toml."
        )
        raise Mistake([part.issue("person-key-missing", message, cure)])


def keep_key(session: Session, key: bytes) -> None:
    """Give a session the key, padded as HMAC wants it. Raises ValueError for a key longer than a block."""
    if not 0 < len(key) <= _BLOCK:
        raise ValueError("a key has 1 to 64 bytes")
    padded = key.ljust(_BLOCK, b"\0")
    for name, mask in ((_INNER, 0x36), (_OUTER, 0x5C)):
        session.run(f"SET VARIABLE {name} = $1", [bytes(byte ^ mask for byte in padded)])


def hashed_sql(text: str) -> str:
    """Write SQL for the keyed hash of an identifier, 64 hexadecimal digits; NULL stays NULL.

    White space within it does not count, nor does letter case: 943 476 5919 is 9434765919.
    """
    plain = f"upper(regexp_replace({text}, {literal(_WHITE_SPACE)}, '', 'g'))"
    inner = f"unhex(sha256(getvariable('{_INNER}') || encode({plain})))"
    return f"sha256(getvariable('{_OUTER}') || {inner})"
