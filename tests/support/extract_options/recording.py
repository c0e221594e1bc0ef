"""Options of single records: key, references, lists, people, removals, thresholds, what follows from them."""

import hmac
from datetime import date, datetime
from typing import Any

from tests.support.extract_options.case import Breaks, Case
from tests.support.taking_records import KEY

RECORDS: dict[str, Any] = {
    "period": {"field": "seen_on"},
    "key": ["id"],
    "fields": {
        "month": None,
        "n": None,
        "id": {"heading": "Id"},
        "seen_on": {"heading": "Seen", "type": "date", "date_format": "dd/mm/yyyy"},
    },
    "records": {"rejects": {"refuse_over": 1}},  # the files are small, and most of their rows are wrong
}
FILE = "Id,Seen,Org\n1,09/04/2026,rx1\n2,10/05/2026,rx2\n"
POINTING = {
    "fields": {"referral": {"heading": "Referral", "may_be_blank": True}},
    "records": {"references": {"referral": {"extract": "referral", "fields": ["referral"]}}},
}
POINTED = "Id,Seen,Org,Referral\n1,09/04/2026,rx1,R1\n2,10/05/2026,rx2,\n"
ORPHAN = POINTED + "3,11/05/2026,rx2,R9\n"
REMOVING = {
    "load_mode": "changes_by_key",
    "fields": {"change": {"heading": "Change", "type": "code"}},
    "records": {"removal": {"field": "change", "values": ["D", "gone"]}},
}
REMOVED = "Id,Seen,Org,Change\n1,09/04/2026,rx1,I\n2,10/05/2026,,gone\n3,11/05/2026,,d\n"
ALWAYS = {"rule": "as sent", "take": "org"}
DERIVING = {"records": {"derive": {"place": {"choices": [ALWAYS]}}}}
LISTED = {"heading": "Group", "type": "code", "code_list": "ethnicity"}
ON_BREACH_WARN = {"records": {"references": {"referral": {"on_breach": "warn"}}}}
SNAPSHOT = {
    "load_mode": "snapshot",
    "period": {"file_name": r"(?P<year>\d{4})-(?P<month>\d\d)", "field": None},
}
APRIL, MAY, NOVEMBER = date(2026, 4, 1), date(2026, 5, 1), date(2026, 11, 1)
PERSON = hmac.new(KEY, b"9990001234", "sha256").hexdigest()
BOTH = (("1",), ("2",))


def changed(*changes: dict[str, Any]) -> dict[str, Any]:
    """The base contract of records with some keys changed."""
    result: dict[str, Any] = {}
    for change in (RECORDS, *changes):
        result = _over(result, change)
    return result


