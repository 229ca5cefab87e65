"""The ``kgqa`` command: its sub-commands, exit codes and error messages.

Exit codes: 0 done (or answered), 2 bad input, 3 abstained, 1 anything unexpected.
"""

from __future__ import annotations

import sys

import typer

from kgqa.errors import KGQAError, reason_of
from kgqa.pipelines.cli import (
    adapt,
    ask,
    build,
    compare,
    curate,
    dump,
    evaluate,
    export,
    folder,
    importing,
    perturb,
    schema,
    score,
    suggest,
    train,
    versions,
    view,
)
from kgqa.pipelines.cli.console import complain

app = typer.Typer(
    name="kgqa",
    help="Question answering over a knowledge graph and the text around it: local, with evidence.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("ask")(ask.ask)
app.command("adapt")(adapt.adapt)
app.command("build")(build.build)
app.command("add")(build.add)
app.command("remove")(build.remove)
app.command("documents")(curate.documents)
app.command("why")(curate.why)
app.command("review")(curate.review)
app.command("merges")(curate.merges)
app.command("merge")(curate.merge)
app.command("split")(curate.split)
app.command("accept")(curate.accept)
app.command("reject")(curate.reject)
app.command("compact")(curate.compact)
app.command("schema")(schema.schema)
app.command("view")(view.view)
app.command("import")(importing.import_)
app.command("dump")(dump.dump)
app.command("evaluate")(evaluate.evaluate)
app.command("score")(score.score)
app.command("compare")(compare.compare)
app.command("perturb")(perturb.perturb)
app.command("suggest")(suggest.suggest)
app.command("export")(export.export)
app.command("info")(folder.info)
app.command("verify")(folder.verify)
app.command("repair")(versions.repair)
app.command("history")(versions.history)
app.command("rollback")(versions.rollback)
app.command("migrate")(versions.migrate)
app.add_typer(train.app, name="train")


@app.callback(invoke_without_command=True)
def _root(
    version: bool = typer.Option(False, "--version", help="Print the version and leave.", is_eager=True),
) -> None:
    if version:
        import kgqa

        typer.echo(f"kgqa {kgqa.__version__}")
        raise typer.Exit


def main() -> None:
    """Runs the command line; an error of kgqa's own is one line on standard error and exit code 2."""
    try:
        app()
    except KGQAError as error:
        complain(str(error))
        sys.exit(2)
    except BrokenPipeError:
        # The reader of our output has left (``| head``): nothing to say, and nobody to say it to.
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        # A full disk, a folder that may not be written to: the system says it best.
        places = [str(place) for place in (error.filename, error.filename2) if place is not None]
        complain(": ".join([*places, reason_of(error)]))
        sys.exit(1)
