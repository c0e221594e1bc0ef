"""A workspace's YAML and CSV to checked, frozen models, with issues that name file and line.

Holds the models of organisation, extract contracts, indicators, frameworks and scorecards, and their loaders.
"""
