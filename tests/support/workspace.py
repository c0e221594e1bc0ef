"""A minimal valid workspace, to be changed by a test: one trust, one extract, one indicator, one scorecard.

All of it is made up. `small_workspace(standards="…")` puts other text into one file (None leaves the file
out); a key may be a short name from FILES or any path. `changed("indicator", "higher", "hihger")` replaces
words in one file.
"""

FILES = {
    "settings": "trustboard.toml",
    "organisation": "organisation.csv",
    "contract": "extracts/waits.yaml",
    "indicator": "indicators/seen_2w.yaml",
    "framework": "frameworks/2018-19/framework.yaml",
    "standards": "frameworks/2018-19/standards.csv",
    "scorecards": "frameworks/2018-19/scorecards.yaml",
}

SETTINGS = """\
name = "Fenbrook Partnership (made up)"
ods_code = "ZZ1"
"""

ORGANISATION = """\
unit_code,kind,parent,name,valid_from,valid_to,successor
ENG,nation,,England,2010-04-01,,
ZZ1,trust,ENG,Fenbrook Partnership,2017-04-01,,
ZZ2,trust,ENG,North Fenbrook,2010-04-01,2017-03-31,ZZ1
ZZ3,trust,ENG,South Fenbrook,2010-04-01,2017-03-31,ZZ1
AMH,division,ZZ1,Adult mental health,2017-04-01,,
"""

CONTRACT = """\
extract: waits
title: Waiting times (made up)
source: {publisher: Fenbrook Partnership (made up)}
files: ["waits*.csv"]
format: csv
period: {field: month, format: dd/mm/yyyy}
unit: {field: provider}
commissioner: {field: ccg}
fields:
  month: {heading: Date}
  provider: {heading: Provider_Org_code, type: code}
  ccg: {heading: [Org_Code, Commissioner], type: code}
  part: {heading: Description}
  within: {heading: Seen_In_Two_Weeks, type: integer, minimum: 0}
  total: {heading: Total_Pathways, type: integer, minimum: 0}
markers:
  suppressed: ['*']
checks:
  - rule: within <= total
"""

INDICATOR = """\
id: seen_2w
title: Seen within two weeks
why: Waiting makes people worse.
extract: waits
kind: proportion
population: part = 'completed'
numerator: within
denominator: total
better: higher
display: percent
domain: responsive
perspective: patient_experience_access
levels: [nation, trust, commissioner]
definition: People who began treatment in the month, from referral to first treatment.
owner: Chief operating officer
author: Performance analyst
checked_by: Head of information
review_by: 2099-03-31
sources: [Standing return of the made-up trust]
cases:
  - it: counts completed pathways only
    rows:
      - {part: completed, within: 3, total: 4}
      - {part: incomplete, within: 5, total: 9}
    numerator: 3
    denominator: 4
"""

FRAMEWORK = """\
year: 2018-19
approval: {approved_by: Board of directors, approved_on: 2018-03-28, reference: Minute 18/041}
memberships:
  - {set: National standards, indicator: seen_2w, effective_from: 2016-04-01}
quality_priorities:
  - priority: first-contact
    title: A first contact that helps
    why: People told us that the first contact decides.
    lead: Medical director
    measures: [seen_2w]
    milestones:
      - {due: 2018-09-30, what: Training offered to every team}
    statuses:
      - {on: 2018-10-15, status: on_track}
"""

STANDARDS = """\
standard_id,indicator,unit,operator,value,upper_value,tolerance,basis,effective_from,effective_to,approved_on,approved_by,reference
seen_50,seen_2w,,>=,50%,,5%,national,2016-04-01,2018-03-31,2016-03-30,Board of directors,Minute 16/012
seen_53,seen_2w,,>=,53%,,5%,national,2018-04-01,,2018-03-28,Board of directors,Minute 18/041
"""

SCORECARDS = """\
- scorecard: board
  title: Board scorecard
  unit: ZZ1
  compare_with: ENG
  national_set: National standards
  indicators: [seen_2w]
  changes:
    - {on: 2018-04-01, what: First set, why: Approved with the framework}
"""

TEXTS = {
    "settings": SETTINGS,
    "organisation": ORGANISATION,
    "contract": CONTRACT,
    "indicator": INDICATOR,
    "framework": FRAMEWORK,
    "standards": STANDARDS,
    "scorecards": SCORECARDS,
}


def small_workspace(**overrides: str | bytes | None) -> dict[str, bytes]:
    """Files of a valid workspace: path to content, as `read_folder` gives them."""
    files: dict[str, str | bytes | None] = {FILES[name]: text for name, text in TEXTS.items()}
    files |= {FILES.get(name, name): text for name, text in overrides.items()}
    return {
        name: text.encode("utf-8") if isinstance(text, str) else text
        for name, text in files.items()
        if text is not None
    }


def changed(name: str, *replacements: tuple[str, str]) -> dict[str, bytes]:
    """The small workspace with words of one file replaced; each must stand there, the first is replaced."""
    text = TEXTS[name]
    for old, new in replacements:
        assert old in text, f"{old!r} is not in {name}"
        text = text.replace(old, new, 1)
    return small_workspace(**{name: text})
