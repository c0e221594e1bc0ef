"""The small workspace with extracts of single records: a spell in hospital points to a person. All made up."""

from dataclasses import dataclass

from tests.support.workspace import small_workspace
from tests.unit.definitions.bad import line_of
from trustboard.definitions.loading import Loaded, load_definitions
from trustboard.definitions.rules import Rule
from trustboard.vocabulary.issue import Issue, Severity

PEOPLE = """\
extract: people
title: People (made up)
source: {publisher: Fenbrook Partnership (made up)}
files: ["people*.csv"]
period: {file_name: '(?P<year>[0-9]{4})-(?P<month>[0-9]{2})'}
unit: {constant: ZZ1}
key: [person]
load_mode: snapshot
fields:
  person: {heading: NHS_Number, type: code, person_key: true}
  ethnicity: {heading: Ethnicity, type: code, may_be_blank: true}
records: {}
"""

SPELLS = """\
extract: spells
title: Hospital spells (made up)
source: {publisher: Fenbrook Partnership (made up)}
files: ["spells*.csv"]
format: csv
period: {field: discharged}
unit: {field: ward, scheme: local}
consultant: {field: consultant_code, scheme: local}
commissioner: {field: payer}
key: [spell]
load_mode: changes_by_key
fields:
  spell: {heading: Spell, type: code}
  ward: {heading: Ward, type: code}
  consultant_code: {heading: Consultant, type: code, may_be_blank: true}
  person: {heading: NHS_Number, type: code, person_key: true, may_be_blank: true}
  number: {heading: Local_Number}
  practice: {heading: Practice, type: code, may_be_blank: true}
  admitted: {heading: Admitted, type: time, date_format: 'dd/mm/yyyy hh:mm'}
  discharged: {heading: Discharged, type: date, date_format: dd/mm/yyyy}
  destination: {heading: Destination, type: code, code_list: destination, may_be_blank: true}
  days: {heading: Days, type: integer, minimum: 0, may_be_blank: true}
  is_planned: {heading: Planned, type: boolean, may_be_blank: true}
  status: {heading: Status, type: code, codes: [A, D]}
records:
  references:
    person: {extract: people, fields: [person]}
  derive:
    payer:
      choices:
        - {rule: practice, when: practice <> 'V81997', take: "lookup('practice.sub_icb', practice)"}
        - {rule: usual, take: "'QZ1'", effective_from: 2013-04-01, effective_to: 2022-06-30}
      otherwise: UNKNOWN
  removal: {field: status, values: [D]}
  rejects: {warn_over: 0.01, refuse_over: 0.1}
  local_number: number
  exclusion_reasons: [Died before follow-up, Test record]
  retention_years: 8
checks:
  - rule: days >= 0
"""

FOLLOWED = """\
id: followed
title: Followed up
why: The first days are the riskiest.
extract: spells
kind: proportion
period: {date: discharged, shift_days: 4, lag_days: 3}
population: destination is null or not destination in codes('excluded')
numerator: days between 1 and 3
by: [destination]
better: higher
domain: safe
perspective: quality_safety
definition: People who left, followed up on day 1, 2 or 3.
owner: Chief nurse
author: Performance analyst
checked_by: Head of information
review_by: 2099-03-31
sources: [NHS Standard Contract]
cases:
  - it: counts day 1
    period: 2026-05
    rows: [{spell: 1, discharged: 2026-05-10, days: 1, is_planned: true}]
    others: {people: [{person: p1, ethnicity: A}]}
    numerator: 1
    denominator: 1
"""

CODES = """\
list,code,label,valid_from,valid_to,maps_to
destination,19,Usual place,,,
destination,54,Care home,2010-04-01,2019-03-31,55
destination,54,Nursing home,2019-04-01,,
excluded,37,Prison,,,
"""

PRACTICES = """\
key,sub_icb,icb,valid_from,valid_to
A81001,16c,QHM,2022-07-01,
a81001,00K,,,2022-06-30
"""

EXCLUSIONS = """\
extract,record_key,reason,decided_by,decided_on,valid_from,valid_to
spells,s1,Test record,Head of information,2026-05-02,,
spells,S2,Died before follow-up,Chief nurse,2026-05-02,2026-04-01,2026-04-30
"""

SETTINGS = """\
name = "Fenbrook Partnership (made up)"
ods_code = "ZZ1"
memory = "4GB"
threads = 2
person_key_file = "../keys/person.key"

[spark]
master = "local[2]"

[connections.epr]
kind = "sqlserver"
uri_from = "EPR_ADDRESS"
"""

RECORD_FILES = {
    "trustboard.toml": SETTINGS,
    "extracts/people.yaml": PEOPLE,
    "extracts/spells.yaml": SPELLS,
    "indicators/followed.yaml": FOLLOWED,
    "codes/destination.csv": CODES,
    "lookups/practice.csv": PRACTICES,
    "exclusions.csv": EXCLUSIONS,
}
NAMES = {
    "settings": "trustboard.toml",
    "people": "extracts/people.yaml",
    "spells": "extracts/spells.yaml",
    "indicator": "indicators/followed.yaml",
    "codes": "codes/destination.csv",
    "lookup": "lookups/practice.csv",
    "exclusions": "exclusions.csv",
    "holidays": "bank_holidays.csv",
}


def record_workspace(**overrides: str | bytes | None) -> dict[str, bytes]:
    """Files of a valid workspace of records, with whole files replaced (short name or path)."""
    files: dict[str, str | bytes | None] = {**RECORD_FILES}
    files |= {NAMES.get(name, name): text for name, text in overrides.items()}
    return small_workspace(**files)


def changed_records(name: str, *replacements: tuple[str, str]) -> dict[str, bytes]:
    """The same with words of one file replaced; each must stand there, the first is replaced."""
    text = RECORD_FILES[NAMES[name]]
    for old, new in replacements:
        assert old in text, f"{old!r} is not in {name}"
        text = text.replace(old, new, 1)
    return record_workspace(**{name: text})


def loaded(**overrides: str | bytes | None) -> Loaded:
    """The workspace of records, loaded."""
    return load_definitions(record_workspace(**overrides))


@dataclass(frozen=True)
class BadRecords:
    """Replace `old` by `new` in one file (short name): exactly one issue, on the line where `at` stands."""

    rule: Rule
    name: str
    old: str
    new: str
    at: str
    cure: str = ""  # part of the cure
    says: str = ""  # part of the message
    column: str | None = None
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.name}-{self.rule}-{self.at.strip()[:30]}"

    def check(self) -> None:
        """Assert that exactly the expected issue is found, and where."""
        files = changed_records(self.name, (self.old, self.new))
        if self.name == "spells":  # what others say of its fields and keys is not looked at here
            del files[NAMES["indicator"]], files[NAMES["exclusions"]]
        found = load_definitions(files)
        issue = only(found)
        line = line_of(files[NAMES[self.name]].decode("utf-8"), self.at)
        assert (issue.rule, issue.file, issue.line) == (self.rule, NAMES[self.name], line), issue
        assert issue.severity is self.severity
        assert self.cure in issue.cure, issue.cure
        assert self.says in issue.message, issue.message
        assert self.column in (None, issue.column), issue
        assert (found.workspace is None) == (self.severity is Severity.ERROR)


def only(found: Loaded) -> Issue:
    """The one issue that was found."""
    assert len(found.issues) == 1, found.issues
    return found.issues[0]
