"""Options of what must hold: of a cell, of a row, and between rows."""

from datetime import date

from tests.support.extract_options.case import Breaks, Case

SUMMED = {
    "fields": {"m": {"heading": "Men", "type": "integer"}, "w": {"heading": "Women", "type": "integer"}}
}
SUMMED_FILE = "Month,Org,Seen,Men,Women\n2026-04,RX1,5,2,3\n2026-04,RX2,7,3,3\n"
RULE = "m + w = n"


def _check(on_breach: str) -> dict[str, object]:
    return {**SUMMED, "checks": [{"rule": RULE, "on_breach": on_breach, "why": "They make up all seen."}]}


CASES = (
    Case(
        option="Field_.type",
        change={
            "fields": {
                "rate": {"heading": "Rate", "type": "decimal"},
                "on": {"heading": "On", "type": "date", "date_format": "dd/mm/yyyy"},
                "note": {"heading": "Note", "type": "text"},
            }
        },
        file="Month,Org,Seen,Rate,On,Note\n2026-04,rx1,5.0,1.25,29/02/2024,Mixed Case\n",
        show=("org", "n", "rate", "on", "note"),
        rows=(("RX1", 5, 1.25, date(2024, 2, 29), "Mixed Case"),),
        breaks=Breaks(
            file="Month,Org,Seen\n2026-04,RX1,5.5\n2026-04,RX2,7\n2026-04,RX3,1e2\n2026-04,RX4,1_0\n",
            faults=(
                (2, "Seen", "5.5", "not-a-number"),
                (4, "Seen", "1e2", "not-a-number"),
                (5, "Seen", "1_0", "not-a-number"),
            ),
        ),
    ),
    Case(
        option="Field_.may_be_blank",
        change={"fields": {"note": {"heading": "Note", "may_be_blank": True}}},
        file="Month,Org,Seen,Note\n2026-04,RX1,5,\n",
        show=("n", "note"),
        rows=((5, None),),
        breaks=Breaks(
            change={"fields": {"note": {"heading": "Note"}}},
            file="Month,Org,Seen,Note\n2026-04,RX1,5,\n2026-04,RX2,5,x\n",
            faults=((2, "Note", None, "blank-cell"),),
        ),
    ),
    Case(
        option="Field_.blank",
        change={"fields": {"n": {"blank": "not_collected"}}},
        file="Month,Org,Seen\n2026-04,RX1,\n2026-04,RX2,0\n",
        show=("n", "n__state"),
        rows=((None, "not_collected"), (0, "value")),
        breaks=Breaks(
            change={"fields": {"n": {"blank": "reject"}}},
            file="Month,Org,Seen\n2026-04,RX1, \n2026-04,RX2,0\n",
            faults=((2, "Seen", None, "blank-number"),),
        ),
    ),
    Case(
        option="Field_.blank",
        change={"fields": {"n": {"blank": "zero"}}},
        file="Month,Org,Seen\n2026-04,RX1,\n2026-04,RX2, \n",
        show=("n", "n__state"),
        rows=((0, "value"), (0, "value")),
        breaks=Breaks(
            change={"fields": {"n": {"blank": "zero"}}},
            file="Month,Org,Seen\n2026-04,RX1,.\n2026-04,RX2,0\n",
            faults=((2, "Seen", ".", "not-a-number"),),
        ),
    ),
    Case(
        option="Field_.codes",
        change={"fields": {"org": {"codes": ["rx1", "RX2"]}}},
        breaks=Breaks(
            change={"fields": {"org": {"codes": ["RX1", "RDY", "R1L"]}}},
            faults=((3, "Org", "RX2", "unknown-code"),),
            says="the nearest is RX1",
        ),
    ),
    Case(
        option="Field_.minimum",
        change={"fields": {"n": {"minimum": 5}}},
        breaks=Breaks(
            change={"fields": {"n": {"minimum": 5.5}}}, faults=((2, "Seen", "5", "below-minimum"),)
        ),
    ),
    Case(
        option="Field_.maximum",
        change={"fields": {"n": {"maximum": 7}}},
        breaks=Breaks(change={"fields": {"n": {"maximum": 6}}}, faults=((3, "Seen", "7", "above-maximum"),)),
    ),
    Case(
        option="Field_.date_format",
        change={"fields": {"on": {"heading": "On", "type": "date", "date_format": "mm/dd/yyyy"}}},
        file="Month,Org,Seen,On\n2026-04,RX1,5,02/29/2024\n",
        show=("on",),
        rows=((date(2024, 2, 29),),),
        breaks=Breaks(
            change={"fields": {"on": {"heading": "On", "type": "date", "date_format": "dd/mm/yyyy"}}},
            file="Month,Org,Seen,On\n2026-04,RX1,5,02/29/2024\n2026-04,RX2,5,31/12/24\n2026-04,RX3,5,01/03/2024\n",
            faults=((2, "On", "02/29/2024", "not-a-date"), (3, "On", "31/12/24", "not-a-date")),
        ),
    ),
    Case(
        option="Field_.on_breach",
        change={"fields": {"n": {"maximum": 6, "on_breach": "warn"}}},
        warned=("above-maximum",),
        breaks=Breaks(
            change={"fields": {"n": {"maximum": 6, "on_breach": "reject_file"}}},
            refused=True,
            faults=((3, "Seen", "7", "above-maximum"),),
        ),
    ),
    Case(
        option="Field_.on_breach",
        change={"fields": {"n": {"on_breach": "warn"}}},
        file="Month,Org,Seen\n2026-04,RX1,5\n2026-04,RX2,seven\n",
        show=("n", "n__state"),
        rows=((5, "value"), (None, "not_collected")),
        warned=("not-a-number",),
        breaks=Breaks(
            change={"fields": {"n": {"on_breach": "reject_row"}}},
            file="Month,Org,Seen\n2026-04,RX1,5\n2026-04,RX2,seven\n",
            faults=((3, "Seen", "seven", "not-a-number"),),
        ),
    ),
    Case(
        option="Contract.checks",
        change={**SUMMED, "checks": [{"rule": RULE}], "markers": {"suppressed": ["*"]}},
        file=SUMMED_FILE.replace("7,3,3", "7,*,3"),
        breaks=Breaks(
            change={**SUMMED, "checks": [{"rule": RULE}]},
            file=SUMMED_FILE,
            faults=((3, "Men, Women, Seen", None, "check-broken"),),
            says="left side 6, right side 7",
        ),
    ),
    Case(
        option="Check.rule",
        change={**SUMMED, "checks": [{"rule": "m <= n or w <= n"}]},
        file=SUMMED_FILE,
        breaks=Breaks(
            change={**SUMMED, "checks": [{"rule": "m / n < 1"}]},
            file=SUMMED_FILE,
            refused=True,
            faults=((None, "checks rule", None, "expression-not-allowed"),),
        ),
    ),
    Case(
        option="Check.on_breach",
        change=_check("warn"),
        file=SUMMED_FILE,
        warned=("check-broken",),
        breaks=Breaks(
            change=_check("reject_file"),
            file=SUMMED_FILE,
            refused=True,
            faults=((3, "Men, Women, Seen", None, "check-broken"),),
        ),
    ),
    Case(
        option="Check.why",
        change=_check("reject_row"),
        file=SUMMED_FILE.replace("7,3,3", "7,4,3"),
        breaks=Breaks(
            change=_check("reject_row"),
            file=SUMMED_FILE,
            faults=((3, "Men, Women, Seen", None, "check-broken"),),
            says="They make up all seen.",
        ),
    ),
    Case(
        option="Contract.key",
        change={"key": ["org", "n"]},
        file="Month,Org,Seen\n2026-04,RX1,5\n2026-04,RX1,7\n2026-05,RX1,5\n",
        rows=(("RX1", 5), ("RX1", 7), ("RX1", 5)),
        breaks=Breaks(
            file="Month,Org,Seen\n2026-04,RX1,5\n2026-04,RX2,6\n2026-04,RX1,7\n",
            faults=((2, "Org", "RX1", "key-twice"), (4, "Org", "RX1", "key-twice")),
            says="line 4",
        ),
    ),
)
