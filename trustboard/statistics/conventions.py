"""Each convention on which the profiles differ, as one switch; docs/deviations.md gives the reasons."""

from dataclasses import dataclass

from trustboard.statistics.errors import ProfileError
from trustboard.statistics.kinds import Profile


@dataclass(frozen=True, kw_only=True)
class Conventions:
    """How an XmR chart is read. Use a named profile, or `dataclasses.replace` one to switch one thing.

    short_below: an epoch with fewer points than this is flagged as short.
    short_has_limits: a short epoch has limits all the same.
    judges_without_limits: points and target are judged, as ordinary, even where there are no limits.
    missing_counts: a missing value counts as a point when an epoch is sized, and is itself labelled.
    minimum_ranges: how many moving ranges limits need at least.
    keeps_some_variation: screening is set aside where it would leave no variation at all.
    usual_value_is_central: a value that more than half of the baseline takes lies on the centre line.
    outside_counts_in_two_in_three: points beyond three sigma count towards two in three.
    trend_keeps_direction: a point takes its direction from the trend it belongs to.
    target_on_limit_is_met: a limit that equals the target, on the good side, meets it.
    tie: values within this share of the size of the limits lie on a line; 0 leaves it to rounding.
    """

    short_below: int
    short_has_limits: bool
    judges_without_limits: bool
    missing_counts: bool
    minimum_ranges: int
    keeps_some_variation: bool
    usual_value_is_central: bool
    outside_counts_in_two_in_three: bool
    trend_keeps_direction: bool
    target_on_limit_is_met: bool
    tie: float


NHSR = Conventions(
    short_below=13,
    short_has_limits=True,
    judges_without_limits=True,
    missing_counts=True,
    minimum_ranges=1,
    keeps_some_variation=False,
    usual_value_is_central=False,
    outside_counts_in_two_in_three=False,
    trend_keeps_direction=False,
    target_on_limit_is_met=False,
    tie=0.0,
)

MDC = Conventions(
    short_below=12,
    short_has_limits=False,
    judges_without_limits=False,
    missing_counts=False,
    minimum_ranges=6,
    keeps_some_variation=True,
    usual_value_is_central=True,
    outside_counts_in_two_in_three=True,
    trend_keeps_direction=True,
    target_on_limit_is_met=True,
    tie=1e-9,
)


def conventions_of(profile: Profile | Conventions | str) -> Conventions:
    """Give the conventions of a named profile; conventions of your own pass through.

    Raises ProfileError for a name that is not a profile.
    """
    if isinstance(profile, Conventions):
        return profile
    try:
        return {Profile.MDC: MDC, Profile.NHSR: NHSR}[Profile(profile)]
    except ValueError:
        names = ", ".join(f"'{known.value}'" for known in Profile)
        raise ProfileError(f"{profile!r} is not a rule profile; use one of {names}.") from None
