"""Extract contracts: what an incoming file looks like, and what must hold in it."""

from enum import StrEnum

from pydantic import Field

from trustboard.definitions.model import Day, Definition, Name, Text
from trustboard.definitions.on_breach import OnBreach
from trustboard.definitions.records import Derivation, Query, Records
from trustboard.vocabulary.period import Grain


class FileFormat(StrEnum):
    """How the file is written; a zip around any of them is opened by itself."""

    CSV = "csv"
    XLSX = "xlsx"
    XLS = "xls"
    PARQUET = "parquet"


class LoadMode(StrEnum):
    """What a later file does to earlier ones. Every file stays; this says which one stands.

    A file stands whole: units that it lacks have no numbers then. Changes by key, and snapshots,
    are for extracts of single records.
    """

    REPLACE_PERIOD = "replace_period"  # for each period it holds, the later file stands
    REPLACE_ALL = "replace_all"  # the later file stands for everything
    CHANGES_BY_KEY = "changes_by_key"  # a file holds new and changed records: each takes its key's place
    SNAPSHOT = "snapshot"  # a file holds everything as it is at the end of its period


class FieldType(StrEnum):
    """What a field holds. Codes are upper-cased text without blanks around."""

    CODE = "code"
    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    TIME = "time"  # a date with a time of day, as London's clocks show it (records only)
    BOOLEAN = "boolean"  # Y or N, 1 or 0, true or false (records only)

    @property
    def is_number(self) -> bool:
        """Whether it is a number that can be summed, with a state beside it."""
        return self in (FieldType.INTEGER, FieldType.DECIMAL)


class Blank(StrEnum):
    """What an empty cell of a number means."""

    NOT_COLLECTED = "not_collected"
    ZERO = "zero"
    REJECT = "reject"


class OtherColumns(StrEnum):
    """What happens to columns of the file that the contract does not name."""

    IGNORE = "ignore"
    WARN = "warn"
    REJECT = "reject"


class YearKind(StrEnum):
    """How a year column counts years: financial (2010-11, April to March) or calendar (2010)."""

    FINANCIAL = "financial"
    CALENDAR = "calendar"


class Marker(StrEnum):
    """The states that a marker in a number's cell can stand for (the words are those of `State`)."""

    SUPPRESSED = "suppressed"
    NOT_COLLECTED = "not_collected"
    NOT_DUE = "not_due"
    NO_CASES = "no_cases"


class HeadingName(Definition):
    """One spelling of a heading, and when it was used (both ends included; open when absent)."""

    name: str  # as it stands in the file
    effective_from: Day | None = None  # first day of its use; absent: from the beginning
    effective_to: Day | None = None  # last day of its use; absent: still used


class Field_(Definition):  # noqa: N801 (Field is Pydantic's)
    """One field taken from the file: its heading (with aliases and renames) and its type.

    A heading is matched after folding white space and letter case. `position` (1 = first column)
    serves files without usable headings. `constant` fills a field that the file does not carry.
    """

    heading: str | list[str | HeadingName] | None = None  # the column's name, or a list of names it has had
    position: int | None = Field(default=None, ge=1)  # the column by number, 1 = first
    constant: str | None = None  # a value for every row, where the file has no such column
    type: FieldType = FieldType.TEXT  # what it holds
    required: bool = True  # the column must be in the file
    may_be_blank: bool = False  # for codes, texts and dates, of records for all; else numbers follow `blank`
    blank: Blank = Blank.NOT_COLLECTED  # what an empty cell of a number means (counts only)
    codes: list[str] | None = None  # the values it may have
    code_list: str | None = None  # the dated list under codes/ that has the values it may have (records only)
    person_key: bool = False  # names a person: only a keyed hash of it is kept (records only)
    personal: bool = False  # tells something about a person: shown only with the right (records only)
    minimum: float | None = None  # the least it may be
    maximum: float | None = None  # the most it may be
    date_format: str | None = None  # dd/mm/yyyy and the like
    on_breach: OnBreach = OnBreach.REJECT_ROW  # what happens when a cell is not as it should be
    title: str | None = None  # its name on pages


