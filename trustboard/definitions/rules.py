"""The rules that definitions must keep, by permanent identifier."""

from collections.abc import Mapping
from enum import StrEnum


class Rule(StrEnum):
    """Identifiers of what can be wrong with a workspace's files. Never renamed, never used again."""

    # files
    NO_WORKSPACE = "no-workspace"
    UNREADABLE_FILE = "unreadable-file"
    MISSING_FILE = "missing-file"
    UNEXPECTED_FILE = "unexpected-file"
    EMPTY_FILE = "empty-file"
    NOT_UTF_8 = "not-utf-8"
    NOT_TEXT = "not-text"
    UNSEEN_CHARACTER = "unseen-character"
    BAD_YAML = "bad-yaml"
    BAD_TOML = "bad-toml"
    BAD_CSV = "bad-csv"
    YAML_TAG = "yaml-tag"
    YAML_LOOP = "yaml-loop"
    TOO_LARGE = "too-large"
    # keys and values
    UNKNOWN_KEY = "unknown-key"
    MISSING_KEY = "missing-key"
    DUPLICATE_KEY = "duplicate-key"
    UNKNOWN_COLUMN = "unknown-column"
    MISSING_COLUMN = "missing-column"
    CELLS_BEYOND_HEADING = "cells-beyond-heading"
    WRONG_TYPE = "wrong-type"
    UNKNOWN_WORD = "unknown-word"
    OUT_OF_RANGE = "out-of-range"
    BAD_FORM = "bad-form"
    EMPTY_LIST = "empty-list"
    NAME_NOT_FILE = "name-not-file"
    DUPLICATE_NAME = "duplicate-name"
    DATES_REVERSED = "dates-reversed"
    # what refers to something else
    UNKNOWN_INDICATOR = "unknown-indicator"
    UNKNOWN_EXTRACT = "unknown-extract"
    UNKNOWN_UNIT = "unknown-unit"
    UNKNOWN_FIELD = "unknown-field"
    UNKNOWN_SET = "unknown-set"
    # organisation
    UNIT_OVERLAP = "unit-overlap"
    PARENT_NOT_VALID = "parent-not-valid"
    PARENT_LOOP = "parent-loop"
    SUCCESSOR_DATES = "successor-dates"
    SUCCESSOR_LOOP = "successor-loop"
    # contracts
    SAME_FILES = "same-files"
    FIELD_SOURCE = "field-source"
    FIELD_OPTION = "field-option"
    FIELD_TYPE = "field-type"
    RESERVED_NAME = "reserved-name"
    HEADING_TWICE = "heading-twice"
    HEADING_PLACE = "heading-place"
    PERIOD_WAY = "period-way"
    DATE_FORMAT = "date-format"
    BAD_PATTERN = "bad-pattern"
    BAD_PERIOD = "bad-period"
    CODE_SOURCE = "code-source"
    BAND_SUM = "band-sum"
    MARKER_TWICE = "marker-twice"
    MEASURE_TWICE = "measure-twice"
    RECODE_OVERLAP = "recode-overlap"
    FORMAT_OPTION = "format-option"
    # indicators
    NO_CASES = "no-worked-cases"
    CASE_FIELD = "case-unknown-field"
    CASE_ANSWER = "case-answer"
    REVIEW_OVERDUE = "review-overdue"
    PER_WITHOUT_RATE = "per-without-rate"
    # records
    RECORDS_ONLY = "records-only"
    COUNTED_ONLY = "counted-only"
    FILE_SOURCE = "file-source"
    QUERY_FORM = "query-form"
    RECORD_KEY = "record-key"
    EVENT_DATE = "event-date"
    REMOVAL = "removal-field"
    REFERENCE = "reference-key"
    REJECT_LIMITS = "reject-limits"
    EXCLUSION_REASON = "exclusion-reason"
    EXCLUSION_KEY = "exclusion-key"
    UNKNOWN_CODE_LIST = "unknown-code-list"
    UNKNOWN_CONNECTION = "unknown-connection"
    CODE_OVERLAP = "code-overlap"
    LOOKUP_OVERLAP = "lookup-overlap"
    BANK_HOLIDAYS = "bank-holidays"
    # indicators on records
    INDICATOR_KEYS = "indicator-keys"
    PERIOD_USE = "period-use"
    DISTINCT_SUM = "distinct-sum"
    HISTORY = "counted-history"
    # settings
    SPARK_PLACE = "spark-place"
    PERSON_KEY = "person-key"
    # standards
    STANDARD_NEUTRAL = "standard-on-neutral"
    STANDARD_OPERATOR = "standard-operator"
    STANDARD_BAND = "standard-band"
    STANDARD_SCALE = "standard-scale"
    STANDARDS_OVERLAP = "standards-overlap"
    # frameworks and scorecards
    MEMBERSHIP_OVERLAP = "membership-overlap"
    OUTCOME_WORD = "outcome-word"
    LISTED_TWICE = "listed-twice"
    RETIRED_SHOWN = "retired-shown"


