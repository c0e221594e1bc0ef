"""Options of what a row is: whose, in which form, which cells are numbers, which rows are taken."""

from datetime import date

from tests.support.extract_options.case import Breaks, Case

LONG = {
    "fields": {
        "n": None,
        "measure": {"heading": "Measure"},
        "value": {"heading": "Value", "may_be_blank": True},
    },
    "long": {"measure_field": "measure", "value_field": "value", "measures": {"seen": "M1", "waits": "M2"}},
}
LONG_FILE = "Month,Org,Measure,Value\n2026-04,RX1,M1,5\n2026-04,RX1,M2,1.5\n2026-04,RX2,M1,7\n"
BANDS = {
    "fields": {
        "n": None,
        "b1": {"heading": "0-1", "type": "integer"},
        "b2": {"heading": "1-2", "type": "integer"},
    },
    "sums": {"waits": {"fields": ["b1", "b2"]}},
}
RANGE = {"fields": {"n": None}, "sums": {"waits": {"headings_from": "0-1", "headings_to": "2-3"}}}
BAND_FILE = "Month,Org,0-1,1-2,2-3\n2026-04,RX1,1,2,3\n2026-04,RX2,4,*,\n"
MARKED = {"markers": {"suppressed": ["*"], "not_collected": ["NULL"], "not_due": ["n/y"], "no_cases": ["-"]}}
ALL_STATES = (
    "Month,Org,Seen\n2026-04,RX1,*\n2026-04,RX2,null\n2026-04,RX3,n/y\n2026-04,RX4,-\n2026-04,RX5,0\n"
)
TOTALS = {"fields": {"org": {"type": "text"}}, "totals": [{"where": "org = 'Total'", "fields": ["n"]}]}
REGIONS = {
    "fields": {"region": {"heading": "Region"}},
    "totals": [{"where": "org = 'ALL'", "per": ["region"], "fields": ["n"]}],
}


def _with_total(said: int, *, org: str = "Total") -> str:
    return f"Month,Org,Seen\n2026-04,RX1,5\n2026-04,RX2,7\n2026-04,{org},{said}\n"


