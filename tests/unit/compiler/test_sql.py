"""SQL as it is written: one snapshot to read, quoting, and what it must never hold."""

from collections.abc import Iterator
from datetime import date

import pytest

from tests.support.counting import columns, contract, fill, indicator
from trustboard.compiler import cells_sql, no_rows_sql, node_sql, plan, rollup_sql, unplaced_sql
from trustboard.definitions.contract import Contract, FieldType
from trustboard.definitions.structure import ClosureRow
from trustboard.expressions import Type, parse
from trustboard.warehouse.session import Session

EXTRACT = contract(
    {"done": FieldType.INTEGER, "due": FieldType.DECIMAL, "kind": FieldType.TEXT}, ["commissioner"]
)
SHARE = indicator(
    kind="proportion", denominator="due", population="kind = 'new' and not (done is null or done < 0)"
)

CELLS = """\
SELECT
  unit,
  commissioner,
  council,
  group_code,
  period_start,
  period_end,
  count(w0) AS w0_rows,
  count(CASE WHEN q0 = 'value' THEN c0 END) AS s0_value,
  count(CASE WHEN q0 = 'no_cases' THEN c0 END) AS s0_no_cases,
  count(CASE WHEN q0 = 'suppressed' THEN c0 END) AS s0_suppressed,
  count(CASE WHEN q0 = 'not_due' THEN c0 END) AS s0_not_due,
  count(CASE WHEN q0 = 'not_collected' THEN c0 END) AS s0_not_collected,
  count(CASE WHEN q0 = 'incomplete' THEN c0 END) AS s0_incomplete,
  CAST(coalesce(sum(CASE WHEN c0 = 1 THEN n0 END), 0) AS DECIMAL(38, 6)) AS t0_sum,
  count(CASE WHEN c0 = 1 THEN n0 END) AS t0_known
FROM (
  SELECT
    unit,
    commissioner,
    council,
    group_code,
    period_start,
    period_end,
    w0,
    w0 & (p0 & (p1 & p2)) AS c0,
    q0,
    n0
  FROM (
    SELECT
      unit,
      commissioner,
      council,
      group_code,
      period_start,
      period_end,
      CASE WHEN window_months = 1 THEN 1 END AS w0,
      CASE WHEN "kind" = 'new' THEN 1 END AS p0,
      CASE WHEN NOT ("done" IS NULL) THEN 1 END AS p1,
      CASE WHEN "done" >= 0 THEN 1 END AS p2,
      COALESCE("done__state", 'not_collected') AS q0,
      CASE WHEN COALESCE("done__state", 'not_collected') = 'no_cases' THEN 0 ELSE "done" END AS n0
    FROM read_parquet(['a.parquet'])
  ) AS leaves
) AS conditions
GROUP BY unit, commissioner, council, group_code, period_start, period_end
ORDER BY unit NULLS FIRST, period_start NULLS FIRST, period_end NULLS FIRST, commissioner NULLS FIRST, \
council NULLS FIRST, group_code NULLS FIRST"""


@pytest.fixture
def session() -> Iterator[Session]:
    with Session(threads=1) as opened:
        yield opened


def test_cells_of_one_indicator_read_like_this() -> None:
    chosen = plan(EXTRACT, [indicator(population="kind = 'new' and not (done is null or done < 0)")])
    assert cells_sql(chosen, source="read_parquet(['a.parquet'])") == CELLS


@pytest.mark.parametrize("dialect", ["duckdb", "spark"])
def test_filter_is_never_written(dialect: str) -> None:
    chosen = plan(EXTRACT, [SHARE, indicator("two", kind="stated")])
    texts = (
        cells_sql(chosen, source="accepted", dialect=dialect),
        rollup_sql(chosen, cells="cells", closure="closure", dialect=dialect),
    )
    assert not [text for text in texts if "FILTER" in text.upper()]


def test_each_leaf_condition_is_worked_out_once() -> None:
    asked = [
        indicator("one", population="kind = 'new' and done > 1"),
        indicator("two", population="done > 1 or kind = 'new'"),
        indicator("three", population="not kind <> 'new'"),
    ]
    text = cells_sql(plan(EXTRACT, asked), source="accepted")
    assert text.count("\"kind\" = 'new'") == text.count('"done" > 1') == 1
    assert "coalesce(p1, p0)" in text


