"""The names that a notebook may import, so that none goes or comes unnoticed."""

import inspect

from trustboard import statistics

NAMES = {
    "MDC",
    "NHSR",
    "Assurance",
    "AssuranceIcon",
    "BaselineError",
    "Conventions",
    "Direction",
    "DirectionError",
    "MagnitudeError",
    "Note",
    "PointType",
    "Profile",
    "ProfileError",
    "RebaseError",
    "Rule",
    "ShapeError",
    "SpecialCause",
    "StatisticsError",
    "VariationIcon",
    "XmrResult",
    "XmrSeries",
    "xmr",
}


def test_the_public_names_are_these():
    assert set(statistics.__all__) == NAMES
    assert all(hasattr(statistics, name) for name in NAMES)


def test_the_arguments_of_xmr_are_these():
    parameters = inspect.signature(statistics.xmr).parameters
    assert list(parameters) == [
        "values",
        "lengths",
        "rebase",
        "target",
        "direction",
        "screen_outliers",
        "fix_after_n_points",
        "minimum_points",
        "profile",
    ]
    assert all(parameter.kind is parameter.KEYWORD_ONLY for parameter in list(parameters.values())[1:])


def test_every_error_is_a_statistics_error_and_a_value_error():
    errors = {name for name in NAMES if name.endswith("Error")}
    assert all(issubclass(getattr(statistics, name), statistics.StatisticsError) for name in errors)
    assert issubclass(statistics.StatisticsError, ValueError)


def test_everything_public_says_what_it_is():
    silent = {name for name in NAMES - {"MDC", "NHSR"} if not inspect.getdoc(getattr(statistics, name))}
    assert not silent