CASES = (
    Case(
        option="Contract.unit",
        show=("unit",),
        rows=(("RX1",), ("RX2",)),
        breaks=Breaks(
            change={"fields": {"org": {"may_be_blank": True}}},
            file="Month,Org,Seen\n2026-04,RX1,5\n2026-04,,7\n",
            faults=((3, "Org", None, "unit-missing"),),
        ),
    ),
    Case(
        option="CodeField.field",
        file="Month,Org,Seen\n2026-04, rx1 ,5\n2026-04,RX2,7\n",
        breaks=Breaks(
            file="Month,Org,Seen\n2026-04, ,5\n2026-04,RX2,7\n",
            faults=((2, "Org", None, "blank-cell"),),
        ),
    ),
    Case(
        option="CodeField.constant",
        change={"unit": {"field": None, "constant": "ENG"}, "key": ["org"]},
        rows=(("ENG", 5), ("ENG", 7)),
        breaks=Breaks(change={"unit": {"field": None, "constant": 5}}, key=("unit", "constant")),
    ),
    Case(
        option="Contract.commissioner",
        change={"commissioner": {"field": "ccg"}, "fields": {"ccg": {"heading": "CCG", "type": "code"}}},
        file="Month,Org,CCG,Seen\n2026-04,RX1,01a,5\n2026-04,RX1,02B,7\n",
        show=("unit", "commissioner"),
        rows=(("RX1", "01A"), ("RX1", "02B")),
        breaks=Breaks(
            change={"commissioner": {"field": "ccg"}, "fields": {"ccg": {"heading": "CCG", "type": "code"}}},
            file="Month,Org,CCG,Seen\n2026-04,RX1,01A,5\n2026-04,RX1,,7\n",
            faults=((3, "CCG", None, "blank-cell"),),
        ),
    ),
    Case(
        option="Contract.council",
        change={"council": {"constant": "E10000012"}},
        show=("council",),
        rows=(("E10000012",), ("E10000012",)),
        breaks=Breaks(
            change={"council": {"field": "la"}, "fields": {"la": {"heading": "Council", "type": "code"}}},
            refused=True,
            faults=((1, "Council", None, "column-missing"),),
        ),
    ),
    Case(
        option="Contract.group",
        change={"group": {"field": "sex"}, "fields": {"sex": {"heading": "Sex", "type": "code"}}},
        file="Month,Org,Sex,Seen\n2026-04,RX1,F,5\n2026-04,RX1,M,7\n",
        show=("unit", "group_code"),
        rows=(("RX1", "F"), ("RX1", "M")),
        breaks=Breaks(
            change={"group": {"field": "sex"}, "fields": {"sex": {"heading": "Sex", "codes": ["F", "M"]}}},
            file="Month,Org,Sex,Seen\n2026-04,RX1,F,5\n2026-04,RX1,X,7\n",
            faults=((3, "Sex", "X", "unknown-code"),),
        ),
    ),
    Case(
        option="Contract.long",
        change=LONG,
        file=LONG_FILE,
        show=("line", "unit", "seen", "waits", "waits__state"),
        rows=((2, "RX1", 5, 1.5, "value"), (4, "RX2", 7, None, "not_collected")),
        breaks=Breaks(
            change=LONG,
            file=LONG_FILE + "2026-04,RX2,M1,8\n",
            faults=(
                (4, "Measure, Org", "seen, RX2", "key-twice"),
                (5, "Measure, Org", "seen, RX2", "key-twice"),
            ),
            says="line 5",
        ),
    ),
    Case(
        option="LongForm.measure_field",
        change=LONG,
        file=LONG_FILE + "2026-04,RX2,M9,8\n",
        show=("unit", "seen"),
        rows=(("RX1", 5), ("RX2", 7)),
        left_out={"other measures": 1},
        breaks=Breaks(
            change=LONG,
            file=LONG_FILE.replace("Measure", "Measures"),
            refused=True,
            faults=((1, "Measure", None, "column-missing"),),
        ),
    ),
    Case(
        option="LongForm.value_field",
        change=LONG,
        file=LONG_FILE,
        show=("seen", "waits"),
        rows=((5, 1.5), (7, None)),
        breaks=Breaks(
            change=LONG,
            file=LONG_FILE + "2026-04,RX3,M1,few\n",
            faults=((5, "Value", "few", "not-a-number"),),
        ),
    ),
    Case(
        option="LongForm.measures",
        change={**LONG, "long": {**LONG["long"], "measures": {"seen": ["M0", "M1"], "waits": "M3"}}},
        file=LONG_FILE,
        show=("unit", "seen", "waits__state"),
        rows=(("RX1", 5, "not_collected"), ("RX2", 7, "not_collected")),
        left_out={"other measures": 1},
        warned=("measure-absent",),
        breaks=Breaks(
            change={**LONG, "long": {**LONG["long"], "measures": {"seen": "M7"}}},
            file=LONG_FILE,
            refused=True,
            faults=(),
        ),
    ),
    Case(
        option="LongForm.type",
        change={**LONG, "long": {**LONG["long"], "type": "integer"}},
        file=LONG_FILE.replace("1.5", "15"),
        show=("seen", "waits"),
        rows=((5, 15), (7, None)),
        breaks=Breaks(
            change={**LONG, "long": {**LONG["long"], "type": "integer"}},
            file=LONG_FILE,
            faults=((3, "Value", "1.5", "not-a-number"),),
            says="not a whole number",
        ),
    ),
    Case(
        option="LongForm.blank",
        change={**LONG, "long": {**LONG["long"], "blank": "zero"}},
        file=LONG_FILE.replace("1.5", ""),
        show=("seen", "waits", "waits__state"),
        rows=((5, 0, "value"), (7, None, "not_collected")),
        breaks=Breaks(
            change={**LONG, "long": {**LONG["long"], "blank": "reject"}},
            file=LONG_FILE.replace("1.5", " "),
            faults=((3, "Value", None, "blank-number"),),
        ),
    ),
    Case(
        option="Contract.sums",
        change=BANDS | MARKED,
        file=BAND_FILE,
        show=("b1", "b2", "waits", "waits__state"),
        rows=((1, 2, 3, "value"), (4, None, None, "suppressed")),
        breaks=Breaks(
            change=BANDS,
            file=BAND_FILE,
            faults=((3, "1-2", "*", "not-a-number"),),
        ),
    ),
    Case(
        option="BandSum.fields",
        change=BANDS | MARKED,
        file="Month,Org,0-1,1-2\n2026-04,RX1,-,2\n2026-04,RX2,-,-\n2026-04,RX3,n/y,\n",
        show=("waits", "waits__state"),
        rows=((2, "value"), (None, "no_cases"), (None, "not_due")),
        breaks=Breaks(
            change=BANDS,
            file="Month,Org,0-1,1-2\n2026-04,RX1,999999999999,1\n2026-04,RX2,1,2\n",
            faults=((2, "waits", None, "sum-too-large"),),
        ),
    ),
    Case(
        option="BandSum.headings_from",
        change=RANGE | MARKED,
        file=BAND_FILE,
        show=("waits", "waits__state"),
        rows=((6, "value"), (None, "suppressed")),
        breaks=Breaks(
            change={**RANGE, "sums": {"waits": {"headings_from": "0-01", "headings_to": "2-3"}}},
            file=BAND_FILE,
            refused=True,
            faults=((1, "0-01", None, "column-missing"),),
        ),
    ),
    Case(
        option="BandSum.headings_to",
        change={**RANGE, "sums": {"waits": {"headings_from": "0-1", "headings_to": "0-1"}}},
        file=BAND_FILE,
        show=("waits",),
        rows=((1,), (4,)),
        breaks=Breaks(
            change={**RANGE, "sums": {"waits": {"headings_from": "2-3", "headings_to": "0-1"}}},
            file=BAND_FILE,
            refused=True,
            faults=((1, "2-3", None, "bands-reversed"),),
        ),
    ),
    Case(
        option="BandSum.headings_to",
        change=RANGE | MARKED,
        file=BAND_FILE,
        show=("waits__state",),
        rows=(("value",), ("suppressed",)),
        breaks=Breaks(
            change=RANGE,
            file=BAND_FILE.replace("1-2", "0-1"),
            refused=True,
            faults=((1, "0-1", None, "heading-twice"),),
        ),
    ),
    Case(
        option="BandSum.blank",
        change={**RANGE, "sums": {"waits": {**RANGE["sums"]["waits"], "blank": "zero"}}},
        file=BAND_FILE.replace("*", "0"),
        show=("waits", "waits__state"),
        rows=((6, "value"), (4, "value")),
        breaks=Breaks(
            change={**RANGE, "sums": {"waits": {**RANGE["sums"]["waits"], "blank": "reject"}}},
            file=BAND_FILE.replace("*", "0"),
            faults=((3, "2-3", None, "not-a-number"),),
        ),
    ),
    Case(
        option="Contract.markers",
        change=MARKED,
        file=ALL_STATES,
        show=("n", "n__state"),
        rows=(
            (None, "suppressed"),
            (None, "not_collected"),
            (None, "not_due"),
            (None, "no_cases"),
            (0, "value"),
        ),
        breaks=Breaks(
            file=ALL_STATES,
            faults=(
                (2, "Seen", "*", "not-a-number"),
                (3, "Seen", "null", "not-a-number"),
                (4, "Seen", "n/y", "not-a-number"),
                (5, "Seen", "-", "not-a-number"),
            ),
        ),
    ),
    Case(
        option="Contract.markers",
        change={"markers": {"suppressed": ["-1", "9999"]}},
        file="Month,Org,Seen\n2026-04,RX1,9999\n2026-04,RX2,99\n",
        show=("n", "n__state"),
        rows=((None, "suppressed"), (99, "value")),
        breaks=Breaks(change={"markers": {"withheld": ["*"]}}, key=("markers", "withheld", "[key]")),
    ),
    Case(
        option="Contract.thousands",
        change={"thousands": True},
        file='Month,Org,Seen\n2026-04,RX1,"1,234"\n2026-04,RX2,"12,345,678"\n',
        rows=(("RX1", 1234), ("RX2", 12345678)),
        breaks=Breaks(
            file='Month,Org,Seen\n2026-04,RX1,"1,234"\n2026-04,RX2,7\n',
            faults=((2, "Seen", "1,234", "not-a-number"),),
            says="thousands: true",
        ),
    ),
    Case(
        option="Contract.keep",
        change={"keep": "n > 5"},
        rows=(("RX2", 7),),
        left_out={"not kept": 1},
        breaks=Breaks(
            change={"keep": "n > 5"},
            file="Month,Org,Seen\n2026-04,RX1,five\n2026-04,RX2,7\n",
            faults=((2, "Seen", "five", "not-a-number"),),
        ),
    ),
    Case(
        option="Contract.keep",
        change={"keep": "org = 'RX1' and n is not null"},
        rows=(("RX1", 5),),
        left_out={"not kept": 1},
        breaks=Breaks(
            change={"keep": "organ = 'RX1'"},
            refused=True,
            faults=((None, "keep", "organ", "expression-unknown-field"),),
        ),
    ),
    Case(
        option="Contract.totals",
        change=TOTALS,
        file=_with_total(12),
        left_out={"total rows": 1},
        breaks=Breaks(
            change=TOTALS,
            file=_with_total(13),
            refused=True,
            faults=((4, "Seen", "13", "total-differs"),),
            says="the total says 13, and its 2 rows sum to 12",
        ),
    ),
    Case(
        option="TotalRows.where",
        change=TOTALS,
        file=_with_total(12),
        left_out={"total rows": 1},
        breaks=Breaks(
            change={**TOTALS, "totals": [{"where": "org like 'T%'"}]},
            refused=True,
            faults=((None, "totals where", None, "expression-not-allowed"),),
        ),
    ),
    Case(
        option="TotalRows.per",
        change=REGIONS,
        file="Month,Org,Seen,Region\n2026-04,RX1,5,N\n2026-04,RX2,7,S\n2026-04,all,5,N\n2026-04,all,7,S\n",
        left_out={"total rows": 2},
        breaks=Breaks(
            change=REGIONS,
            file="Month,Org,Seen,Region\n2026-04,RX1,5,N\n2026-04,RX2,7,S\n2026-04,all,7,N\n2026-04,all,5,S\n",
            refused=True,
            faults=((4, "Seen", "7", "total-differs"), (5, "Seen", "5", "total-differs")),
        ),
    ),
    Case(
        option="TotalRows.fields",
        change={**TOTALS, "totals": [{"where": "org = 'Total'"}]},
        file=_with_total(99),
        left_out={"total rows": 1},
        breaks=Breaks(
            change=TOTALS,
            file=_with_total(99).replace("99", "all"),
            faults=((4, "Seen", "all", "not-a-number"),),
        ),
    ),
    Case(
        option="TotalRows.tolerance",
        change={**TOTALS, "totals": [{"where": "org = 'Total'", "fields": ["n"], "tolerance": 5}]},
        file=_with_total(17),
        left_out={"total rows": 1},
        breaks=Breaks(
            change={**TOTALS, "totals": [{"where": "org = 'Total'", "fields": ["n"], "tolerance": 5}]},
            file=_with_total(18),
            refused=True,
            faults=((4, "Seen", "18", "total-differs"),),
        ),
    ),
    Case(
        option="TotalRows.on_breach",
        change={**TOTALS, "totals": [{"where": "org = 'Total'", "fields": ["n"], "on_breach": "warn"}]},
        file=_with_total(13),
        left_out={"total rows": 1},
        warned=("total-differs",),
        breaks=Breaks(
            change={
                **TOTALS,
                "totals": [{"where": "org = 'Total'", "fields": ["n"], "on_breach": "reject_row"}],
            },
            file=_with_total(13) + "2026-05,RX1,5\n2026-05,Total,5\n",
            faults=((4, "Seen", "13", "total-differs"),),
        ),
    ),
    Case(
        option="Contract.recode",
        change={"recode": [{"field": "org", "code": ["RX1", "RX2"], "becomes": "RX9"}]},
        rows=(("RX9", 5), ("RX9", 7)),
        breaks=Breaks(change={"recode": {"field": "org", "code": "RX1", "becomes": "RX9"}}, key=("recode",)),
    ),
    Case(
        option="Recode.field",
        change={"recode": [{"field": "org", "code": "RX1", "becomes": "RX9"}]},
        show=("org", "unit"),
        rows=(("RX1", "RX9"), ("RX2", "RX2")),
        breaks=Breaks(change={"recode": [{"code": "RX1", "becomes": "RX9"}]}, key=("recode", 0, "field")),
    ),
    Case(
        option="Recode.code",
        change={"recode": [{"field": "org", "code": "rx1", "becomes": "RX9"}]},
        rows=(("RX9", 5), ("RX2", 7)),
        breaks=Breaks(change={"recode": [{"field": "org", "becomes": "RX9"}]}, key=("recode", 0, "code")),
    ),
    Case(
        option="Recode.becomes",
        change={
            "fields": {"org": {"type": "text"}},
            "recode": [{"field": "org", "code": "England", "becomes": "ENG"}],
        },
        file="Month,Org,Seen\n2026-04,England,5\n",
        rows=(("ENG", 5),),
        breaks=Breaks(change={"recode": [{"field": "org", "code": "RX1"}]}, key=("recode", 0, "becomes")),
    ),
    Case(
        option="Recode.effective_from",
        change={
            "recode": [{"field": "org", "code": "RRD", "becomes": "R1L", "effective_from": "2017-04-01"}]
        },
        file="Month,Org,Seen\n2017-03,RRD,5\n2017-04,RRD,7\n",
        show=("period_start", "unit", "org"),
        rows=((date(2017, 3, 1), "RRD", "RRD"), (date(2017, 4, 1), "R1L", "RRD")),
        breaks=Breaks(
            change={"recode": [{"field": "org", "code": "A", "becomes": "B", "effective_from": "April"}]},
            key=("recode", 0, "effective_from"),
        ),
    ),
    Case(
        option="Recode.effective_to",
        change={"recode": [{"field": "org", "code": "RRD", "becomes": "OLD", "effective_to": "2017-04-29"}]},
        file="Month,Org,Seen\n2017-03,RRD,5\n2017-04,RRD,7\n",
        show=("unit",),
        rows=(("OLD",), ("RRD",)),
        breaks=Breaks(
            change={"recode": [{"field": "org", "code": "A", "becomes": "B", "effective_to": "April"}]},
            key=("recode", 0, "effective_to"),
        ),
    ),
    Case(
        option="Recode.why",
        change={"recode": [{"field": "org", "code": "RX1", "becomes": "RX9", "why": "merged"}]},
        rows=(("RX9", 5), ("RX2", 7)),
        breaks=Breaks(
            change={"recode": [{"field": "org", "code": "A", "becomes": "B", "why": 1}]},
            key=("recode", 0, "why"),
        ),
    ),
)