def test_spark_quotes_names_in_its_own_way() -> None:
    chosen = plan(EXTRACT, [SHARE])
    assert "`kind` = 'new'" in cells_sql(chosen, source="accepted", dialect="spark")
    assert "CAST(NULL AS STRING)" in rollup_sql(chosen, cells="cells", closure="closure", dialect="spark")
    assert "CAST(NULL AS STRING) AS `kind`" in no_rows_sql(chosen, dialect="spark")


@pytest.mark.parametrize(
    ("text", "sql"),
    [
        ("a = 'it''s -- not; over'", "\"a\" = 'it''s -- not; over'"),
        ('"say ""hi""" = \'x\'', '"say ""hi""" = \'x\''),
        (
            "b - (b - -1) * 2 > 0",
            '("b" - (CAST("b" - (-1) AS DECIMAL(38, 6)) * CAST(2 AS DECIMAL(38, 6)))) > 0',
        ),
        ("-b between 0 and 1.50", '(-"b") BETWEEN 0 AND 1.50'),
        ("c < date '2018-04-01'", "\"c\" < CAST('2018-04-01' AS DATE)"),
        ("a in ('x', 'y') or a is null", "(\"a\" IN ('x', 'y')) OR (\"a\" IS NULL)"),
        ("not (b = 1 and b in (-1))", 'NOT (("b" = 1) AND ("b" IN ((-1))))'),
    ],
)
def test_nodes_are_written_with_names_quoted_and_texts_escaped(text: str, sql: str) -> None:
    fields = {"a": Type.TEXT, 'say "hi"': Type.TEXT, "b": Type.NUMBER, "c": Type.DATE}
    node, issues = parse(text, fields, wanted=Type.BOOLEAN)
    assert node is not None, issues
    assert node_sql(node) == sql


def test_the_longest_expressions_can_be_written() -> None:
    fields = {"a": Type.NUMBER}
    for text in ("a" + " + a" * 100 + " = 1", " or ".join(["a=1"] * 240), "not " * 20 + "a = 1"):
        node, issues = parse(text, fields, wanted=Type.BOOLEAN)
        assert node is not None, issues
        assert node_sql(node)


def types(session: Session, sql: str) -> dict[str, str]:
    return {name: type_ for name, type_, *_ in session.rows(f"DESCRIBE {sql}")}


def ready(session: Session, extract: Contract) -> None:
    fill(session, "accepted", columns(extract), [])
    shape = {"unit": "VARCHAR", "source_unit": "VARCHAR", "period_start": "DATE", "is_own": "BOOLEAN"}
    fill(session, "closure", shape, [ClosureRow("ZZ1", "AMH", date(2018, 4, 1), False)._asdict()])


def test_cells_and_roll_ups_have_the_plans_columns_and_lasting_types(session: Session) -> None:
    chosen = plan(EXTRACT, [SHARE, indicator("two", kind="stated", numerator="done * due * 2")])
    ready(session, EXTRACT)
    session.run(f"CREATE TEMP TABLE cells AS {cells_sql(chosen, source='accepted')}")
    found = types(session, "cells")
    assert tuple(found) == chosen.columns
    assert found == types(session, f"({rollup_sql(chosen, cells='cells', closure='closure')})")
    kept = {
        "VARCHAR",
        "DATE",
        "BIGINT",
        "DECIMAL(38,6)",
        "DECIMAL(38,18)",
    }  # a HUGEINT would be lost in Parquet
    assert set(found.values()) == kept


def test_no_rows_lend_their_columns_to_files_that_lack_them(session: Session) -> None:
    chosen = plan(EXTRACT, [SHARE])
    ready(session, contract({"done": FieldType.INTEGER}))
    united = f"(SELECT * FROM accepted UNION ALL BY NAME {no_rows_sql(chosen)})"
    assert session.rows(cells_sql(chosen, source=united)) == []


def test_units_that_nobody_takes_up_are_listed_once(session: Session) -> None:
    ready(session, EXTRACT)
    day, other = date(2018, 4, 1), date(2018, 5, 1)
    cells = [("AMH", day), ("AMH", other), ("LOST", day), ("LOST", day)]
    fill(
        session,
        "cells",
        {"unit": "VARCHAR", "period_start": "DATE"},
        [{"unit": unit, "period_start": start} for unit, start in cells],
    )
    assert session.rows(unplaced_sql("cells", "closure")) == [("AMH", other), ("LOST", day)]


def test_an_empty_plan_still_makes_cells(session: Session) -> None:
    chosen = plan(EXTRACT, [])
    ready(session, EXTRACT)
    assert session.rows(cells_sql(chosen, source="accepted")) == []
