"""What was found wrong in the rows of a file: one line each for the rejects report, and issues to show."""

import csv
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from trustboard.definitions.on_breach import OnBreach
from trustboard.intake.demands import Demand
from trustboard.intake.part import Part
from trustboard.intake.query import Query
from trustboard.vocabulary.issue import Issue, Severity
from trustboard.vocabulary.spreadsheet import APOSTROPHE, FORMULA_STARTS, guarded
from trustboard.warehouse.session import Session, literal

SHOWN_AT_MOST = 100
_NUMBER_RULES = ("not-a-number", "blank-number")
_UNLISTED_CURE = "Mend what the rows above have in common, and load again."
_COLUMNS = "line, column_name, value, rule, message, cure"


class Faults:
    """The faults of one file, in a table of its session; `most` of each demand are listed (None: all)."""

    def __init__(self, session: Session, part: Part, *, most: int | None = None) -> None:
        self._session, self._part = session, part
        self._limit = "" if most is None else f" LIMIT {most}"
        self._most = most
        self._unlisted: Counter[str] = Counter()
        session.run(
            "CREATE TABLE faults (line BIGINT, column_name VARCHAR, value VARCHAR, rule VARCHAR, "
            "message VARCHAR, cure VARCHAR, on_breach VARCHAR)"
        )

    def gather(self, query: Query) -> None:
        """Find every cell and row that breaks a demand. The rows stay in the table `faulty`."""
        self._session.run(f"CREATE TABLE faulty AS {query.faulty_sql()}")
        self.look_into("faulty", query)

    def look_into(self, source: str, query: Query) -> None:
        """Note what every row of a table, with all that was read from it, breaks."""
        once = {(demand.rule, demand.column, demand.broken): demand for demand in query.demands}
        for demand in once.values():
            self.add(source, demand, where=f"({demand.broken}){_except(demand.rule, query)}")

    def add(self, source: str, demand: Demand, *, where: str = "TRUE") -> int:
        """Add one fault for each row of a table that breaks a demand, in its order; return how many."""
        found = (
            f"line, {literal(demand.column)}, CAST({demand.value} AS VARCHAR), {literal(demand.rule)}, "
            f"{demand.message}, {literal(demand.cure)}, {literal(demand.on_breach.value)}"
        )
        rows = f"FROM {source} WHERE {where}"
        listed = self._session.run(f"INSERT INTO faults SELECT {found} {rows}{self._limit}")
        if listed != self._most:
            return listed
        every = int(self._session.value(f"SELECT count(*) {rows}"))
        self.leave_unlisted(demand.rule, every - listed)
        return every

    def forget(self) -> None:
        """Begin anew, as when a file is read again."""
        self._session.run("DELETE FROM faults")
        self._unlisted.clear()

    def leave_unlisted(self, rule: str, rows: int) -> None:
        """Count rows that the report says no more of than their number."""
        self._unlisted[rule] += rows

    @property
    def refuse_the_file(self) -> bool:
        """Whether a rule is broken for which the whole file is refused."""
        sql = f"SELECT count(*) FROM faults WHERE on_breach = {literal(OnBreach.REJECT_FILE.value)}"
        return bool(self._session.value(sql))

    @property
    def warnings(self) -> int:
        """How many faults only warn."""
        sql = f"SELECT count(*) FROM faults WHERE on_breach = {literal(OnBreach.WARN.value)}"
        return int(self._session.value(sql))

    def write_report(self, path: Path) -> None:
        """Write every fault to a CSV file, by line; a row that was kept all the same says so."""
        kept = literal(OnBreach.WARN.value)
        message = f"CASE WHEN on_breach = {kept} THEN 'warning, row kept: ' || message ELSE message END"
        self._session.run(
            f"COPY (SELECT {literal(self._part.name)} AS file, line, "
            f'{_guarded_sql("column_name")} AS "column", {_guarded_sql("value")} AS value, rule, '
            f"{message} AS message, cure FROM faults ORDER BY line, rowid) "
            f"TO {literal(path)} (FORMAT csv, HEADER)"
        )
        if +self._unlisted:
            with path.open("a", encoding="utf-8", newline="") as report:
                writer = csv.writer(report, lineterminator="\n")
                for rule, rows in (+self._unlisted).items():
                    more = f"{rows:,} more rows are not listed"
                    writer.writerow([self._part.name, "", "", "", rule, more, _UNLISTED_CURE])

    def issues(self) -> list[Issue]:
        """The first faults as issues, and how many more there are of each rule."""
        first = self._session.rows(
            f"SELECT {_COLUMNS}, on_breach FROM faults ORDER BY on_breach, line, rowid LIMIT {SHOWN_AT_MOST}"
        )
        issues = [self._issue(*row) for row in first]
        counts = Counter(dict(self._session.rows("SELECT rule, count(*) FROM faults GROUP BY rule")))
        counts += self._unlisted
        more = counts.total() - len(first)
        ranked = sorted(counts.items(), key=lambda counted: (-counted[1], counted[0]))
        return [*issues, self._and_more(more, ranked)] if more else issues

    def _issue(
        self,
        line: int | None,
        column: str | None,
        value: str | None,
        rule: str,
        message: str,
        cure: str,
        on_breach: str,
    ) -> Issue:
        is_warning = on_breach == OnBreach.WARN.value
        return self._part.issue(
            rule,
            message,
            cure,
            line=line,
            column=column or None,
            value=value,
            severity=Severity.WARNING if is_warning else Severity.ERROR,
        )

    def _and_more(self, more: int, counts: Iterable[tuple[str, int]]) -> Issue:
        listed = ", ".join(f"{count:,} {rule}" for rule, count in counts)
        return self._part.issue(
            "and-more",
            f"there are {more:,} more; in all: {listed}",
            "The rejects report lists every one of them.",
        )


def _guarded_sql(text: str) -> str:
    """SQL for a text of somebody else's that no spreadsheet will run; numbers stay as they are."""
    starts = " OR ".join(f"starts_with({text}, {literal(start)})" for start in FORMULA_STARTS)
    led = f"{literal(APOSTROPHE)} || {text}"
    is_formula = f"({starts}) AND length({text}) > 1 AND TRY_CAST({text} AS DOUBLE) IS NULL"
    return f"CASE WHEN {is_formula} THEN {led} ELSE {text} END"


def _except(rule: str, query: Query) -> str:
    """SQL for the rows in which a rule is not looked at.

    In a row of another width than the heading every cell may stand under a wrong heading; of a total
    row, or one that is not kept, only the numbers matter that are compared or decide it.
    """
    if rule == "row-width":
        return ""
    return " AND width IS NULL" + ("" if rule in _NUMBER_RULES else f" AND NOT ({query.aside})")


REPORT_COLUMNS = ("file", "line", "column", "value", "rule", "message", "cure")


def write_issues(issues: Iterable[Issue], path: Path) -> None:
    """Write issues that concern a file as a whole in the form of the rejects report."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(REPORT_COLUMNS)
        writer.writerows([_cell(issue, column) for column in REPORT_COLUMNS] for issue in issues)


def _cell(issue: Issue, column: str) -> object:
    value = getattr(issue, column)
    return guarded(value) if column == "value" and value is not None else value
