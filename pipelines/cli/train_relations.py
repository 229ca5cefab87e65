"""``kgqa train relations``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kgqa.pipelines.cli.console import bars, say
from kgqa.pipelines.cli.given import count_only
from kgqa.pipelines.cli.options import Device, Quiet
from kgqa.pipelines.cli.training_options import Base, Bf16, Epochs, Out


def relations(
    ctx: typer.Context,
    out: Out,
    text2kgbench: Annotated[
        list[Path] | None, typer.Option(help="Folder with train/ and ontologies/ of a family. Repeatable.")
    ] = None,
    complete: Annotated[
        list[str] | None,
        typer.Option(help="Family with all facts of its texts, dbpedia_webnlg unless given. Repeatable."),
    ] = None,
    redocred: Annotated[
        Path | None, typer.Option(help="File of documents; relation_labels.json lies beside it.")
    ] = None,
    documents: Annotated[int, typer.Option(min=0, help="Only the first so many documents; 0 for all.")] = 0,
    leave_out: Annotated[
        list[str] | None, typer.Option(help="Ontology that is not learned from, as 16_city. Repeatable.")
    ] = None,
    hold: Annotated[int, typer.Option(min=0, help="One in so many texts is held back to fit the cuts on.")] = 0,
    share: Annotated[float, typer.Option(min=0.0, max=1.0, help="Of sentences of which only one fact is known.")] = 1.0,
    cuts_of: Annotated[str, typer.Option(help="Extractor whose cuts are taken over where nothing is held back.")] = "",
    swaps: Annotated[int, typer.Option(min=0, help="Copies of each sentence with other names in it.")] = 0,
    told: Annotated[float, typer.Option(help="Share of steps in which names of sentences are given.")] = 0.15,
    init: Annotated[str, typer.Option(help="Extractor to go on from: shipped name or folder.")] = "",
    base: Base = None,
    ask: Annotated[
        bool, typer.Option("--ask", help="Leave --init as it is, but for its network asked for one relation at a time.")
    ] = False,
    reader: Annotated[
        str,
        typer.Option(help="With --ask: span reader whose layers that network begins with, instead of --init's own."),
    ] = "",
    steps: Annotated[int, typer.Option(min=1, help="With --ask, instead of epochs.")] = 4000,
    frozen: Annotated[int, typer.Option(min=0, help="With --ask: layers, the lowest, that stay as they are.")] = 0,
    epochs: Epochs = 12,
    learning_rate: Annotated[float, typer.Option("--lr", help="Of the base's layers.")] = 2.5e-4,
    head_rate: Annotated[float, typer.Option(help="Learning rate of the layers above them.")] = 1e-3,
    batch_size: Annotated[int, typer.Option(min=1, help="Sentences of a step.")] = 12,
    document_batch: Annotated[int, typer.Option(min=1, help="Documents of a step.")] = 2,
    seed: int = 0,
    bf16: Bf16 = True,
    device: Device = "auto",
    quiet: Quiet = False,
) -> None:
    """Train the extractor of relations on texts with their facts."""
    from kgqa.extract.relations.corpora import COMPLETE

    count_only(ctx, ("share", "cuts_of", "told", "epochs", "document_batch", "base"), "without --ask", so=not ask)
    count_only(ctx, ("reader", "steps", "frozen"), "with --ask", so=ask)
    count_only(ctx, ("documents",), "with --redocred", so=redocred is not None)
    count_only(ctx, ("complete", "leave_out", "share"), "with --text2kgbench", so=bool(text2kgbench))
    if ask:
        from kgqa.extract.relations.asked_training import AskedSettings
        from kgqa.pipelines.train_asked import train_asking

        asking = AskedSettings(
            steps=steps,
            questions=batch_size,
            learning_rate=learning_rate,
            head_rate=head_rate,
            frozen=frozen,
            seed=seed,
            bf16=bf16,
        )
        with bars(quiet=quiet) as progress:
            train_asking(
                out,
                init=init,
                reader=reader,
                text2kgbench=tuple(text2kgbench or ()),
                complete=tuple(complete or (COMPLETE,)),
                redocred=redocred,
                documents=documents,
                leave_out=tuple(leave_out or ()),
                hold=hold,
                swaps=swaps,
                settings=asking,
                device=device,
                progress=lambda step, total, loss: progress("steps", step, total),
            )
        say(f"{out}: written")
        return
    from kgqa.extract.relations.settings import RelationSettings
    from kgqa.pipelines.train_relations import train_extractor

    settings = RelationSettings(
        epochs=epochs,
        sentences=batch_size,
        documents=document_batch,
        learning_rate=learning_rate,
        head_rate=head_rate,
        told=told,
        seed=seed,
        bf16=bf16,
    )
    with bars(quiet=quiet) as progress:
        model = train_extractor(
            out,
            text2kgbench=tuple(text2kgbench or ()),
            complete=tuple(complete or (COMPLETE,)),
            redocred=redocred,
            documents=documents,
            leave_out=tuple(leave_out or ()),
            hold=hold,
            share=share,
            cuts_of=cuts_of,
            swaps=swaps,
            init=init,
            base=base,
            settings=settings,
            device=device,
            progress=lambda step, total, loss: progress("steps", step, total),
        )
    say(f"{out}: written; {model.training['examples']} texts, {len(model.schema)} relations in its own schema")