RULES: Mapping[Rule, str] = {
    Rule.NO_WORKSPACE: "The folder named is there.",
    Rule.UNREADABLE_FILE: "Every definition file can be opened.",
    Rule.MISSING_FILE: "A workspace has trustboard.toml and organisation.csv, each year a framework.yaml.",
    Rule.UNEXPECTED_FILE: "Every file among the definitions is of a kind that is read; none is passed over.",
    Rule.EMPTY_FILE: "A definition file is not empty.",
    Rule.NOT_UTF_8: "Definitions are UTF-8 text.",
    Rule.NOT_TEXT: "Texts hold whole characters.",
    Rule.UNSEEN_CHARACTER: "Definitions hold no marks that turn text round.",
    Rule.BAD_YAML: "YAML files keep YAML's grammar.",
    Rule.BAD_TOML: "The file trustboard.toml keeps TOML's grammar.",
    Rule.BAD_CSV: "CSV files close every quote.",
    Rule.YAML_TAG: "YAML is plain data: no tags (!) and no merging (<<).",
    Rule.YAML_LOOP: "Nothing in YAML contains itself.",
    Rule.TOO_LARGE: "A definition file has at most 200,000 values.",
    Rule.UNKNOWN_KEY: "Every key is one that the reference lists.",
    Rule.MISSING_KEY: "Required keys, and cells that must be filled, are there.",
    Rule.DUPLICATE_KEY: "A key, or a column, stands once.",
    Rule.UNKNOWN_COLUMN: "Every column of a CSV file is one that the reference lists.",
    Rule.MISSING_COLUMN: "Required columns are there, even when their cells may be blank.",
    Rule.CELLS_BEYOND_HEADING: "A row has no more cells than the heading.",
    Rule.WRONG_TYPE: "A value has the type that the reference says; nothing is converted by guess.",
    Rule.UNKNOWN_WORD: "Where the words are fixed, one of them is used.",
    Rule.OUT_OF_RANGE: "Numbers keep their limits.",
    Rule.BAD_FORM: "Names, colours, numbers and years are written in their form.",
    Rule.EMPTY_LIST: "A list that must say something is not empty.",
    Rule.NAME_NOT_FILE: "What a file defines has the name of the file, and a framework that of its folder.",
    Rule.DUPLICATE_NAME: "A name is given once in the workspace.",
    Rule.DATES_REVERSED: "Nothing ends before it begins.",
    Rule.UNKNOWN_INDICATOR: "Every indicator referred to exists.",
    Rule.UNKNOWN_EXTRACT: "Every extract referred to has a contract.",
    Rule.UNKNOWN_UNIT: "Every unit referred to is in organisation.csv.",
    Rule.UNKNOWN_FIELD: "Every field referred to is declared in the contract.",
    Rule.UNKNOWN_SET: "Every set that a scorecard names has members in a framework.",
    Rule.UNIT_OVERLAP: "Lines of one unit code do not overlap in time.",
    Rule.PARENT_NOT_VALID: "A unit's parent is there for as long as the unit.",
    Rule.PARENT_LOOP: "No unit is above itself.",
    Rule.SUCCESSOR_DATES: "A unit with a successor ends, and the successor is there the day after.",
    Rule.SUCCESSOR_LOOP: "No unit succeeds itself.",
    Rule.SAME_FILES: "A file belongs to one contract: no two have the same pattern.",
    Rule.FIELD_SOURCE: "A field comes from one place: a heading, a position or a constant.",
    Rule.FIELD_OPTION: "A field has only the options that its type can have.",
    Rule.FIELD_TYPE: "A field referred to has the type that is needed there.",
    Rule.RESERVED_NAME: "A field has a name of its own, and not one that the program or the language uses.",
    Rule.HEADING_TWICE: "A heading belongs to one field at a time.",
    Rule.HEADING_PLACE: "The heading is found in one way: by row, or by a text it contains.",
    Rule.PERIOD_WAY: "A row's period is found in exactly one way.",
    Rule.DATE_FORMAT: "A date's format is made of yyyy, mm, dd and their like, each once.",
    Rule.BAD_PATTERN: "A regular expression can be read and names the groups that are needed.",
    Rule.BAD_PERIOD: "A period is written in its short form and has the grain that is needed.",
    Rule.CODE_SOURCE: "A code comes from a field or is a constant: one of the two.",
    Rule.BAND_SUM: "Bands are named as fields, or as headings from … to …: one of the two.",
    Rule.MARKER_TWICE: "A marker is not blank and means one thing.",
    Rule.MEASURE_TWICE: "A measure of a long file becomes one field.",
    Rule.RECODE_OVERLAP: "On any day a code becomes one other code.",
    Rule.FORMAT_OPTION: "A contract has only the options that its file format can have.",
    Rule.NO_CASES: "Every indicator carries at least one worked case.",
    Rule.CASE_FIELD: "Worked cases use the fields of the indicator's extract.",
    Rule.CASE_ANSWER: "A worked case says what must come out.",
    Rule.REVIEW_OVERDUE: "Indicators are reviewed by the date they name (a warning).",
    Rule.PER_WITHOUT_RATE: "Only rates, ratios and means are per so many; a proportion is a part of 1.",
    Rule.RECORDS_ONLY: "What has a meaning for single records only stands with an extract of records.",
    Rule.COUNTED_ONLY: "What has a meaning for counted rows only stands with an extract of counts.",
    Rule.FILE_SOURCE: "A contract's rows come from files or from a query: one of the two.",
    Rule.QUERY_FORM: "A query is one SELECT: it reads and changes nothing.",
    Rule.RECORD_KEY: "A record has a key, whose fields are never blank.",
    Rule.EVENT_DATE: "A record has the date of its event, by which it is kept in a month.",
    Rule.REMOVAL: "Files of changes, and only they, say how a record is gone.",
    Rule.REFERENCE: "A reference has one field for each of the other's key, of the same type.",
    Rule.REJECT_LIMITS: "There is a warning of rejected rows before the file is refused.",
    Rule.EXCLUSION_REASON: "A record is excluded for a reason that its contract permits.",
    Rule.EXCLUSION_KEY: "The key of an excluded record has as many parts as the extract's key.",
    Rule.UNKNOWN_CODE_LIST: "Every code list referred to stands under codes/.",
    Rule.UNKNOWN_CONNECTION: "Every connection referred to is in trustboard.toml.",
    Rule.CODE_OVERLAP: "On any day a code stands once in its list.",
    Rule.LOOKUP_OVERLAP: "On any day a key leads to one row of its table.",
    Rule.BANK_HOLIDAYS: "A year of one's own bank holidays has all of them, eight or more.",
    Rule.INDICATOR_KEYS: "An indicator of records has the keys that its kind needs, and no others.",
    Rule.PERIOD_USE: "Records belong to a period in one way, with the options that this way can have.",
    Rule.DISTINCT_SUM: "Different people are counted again for every period, never added up.",
    Rule.HISTORY: "Counted history goes on into records only where it has the same parts.",
    Rule.SPARK_PLACE: "Spark runs at a master or at a Spark Connect server: one of the two.",
    Rule.PERSON_KEY: "The key for people's identifiers is not kept with the numbers.",
    Rule.STANDARD_NEUTRAL: "A neutral measure is never judged, so it has no standard.",
    Rule.STANDARD_OPERATOR: "The comparison points the way that is better (a warning).",
    Rule.STANDARD_BAND: "A band has two ends, the lower first; other standards have one value.",
    Rule.STANDARD_SCALE: "Percentages are written with %, other numbers without.",
    Rule.STANDARDS_OVERLAP: "Where lines for one indicator, unit and basis overlap, one is approved later.",
    Rule.MEMBERSHIP_OVERLAP: "An indicator is in a set once at a time.",
    Rule.OUTCOME_WORD: "A priority's outcome at year end is achieved, partly achieved or not achieved.",
    Rule.LISTED_TWICE: "A list names each thing once.",
    Rule.RETIRED_SHOWN: "A scorecard does not show a retired indicator (a warning).",
}
