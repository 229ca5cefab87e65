"""Questions that look answerable and are not: a word of an answered question turned into its contrary.

    python -m benchmarks.reader_data.edits --train FILE... --reader NAME --out no_answer_edited.json

The kinds are those that Rajpurkar et al. 2018 (section 4, table 2) saw people write: a negation put in or taken out, a
contrary word, another name, number or year of the very text. Whether a changed question still has an answer no rule
knows. A reader decides: one that still finds the old answer is wrong, and learns most from it; where it finds another
span, or none, the question is left out.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.reader_data.squad_layout import write_squad
from kgqa.data.example import ReadingExample
from kgqa.data.metrics.answers import token_f1
from kgqa.data.squad import read_squad
from kgqa.encoders.precision import device_of
from kgqa.reader.checkpoint import load_checkpoint
from kgqa.reader.network.inputs import InputBuilder
from kgqa.reader.network.scoring import predict

CONTRARIES = """
above below; accept reject; accepted rejected; add remove; added removed; after before; agreed refused; allow forbid;
allowed forbidden; always never; ancient modern; arrive leave; arrived left; began ended; begin end; beginning end;
best worst; better worse; big small; bigger smaller; biggest smallest; built destroyed; buy sell; bought sold;
cause prevent; caused prevented; cold hot; common rare; create destroy; created destroyed; decrease increase;
decreased increased; deep shallow; different same; difficult easy; during outside; early late; earlier later;
earliest latest; east west; eastern western; enemy ally; enter leave; exclude include; excluded included; exports
imports; export import; failed succeeded; fast slow; faster slower; fewer more; few many; fewest most; final initial;
finish start; finished started; first last; founded dissolved; friend enemy; gain lose; gained lost; good bad; heavy
light; high low; higher lower; highest lowest; inside outside; internal external; join leave; joined left; large small;
larger smaller; largest smallest; least most; legal illegal; less more; long short; longer shorter; longest shortest;
major minor; male female; majority minority; maximum minimum; negative positive; new old; newer older; newest oldest;
north south; northern southern; northeast southwest; open closed; opened closed; oppose support; opposed supported;
opponents supporters; optional required; over under; permanent temporary; poor rich; popular unpopular; possible
impossible; present absent; private public; rise fall; rose fell; rural urban; safe dangerous; simple complex; single
multiple; start end; started ended; strong weak; stronger weaker; strongest weakest; success failure; successful
unsuccessful; summer winter; tall short; taller shorter; tallest shortest; upper lower; victory defeat; war peace; warm
cold; wide narrow; win lose; won lost; without with; worst best; young old; younger older; youngest oldest
"""

OTHER = {
    word: other
    for pair in CONTRARIES.replace("\n", " ").split(";")
    for one, two in [pair.split()]
    for word, other in ((two, one), (one, two))
}
"""The contrary of a word; of a word in several pairs that of the last."""

_AUXILIARY = re.compile(
    r"\b(did|does|do|is|are|was|were|has|have|had|can|could|will|would|should|must|may|might)\b", re.IGNORECASE
)
_VERB = re.compile(
    r"\b(?:[a-z]{3,}ed|be|have|make|take|become|use|call|play|win|live|go|get|give|begin|end|die|see|want|say|start"
    r"|come|write|lead|move|serve|leave|appear|join|help|work|happen|need|lose|grow|run|find|build|show|consist)\b"
)
_NEGATION = re.compile(r"\b(?:not|never|no longer)\b |n't\b", re.IGNORECASE)
_NAME = re.compile(r"(?<!^)(?<![.?!] )\b[A-Z][\w'-]+(?: (?:of the |of |the )?[A-Z][\w'-]+)*")
_NUMBER = re.compile(r"\b\d[\d,.]*\d\b|\b\d\b")


def contrary(question: str, rng: random.Random) -> str | None:
    """The question with one word turned into its contrary."""
    found = [m for m in re.finditer(r"[A-Za-z]+", question) if m.start() and m.group().lower() in OTHER]
    if not found:
        return None
    chosen = rng.choice(found)
    return _put(question, chosen, OTHER[chosen.group().lower()])


def negated(question: str, rng: random.Random) -> str | None:
    """The question with a negation put in, or without the one that it has."""
    if _NEGATION.search(question):
        return _NEGATION.sub("", question, count=1)
    found = list(_AUXILIARY.finditer(question))
    if not found:
        return None
    at = found[0]
    before, auxiliary, rest = question[: at.start()], at.group(), question[at.end() :]
    verb = _VERB.search(rest)
    if auxiliary.lower() in ("did", "does", "do") and verb and rng.random() < 0.5:
        return f"{before}{auxiliary}{rest[: verb.start()]}{rng.choice(('not', 'never'))} {rest[verb.start() :]}"
    if auxiliary.lower() in ("may", "must", "might", "can"):
        return f"{before}{auxiliary} not{rest}"
    return f"{before}{auxiliary}n't{rest}"


def renamed(question: str, context: str, rng: random.Random, answers: Sequence[str] = ()) -> str | None:
    """The question with a name or number replaced by another of the text that is no answer."""
    for kind in rng.sample([_NAME, _NUMBER], 2):
        old = list(kind.finditer(question))
        said = question.lower()
        held = " ".join(answers).lower()
        pool = sorted({m.group() for m in kind.finditer(context)})
        pool = [name for name in pool if name.lower() not in said and name.lower() not in held]
        if old and pool:
            return _put(question, rng.choice(old), rng.choice(pool))
    return None


def edited(examples: Sequence[ReadingExample], rng: random.Random) -> Iterator[ReadingExample]:
    """Each answered question changed in every way that fits it, without answers."""
    for e in examples:
        if not e.answers:
            continue
        ways = {
            "contrary": contrary(e.question, rng),
            "negated": negated(e.question, rng),
            "renamed": renamed(e.question, e.context, rng, [a.text for a in e.answers]),
        }
        for way, question in ways.items():
            if question is not None and question != e.question:
                yield replace(e, id=f"{e.id}-{way}", question=question, answers=())


def fooled(
    originals: Sequence[ReadingExample], changed: Sequence[ReadingExample], reader: str, share: float = 0.5
) -> list[ReadingExample]:
    """Those of ``changed`` to which ``reader`` gives the original's answer (token F1 of ``share`` or more)."""
    golds = {e.id: [a.text for a in e.answers] for e in originals}
    checkpoint = load_checkpoint(reader)
    checkpoint.model.for_inference(device_of())
    found = predict(checkpoint.model, InputBuilder(checkpoint.tokenizer, checkpoint.limits), changed)
    return [
        e
        for e, guess in zip(changed, found, strict=True)
        if guess.text and token_f1(guess.text, golds[e.id.rpartition("-")[0]]) >= share
    ]


def _put(text: str, found: re.Match[str], new: str) -> str:
    new = new.capitalize() if found.group()[0].isupper() and new[0].islower() else new
    return text[: found.start()] + new + text[found.end() :]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--train", type=Path, nargs="+", required=True, help="SQuAD-format files with answers")
    parser.add_argument("--reader", required=True, help="who decides")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    asked = [e for file in args.train for e in read_squad(file) if e.answers]
    changed = list(edited(asked, random.Random(args.seed)))
    kept = fooled(asked, changed, args.reader)
    write_squad(kept, args.out)
    print(f"{args.out}: {len(kept)} of {len(changed)} changed questions")


if __name__ == "__main__":
    main()
