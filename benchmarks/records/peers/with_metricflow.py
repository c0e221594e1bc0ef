"""Have MetricFlow write the SQL of queries over a semantic model: documents and queries in, SQL out."""

import json
import logging
import sys
import tempfile
from pathlib import Path

from metricflow.engine.metricflow_engine import MetricFlowEngine, MetricFlowQueryRequest
from metricflow.protocols.sql_client import SqlEngine
from metricflow.sql.render.duckdb_renderer import DuckDbSqlPlanRenderer
from metricflow.sql.render.sql_plan_renderer import SqlPlanRenderer
from metricflow_semantic_interfaces.parsing.dir_to_model import (
    parse_directory_of_yaml_files_to_semantic_manifest,
)
from metricflow_semantics.model.semantic_manifest_lookup import SemanticManifestLookup


class Writer:
    """What MetricFlow needs to know of a database in order to write for it."""

    sql_engine_type: SqlEngine = SqlEngine.DUCKDB
    sql_plan_renderer: SqlPlanRenderer = DuckDbSqlPlanRenderer()

    def close(self) -> None:
        """Nothing is open."""


def main() -> None:
    """Do the job on standard input."""
    logging.disable(logging.CRITICAL)
    job = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as folder:
        for number, document in enumerate(job["documents"]):
            (Path(folder) / f"{number}.yaml").write_text(json.dumps(document))
        built = parse_directory_of_yaml_files_to_semantic_manifest(folder)
    assert not built.issues.has_blocking_issues, built.issues.all_issues
    engine = MetricFlowEngine(SemanticManifestLookup(built.semantic_manifest), Writer())
    written = []
    for query in job["queries"]:
        asked = MetricFlowQueryRequest.create(metric_names=query["metrics"], group_by_names=query["group_by"])
        written.append(engine.explain(asked).sql_statement.sql)
    json.dump(written, sys.stdout)


main()