def _over(base: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    """Lay nested keys over others; a None stays, for it takes a key of the counted base away."""
    both = {key: _over(base[key], value) for key, value in change.items() if isinstance(base.get(key), dict)}
    return {**base, **change, **both}


def _refused(option: str, change: dict[str, Any], at: tuple[str | int, ...], **more: Any) -> Case:
    """A case whose breaking form the model itself refuses, at a place within the contract."""
    wrong = more.pop("wrong")
    return Case(
        option=option,
        change=changed(change),
        file=more.pop("file", FILE),
        show=more.pop("show", ("id",)),
        rows=more.pop("rows", BOTH),
        breaks=Breaks(change=changed(wrong), key=at),
        **more,
    )


CASES = (
    Case(
        option="Contract.records",
        change=changed(),
        file=FILE,
        show=("id", "record_key", "event_month", "org"),
        rows=(("1", "1", APRIL, "RX1"), ("2", "2", MAY, "RX2")),
        breaks=Breaks(
            change=changed(),
            file=FILE + "2,11/05/2026,rx1\n",
            faults=((3, "Id", "2", "key-twice"), (4, "Id", "2", "key-twice")),
            says="they differ in: Org, Seen",
        ),
    ),
    Case(
        option="Contract.load_mode",
        change=changed(SNAPSHOT),
        file=FILE,
        name="returns-2026-11.csv",
        show=("id", "event_month"),
        rows=(("1", NOVEMBER), ("2", NOVEMBER)),
        breaks=Breaks(
            change=changed(SNAPSHOT),
            file="Id,Seen,Org\n1,09/04/2026,rx1\n",
            name="returns-2026-12.csv",
            refused=True,
            faults=((2, None, "2026-12-01", "event-in-future"),),
        ),
    ),
    Case(
        option="Field_.type",
        change=changed(
            {"fields": {"seen_on": {"type": "time"}, "came": {"heading": "Came", "type": "boolean"}}}
        ),
        file="Id,Seen,Org,Came\n1,09/04/2026 14:05,rx1,Y\n2,2026-05-10 00:30:59,rx2,false\n",
        show=("seen_on", "came"),
        rows=(
            (datetime.fromisoformat("2026-04-09T14:05"), True),
            (datetime.fromisoformat("2026-05-10T00:30:59"), False),
        ),
        breaks=Breaks(
            change=changed({"fields": {"came": {"heading": "Came", "type": "boolean"}}}),
            file="Id,Seen,Org,Came\n1,09/04/2026,rx1,perhaps\n2,10/05/2026,rx2,1\n",
            faults=((2, "Came", "perhaps", "not-yes-or-no"),),
        ),
    ),
    Case(
        option="Field_.code_list",
        change=changed({"fields": {"group": LISTED}}),
        file="Id,Seen,Org,Group\n1,09/04/2023,rx1,99\n2,10/05/2026,rx2,a\n",
        show=("group",),
        rows=(("99",), ("A",)),
        breaks=Breaks(
            change=changed({"fields": {"group": LISTED}}),
            file="Id,Seen,Org,Group\n1,09/04/2026,rx1,99\n2,10/05/2026,rx2,A\n3,10/05/2026,rx2,zz\n",
            faults=((2, "Group", "99", "code-not-on-list"), (4, "Group", "zz", "code-not-on-list")),
            says="from 1 April 2019 up to 31 March 2024, and not on 9 April 2026",
        ),
    ),
    Case(
        option="Field_.person_key",
        change=changed({"fields": {"person": {"heading": "NHS number", "person_key": True}}}),
        file="Id,Seen,Org,NHS number\n1,09/04/2026,rx1,999 000 1234\n2,10/05/2026,rx2,9990001234\n",
        show=("person",),
        rows=((PERSON,), (PERSON,)),
        breaks=Breaks(
            change=changed({"fields": {"person": {"heading": "NHS number", "person_key": True}}}),
            file="Id,Seen,Org,NHS number\n1,09/04/2026,rx1,\n2,10/05/2026,rx2,9990001234\n",
            faults=((2, "NHS number", None, "blank-cell"),),
        ),
    ),
    _refused(
        "Field_.personal",
        {"fields": {"org": {"personal": True}}},
        ("fields", "org", "personal"),
        wrong={"fields": {"org": {"personal": "perhaps"}}},
    ),
    _refused(
        "Contract.consultant",
        {"consultant": {"field": "org"}},
        ("consultant", "kind"),
        wrong={"consultant": {"kind": "x"}},
    ),
    _refused(
        "Contract.query",
        {"files": ["returns*"]},
        ("query", "sql"),
        wrong={"query": {"connection": "warehouse"}},
    ),
    _refused(
        "Query.connection",
        {},
        ("query", "connection"),
        wrong={"query": {"connection": "The Warehouse", "sql": "SELECT 1"}},
    ),
    _refused("Query.sql", {}, ("query", "sql"), wrong={"query": {"connection": "warehouse", "sql": " "}}),
    Case(
        option="Records.references",
        change=changed(POINTING),
        file=POINTED,
        show=("id", "referral"),
        rows=(("1", "R1"), ("2", None)),
        breaks=Breaks(
            change=changed(POINTING),
            file=ORPHAN,
            faults=((4, "Referral", "R9", "record-not-there"),),
            says="no record of referral",
        ),
    ),
    Case(
        option="Reference.extract",
        change=changed(POINTING, {"records": {"references": {"referral": {"extract": "spell"}}}}),
        file=ORPHAN,
        show=("id",),
        rows=(("1",), ("2",), ("3",)),
        warned=("reference-not-loaded",),
        breaks=Breaks(
            change=changed(POINTING), file=ORPHAN, faults=((4, "Referral", "R9", "record-not-there"),)
        ),
    ),
    Case(
        option="Reference.fields",
        change=changed(POINTING),
        file=POINTED,
        show=("id",),
        rows=BOTH,
        breaks=Breaks(
            change=changed(POINTING, {"records": {"references": {"referral": {"fields": ["id"]}}}}),
            file=POINTED,
            faults=((2, "Id", "1", "record-not-there"), (3, "Id", "2", "record-not-there")),
        ),
    ),
    Case(
        option="Reference.on_breach",
        change=changed(POINTING, ON_BREACH_WARN),
        file=ORPHAN,
        show=("id",),
        rows=(("1",), ("2",), ("3",)),
        warned=("record-not-there",),
        breaks=Breaks(
            change=changed(POINTING, {"records": {"references": {"referral": {"on_breach": "reject_file"}}}}),
            file=ORPHAN,
            refused=True,
            faults=((4, "Referral", "R9", "record-not-there"),),
        ),
    ),
    Case(
        option="Records.removal",
        change=changed(REMOVING),
        file=REMOVED,
        show=("id", "removed"),
        rows=(("1", False), ("2", True), ("3", True)),
        breaks=Breaks(
            change=changed(REMOVING),
            file="Id,Seen,Org,Change\n1,,rx1,D\n,10/05/2026,rx2,D\n2,10/05/2026,,I\n3,10/05/2026,rx1,I\n",
            faults=(
                (2, "Seen", None, "period-unreadable"),
                (3, "Id", None, "blank-cell"),
                (4, "Org", None, "blank-cell"),
            ),
        ),
    ),
    Case(
        option="Removal.field",
        change=changed(REMOVING),
        file=REMOVED,
        show=("id", "removed"),
        rows=(("1", False), ("2", True), ("3", True)),
        breaks=Breaks(
            change=changed(REMOVING),
            file=FILE,
            refused=True,
            faults=((1, "Change", None, "column-missing"),),
        ),
    ),
    _refused(
        "Removal.values",
        REMOVING,
        ("records", "removal", "values"),
        wrong={"records": {"removal": {"field": "org", "values": []}}},
        file=REMOVED,
        show=("id", "removed"),
        rows=(("1", False), ("2", True), ("3", True)),
    ),
    Case(
        option="Records.rejects",
        change=changed({"records": {"rejects": {"refuse_over": 0.5}}}),
        file=FILE,
        show=("id",),
        rows=BOTH,
        breaks=Breaks(
            change=changed({"records": {"rejects": {"refuse_over": 0.5}}}),
            file="Id,Seen,Org\n1,x,rx1\n2,y,rx2\n3,11/05/2026,rx1\n",
            refused=True,
            faults=((2, "Seen", "x", "period-unreadable"), (3, "Seen", "y", "period-unreadable")),
        ),
    ),
    _refused(
        "Thresholds.warn_over",
        {"records": {"rejects": {"warn_over": 0.01}}},
        ("records", "rejects", "warn_over"),
        wrong={"records": {"rejects": {"warn_over": 2}}},
    ),
    _refused(
        "Thresholds.refuse_over",
        {"records": {"rejects": {"refuse_over": 0.01}}},
        ("records", "rejects", "refuse_over"),
        wrong={"records": {"rejects": {"refuse_over": -1}}},
    ),
    Case(
        option="Records.future_events",
        change=changed({"records": {"future_events": "warn"}}),
        file=FILE + "3,23/11/2026,rx1\n",
        show=("id",),
        rows=(("1",), ("2",), ("3",)),
        warned=("event-in-future",),
        breaks=Breaks(
            change=changed(),
            file=FILE + "3,23/11/2026,rx1\n",
            faults=((4, "Seen", "23/11/2026", "event-in-future"),),
            says="23 November 2026 is still to come",
        ),
    ),
    _refused(
        "Records.derive",
        DERIVING,
        ("records", "derive", "place", "choices"),
        wrong={"records": {"derive": {"place": {"choices": []}}}},
    ),
    _refused(
        "Records.local_number",
        {"records": {"local_number": "id"}},
        ("records", "local_number"),
        wrong={"records": {"local_number": "The Id"}},
    ),
    _refused(
        "Records.exclusion_reasons",
        {"records": {"exclusion_reasons": ["test record"]}},
        ("records", "exclusion_reasons", 0),
        wrong={"records": {"exclusion_reasons": [" "]}},
    ),
    _refused(
        "Records.retention_years",
        {"records": {"retention_years": 8}},
        ("records", "retention_years"),
        wrong={"records": {"retention_years": 0}},
    ),
    *(
        _refused(
            f"Derivation.{key}",
            {"records": {"derive": {"place": {"choices": [ALWAYS], **right}}}},
            ("records", "derive", "place", key),
            wrong={"records": {"derive": {"place": {"choices": [ALWAYS], **wrong}}}},
        )
        for key, right, wrong in (
            ("on", {"on": "seen_on"}, {"on": 5}),
            ("choices", {}, {"choices": []}),
            ("otherwise", {"otherwise": "UNKNOWN"}, {"otherwise": 5}),
            ("title", {"title": "Place"}, {"title": 5}),
        )
    ),
    *(
        _refused(
            f"Choice.{key}",
            {"records": {"derive": {"place": {"choices": [{**ALWAYS, **right}]}}}},
            ("records", "derive", "place", "choices", 0, key),
            wrong={"records": {"derive": {"place": {"choices": [{**ALWAYS, key: wrong}]}}}},
        )
        for key, right, wrong in (
            ("rule", {}, " "),
            ("when", {"when": "seen_on > date '2026-05-01'"}, 5),
            ("take", {}, " "),
            ("effective_from", {"effective_from": "2026-04-01"}, "April"),
            ("effective_to", {"effective_to": "2026-04-30"}, "April"),
        )
    ),
)
