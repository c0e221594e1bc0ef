"""Rows that older contracts accepted, carried into the columns and types of today's."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from trustboard.definitions.contract import Contract, FieldType
from trustboard.vocabulary.issue import Issue, Mistake
from trustboard.warehouse.partitions import settled_shape
from trustboard.warehouse.session import Session, identifier, literal
from trustboard.warehouse.standing_files import StandingFile, paths_sql

_HASH_LENGTH = 64
_AGAIN = "Take the file in again under today's contract (trustboard load --again)"

# How text is read into a type, and the form it must have: what today's contract would take from a file
# may be written in other ways, but nothing is converted by guess.
_FORMS: Mapping[str, str] = {
    "BIGINT": r"-?\d{1,18}(\.0+)?",
    "DECIMAL(18,6)": r"-?\d{1,12}(\.\d{1,6}0*)?",
    "DATE": r"\d{4}-\d{2}-\d{2}( 00:00:00)?",
    "TIMESTAMP": r"\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2})?)?",
    "BOOLEAN": r"(?i)y|n|1|0|true|false",
}


@dataclass(frozen=True)
class Alike:
    """Files whose columns have the same types, and how today's columns are made of theirs."""

    files: tuple[StandingFile, ...]
    types: Mapping[str, str]  # column -> the engine's type
    contract: Contract

    @property
    def has_removals(self) -> bool:
        """Whether rows may say that their record is gone."""
        return "removed" in self.types

    @property
    def columns(self) -> dict[str, str]:
        """Today's columns, each with the expression that makes it; NULL where a value cannot be carried."""
        return {name: self._expression(name, kind) for name, kind in settled_shape(self.contract).items()}

    def _expression(self, name: str, kind: str) -> str:
        given = self.types.get(name)
        carried = "NULL" if given is None else carried_sql(identifier(name), given, _engine_type(kind))
        if self.contract.accepted_fields.get(name) is FieldType.CODE and given is not None:
            carried = f"nullif(upper(trim({carried})), '')"
        return f"CAST({carried} AS {kind})"

    @property
    def changed(self) -> list[str]:
        """Columns whose type is not today's."""
        shape = settled_shape(self.contract)
        return [name for name in shape if self.types.get(name) not in (None, _engine_type(shape[name]))]

    def check(self, session: Session, contract_sha256: str) -> None:
        """Raise Mistake where today's contract cannot read what an older one accepted."""
        issues = list(self._unread(session, self.changed))
        older = [file for file in self.files if file.contract_sha256 != contract_sha256]
        if older and not issues:
            issues += self._otherwise_named(session, older)
        if issues:
            raise Mistake(issues)

    def _unread(self, session: Session, names: Sequence[str]) -> Iterator[Issue]:
        for name in names:
            expression = self.columns[name]
            where = f"{identifier(name)} IS NOT NULL AND {expression} IS NULL"
            yield from self._first(
                session,
                self.files,
                name,
                where,
                rule="records-type-changed",
                message=f"it was taken in when the field was no {self.contract.accepted_fields[name].value},"
                " and holds a value that is none",
                cure=f"{_AGAIN}, or give the field the type it had.",
            )

    def unhashed(self, session: Session) -> Iterator[Issue]:
        """Name the first row, for each field that names a person, that does not hold a hash."""
        for name in people_of(self.contract):
            if name in self.types:
                yield from self._first(
                    session,
                    self.files,
                    name,
                    no_hash_sql(self.columns[name]),
                    rule="records-not-hashed",
                    message="it was taken in before the contract said that the field names a person",
                    cure=f"{_AGAIN}, then have the earlier one destroyed.",
                    is_shown=False,
                )

    def _otherwise_named(self, session: Session, older: Sequence[StandingFile]) -> Iterator[Issue]:
        """Look for keys that today's contract would make of other fields than the older one did."""
        key = [self.columns[name] for name in self.contract.key or ()]
        joined = " || '|' || ".join(f"CAST({each} AS VARCHAR)" for each in key)
        yield from self._first(
            session,
            older,
            "record_key",
            f"record_key <> {joined}",
            rule="records-key-changed",
            message="it was taken in when the contract made records' keys of other fields",
            cure=f"{_AGAIN}, or give the contract the key it had.",
        )

    def _first(
        self,
        session: Session,
        files: Sequence[StandingFile],
        name: str,
        where: str,
        *,
        rule: str,
        message: str,
        cure: str,
        is_shown: bool = True,
    ) -> Iterator[Issue]:
        """Name the first row that meets a condition, if any does."""
        found = session.rows(
            f"SELECT file_index, line, CAST({identifier(name)} AS VARCHAR)"
            f" FROM read_parquet({paths_sql(files)}) WHERE {where} LIMIT 1"
        )
        for number, line, value in found:
            yield Issue(
                rule=rule,
                file=files[number].file_name,
                line=line,
                column=name,
                value=value if is_shown else None,
                message=message,
                cure=cure,
            )


def people_of(contract: Contract) -> list[str]:
    """List the fields that name a person."""
    return [name for name, field in contract.fields.items() if field.person_key]


def no_hash_sql(value: str) -> str:
    """Write the condition that a value is there and is no hash."""
    return f"length(CAST({value} AS VARCHAR)) <> {_HASH_LENGTH}"


def alike(session: Session, contract: Contract, files: Sequence[StandingFile]) -> list[Alike]:
    """Put files together whose columns have the same types."""
    found: dict[tuple[tuple[str, str], ...], list[StandingFile]] = {}
    for file in files:
        described = session.rows(f"DESCRIBE SELECT * FROM read_parquet({literal(file.path)})")
        found.setdefault(tuple((row[0], row[1]) for row in described), []).append(file)
    return [Alike(tuple(each), dict(types), contract) for types, each in found.items()]


def carried_sql(column: str, given: str, wanted: str) -> str:
    """Write how a column becomes another type, NULL where its value cannot be carried without loss."""
    if given == wanted:
        return column
    text = f"CAST({column} AS VARCHAR)"
    if wanted == "VARCHAR":
        if given.startswith("DECIMAL"):
            return f"CASE WHEN contains({text}, '.') THEN rtrim(rtrim({text}, '0'), '.') ELSE {text} END"
        return "NULL" if given == "BOOLEAN" else text
    if (given, wanted) == ("TIMESTAMP", "DATE"):
        return f"CAST({column} AS DATE)"
    form = literal(_FORMS[wanted])
    return f"CASE WHEN regexp_full_match({text}, {form}) THEN TRY_CAST({text} AS {wanted}) END"


def _engine_type(portable: str) -> str:
    return re.sub("^TEXT$", "VARCHAR", portable)
