"""The eighteen cases where NHSRplotthedots stops with an error, answered by hand.

Seventeen stop because a missing value stands in a stretch that otherwise only rises or only falls; the peer
then cannot say whether it is a trend. Where it does answer, a missing value breaks every pattern, takes the
moving ranges on both its sides with it and is left out of the mean; so it does here. The eighteenth asks for
limits from eleven points, which the peer refuses on purpose; so do we.

Sums below are of the values in `synthetic_input.csv`; limits are mean ± 2.66 × the mean moving range.
"""

from dataclasses import dataclass, field
from math import nan

import numpy as np
import pytest

from tests.reference_cases.spc_files import synthetic_cases
from trustboard.statistics import (
    NHSR,
    Assurance,
    BaselineError,
    PointType,
    SpecialCause,
    VariationIcon,
)

pytestmark = pytest.mark.reference_files


@dataclass(frozen=True)
class Answer:
    """What we say, and why. signals: the cause of each point that has one, by index."""

    why: str
    mean: float
    lower: float = nan
    upper: float = nan
    signals: dict[int, SpecialCause] = field(default_factory=dict)
    variation: PointType = PointType.COMMON_CAUSE
    icon: VariationIcon = VariationIcon.COMMON_CAUSE
    assurance: Assurance = Assurance.INCONSISTENT


ALTERNATE = Answer(
    "Twelve values with a gap after each: mean 613.90 / 12, but no two neighbours, so no range and no "
    "limits. Without limits the peer calls assurance inconsistent.",
    mean=613.90 / 12,
)
FIRST_TWELVE = Answer(
    "Twelve values after twelve gaps: mean 605.00 / 12; eleven ranges that add up to 39.15, the largest 7.11 "
    "and so kept by the screen at 3.267 × 39.15 / 11 = 11.63. Every value lies within two sigma, 44.11 to "
    "56.73; the longest run on one side has three points. The target of 50 lies between the limits.",
    mean=605.00 / 12,
    lower=605.00 / 12 - 2.66 * 39.15 / 11,
    upper=605.00 / 12 + 2.66 * 39.15 / 11,
)
LAST_SIX = Answer(
    "Eighteen values, then six gaps: mean 903.07 / 18; seventeen ranges that add up to 76.90, the largest "
    "10.39 and so kept by the screen at 14.78. Every value lies within two sigma, 42.15 to 58.19. The latest "
    "value is missing, which the peer labels common cause. The target of 50 lies between the limits.",
    mean=903.07 / 18,
    lower=903.07 / 18 - 2.66 * 76.90 / 17,
    upper=903.07 / 18 + 2.66 * 76.90 / 17,
)
NOTHING = Answer("No value in the baseline: no mean and no limits, so nothing can stand out.", mean=nan)
ONE = Answer("One value: it is the mean; no range and no limits.", mean=55.58)

