"""Facts as they are found in passages, written by hand."""

from __future__ import annotations

from kgqa import Passage, Triple
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.kg.provenance import Claim, Provenance, State, Statement
from kgqa.kg.said import SaidFacts


def said_facts(
    facts: dict[Triple, tuple[float, str]], given: Graph | None = None, texts: dict[str, str] | None = None
) -> SaidFacts:
    """Each fact with how sure it is and the id of the one passage, a document by itself, that says it. ``texts``: of
    documents that are one sentence each, all of which says the fact."""
    docs = sorted({doc_id for _, doc_id in facts.values()})
    words = {doc_id: (texts or {}).get(doc_id, "x" * 40) for doc_id in docs}
    passages = PassageTable.build(Passage(doc_id, doc_id, doc_id, words[doc_id]) for doc_id in docs)
    ends = {doc_id: (len(words[doc_id]), len(words[doc_id]) if texts else 20) for doc_id in docs}
    claims = [
        Claim(triple, State.FACT, sure, (Statement(doc_id, (0, ends[doc_id][0]), (0, ends[doc_id][1]), "hand", sure),))
        for triple, (sure, doc_id) in facts.items()
    ]
    return SaidFacts(Provenance.build(claims), passages, given)
