"""One DuckDB connection in memory: runs SQL over files of named folders and reaches nothing else."""

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb
import numpy as np
import numpy.typing as npt


class SessionError(Exception):
    """DuckDB could not do what was asked; the message is DuckDB's own."""


class SessionFileError(SessionError, OSError):
    """DuckDB could not read or write a file: the disk is full, or the file cannot be reached."""


def literal(text: str | Path) -> str:
    """Write a text, or a path, as an SQL string."""
    return "'" + str(text).replace("'", "''") + "'"


def identifier(name: str) -> str:
    """Write a column or table name so that any character may stand in it."""
    return '"' + name.replace('"', '""') + '"'


class Session:
    """A context manager around one in-memory DuckDB connection.

    Only files under `folders`, and the single `files`, can be read or written; nothing is fetched
    from a network and the settings cannot be changed later. `spill` is the folder for what does
    not fit in memory (`memory`, such as "1GB"; DuckDB's own choice when None).
    """

    def __init__(
        self,
        *,
        folders: Iterable[Path] = (),
        files: Iterable[Path] = (),
        spill: Path | None = None,
        memory: str | None = None,
        threads: int | None = None,
    ) -> None:
        options: dict[str, str | bool | int | float | list[str]] = {
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "preserve_insertion_order": True,
        }
        if memory is not None:
            options["memory_limit"] = memory
        if threads is not None:
            options["threads"] = threads
        if spill is not None:
            options["temp_directory"] = str(spill)
        self._connection = duckdb.connect(config=options)
        self._close_the_doors([*folders, *([spill] if spill is not None else [])], list(files))

    def _close_the_doors(self, folders: list[Path], files: list[Path]) -> None:
        self.run(f"SET allowed_directories = {_list(folders)}")
        self.run(f"SET allowed_paths = {_list(files)}")
        self.run("SET enable_external_access = false")
        self.run("SET lock_configuration = true")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def run(self, sql: str, params: Sequence[object] = ()) -> int:
        """Run one statement; return the rows it wrote where DuckDB counts them, else 0."""
        rows = self.rows(sql, params)
        return rows[0][0] if len(rows) == 1 and len(rows[0]) == 1 and isinstance(rows[0][0], int) else 0

    def rows(self, sql: str, params: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Run one query and fetch all its rows. Raises SessionError with DuckDB's message."""
        with _named_errors():
            return self._connection.execute(sql, list(params)).fetchall()

    def value(self, sql: str, params: Sequence[object] = ()) -> Any:
        """Fetch the first column of the first row, or None where there is no row."""
        rows = self.rows(sql, params)
        return rows[0][0] if rows else None

    def numbers(self, sql: str) -> npt.NDArray[Any]:
        """Run a query of one column of numbers, none of them NULL, and fetch it as an array."""
        with _named_errors():
            (column,) = self._connection.execute(sql).fetchnumpy().values()
        return np.asarray(column)

    def offer(self, name: str, columns: Mapping[str, npt.NDArray[np.generic]]) -> None:
        """Make NumPy arrays of one length readable as a table of that name."""
        self._connection.register(name, dict(columns))


@contextlib.contextmanager
def _named_errors() -> Iterator[None]:
    """Raise DuckDB's errors as our own."""
    try:
        yield
    except duckdb.IOException as error:
        raise SessionFileError(str(error)) from error
    except duckdb.Error as error:
        raise SessionError(str(error)) from error


def _list(paths: Sequence[Path]) -> str:
    return "[" + ", ".join(literal(path.resolve()) for path in paths) + "]::VARCHAR[]"
