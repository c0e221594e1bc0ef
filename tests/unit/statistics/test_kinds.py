"""Every code has its wording, and each note its sentence."""

import pytest

from trustboard.statistics import (
    Assurance,
    AssuranceIcon,
    Note,
    PointType,
    SpecialCause,
    VariationIcon,
)
from trustboard.statistics.conventions import MDC, NHSR, Conventions, conventions_of
from trustboard.statistics.kinds import Direction, Profile


@pytest.mark.parametrize("kind", [SpecialCause, PointType, VariationIcon, Assurance, AssuranceIcon])
def test_labels_are_distinct_and_only_the_unjudged_has_none(kind):
    labels = [code.label for code in kind]
    assert len(set(labels)) == len(kind)
    assert [code.name for code in kind if not code.label] in (["NOT_JUDGED"], ["NONE"])


def test_labels_are_spelt_as_the_peer_spells_them():
    assert SpecialCause.TREND_INCREASING.label == "7 Point Trend (Increasing)"
    assert PointType.SPECIAL_CAUSE_NEUTRAL_LOW.label == "special_cause_neutral_low"
    assert VariationIcon.CONCERN_LOW.label == "concern_low"
    assert (Assurance.CONSISTENT_PASS.label, AssuranceIcon.PASS.label) == ("consistent_pass", "pass")


@pytest.mark.parametrize("note", Note)
def test_every_note_is_one_sentence(note):
    (sentence,) = note.sentences
    assert sentence.endswith(".")
    assert sentence[0].isupper()


def test_several_notes_are_several_sentences():
    assert len((Note.CONSTANT | Note.NO_TARGET).sentences) == 2
    assert Note(0).sentences == ()


def test_directions_have_signs():
    assert {direction: direction.sign for direction in Direction} == {
        Direction.INCREASE: 1,
        Direction.DECREASE: -1,
        Direction.NEUTRAL: 0,
    }


@pytest.mark.parametrize(
    ("given", "expected"), [(Profile.MDC, MDC), ("nhsr", NHSR), (MDC, MDC)], ids=["enum", "name", "own"]
)
def test_a_profile_is_its_conventions(given, expected):
    assert conventions_of(given) is expected


def test_the_profiles_differ_in_every_convention():
    names = Conventions.__dataclass_fields__
    assert not [name for name in names if getattr(MDC, name) == getattr(NHSR, name)]
