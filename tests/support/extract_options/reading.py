"""Options of how the file is written: format, encoding, headings, columns, where the rows end."""

from tests.support.extract_options.case import Breaks, Case
from tests.support.extracts import FILE, csv_text, old_workbook, workbook, zipped

ROWS = (("Month", "Org", "Seen"), ("2026-04", "RX1", 5), ("2026-04", "RX2", 7))
NAMED = {"fields": {"name": {"heading": "Name"}}}
TITLED = (("Returns for April",), (), *ROWS)
STACKED = (
    ("", "", "People", "", "Beds"),
    ("Month", "Org", "Seen", "Waiting", "Open"),
    ("2026-04", "RX1", 5, 1, 9),
    ("2026-04", "RX2", 7, 2, 8),
)

CASES = (
    Case(
        option="Contract.format",
        change={"format": "xlsx"},
        file=workbook(ROWS),
        name="returns.xlsx",
        breaks=Breaks(
            change={"format": "csv"},
            file=workbook(ROWS),
            refused=True,
            faults=((None, None, None, "file-kind"),),
            says="an Excel workbook",
        ),
    ),
    Case(
        option="Contract.format",
        change={"format": "xls"},
        file=old_workbook(ROWS),
        name="returns.xls",
        breaks=Breaks(
            change={"format": "xls"},
            file=workbook(ROWS),
            name="returns.xls",
            refused=True,
            faults=((None, None, None, "file-kind"),),
            says="format: xlsx",
        ),
    ),
    Case(
        option="Contract.format",
        file=zipped({"returns-a.csv": FILE, "readme.txt": "not this"}),
        name="all.zip",
        breaks=Breaks(
            file=b"<!DOCTYPE html><html><body>Sign in</body></html>",
            refused=True,
            faults=((None, None, None, "file-kind"),),
            says="a web page",
        ),
    ),
    Case(
        option="Contract.sheet",
        change={"format": "xlsx", "sheet": "provider level"},
        file=workbook(ROWS, sheet="Provider level ", before=["Title"]),
        name="returns.xlsx",
        breaks=Breaks(
            change={"format": "xlsx", "sheet": "Provider levels"},
            file=workbook(ROWS, sheet="Provider level", before=["Title"]),
            name="returns.xlsx",
            refused=True,
            faults=((None, None, None, "sheet-missing"),),
            says="Did you mean “Provider level”?",
        ),
    ),
    Case(
        option="Contract.encoding",
        change={**NAMED, "encoding": "cp1252"},
        file="Month,Org,Seen,Name\n2026-04,RX1,5,Ynys Môn – St David’s\n".encode("cp1252"),
        show=("name",),
        rows=(("Ynys Môn – St David’s",),),
        breaks=Breaks(
            change=NAMED,
            file="Month,Org,Seen,Name\n2026-04,RX1,5,A\n2026-04,RX2,7,St David’s\n".encode("cp1252"),
            refused=True,
            faults=((3, None, "0x92", "encoding-wrong"),),
            says="byte 59",
        ),
    ),
    Case(
        option="Contract.encoding",
        change={**NAMED, "encoding": "utf-16"},
        file="Month,Org,Seen,Name\r\n2026-04,RX1,5,Môn\r\n".encode("utf-16"),
        show=("name",),
        rows=(("Môn",),),
        breaks=Breaks(
            change={**NAMED, "encoding": "cp1252"},
            file="Month,Org,Seen,Name\n2026-04,RX1,5,Môn\n",
            refused=True,
            faults=((None, None, None, "encoding-wrong"),),
            says="written in UTF-8",
        ),
    ),
    Case(
        option="Contract.delimiter",
        change={"delimiter": ";"},
        file=csv_text(ROWS, delimiter=";"),
        breaks=Breaks(
            change={"delimiter": ";"},
            refused=True,
            faults=((None, None, None, "delimiter-wrong"),),
            says="in this file it is a comma",
        ),
    ),
    Case(
        option="Contract.heading",
        change={"heading": {"row": 3}},
        file=csv_text(TITLED),
        breaks=Breaks(
            change={"heading": {"row": 3}},
            refused=True,
            file="Month,Org,Seen\n2026-04,RX1,5\n",
            faults=((3, None, None, "heading-missing"),),
        ),
    ),
    Case(
        option="Heading.row",
        change={"heading": {"row": 3}, "format": "xlsx"},
        file=workbook(TITLED),
        name="returns.xlsx",
        breaks=Breaks(
            change={"heading": {"row": 2}},
            file=csv_text(TITLED),
            refused=True,
            faults=((2, None, None, "heading-missing"),),
            says="Returns for April",
        ),
    ),
    Case(
        option="Heading.containing",
        change={"heading": {"containing": "ORG"}},
        file=csv_text(TITLED),
        breaks=Breaks(
            change={"heading": {"containing": "Provider"}},
            refused=True,
            faults=((None, None, None, "heading-missing"),),
            says="Month, Org, Seen",
        ),
    ),
    Case(
        option="Heading.rows",
        change={"heading": {"row": 1, "rows": 2}, "fields": {"n": {"heading": "People | Seen"}}},
        file=csv_text(STACKED),
        breaks=Breaks(
            change={"heading": {"row": 1, "rows": 2}, "fields": {"n": {"heading": "Beds | Seen"}}},
            file=csv_text(STACKED),
            refused=True,
            faults=((1, "Beds | Seen", None, "column-missing"),),
            says="“Beds | Open”",
        ),
    ),
    Case(
        option="Contract.stop_at_blank",
        change={"stop_at_blank": "org"},
        file=FILE + "\nNotes:\n1. Revised in May\n",
        left_out={"after the last row": 2, "blank rows": 1},
        breaks=Breaks(
            file=FILE + "\nNotes:\n",
            faults=((5, None, "1", "row-width"),),
        ),
    ),
    Case(
        option="Contract.other_columns",
        change={"other_columns": "reject"},
        file="Month,Org,Seen,,\n2026-04,RX1,5,,\n2026-04,RX2,7,,\n",
        breaks=Breaks(
            change={"other_columns": "reject"},
            file="Month,Org,Seen,Seem\n2026-04,RX1,5,6\n",
            refused=True,
            faults=((1, "Seem", None, "column-unexpected"),),
            says="It resembles “Seen”",
        ),
    ),
    Case(
        option="Contract.other_columns",
        change={"other_columns": "ignore"},
        file="Month,Org,Seen,More\n2026-04,RX1,5,x\n2026-04,RX2,7,x\n",
        breaks=Breaks(
            change={"other_columns": "reject"},
            file="Month,Org,Seen,\n2026-04,RX1,5,\n2026-04,RX2,7,x\n",
            faults=((3, "column 4", "x", "column-unexpected"),),
        ),
    ),
    Case(
        option="Contract.other_columns",
        change={"other_columns": "warn"},
        file="Month,Org,Seen,,\n2026-04,RX1,5,,\n2026-04,RX2,7,,\n",
        breaks=Breaks(
            change={"other_columns": "warn"},
            file="Month,Org,Seen,More\n2026-04,RX1,5,x\n2026-04,,7,x\n",
            faults=((3, "Org", None, "blank-cell"),),
        ),
    ),
    Case(
        option="Contract.fields",
        change={"fields": {"n": {"heading": ["People seen", "Seen"]}}},
        breaks=Breaks(
            file="Month,Org,Sene\n2026-04,RX1,5\n",
            refused=True,
            faults=((1, "Seen", None, "column-missing"),),
            says="“Sene”",
        ),
    ),
    Case(
        option="Field_.heading",
        change={"fields": {"n": {"heading": "people  SEEN"}}},
        file="Month,Org,People Seen \n2026-04,RX1,5\n2026-04,RX2,7\n",
        breaks=Breaks(
            file="Month,Org,Seen,Seen\n2026-04,RX1,5,5\n",
            refused=True,
            faults=((1, "Seen", None, "heading-twice"),),
            says="column 3 (“Seen”) and column 4 (“Seen”)",
        ),
    ),
    Case(
        option="HeadingName.name",
        change={"fields": {"n": {"heading": [{"name": "Seen"}]}}},
        breaks=Breaks(
            change={"fields": {"n": {"heading": [{"name": "Attended"}]}}},
            refused=True,
            faults=((1, "Attended", None, "column-missing"),),
        ),
    ),
    Case(
        option="HeadingName.effective_from",
        change={"fields": {"n": {"heading": [{"name": "Seen", "effective_from": "2026-04-01"}]}}},
        breaks=Breaks(
            change={"fields": {"n": {"heading": [{"name": "Seen", "effective_from": "2026-05-01"}]}}},
            file="Month,Org,Seen\n2026-04,RX1,5\n2026-05,RX1,7\n",
            faults=((2, "Seen", "2026-04-01", "heading-out-of-date"),),
        ),
    ),
    Case(
        option="HeadingName.effective_to",
        change={"fields": {"n": {"heading": ["New", {"name": "Seen", "effective_to": "2026-04-30"}]}}},
        breaks=Breaks(
            change={"fields": {"n": {"heading": ["New", {"name": "Seen", "effective_to": "2026-04-30"}]}}},
            file="Month,Org,Seen\n2026-04,RX1,5\n2026-05,RX1,7\n",
            faults=((3, "Seen", "2026-05-01", "heading-out-of-date"),),
            says="was used to 2026-04-30",
        ),
    ),
    Case(
        option="Field_.position",
        change={"fields": {"n": {"heading": None, "position": 3}}},
        file="Month,Org,\n2026-04,RX1,5\n2026-04,RX2,7\n",
        breaks=Breaks(
            change={"fields": {"n": {"heading": None, "position": 4}}},
            refused=True,
            faults=((1, "n", None, "column-missing"),),
        ),
    ),
    Case(
        option="Field_.constant",
        change={"fields": {"n": {"heading": None, "constant": "3"}}},
        rows=(("RX1", 3), ("RX2", 3)),
        breaks=Breaks(
            change={"fields": {"n": {"heading": None, "constant": "three"}}},
            refused=True,
            faults=((2, "n", "three", "not-a-number"), (3, "n", "three", "not-a-number")),
        ),
    ),
    Case(
        option="Field_.required",
        change={"fields": {"more": {"heading": "More", "type": "integer", "required": False}}},
        show=("n", "more", "more__state"),
        rows=((5, None, "not_collected"), (7, None, "not_collected")),
        breaks=Breaks(
            change={"fields": {"more": {"heading": "More", "type": "integer"}}},
            refused=True,
            faults=((1, "More", None, "column-missing"),),
        ),
    ),
)
