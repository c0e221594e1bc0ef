"""Write the made-up returns of examples/small: the same numbers every time, no real people or places.

Run from the project's root: python scripts/make_small_example.py
"""

import csv
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import xlsxwriter

RETURNS = Path(__file__).parent.parent / "examples" / "small" / "returns"
FIRST, MONTHS = date(2024, 4, 1), 31  # April 2024 to October 2026
WARDS = {"HAWTHORN": (20, 0), "ROWAN": (18, 0), "WILLOW": (22, 5)}  # beds; older people's ward is third
DIVISIONS = {"AMH": 420.0, "CYP": 180.0, "COM": 510.0}  # whole-time equivalents


def months() -> Iterator[tuple[int, date]]:
    """Yield number and first day of each month."""
    for index in range(MONTHS):
        total = FIRST.year * 12 + FIRST.month - 1 + index
        yield index, date(total // 12, total % 12 + 1, 1)


def days_in(month: date) -> int:
    """Count the days of a month."""
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return (following - month).days


def drawn(chance: random.Random, of: int, share: float) -> int:
    """Draw how many of a number happen, each with the same chance."""
    return sum(chance.random() < share for _ in range(of))


def write_csv(name: str, rows: list[list[object]]) -> None:
    """Write one return as a UTF-8 CSV file."""
    with (RETURNS / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def early_intervention(chance: random.Random) -> None:
    """Waits for early intervention in psychosis: weekly bands by team and commissioner, with a total row."""
    rows: list[list[object]] = [
        ["Month", "Team", "Commissioner", "0-1 weeks", "1-2 weeks", "2-4 weeks", "Over 4 weeks", "Total"]
    ]
    for index, month in months():
        whole = [0, 0, 0, 0]
        for team, commissioner, usual in (("EIP-N", "QZ1", 7), ("EIP-N", "QZ2", 3), ("EIP-S", "QZ2", 8)):
            started = max(0, usual + chance.choice((-2, -1, 0, 0, 1, 2)))
            quick = drawn(chance, started, 0.64 + 0.004 * index)
            first = drawn(chance, quick, 0.55)
            middle = drawn(chance, started - quick, 0.7)
            bands = [first, quick - first, middle, started - quick - middle]
            whole = [a + b for a, b in zip(whole, bands, strict=True)]
            rows.append([f"{month:%d/%m/%Y}", team, commissioner, *bands, sum(bands)])
        rows.append([f"{month:%d/%m/%Y}", "All teams", "", *whole, sum(whole)])
    write_csv("early-intervention.csv", rows)


def talking_therapies(chance: random.Random) -> None:
    """Talking Therapies by service: finished courses, waits, and recovery."""
    rows: list[list[object]] = [
        ["Month", "Service", "Finished", "Within 6 weeks", "Within 18 weeks", "Not at caseness", "Recovered"]
    ]
    for index, month in months():
        for service, usual in (("TT-N", 150), ("TT-S", 190)):
            finished = usual + chance.randint(-14, 14)
            six = drawn(chance, finished, 0.905 if index < 20 else 0.87)
            eighteen = six + drawn(chance, finished - six, 0.93)
            below = drawn(chance, finished, 0.07)
            recovered = drawn(chance, finished - below, 0.503)
            rows.append([f"{month:%Y-%m}", service, finished, six, eighteen, below, recovered])
    write_csv("talking-therapies.csv", rows)


def inpatients(chance: random.Random) -> None:
    """Ward returns, one file a financial year: beds, delays, follow-up, falls and restraint."""
    heading: list[object] = [
        "Ward",
        "Month",
        "Discharges",
        "Followed up in 72 hours",
        "Occupied bed days",
        "Available bed days",
        "Bed days clinically ready",
        "Falls",
        "Restraints",
    ]
    years: dict[str, list[list[object]]] = {}
    for index, month in months():
        first = month.year - (month.month < 4)
        rows = years.setdefault(f"{first}-{(first + 1) % 100}", [heading])
        for ward, (beds, falls_more) in WARDS.items():
            available = beds * days_in(month)
            occupied = round(available * chance.uniform(0.92, 0.985))
            discharges = chance.randint(9, 16)
            share = 0.70 if index < 14 else 0.745
            ready = round(occupied * (chance.uniform(0.025, 0.045) + max(0, index - 22) * 0.006))
            falls = drawn(chance, 6 + falls_more, 0.34 if index < 18 else 0.2)
            restraints = drawn(chance, 30, 0.30 if ward == "ROWAN" else 0.13)
            rows.append(
                [
                    ward.title(),
                    f"{month:%B %Y}",
                    discharges,
                    drawn(chance, discharges, share),
                    occupied,
                    available,
                    ready,
                    falls,
                    restraints,
                ]
            )
    for year, rows in years.items():
        write_csv(f"inpatients-{year}.csv", rows)


def workforce(chance: random.Random) -> None:
    """The workforce workbook: title rows above the heading, divisions in rows."""
    book = xlsxwriter.Workbook(str(RETURNS / "workforce.xlsx"))
    sheet = book.add_worksheet("Monthly return")
    sheet.write_row(0, 0, ["Workforce return"])
    sheet.write_row(1, 0, ["Made-up figures for a trust that does not exist"])
    sheet.write_row(
        3, 0, ["Division", "Month", "FTE days lost", "FTE days available", "Training due", "Training done"]
    )
    row = 4
    day = book.add_format({"num_format": "mmm yyyy"})
    for index, month in months():
        for division, staff in DIVISIONS.items():
            available = round(staff * days_in(month), 1)
            winter = 0.011 if month.month in (11, 12, 1, 2) else 0.0
            lost = round(available * (0.049 + winter + chance.uniform(-0.004, 0.004)), 1)
            due = round(staff * 1.1)
            done = drawn(chance, due, 0.868 + min(index, 20) * 0.002)
            sheet.write(row, 0, division)
            sheet.write_datetime(row, 1, month_as_time(month), day)
            sheet.write_row(row, 2, [lost, available, due, done])
            row += 1
    book.set_properties({"created": month_as_time(FIRST)})
    book.close()


def month_as_time(month: date):  # type: ignore[no-untyped-def]
    """Give the month's first day as the date-time that a workbook holds."""
    from datetime import datetime

    return datetime(month.year, month.month, month.day)  # noqa: DTZ001 (a workbook's dates carry no zone)


def experience(chance: random.Random) -> None:
    """Complaints and the friends and family test in long form, small answers withheld as an asterisk."""
    rows: list[list[object]] = [["Period start", "Period end", "Division", "Measure", "Value"]]
    for index, month in months():
        end = month.replace(day=days_in(month))
        for division in DIVISIONS:
            complaints = chance.randint(2, 9)
            answered = complaints - (chance.random() < 0.12)
            answers = chance.randint(22, 160) if division != "CYP" or index % 9 else 4
            good = drawn(chance, answers, 0.93)
            shown: list[object] = ["*", "*"] if answers < 5 else [answers, good]
            values = [complaints, answered, *shown]
            names = ["Complaints received", "Acknowledged in 3 working days", "FFT answers", "FFT positive"]
            for name, value in zip(names, values, strict=True):
                rows.append([f"{month:%Y-%m-%d}", f"{end:%Y-%m-%d}", division, name, value])
    write_csv("experience.csv", rows)


def national_index(chance: random.Random) -> None:
    """The data quality score as a national body states it, months later than the rest."""
    rows: list[list[object]] = [["month", "provider", "score"]]
    for index, month in months():
        score: object = round(91.5 + 0.12 * index + chance.uniform(-0.8, 0.8), 1)
        rows.append([f"{month:%Y%m}", "ZZ1", "not yet published" if index >= MONTHS - 2 else score])
    write_csv("data-quality-index.csv", rows)


def main() -> None:
    """Write every return."""
    RETURNS.mkdir(parents=True, exist_ok=True)
    for number, write in enumerate(
        (early_intervention, talking_therapies, inpatients, workforce, experience, national_index)
    ):
        write(random.Random(2026_10 + number))


if __name__ == "__main__":
    main()
