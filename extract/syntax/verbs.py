"""What a verb states of its subjects: by a rule of the relation table, else by its own words."""

from __future__ import annotations

from collections.abc import Iterator

from kgqa.extract.syntax.arguments import Argument
from kgqa.extract.syntax.frames import Frame
from kgqa.extract.syntax.lexicon import LIGHT, word_set
from kgqa.extract.syntax.nouns import from_noun
from kgqa.extract.syntax.offices import POSITION, office
from kgqa.extract.syntax.qualifiers import Qualifiers
from kgqa.extract.syntax.quantities import from_count, from_measure
from kgqa.extract.syntax.relation_table import VERB_RULES, verb_rule
from kgqa.extract.syntax.statement import Context, Statement, by_rule, of_value

_ADJUNCTS = word_set("""
than like because despite include including except until till during after before since accord according due per
unlike besides given regard concern follow among amongst as of by without
""")


def from_verb(context: Context, verb: int) -> Iterator[Statement]:
    """All that a verb says of its subjects and objects, with the dates beside it."""
    frame = context.frames.of(verb)
    if context.tree.deps[verb] == "prep" and frame.lemma not in ("star", "feature"):
        return  # "according to", "including"
    if not frame.subjects and not any(role == "agent" for role, _ in frame.slots):
        return
    if context.tree.words[verb].lower() == "born":
        if context.tree.depths[verb]:
            return  # of the name before the bracket: see brackets
        frame = frame._replace(lemma="bear", is_passive=True)
    said = context.sayings.of(verb)
    dates = context.sayings.dates(verb)
    when = tuple(("date", value.value) for _, at in dates[:1] if (value := context.arguments.value(at)))
    objects = [(found, at) for role, at in frame.slots if role == "object" for found in context.arguments.things(at)]
    has_object = any(role in ("object", "agent") for role, _ in frame.slots)
    for role, token in frame.slots:
        if role == "agent" and frame.is_passive:
            for agent in context.arguments.things(token):
                for subject in frame.subjects:
                    yield from _act(context, frame, "object", agent, subject, said, when, token)
            continue
        key = f"be {role}" if frame.is_passive else role
        for other in context.arguments.things(token):
            if other.kind == "date" and role not in ("object",):
                continue
            for subject in frame.subjects:
                yield from _act(context, frame, key, subject, other, said, when, token, has_object=has_object)
            if role not in ("object", "attr") and not frame.is_passive:
                # "founded Brightwater in Oslo" says where Brightwater was founded.
                for thing, _ in objects:
                    if rule := verb_rule(frame.lemma, f"be {role}", thing.kind, other.kind):
                        yield by_rule(rule, thing, other, frame.clause, said, verb)
    yield from _dated(context, frame, [thing for thing, _ in objects], dates, said)
    yield from from_count(context, frame, said)
    if frame.lemma == "have":
        yield from _having(context, frame, said)


def _act(
    context: Context,
    frame: Frame,
    key: str,
    subject: Argument,
    other: Argument,
    said: Qualifiers,
    when: Qualifiers,
    token: int,
    *,
    has_object: bool = False,
) -> Iterator[Statement]:
    rule = verb_rule(frame.lemma, key, subject.kind, other.kind)
    role = key.removeprefix("be ")
    where: Qualifiers = ()
    if role == "object":
        where = tuple(
            ("place", context.arguments.entities[context.arguments.mention_at[at].entity].name)
            for at in context.sayings.places(frame.verb)[:1]
        )
    qualifiers = (*said, *when, *where)
    if rule is not None and other.concept and rule.label == POSITION:
        other = office(context, other.end, other)
    if rule is not None and other.concept and rule.label != POSITION and context.arguments.is_definite(other):
        return
    if rule is not None:
        yield by_rule(rule, subject, other, frame.clause, qualifiers, frame.verb)
        return
    if not context.may_be_subject(subject) or other.kind == "date" or role == "attr":
        return
    if other.concept and context.arguments.is_definite(other):
        return
    if other.kind == "number" and role != "object":
        return
    if frame.lemma.split()[0] in LIGHT and (not other.is_named or not other.start <= token <= other.end):
        return  # "had three brothers: Nils and Peder" is not "had Nils"
    if role != "object" and (has_object or role in _ADJUNCTS):
        return
    label = _label(context, frame, key)
    if label:
        known = (frame.lemma, key) in VERB_RULES
        pattern = (
            "clash"
            if known and (other.is_named or other.kind == "number")
            else "open concept"
            if other.concept
            else "open number"
        )
        if other.is_named and not known:
            pattern = f"{frame.clause} open"
        yield Statement(subject, label, other, pattern, qualifiers, frame.verb)


def _label(context: Context, frame: Frame, key: str) -> str:
    role = key.removeprefix("be ")
    if not frame.lemma.replace(" ", "").replace("-", "").isalpha() or frame.lemma == "be":
        return ""
    if role == "object":
        return frame.lemma if key == "object" else f"{context.tree.words[frame.verb].lower()}"
    if key.startswith("be "):
        return f"{context.tree.words[frame.verb].lower()} {role}"
    return f"{frame.lemma} {role}"


def _dated(
    context: Context, frame: Frame, objects: list[Argument], dates: list[tuple[str, int]], said: Qualifiers
) -> Iterator[Statement]:
    has_object = not frame.is_passive and any(role == "object" for role, _ in frame.slots)
    for preposition, at in dates:
        value = context.arguments.value(at)
        if value is None or preposition not in ("in", "on", "", "since", "around", "of", "from"):
            continue
        date = of_value(value, at)
        if date.kind != "date" or value.datatype != "date":
            continue
        done = False
        for thing in [] if has_object else frame.subjects:
            if rule := verb_rule(frame.lemma, "be date" if frame.is_passive else "date", thing.kind, "date"):
                yield by_rule(rule, thing, date, frame.clause, said, frame.verb)
                done = True
        if not frame.is_passive:
            for thing in objects:
                if rule := verb_rule(frame.lemma, "be date", thing.kind, "date"):
                    yield by_rule(rule, thing, date, frame.clause, said, frame.verb)
                    done = True
        if done:
            return


def _having(context: Context, frame: Frame, said: Qualifiers) -> Iterator[Statement]:
    for role, token in frame.slots:
        if role != "object":
            continue
        for noun in context.tree.conjuncts(token):
            yield from from_measure(context, noun, frame.subjects, said, "measure")
            for named in context.arguments.referents(noun):
                for owner in frame.subjects:
                    if owner.entity != named.entity:
                        yield from from_noun(context, noun, "of", named, owner, "possessive", said)
