"""Trustboard: from monthly extracts to scorecards people can trust."""