class Heading(Definition):
    """Where the heading is: a row number, or the first row that contains a text."""

    row: int | None = Field(default=None, ge=1)  # its row number, 1 = first
    containing: str | None = None  # a text that only the heading row contains
    rows: int = Field(default=1, ge=1, le=3)  # stacked ones are joined with " | ", merged cells filled right


class PeriodRule(Definition):
    """Which period a row belongs to. Exactly one way is given.

    `field`: a date or text in one column. `start_field` with `end_field`: two dates, each with its
    own order; the row belongs to the period of its end and its length in months is kept.
    `year_field` with `month_field`: a (financial) year and an English month name.
    `file_name`: a regular expression with named groups year and month (name or number).
    `constant`: a period code such as 2018-04, for a file that says nothing.
    """

    grain: Grain = Grain.MONTH  # how long a period of this file is
    field: str | None = None  # the field that says it
    format: str | None = None  # dd/mm/yyyy, month yyyy, yyyymm, mmm-yy, or with other text: MSitAE-MONTH-yyyy
    start_field: str | None = None  # the field with the first day
    start_format: str | None = None  # how that day is written, when not as the field says
    end_field: str | None = None  # the field with the last day
    end_format: str | None = None  # how that day is written, when not as the field says
    year_field: str | None = None  # the field with the year
    year_is: YearKind = YearKind.FINANCIAL  # financial: 2010-11; calendar: 2010
    month_field: str | None = None  # the field with the English name of the month
    file_name: str | None = None  # a regular expression with (?P<year>…) and (?P<month>…)
    constant: str | None = None  # one period for the whole file: 2018-04


class CodeField(Definition):
    """Which field holds a unit (or commissioner, or council) code, and in which scheme."""

    field: str | None = None  # the field that holds the code
    constant: str | None = None  # one code for every row
    scheme: str = "ods"  # whose codes these are: ods, ons, local


class Recode(Definition):
    """A code mapped by date: merged or renamed organisations, or a publisher's words for one."""

    field: str  # the field of the unit, commissioner, council or group
    code: str | list[str]  # the code in the file, or a list of them
    becomes: str  # the code it stands for
    effective_from: Day | None = None  # first day it holds; asked of the period's last day
    effective_to: Day | None = None  # last day it holds
    why: str = ""  # the reason


class LongForm(Definition):
    """Several measures in long form: one row a measure. `measures` names the ones to take.

    Rows of one key are put side by side, so each measure becomes a number field of that name.
    """

    measure_field: str  # the field that names the measure
    value_field: str  # the field that holds its value
    measures: dict[Name, str | list[str]]  # our field name -> the file's measure name(s)
    type: FieldType = FieldType.DECIMAL  # what the values are: integer or decimal
    blank: Blank = Blank.NOT_COLLECTED  # what an empty value means


class BandSum(Definition):
    """Wide bands summed into one number field: by naming fields, or headings from … to …, in file order."""

    fields: list[str] | None = None  # the fields to sum
    headings_from: str | None = None  # heading of the first column to sum
    headings_to: str | None = None  # heading of the last column to sum
    blank: Blank = Blank.NOT_COLLECTED  # what an empty cell among them means


class Check(Definition):
    """Column arithmetic, or any condition, that must hold in every row: an expression over fields."""

    rule: str  # a condition over the fields
    on_breach: OnBreach = OnBreach.REJECT_ROW  # what happens to a row that breaks it
    why: str = ""  # what a broken rule means, in plain words


