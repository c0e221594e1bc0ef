"""A board scorecard as a folder of HTML pages that need nothing else: no script, no outside request."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from trustboard.rendering.process_chart import COMPACT, WIDE, process_chart
from trustboard.rendering.sparkline import sparkline, sparkline_again
from trustboard.rendering.theme import css_string, readable_accent
from trustboard.reports.page import BoardScorecard, IndicatorPage

STYLE_SHEET = "board.css"
INDICATOR_FOLDER = "indicators"


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file beside the pages that a reader can take away."""

    file_name: str
    title: str
    what: str


def page_address(ref: str) -> str:
    """The indicator's page, as seen from index.html."""
    return f"{INDICATOR_FOLDER}/{ref}.html"


def write_html(model: BoardScorecard, folder: Path, downloads: Sequence[Download] = ()) -> list[Path]:
    """Write index.html, one page per indicator and one style sheet; returns the files written.

    Pages of indicators that are no longer shown are removed from the folder of indicators, so that no old
    number stays behind unlinked.
    """
    pages = {Path("index.html"): index_html(model, downloads), Path(STYLE_SHEET): style_sheet(model)}
    for number, page in enumerate(model.pages):
        pages[Path(page_address(page.row.ref))] = indicator_html(model, page, number)
    (folder / INDICATOR_FOLDER).mkdir(parents=True, exist_ok=True)
    for path in (folder / INDICATOR_FOLDER).glob("*.html"):
        if path.relative_to(folder) not in pages:
            path.unlink()
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return [folder / name for name in pages]


def index_html(model: BoardScorecard, downloads: Sequence[Download] = ()) -> str:
    """The scorecard's own page. Each trend is drawn once and repeated by reference."""
    drawn: set[str] = set()

    def trend(ref: str) -> str:
        identifier = f"t-{ref}"
        if identifier in drawn:
            return sparkline_again(model.row(ref).trend, identifier)
        drawn.add(identifier)
        return sparkline(model.row(ref).trend, identifier)

    template = _environment().get_template("index.html.jinja")
    return template.render(board=model, about=model.about, root="", trend=trend, downloads=downloads)


def indicator_html(model: BoardScorecard, page: IndicatorPage, number: int) -> str:
    """One indicator's page; `number` is its place among the model's pages."""
    template = _environment().get_template("indicator.html.jinja")
    return template.render(
        board=model,
        about=model.about,
        page=page,
        row=page.row,
        root="../",
        before=model.pages[number - 1].row if number else None,
        after=model.pages[number + 1].row if number + 1 < len(model.pages) else None,
        wide=process_chart(page.chart, WIDE),
        compact=process_chart(page.chart, COMPACT),
    )


def style_sheet(model: BoardScorecard) -> str:
    """The one style sheet: the theme, the trust's colour and the texts of printed heads and feet."""
    about = model.about
    template = _environment().get_template("board.css.jinja")
    return template.render(
        accent=readable_accent(about.accent),
        head=css_string(f"{about.trust}: {about.title}, {about.period}"),
        foot=css_string(f"Data as known on {about.known}. Produced {about.produced}."),
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("trustboard.rendering"),
        autoescape=lambda name: name is None or not name.endswith(".css.jinja"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["page_address"] = page_address
    return environment
