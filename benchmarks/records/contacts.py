"""Synthetic care contacts: settled records as Parquet, a file a month, and the organisation they belong to.

Everything is drawn from hashes of the record's number and a seed: the same DuckDB makes the same records.
Dimensions go together as in life: a consultant works in a team and now and then in the next one, a team
serves one council and its neighbours, a council has one commissioner for most of its people.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from trustboard.vocabulary.period import Grain, Period, add_months
from trustboard.warehouse.parquet import OPTIONS
from trustboard.warehouse.session import Session, literal

FORM = 1  # raise it when other records are drawn: kept ones are then made again
SEED = 2026
FIRST_MONTH = date(2022, 4, 1)
TRUST = "R1A"
CONSULTANTS, TEAMS, COUNCILS, COMMISSIONERS = 2000, 400, 20, 9
TEAMS_A_SERVICE, TEAMS_A_DIVISION = 10, 50

_DRAWN = """
WITH drawn AS (
  SELECT i, hash(i, {seed}, 1) AS a, hash(i, {seed}, 2) AS b, hash(i, {seed}, 3) AS c, 
    hash(i, {seed}, 4) AS d, hash(i, {seed}, 5) AS e
  FROM range({first}, {last}) AS numbers(i)
), consulted AS (
  SELECT *, least(a % {consultants}, a // {consultants} % {consultants})::INT AS consultant FROM drawn
), teamed AS (
  SELECT *, (consultant // 5 + CASE WHEN b % 100 < 93 THEN 0 ELSE 1 END) % {teams} AS team FROM consulted
), lived AS (
  SELECT *, (CASE WHEN b // 100 % 100 < 80 THEN team WHEN b // 100 % 100 < 96 THEN team + 1 + b // 10000 % 3
    ELSE b // 10000 END % {councils})::INT AS council FROM teamed
), dated AS (
  SELECT *,
    (CASE WHEN c % 100 < 93 THEN council // 3 ELSE c // 100 END % {commissioners})::INT AS commissioner,
    DATE '{month}' + (d % 28)::INT AS contact_date,
    (d // 1000 % CASE WHEN d // 100 % 10 < 7 THEN 60 ELSE 420 END)::INT AS wait
  FROM lived
)
SELECT DATE '{month}' AS event_month, 'K' || lpad(i::VARCHAR, 9, '0') AS record_key,
  'K' || lpad(i::VARCHAR, 9, '0') AS record,
  'T' || lpad(team::VARCHAR, 4, '0') AS team, 'C' || lpad(consultant::VARCHAR, 7, '0') AS consultant,
  'Q' || lpad(commissioner::VARCHAR, 2, '0') AS commissioner, 'E0' || (7000000 + council)::VARCHAR AS council,
  contact_date, contact_date - wait AS referral_date,
  CASE WHEN e % 100 < 70 THEN '5' WHEN e % 100 < 78 THEN '3' WHEN e % 100 < 88 THEN '7'
    WHEN e % 100 < 92 THEN '6' WHEN e % 100 < 95 THEN '2' WHEN e % 100 < 98 THEN '4' END AS attended,
  lpad((1 + least(e // 100 % 13, e // 1300 % 13))::VARCHAR, 2, '0') AS mechanism,
  CASE WHEN e // 20000 % 50 > 0 THEN (1 + e // 1000000 % 3)::VARCHAR END AS priority,
  CASE WHEN e // 3000000 % 33 > 0 THEN lpad((1 + e // 99000000 % 24)::VARCHAR, 2, '0') END AS reason,
  CASE WHEN a // 7000000 % 5 >= 3 THEN
    ['ADULT_ACUTE', 'OLDER_ACUTE', 'PICU', 'COMMUNITY'][1 + (a // 35000000 % 4)::INT] END AS ward_class,
  CASE WHEN a // 777000000 % 40 > 0 THEN (5 * (1 + a // 31080000000 % 24))::BIGINT END AS duration,
  wait::BIGINT AS wait_days, (c // 1000 % 100)::BIGINT AS age,
  CASE WHEN c // 100000 % 12 > 0 THEN chr(65 + (c // 1300000 % 18)::INT) END AS ethnicity,
  c // 50000000 % 4 = 0 AS first_contact,
  CASE WHEN c // 200000000 % 10 >= 6 THEN contact_date + (c // 2000000000 % 30)::INT END AS discharge_date,
  CASE WHEN d // 7000000 % 10 >= 6 THEN contact_date + (d // 70000000 % 20)::INT END AS followup_date,
  CASE WHEN d // 2000000000 % 9 > 0 THEN (1 + d // 20000000000 % 5)::BIGINT END AS outcome_score
FROM dated ORDER BY record_key
"""

_CLOSURE = """
WITH months AS (
  SELECT (DATE '{month}' + to_months(i::INT))::DATE AS period_start FROM range({months}) AS m(i)
),
teams AS (SELECT range AS team, 'T' || lpad(range::VARCHAR, 4, '0') AS code FROM range({teams})),
pairs AS (
  SELECT code AS unit, code AS source_unit, true AS is_own FROM teams
  UNION ALL SELECT 'S' || lpad((team // {a_service})::VARCHAR, 2, '0'), code, false FROM teams
  UNION ALL SELECT 'D' || (team // {a_division})::VARCHAR, code, false FROM teams
  UNION ALL SELECT '{trust}', code, false FROM teams
  UNION ALL SELECT '{trust}', '{trust}', true
  UNION ALL SELECT 'C' || lpad(range::VARCHAR, 7, '0'), 'C' || lpad(range::VARCHAR, 7, '0'), true
    FROM range({consultants})
)
SELECT unit, source_unit, period_start, is_own FROM pairs, months ORDER BY ALL
"""


@dataclass(frozen=True)
class Contacts:
    """Records of some months on the disk: a file for each month, and the closure of the organisation."""

    folder: Path
    rows: int
    months: int

    @property
    def periods(self) -> list[Period]:
        """The months, in order."""
        starts = (add_months(FIRST_MONTH, i) for i in range(self.months))
        return [Period.containing(start, Grain.MONTH) for start in starts]

    @property
    def files(self) -> list[Path]:
        """The records of each month, in order."""
        return [self.folder / f"{period.code}.parquet" for period in self.periods]

    @property
    def closure(self) -> Path:
        """Which team counts for which unit in each month, and each consultant for itself."""
        return self.folder / "closure.parquet"

    @property
    def teams(self) -> Path:
        """Each team's service and division, as tools read it that know no closure."""
        return self.folder / "teams.parquet"

    @property
    def rows_a_month(self) -> int:
        """Records of one month."""
        return self.rows // self.months

    @property
    def megabytes(self) -> float:
        """Size of the records on the disk."""
        return sum(file.stat().st_size for file in self.files) / 1e6


def contacts(rows: int, months: int, folder: Path) -> Contacts:
    """Draw the records, unless the folder has them already."""
    found = Contacts(folder / f"contacts-{FORM}-{SEED}-{rows}-{months}", rows // months * months, months)
    done = found.folder / "done"
    if not done.exists():
        found.folder.mkdir(parents=True, exist_ok=True)
        with Session(folders=[found.folder]) as session:
            _draw(found, session)
        done.touch()
    return found


def _draw(made: Contacts, session: Session) -> None:
    for number, (period, file) in enumerate(zip(made.periods, made.files, strict=True)):
        first = number * made.rows_a_month
        drawn = _DRAWN.format(
            seed=SEED,
            first=first,
            last=first + made.rows_a_month,
            month=period.start.isoformat(),
            consultants=CONSULTANTS,
            teams=TEAMS,
            councils=COUNCILS,
            commissioners=COMMISSIONERS,
        )
        session.run(f"COPY ({drawn}) TO {literal(file)} ({OPTIONS})")
    closure = _CLOSURE.format(
        month=FIRST_MONTH.isoformat(),
        months=made.months,
        teams=TEAMS,
        a_service=TEAMS_A_SERVICE,
        a_division=TEAMS_A_DIVISION,
        trust=TRUST,
        consultants=CONSULTANTS,
    )
    session.run(f"COPY ({closure}) TO {literal(made.closure)} ({OPTIONS})")
    above = "max(unit) FILTER (starts_with(unit, '{}'))"
    teams = (
        f"SELECT source_unit AS team, {above.format('S')} AS service, {above.format('D')} AS division"
        f" FROM read_parquet({literal(made.closure)})"
        " WHERE starts_with(source_unit, 'T') GROUP BY source_unit"
    )
    session.run(f"COPY ({teams}) TO {literal(made.teams)} ({OPTIONS})")