class TotalRows(Definition):
    """Rows that are totals of others: left out, and checked against the sum of the rows they total.

    `where` picks them; `per` are the fields within which they total (empty: the whole period of the
    file); `fields` are the numbers compared; `tolerance` allows for rounding.
    """

    where: str  # a condition that only the total rows meet
    per: list[str] = Field(default_factory=list)  # fields within which they total; empty: the whole period
    fields: list[str] = Field(default_factory=list)  # the number fields compared
    tolerance: float = 0  # how far a total may be from its sum
    on_breach: OnBreach = OnBreach.REJECT_FILE  # what happens when a total differs


class Source(Definition):
    """Who publishes the file and under which licence; shown on the pages that use it."""

    publisher: Text  # who publishes the file
    licence: str = ""  # under which licence
    attribution: str = ""  # the sentence the licence asks to be shown
    url: str = ""  # where it comes from


class Contract(Definition):
    """One extract's contract. With `records` its rows are single records; else they are counted already."""

    extract: Name  # its name, that of the file
    title: Text  # its name on pages
    source: Source  # where the file comes from
    version: str = "1"  # the contract's own version, in the receipt
    files: list[Text] = Field(
        default_factory=list
    )  # file name patterns (* and ?), of the file or of the member inside a zip
    query: Query | None = None  # a read-only query, in place of files
    format: FileFormat = FileFormat.CSV  # how the file is written
    sheet: str | None = None  # a workbook's sheet; absent: the first
    encoding: str = "utf-8"  # a BOM is taken off by itself
    delimiter: str = ","  # what stands between cells
    heading: Heading = Heading(row=1)  # where the heading is
    stop_at_blank: str | None = None  # notes follow: rows end at the first blank of this field
    other_columns: OtherColumns | None = None  # columns not named here; absent: warn of records, else ignore
    period: PeriodRule  # which period a row belongs to
    unit: CodeField  # which unit a row belongs to
    consultant: CodeField | None = None  # which consultant a record belongs to as well (records only)
    commissioner: CodeField | None = None  # which commissioner a row is cut by
    council: CodeField | None = None  # which council a row is cut by
    group: CodeField | None = None  # which equality group a row is cut by (counts only; of records see `by`)
    fields: dict[Name, Field_]  # the fields, by names of our own
    long: LongForm | None = None  # how several measures stand in rows of their own
    sums: dict[Name, BandSum] = Field(default_factory=dict)  # number fields made by adding columns
    markers: dict[Marker, list[str]] = Field(default_factory=dict)  # suppressed: ['*']
    thousands: bool = False  # 1,234 is read as 1234; otherwise such a number is refused
    keep: str | None = None  # a condition; other rows are left out, counted in the receipt
    totals: list[TotalRows] = Field(default_factory=list)  # rows that are totals of others
    checks: list[Check] = Field(default_factory=list)  # conditions that every row must meet
    recode: list[Recode] = Field(default_factory=list)  # codes mapped by date
    key: list[str] | None = (
        None  # fields that together occur once: per period (absent: unit and slice); of records altogether
    )
    load_mode: LoadMode = LoadMode.REPLACE_PERIOD  # what a later file does to earlier ones
    records: Records | None = None  # what holds where each row is a record of its own
    known_dirt: list[str] = Field(default_factory=list)  # plain words, shown with the receipt

    @property
    def row_fields(self) -> dict[str, FieldType]:
        """Fields of a row as it stands in the file: those declared, and the sums of bands."""
        return {name: field.type for name, field in self.fields.items()} | dict.fromkeys(
            self.sums, FieldType.DECIMAL
        )

    @property
    def derived(self) -> dict[str, Derivation]:
        """Fields worked out from others, of records only."""
        return {} if self.records is None else self.records.derive

    @property
    def accepted_fields(self) -> dict[str, FieldType]:
        """Fields of an accepted row, measures of a long form put side by side: what indicators may use."""
        if self.long is None:
            return self.row_fields
        folded = {self.long.measure_field, self.long.value_field}
        kept = {name: kind for name, kind in self.row_fields.items() if name not in folded}
        return kept | dict.fromkeys(self.long.measures, self.long.type)
