"""Trustboard: from monthly extracts to scorecards people can trust."""

from importlib import metadata

__version__ = metadata.version("trustboard")
