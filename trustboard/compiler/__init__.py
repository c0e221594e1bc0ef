"""Checked expressions to a frozen plan, and the plan to SQL text.

Holds the plan's nodes and the writer for each engine. It runs nothing: the warehouse does.
"""
