"""Options of the period: in one column, two dates, year and month, the file's name, or a constant."""

from datetime import date

from tests.support.extract_options.case import Breaks, Case

PERIOD = ("period_start", "period_end", "window_months")
APRIL = (date(2026, 4, 1), date(2026, 4, 30), 1)
SPAN = {"first": {"heading": "From"}, "last": {"heading": "To"}, "month": None}
MIXED = {
    "start_field": "first",
    "start_format": "mm/dd/yyyy",
    "end_field": "last",
    "end_format": "dd/mm/yyyy",
}
YEARLY = {"year": {"heading": "Year"}, "month": {"heading": "Month"}}
YEAR_AND_MONTH = {"year_field": "year", "month_field": "month"}


def _span(first: str, last: str) -> str:
    return f"From,To,Org,Seen\n{first},{last},RX1,5\n05/01/2016,31/05/2016,RX2,7\n"


def _month(text: str) -> str:
    return f"Month,Org,Seen\n{text},RX1,5\n2026-04,RX2,7\n"


CASES = (
    Case(
        option="Contract.period",
        show=PERIOD,
        rows=(APRIL, APRIL),
        breaks=Breaks(file=_month("04-2026"), faults=((2, "Month", "04-2026", "period-unreadable"),)),
    ),
    Case(
        option="PeriodRule.field",
        change={
            "period": {"field": "month"},
            "fields": {"month": {"type": "date", "date_format": "dd/mm/yyyy"}},
        },
        file="Month,Org,Seen\n30/04/2026,RX1,5\n",
        show=PERIOD,
        rows=(APRIL,),
        breaks=Breaks(
            change={
                "period": {"field": "month"},
                "fields": {"month": {"type": "date", "date_format": "dd/mm/yyyy"}},
            },
            file="Month,Org,Seen\n30/04/2026,RX1,5\n31/04/2026,RX2,7\n",
            faults=((3, "Month", "31/04/2026", "period-unreadable"),),
        ),
    ),
    Case(
        option="PeriodRule.format",
        change={"period": {"field": "month", "format": "MSitAE-MONTH-yyyy"}},
        file="Month,Org,Seen\nMSitAE-APRIL-2026,RX1,5\nMSitAE-Apr-2026,RX2,7\n",
        show=PERIOD,
        rows=(APRIL, APRIL),
        breaks=Breaks(
            change={"period": {"field": "month", "format": "yyyymm"}},
            file="Month,Org,Seen\n202604,RX1,5\n20264,RX2,7\n202613,RX3,7\n",
            faults=(
                (3, "Month", "20264", "period-unreadable"),
                (4, "Month", "202613", "period-unreadable"),
            ),
        ),
    ),
    Case(
        option="PeriodRule.grain",
        change={"period": {"grain": "quarter", "field": "month", "format": "mmm-yy"}},
        file="Month,Org,Seen\nJun-26,RX1,5\n",
        show=PERIOD,
        rows=((date(2026, 4, 1), date(2026, 6, 30), 3),),
        breaks=Breaks(change={"period": {"grain": "fortnight", "field": "month"}}, key=("period", "grain")),
    ),
    Case(
        option="PeriodRule.grain",
        change={"period": {"grain": "week", **MIXED}, "fields": SPAN},
        file="From,To,Org,Seen\n04/27/2026,03/05/2026,RX1,5\n",
        show=PERIOD,
        rows=((date(2026, 4, 27), date(2026, 5, 3), 0),),
        breaks=Breaks(
            change={"period": {"grain": "week", **MIXED}, "fields": SPAN},
            file="From,To,Org,Seen\n04/27/2026,03/05/2026,RX1,5\n04/28/2026,03/05/2026,RX2,5\n",
            faults=((3, "From", "04/28/2026", "period-not-whole"),),
        ),
    ),
    Case(
        option="PeriodRule.grain",
        change={"period": {"grain": "month", "field": "month", "format": "month yyyy"}},
        file="Month,Org,Seen\nApril 2026,RX1,5\nApr 2026,RX2,7\n",
        show=PERIOD,
        rows=(APRIL, APRIL),
        breaks=Breaks(
            change={"period": {"grain": "month", "field": "month", "format": "month yyyy"}},
            file="Month,Org,Seen\nApril 2026,RX1,5\nAvril 2026,RX2,7\n",
            faults=((3, "Month", "Avril 2026", "period-unreadable"),),
        ),
    ),
    Case(
        option="PeriodRule.start_field",
        change={"period": MIXED, "fields": SPAN},
        file="From,To,Org,Seen\n05/01/2016,31/05/2016,RX1,5\n03/01/2016,31/05/2016,RX2,7\n",
        show=PERIOD,
        rows=((date(2016, 5, 1), date(2016, 5, 31), 1), (date(2016, 5, 1), date(2016, 5, 31), 3)),
        breaks=Breaks(
            change={"period": MIXED, "fields": SPAN},
            file=_span("", "31/05/2016"),
            faults=((2, "From", None, "period-unreadable"),),
            says="the cell is blank",
        ),
    ),
    Case(
        option="PeriodRule.start_format",
        change={"period": MIXED, "fields": SPAN},
        file=_span("04/01/2016", "30/04/2016"),
        show=PERIOD,
        rows=((date(2016, 4, 1), date(2016, 4, 30), 1), (date(2016, 5, 1), date(2016, 5, 31), 1)),
        breaks=Breaks(
            change={"period": {**MIXED, "start_format": "dd/mm/yyyy"}, "fields": SPAN},
            file="From,To,Org,Seen\n01/01/2016,31/01/2016,RX1,5\n05/01/2016,31/05/2016,RX2,7\n",
            faults=((3, "From", "05/01/2016", "period-not-whole"),),
            says="5 January 2016 to 31 May 2016",
        ),
    ),
    Case(
        option="PeriodRule.end_field",
        change={"period": MIXED, "fields": SPAN},
        file=_span("02/01/2016", "30/04/2016"),
        show=PERIOD,
        rows=((date(2016, 4, 1), date(2016, 4, 30), 3), (date(2016, 5, 1), date(2016, 5, 31), 1)),
        breaks=Breaks(
            change={"period": MIXED, "fields": SPAN},
            file=_span("04/01/2016", "29/04/2016"),
            faults=((2, "To", "29/04/2016", "period-not-whole"),),
            says="29 April 2016 is not the last day of a month",
        ),
    ),
    Case(
        option="PeriodRule.end_format",
        change={"period": {"start_field": "first", "end_field": "last"}, "fields": SPAN},
        file="From,To,Org,Seen\n2026-04-01,2026-04-30,RX1,5\n",
        show=PERIOD,
        rows=(APRIL,),
        breaks=Breaks(
            change={"period": MIXED, "fields": SPAN},
            file=_span("04/01/2016", "04/30/2016"),
            faults=((2, "To", "04/30/2016", "period-unreadable"),),
        ),
    ),
    Case(
        option="PeriodRule.year_field",
        change={"period": YEAR_AND_MONTH, "fields": YEARLY},
        file="Year,Month,Org,Seen\n2026-27,April,RX1,5\n2025/26,march,RX2,7\n",
        show=PERIOD,
        rows=(APRIL, (date(2026, 3, 1), date(2026, 3, 31), 1)),
        breaks=Breaks(
            change={"period": YEAR_AND_MONTH, "fields": YEARLY},
            file="Year,Month,Org,Seen\n2026-27,April,RX1,5\n2026-28,April,RX2,7\n",
            faults=((3, "Year", "2026-28", "period-unreadable"),),
        ),
    ),
    Case(
        option="PeriodRule.year_field",
        change={
            "period": {"grain": "financial_year", "year_field": "year"},
            "fields": {"year": {"heading": "Year"}, "month": None},
        },
        file="Year,Org,Seen\n2025-26,RX1,5\n",
        show=PERIOD,
        rows=((date(2025, 4, 1), date(2026, 3, 31), 12),),
        breaks=Breaks(
            change={
                "period": {"grain": "academic_year", "year_field": "year", "year_is": "calendar"},
                "fields": {"year": {"heading": "Year"}, "month": None},
            },
            file="Year,Org,Seen\n2025,RX1,5\n25,RX2,7\n",
            faults=((3, "Year", "25", "period-unreadable"),),
        ),
    ),
    Case(
        option="PeriodRule.year_is",
        change={"period": {**YEAR_AND_MONTH, "year_is": "calendar"}, "fields": YEARLY},
        file="Year,Month,Org,Seen\n2026,April,RX1,5\n2026,Mar,RX2,7\n",
        show=PERIOD,
        rows=(APRIL, (date(2026, 3, 1), date(2026, 3, 31), 1)),
        breaks=Breaks(
            change={"period": {**YEAR_AND_MONTH, "year_is": "financial"}, "fields": YEARLY},
            file="Year,Month,Org,Seen\n2026-27,April,RX1,5\n2026,Mar,RX2,7\n",
            faults=((3, "Year", "2026", "period-unreadable"),),
        ),
    ),
    Case(
        option="PeriodRule.month_field",
        change={"period": YEAR_AND_MONTH, "fields": YEARLY},
        file="Year,Month,Org,Seen\n2026-27,April,RX1,5\n2026-27,Sept,RX2,7\n",
        show=PERIOD,
        rows=(APRIL, (date(2026, 9, 1), date(2026, 9, 30), 1)),
        breaks=Breaks(
            change={"period": YEAR_AND_MONTH, "fields": YEARLY},
            file="Year,Month,Org,Seen\n2026-27,April,RX1,5\n2026-27,Aprl,RX2,7\n",
            faults=((3, "Month", "Aprl", "period-unreadable"),),
        ),
    ),
    Case(
        option="PeriodRule.file_name",
        change={
            "period": {"file_name": r"-(?P<month>[a-z]+)-(?P<year>\d{4})"},
            "fields": {"month": None},
        },
        file="Org,Seen\nRX1,5\n",
        name="returns-Apr-2026.csv",
        show=PERIOD,
        rows=(APRIL,),
        breaks=Breaks(
            change={
                "period": {"file_name": r"-(?P<month>[a-z]+)-(?P<year>\d{4})"},
                "fields": {"month": None},
            },
            file="Org,Seen\nRX1,5\n",
            name="returns-Avril-2026.csv",
            refused=True,
            faults=((None, None, "returns-Avril-2026.csv", "period-not-in-name"),),
        ),
    ),
    Case(
        option="PeriodRule.file_name",
        change={
            "period": {"grain": "financial_year", "file_name": r"returns-(?P<year>[^.]+)\.csv"},
            "fields": {"month": None},
        },
        file="Org,Seen\nRX1,5\n",
        name="returns-2025-26.csv",
        show=PERIOD,
        rows=((date(2025, 4, 1), date(2026, 3, 31), 12),),
        breaks=Breaks(
            change={
                "period": {"grain": "financial_year", "file_name": r"returns-(?P<year>[^.]+)\.csv"},
                "fields": {"month": None},
            },
            file="Org,Seen\nRX1,5\n",
            name="returns-last-year.csv",
            refused=True,
            faults=((None, None, "returns-last-year.csv", "period-not-in-name"),),
        ),
    ),
    Case(
        option="PeriodRule.constant",
        change={"period": {"constant": "2026-04"}, "fields": {"month": None}},
        show=PERIOD,
        rows=(APRIL, APRIL),
        breaks=Breaks(change={"period": {"constant": 2026}}, key=("period", "constant")),
    ),
)