ANSWERS = {
    "c0616": ALTERNATE,
    "c0617": ALTERNATE,
    "c0618": FIRST_TWELVE,
    "c0619": FIRST_TWELVE,
    "c0620": NOTHING,
    "c0621": LAST_SIX,
    "c0622": LAST_SIX,
    "c0623": NOTHING,
    "c0624": NOTHING,
    "c0625": ONE,
    "c0626": ONE,
    "c0629": Answer(
        "The first twelve points, 0 and 50 in turn, give mean 25 and ranges of 50. Three points rise, one is "
        "missing, four rise: neither stretch is seven long, so there is no trend. No target.",
        mean=25.0,
        lower=25 - 2.66 * 50,
        upper=25 + 2.66 * 50,
        assurance=Assurance.NOT_JUDGED,
    ),
    "c0630": Answer(
        "As before, but points 12 to 18 are -5, 5, 15, 25, 35, 45, 55: seven that rise, before the gap at "
        "19. Higher is better. The latest point belongs to nothing. No target.",
        mean=25.0,
        lower=25 - 2.66 * 50,
        upper=25 + 2.66 * 50,
        signals=dict.fromkeys(range(12, 19), SpecialCause.TREND_INCREASING),
        assurance=Assurance.NOT_JUDGED,
    ),
    "c0634": Answer(
        "Twenty-five values add up to 1,465; twenty ranges add up to 168, unscreened: 58.6 ± 22.344. The "
        "last value, 85, lies above 80.944; the others lie within two sigma, 43.7 to 73.5. "
        "Neither way is better.",
        mean=58.6,
        lower=58.6 - 22.344,
        upper=58.6 + 22.344,
        signals={29: SpecialCause.ABOVE_UPPER_LIMIT},
        variation=PointType.SPECIAL_CAUSE_NEUTRAL_HIGH,
        icon=VariationIcon.NEUTRAL_HIGH,
        assurance=Assurance.NOT_JUDGED,
    ),
    "c0635": Answer(
        "Twenty-seven values add up to 25.033; twenty-three ranges add up to 0.900, the largest 0.121 and so "
        "kept by the screen at 0.128. Point 25, 0.821, lies below 0.8231. No other lies beyond two sigma. "
        "The target of 0.93 lies between the limits.",
        mean=25.033 / 27,
        lower=25.033 / 27 - 2.66 * 0.9 / 23,
        upper=25.033 / 27 + 2.66 * 0.9 / 23,
        signals={25: SpecialCause.BELOW_LOWER_LIMIT},
    ),
    "c0636": Answer(
        "Twenty-seven values add up to 14.17; twenty-three ranges add up to 1.86. Points 20 (0.67) and 28 "
        "(0.37) lie beyond two sigma, 0.381 to 0.668, each without a second one beside it. The target of "
        "0.52 lies between the limits.",
        mean=14.17 / 27,
        lower=14.17 / 27 - 2.66 * 1.86 / 23,
        upper=14.17 / 27 + 2.66 * 1.86 / 23,
    ),
    "c0639": Answer(
        "Twenty-six values add up to 1,132.26; twenty-one ranges add up to 70.93. The first seven points lie "
        "below the mean: a shift, and within it points 2 (37.54) and 4 (37.37) lie below two sigma, 37.56: "
        "two in three. Points 10, 18, 24 and 28 lie beyond two sigma alone. Neither way is better.",
        mean=1132.26 / 26,
        lower=1132.26 / 26 - 2.66 * 70.93 / 21,
        upper=1132.26 / 26 + 2.66 * 70.93 / 21,
        signals={
            0: SpecialCause.SHIFT_BELOW,
            1: SpecialCause.SHIFT_BELOW,
            2: SpecialCause.TWO_IN_THREE_BELOW,
            3: SpecialCause.SHIFT_BELOW,
            4: SpecialCause.TWO_IN_THREE_BELOW,
            5: SpecialCause.SHIFT_BELOW,
            6: SpecialCause.SHIFT_BELOW,
        },
        assurance=Assurance.NOT_JUDGED,
    ),
}
REFUSED = "c0701"


def test_every_case_without_an_answer_of_the_peer_has_one_of_ours():
    unanswered = {name for name, case in synthetic_cases().items() if not case.has_answer}
    assert unanswered == {*ANSWERS, REFUSED}
    assert len(unanswered) == 18


@pytest.mark.parametrize("name", ANSWERS)
def test_the_answer_is_the_one_worked_out_by_hand(name):
    answer = ANSWERS[name]
    chart = synthetic_cases()[name].chart(NHSR)
    lines = [chart.mean, chart.lower_limit, chart.upper_limit]
    expected = [np.full(len(chart), line) for line in (answer.mean, answer.lower, answer.upper)]
    np.testing.assert_allclose(lines, expected, rtol=1e-9)
    causes = {index: cause for index, cause in enumerate(chart.causes) if cause != SpecialCause.COMMON_CAUSE}
    assert causes == answer.signals
    assert (chart.variation, chart.variation_icon) == (answer.variation, answer.icon)
    assert chart.assurance == answer.assurance


def test_limits_from_eleven_points_are_refused():
    case = synthetic_cases()[REFUSED]
    assert case.arguments["fix_after_n_points"] == 11
    with pytest.raises(BaselineError, match="at least 12, not 11"):
        case.chart(NHSR)
