"""Checked expressions to a frozen plan, and the plan to SQL text.

Holds the plan's nodes and the writer for each engine. It runs nothing: the warehouse does.
"""

from trustboard.compiler.cells import cells_sql
from trustboard.compiler.figures import assemble
from trustboard.compiler.plan import Plan, plan
from trustboard.compiler.rollup import rollup_sql, unplaced_sql
from trustboard.compiler.source import no_rows_sql
from trustboard.compiler.sql import node_sql

__all__ = ["Plan", "assemble", "cells_sql", "no_rows_sql", "node_sql", "plan", "rollup_sql", "unplaced_sql"]
