"""trustboard.toml: the trust, and the choices that hold for the whole workspace."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from trustboard.definitions.model import (
    COLOUR,
    ENVIRONMENT,
    LANGUAGE,
    MEMORY,
    SPARK_CONNECT,
    Definition,
    Name,
    Text,
)


class Engine(StrEnum):
    """What runs the record-level work."""

    DUCKDB = "duckdb"
    SPARK = "spark"


class RuleProfile(StrEnum):
    """The named rules for variation and assurance: Making Data Count's, or NHSRplotthedots'."""

    MDC = "mdc"
    NHSR = "nhsr"


class ConnectionKind(StrEnum):
    """The kinds of database that a query may read."""

    POSTGRESQL = "postgresql"
    SQLSERVER = "sqlserver"


class Spark(Definition):
    """Where Spark runs: `master` or `connect`, one of the two."""

    master: Text | None = None  # a cluster's master: local[2], yarn, spark://host:7077
    connect: Annotated[str, Field(pattern=SPARK_CONNECT)] | None = None  # Spark Connect: sc://host:15002


class Connection(Definition):
    """A database that contracts' queries read, and never write to. Its address is never written here."""

    hides_values: ClassVar[bool] = True

    kind: ConnectionKind  # what kind of database it is
    uri_from: Annotated[str, Field(pattern=ENVIRONMENT)]  # the environment variable that holds its address


class Settings(Definition):
    """The trust, and the choices that hold for the whole workspace."""

    name: Text  # the trust's name
    ods_code: Text  # the trust's own code in organisation.csv
    engine: Engine = Engine.DUCKDB  # what runs the record-level work
    spark: Spark | None = None  # where Spark runs, for `engine = "spark"`
    memory: Annotated[str, Field(pattern=MEMORY)] | None = None  # the most that DuckDB may use: 4GB
    threads: Annotated[int, Field(ge=1)] | None = None  # how many processors DuckDB may use; absent: all
    person_key_file: Text | None = None  # the file with the key for people's identifiers, outside the store
    record_readers: list[Text] = Field(default_factory=list)  # roles that may see the trust's record numbers
    connections: dict[Name, Connection] = Field(default_factory=dict)  # databases that queries read, by name
    rule_profile: RuleProfile = RuleProfile.MDC  # which rules of variation and assurance
    accent: Annotated[str, Field(pattern=COLOUR)] = "#1f4e79"  # the trust's own colour, on a neutral theme
    language: Annotated[str, Field(pattern=LANGUAGE)] = "en-GB"  # of the pages
