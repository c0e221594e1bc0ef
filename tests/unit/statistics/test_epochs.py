"""Series are cut at their rebase points, and what is found is laid back where it belongs."""

import numpy as np
import pytest

from trustboard.statistics import epochs as epochs_module
from trustboard.statistics import xmr
from trustboard.statistics.epochs import epochs_of, put, take


def marks(*drawn: str) -> np.ndarray:
    return np.array([[character == "|" for character in row] for row in drawn])


def test_without_a_rebase_each_series_is_one_epoch():
    epochs = epochs_of(np.array([4, 2]), None)
    assert epochs.is_one_each
    assert epochs.length.tolist() == [4, 2]


def test_every_mark_starts_an_epoch_and_numbers_it():
    epochs = epochs_of(np.array([6, 4, 0]), marks("..|.|.", "|.....", "......"))
    assert epochs.series.tolist() == [0, 0, 0, 1, 2]
    assert epochs.start.tolist() == [0, 2, 4, 0, 0]
    assert epochs.length.tolist() == [2, 2, 2, 4, 0]
    assert epochs.number.tolist() == [0, 1, 2, 1, 0]


@pytest.mark.parametrize("rebase", [None, marks("..|.|.", "|.....", "......")])
def test_what_is_taken_is_put_back_where_it_was(rebase):
    values = np.arange(18.0).reshape(3, 6)
    epochs = epochs_of(np.array([6, 6, 6]), rebase)
    back = np.full((6, 3), np.nan)
    for part in epochs.blocks():
        block = take(values, epochs, part, is_complete=True)
        put(back, block, block.values)
    np.testing.assert_array_equal(back.T, values)


def test_a_block_knows_its_padding_from_its_gaps():
    values = np.array([[1, np.nan, 3, np.nan], [1, 2, 3, 4]])
    epochs = epochs_of(np.array([3, 4]), None)
    block = take(values, epochs, slice(0, 2), is_complete=False)
    assert block.inside is not None
    assert block.known is not None
    assert block.inside[:, 0].tolist() == [True, True, True, False]
    assert block.known[:, 0].tolist() == [True, False, True, False]


def test_a_block_without_gaps_has_no_marks():
    block = take(np.ones((2, 3)), epochs_of(np.array([3, 3]), None), slice(0, 2), is_complete=False)
    assert block.inside is None
    assert block.known is None


def test_answers_do_not_depend_on_the_size_of_blocks(monkeypatch):
    values = np.random.default_rng(5).normal(50, 10, (40, 30))
    rebase = np.random.default_rng(6).random((40, 30)) < 0.05
    whole = xmr(values, rebase=rebase, target=50)
    monkeypatch.setattr(epochs_module, "BLOCK", 3)
    parts = xmr(values, rebase=rebase, target=50)
    np.testing.assert_array_equal(whole.special_cause, parts.special_cause)
    np.testing.assert_array_equal(whole.upper_limit, parts.upper_limit)
