"""A passing and a breaking case for every option of a contract; a test holds this list to the models."""

from tests.support.extract_options.case import Breaks, Case
from tests.support.extract_options.demanding import CASES as DEMANDING
from tests.support.extract_options.naming import CASES as NAMING
from tests.support.extract_options.reading import CASES as READING
from tests.support.extract_options.recording import CASES as RECORDING
from tests.support.extract_options.shaping import CASES as SHAPING
from tests.support.extract_options.timing import CASES as TIMING

CASES: tuple[Case, ...] = (*READING, *NAMING, *TIMING, *SHAPING, *DEMANDING, *RECORDING)

__all__ = ["CASES", "Breaks", "Case"]
