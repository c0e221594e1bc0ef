"""`demo`: a made-up trust's scorecard in a minute, shown in the browser."""

import contextlib
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import click

from trustboard.operations.demo import demonstrate, example_folder
from trustboard.operations.workspace import today

LOOPBACK = "127.0.0.1"


class _Quiet(SimpleHTTPRequestHandler):
    """Serves the pages without a line for each request."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@click.command("demo")
@click.option(
    "--to",
    "target",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo-trust"),
    show_default=True,
    help="The workspace to make; one made before is calculated again with whatever was changed in it.",
)
@click.option(
    "--serve/--no-serve", default=True, help="Serve the pages on this computer, or only write them."
)
@click.option("--port", default=8800, show_default=True, help="Where to serve; 0 takes any free port.")
def demo_command(target: Path, serve: bool, port: int) -> None:
    """Set up a made-up trust, take in its returns, calculate, and show its board scorecard.

    \b
    Examples:
      trustboard demo
      trustboard demo --no-serve --to my-demo
    """
    done = demonstrate(
        example_folder(),
        target,
        on=today(),
        progress=lambda text: click.echo(text, err=True),
    )
    click.echo(f"The scorecard: {(done.pages / 'index.html').resolve()}")
    click.echo(f"Change a cell in {done.workspace / 'returns'} and run this again to see it change.")
    if serve:
        _serve(done.pages, port)


def _serve(pages: Path, port: int) -> None:
    """Serve a folder on loopback until the reader stops it."""
    handler = partial(_Quiet, directory=str(pages))
    with ThreadingHTTPServer((LOOPBACK, port), handler) as server:
        click.echo(f"Open http://{LOOPBACK}:{server.server_address[1]}/  (Ctrl+C stops it)")
        with contextlib.suppress(KeyboardInterrupt):
            server.serve_forever()
