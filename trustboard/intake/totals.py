"""Total rows: left out, and held against the sum of the rows they total."""

from pathlib import Path

from trustboard.definitions.contract import Contract, TotalRows
from trustboard.definitions.on_breach import OnBreach
from trustboard.intake.cells import state_of
from trustboard.intake.columns import Columns
from trustboard.intake.demands import Demand
from trustboard.intake.faults import Faults
from trustboard.intake.numbers import DECIMAL
from trustboard.intake.query import MEASURE, NOT_KEPT, OUTCOME, REJECTED, TOTAL_ROWS, VALUE, Query
from trustboard.vocabulary.state import State
from trustboard.warehouse.session import Session, identifier, literal


class Totals:
    """Checks the total rows of one file. `rows` are the accepted rows, as Parquet."""

    def __init__(
        self,
        session: Session,
        contract: Contract,
        columns: Columns,
        query: Query,
        rows: Path,
        *,
        has_faulty: bool,
    ) -> None:
        self._session, self._contract, self._columns = session, contract, columns
        self._query, self._rows, self._has_faulty = query, rows, has_faulty

    def check(self, number: int, total: TotalRows, faults: Faults) -> None:
        """Compare the total rows that the contract's total of that number picks."""
        if not total.fields:
            return
        self._gather(number, total)
        for index, field in enumerate(total.fields):
            found = self._compare(index, total)
            self._session.run(f"CREATE OR REPLACE TABLE differing AS {found}")
            differing = faults.add("differing", self._demand(field, total))
            if differing and total.on_breach is OnBreach.REJECT_ROW:
                self._exclude(total)

    def _gather(self, number: int, total: TotalRows) -> None:
        """Make the tables `totals` (the total rows) and `parts` (the rows they total), both kept small."""
        is_total = f'{OUTCOME} = {literal(TOTAL_ROWS)} AND "is:total {number}"'
        self._session.run(
            f"CREATE OR REPLACE TABLE totals AS SELECT line, {self._keys(total)}, {self._numbers(total)} "
            f"FROM others WHERE {is_total}"
        )
        columns = f"line, {self._keys(total)}, {self._numbers(total)}"
        accepted = f"SELECT {columns} FROM read_parquet({literal(self._rows)})"
        rejected = (
            f"SELECT {columns} FROM faulty "
            f"WHERE {OUTCOME} = {literal(REJECTED)} AND width IS NULL AND NOT ({self._query.aside})"
        )
        sums = ", ".join(
            f"sum(v{index}) AS v{index}, count(CASE WHEN s{index} IS NULL OR s{index} = "
            f"{literal(State.SUPPRESSED.value)} THEN 1 END) AS hidden{index}"
            for index in range(len(total.fields))
        )
        groups = ", ".join(["period_start", *self._per(total)])
        self._session.run(
            f"CREATE OR REPLACE TABLE parts AS SELECT {groups}, count(*) AS n, {sums} "
            f"FROM ({accepted}{f' UNION ALL {rejected}' if self._has_faulty else ''}) GROUP BY {groups}"
        )

    def _per(self, total: TotalRows) -> list[str]:
        return [f"per{index}" for index in range(len(total.per))]

    def _keys(self, total: TotalRows) -> str:
        long = self._contract.long
        columns = ["period_start"]
        for index, name in enumerate(total.per):
            source = MEASURE if long is not None and name == long.measure_field else name
            columns.append(f"{identifier(source)} AS per{index}")
        return ", ".join(columns)

    def _numbers(self, total: TotalRows) -> str:
        long = self._contract.long
        columns = []
        for index, name in enumerate(total.fields):
            value, state = identifier(name), state_of(name)
            if long is not None and name in (long.value_field, *long.measures):
                value, state = identifier(VALUE), state_of(VALUE)
                if name != long.value_field:
                    value = f"CASE WHEN {identifier(MEASURE)} = {literal(name)} THEN {value} END"
            columns += [f"CAST({value} AS {DECIMAL}) AS v{index}", f"CAST({state} AS VARCHAR) AS s{index}"]
        return ", ".join(columns)

    def _compare(self, index: int, total: TotalRows) -> str:
        """SQL for the total rows that differ from the sum of their rows.

        A total whose period can be read totals its period; one without a period totals the file. It
        is not compared where a part is withheld, or where its rows are there but are not kept.
        """
        same = [f"t.{name} IS NOT DISTINCT FROM p.{name}" for name in self._per(total)]
        same.append("(t.period_start IS NULL OR t.period_start = p.period_start)")
        summed = (
            f"SELECT t.line, any_value(t.v{index}) AS said, COALESCE(sum(p.v{index}), 0) AS sum_, "
            f"COALESCE(sum(p.n), 0) AS n, COALESCE(sum(p.hidden{index}), 0) AS hidden "
            f"FROM totals t LEFT JOIN parts p ON {' AND '.join(same)} "
            f"WHERE t.s{index} = {literal(State.VALUE.value)} AND t.v{index} IS NOT NULL GROUP BY t.line"
        )
        return (
            f"SELECT * FROM ({summed}) WHERE hidden = 0 AND abs(said - sum_) > {total.tolerance:.15g} "
            f"AND (n > 0 OR line NOT IN ({self._not_kept(total)}))"
        )

    def _not_kept(self, total: TotalRows) -> str:
        """SQL for the lines of totals whose rows are in the file but are not kept."""
        if self._contract.keep is None:
            return "SELECT -1"
        same = [f"t.{name} IS NOT DISTINCT FROM q.{name}" for name in self._per(total)]
        same.append("(t.period_start IS NULL OR t.period_start IS NOT DISTINCT FROM q.period_start)")
        where = f"{OUTCOME} = {literal(NOT_KEPT)}"
        rows = f"SELECT DISTINCT {self._keys(total)} FROM others WHERE {where}"
        return f"SELECT t.line FROM totals t JOIN ({rows}) q ON {' AND '.join(same)}"

    def _demand(self, field: str, total: TotalRows) -> Demand:
        column = self._columns.fields.get(field)
        shown = "regexp_replace(CAST({} AS VARCHAR), '\\.?0+$', '')"
        said, sum_ = (shown.format(f"CAST({name} AS DECIMAL(38, 6))") for name in ("said", "sum_"))
        return Demand(
            rule="total-differs",
            column=column.heading if column is not None else field,
            broken="TRUE",
            value=said,
            message=f"'the total says ' || {said} || ', and its ' || n || ' rows sum to ' || {sum_}",
            cure="Ask the sender which is right; for rounding, give the total a tolerance in the contract.",
            on_breach=total.on_breach,
        )

    def _exclude(self, total: TotalRows) -> None:
        """A total that differs takes its rows with it: none of them can be relied on."""
        same = [f"t.{name} IS NOT DISTINCT FROM r.{name}" for name in self._per(total)]
        same.append("(t.period_start IS NULL OR t.period_start = r.period_start)")
        rows = f"SELECT line, {self._keys(total)} FROM read_parquet({literal(self._rows)})"
        self._session.run(
            f"INSERT INTO excluded SELECT r.line FROM totals t JOIN differing USING (line) "
            f"JOIN ({rows}) r ON {' AND '.join(same)}"
        )
        self._session.run("INSERT INTO excluded_totals SELECT line FROM differing")
