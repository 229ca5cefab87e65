"""Questions for yes or no with texts made for them, by the forms.

What a text says of the thing asked for decides, wherever it stands among what is said of others: the contrary is often
said of another thing, place or person in the same breath. What is said of others alone leaves the question open.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import Literal

from benchmarks.reader_data.polar import topics
from benchmarks.reader_data.polar.frames import FRAMES, PEOPLE, TOLD_TOGETHER, Frame

Verdict = Literal["yes", "no", "open"]
CONTRARY: dict[Verdict, Verdict] = {"yes": "no", "no": "yes", "open": "open"}

_CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")
_SLOT = re.compile(r"( ?)\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Row:
    """A question, a text of one sentence or two, and what the text makes of it."""

    question: str
    text: str
    verdict: Verdict
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A clause, "" for none, and what it makes of the question; what the question says besides: words at its end, and
    slots in place of the topic's."""

    verdict: Verdict
    clause: str
    narrowed: str = ""
    asked: tuple[tuple[str, str], ...] = ()


def expand(form: str, slots: dict[str, str], rng: random.Random) -> str:
    """One text of a form. A slot in upper case is its value with a capital; an empty value takes its space along.

    >>> expand("{S} are (welcome){at}", {"s": "dogs", "at": "in the yard"}, random.Random(0))
    'Dogs are (welcome) in the yard'
    >>> expand("no {s}{at}", {"s": "dogs", "at": ""}, random.Random(0))
    'no dogs'
    """
    while found := _CHOICE.search(form):
        form = form[: found.start()] + rng.choice(found[1].split("|")) + form[found.end() :]

    def fill(slot: re.Match[str]) -> str:
        name = slot[2]
        value = slots[name.lower()]
        if name[0].isupper():
            value = value[:1].upper() + value[1:]
        space = slot[1] or (" " if name.startswith("at") else "")
        return space + value if value else ""

    return " ".join(_SLOT.sub(fill, form).split())


class Writer:
    """Writes rows; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(f"polar {seed}")

    def row(self) -> Row:
        """One row of a frame drawn at random."""
        rng = self.rng
        if rng.random() < 0.05:
            return self._days()
        frame = rng.choice(FRAMES)
        slots = self._slots(frame)
        asked_at = rng.choice(topics.PLACES) if frame.placed and rng.random() < 0.45 else ""
        contrary = bool(frame.denies) and rng.random() < 0.25
        forms = frame.denies if contrary else frame.asks
        told = self._told(frame, slots, asked_at)
        house = rng.choice(topics.HOUSES) if frame not in PEOPLE and not asked_at and rng.random() < 0.3 else ""
        asked = slots | dict(told.asked)
        question = self._question(forms, asked | {"at": asked_at}, told.narrowed, house)
        text = self._among_others(frame, asked, told.clause)
        return Row(
            question,
            self._headed(frame, slots, text, house),
            CONTRARY[told.verdict] if contrary else told.verdict,
            frame.name,
        )

    def _slots(self, frame: Frame) -> dict[str, str]:
        rng = self.rng
        one, other = rng.sample(frame.topics, 2) if len(frame.topics) > 1 else (frame.topics[0],) * 2
        slots = dict(one.slots) | {f"{name}2": value for name, value in other.slots}
        name, he, his = topics.person(rng)
        many = slots.get("x", "").endswith("s")
        more = {
            "who": name, "he": he.lower(), "his": his.lower(), "him": "her" if he == "She" else "him",
            "other": topics.person(rng)[0], "t": dict(rng.choice(topics.LIVED).slots)["t"],
            "m": str(rng.choice((2, 3, 4, 5, 8, 10, 12, 15, 20, 25, 30, 45, 60))), "year": str(rng.randint(1850, 1995)),
            "at2": rng.choice(topics.PLACES), "at": "",
            "verb": "are" if many else "is", "verbd": "were" if many else "was",
        }  # fmt: skip
        return more | slots

    def _question(self, forms: tuple[str, ...], slots: dict[str, str], narrowed: str, house: str) -> str:
        rng = self.rng
        text = expand(rng.choice(forms), slots, rng)
        if house:
            narrowed = f"{rng.choice(('at', 'at', 'in'))} {house} {narrowed}".strip()
        if narrowed:
            text = f"{text.rstrip('?')} {narrowed}?"
        text = text[0].upper() + text[1:]
        if rng.random() < 0.1:
            text = text.lower()
        if rng.random() < 0.08:
            text = text.rstrip("?")
        return text

    def _told(self, frame: Frame, slots: dict[str, str], asked_at: str) -> Told:
        """What is said of the thing asked for, and what it makes of the question as ``asks`` have it."""
        rng = self.rng
        verdict: Verdict = rng.choice(("yes", "no"))
        chance = rng.random()
        if chance < 0.16:
            return Told("open", expand(rng.choice(frame.idle), slots | {"at": asked_at}, rng))
        if chance < 0.32:
            return Told("open", self._beside(frame, slots))
        if chance < 0.5 and frame.narrowed:
            return self._narrowed(frame, slots, asked_at, verdict)
        if chance < 0.62 and "n" in slots:
            return self._qualified(frame, slots, asked_at, verdict)
        if not frame.placed or chance < 0.8:
            at = asked_at if frame.placed and rng.random() < 0.6 else ""
            return Told(verdict, self._clause(frame, verdict, slots | {"at": at}))
        elsewhere = rng.choice([place for place in topics.PLACES if place != asked_at])
        if chance < 0.9 or not asked_at:
            # Another place, or one where none was asked for.
            form = rng.choice([form for form in getattr(frame, verdict) if "{at}" in form])
            return Told("open", expand(form, slots | {"at": elsewhere}, rng))
        return Told(verdict, self._by_place(frame, slots, asked_at, elsewhere, verdict))

    def _beside(self, frame: Frame, slots: dict[str, str]) -> str:
        """A clause that speaks of the same person in another respect, or else of something else."""
        rng = self.rng
        verdict: Verdict = rng.choice(("yes", "no"))
        if frame in PEOPLE and rng.random() < 0.8:
            apart = [other for other in PEOPLE if other is not frame and not _decides(other, frame)]
            other = rng.choice(apart)
            same = {name: slots[name] for name in ("who", "he", "his", "him")}
            return self._clause(other, verdict, self._slots(other) | same)
        other = rng.choice([other for other in FRAMES if other is not frame])
        mine = {value for value in slots.values() if len(value) > 3}
        own = self._slots(other)
        return "" if mine & set(own.values()) else self._clause(other, verdict, own)

    def _narrowed(self, frame: Frame, slots: dict[str, str], asked_at: str, verdict: Verdict) -> Told:
        """What holds at some times or for some people: it answers who asks for these, and nobody else. What holds for
        all holds for them."""
        rng = self.rng
        one, other = rng.sample(topics.NARROWED, 2)
        asked, said = rng.choice((("", one), ("", one), (one, one), (one, ""), (one, other)))
        clause = self._clause(frame, verdict, slots | {"at": asked_at})
        if said:
            clause += rng.choice((f" {said}", f" {said}", f", but only {said}" if verdict == "yes" else f" {said}"))
        return Told(verdict if asked == said or not said else "open", clause, asked)

    def _qualified(self, frame: Frame, slots: dict[str, str], asked_at: str, verdict: Verdict) -> Told:
        """What is said of one kind of the thing answers who asks for that kind; what is said of all, too."""
        rng = self.rng
        one, other = (
            dict(topics.thing(f"{adjective} {slots['n']}").slots) for adjective in rng.sample(topics.ADJECTIVES, 2)
        )
        asked, said = rng.choice((({}, one), ({}, one), (one, one), (one, {}), (one, other)))
        clause = self._clause(frame, verdict, slots | {"at": asked_at} | said)
        return Told(verdict if asked == said or not said else "open", clause, asked=tuple(asked.items()))

    def _by_place(self, frame: Frame, slots: dict[str, str], asked_at: str, elsewhere: str, verdict: Verdict) -> str:
        rng = self.rng
        slots = slots | {"here": asked_at, "there": elsewhere}
        subject = {"bring": "{s} are", "do": "{doing} is", "exist": "a {n} is"}[frame.name]
        good = "available" if frame.name == "exist" else "(allowed|permitted|welcome)"
        forms = {
            "yes": (
                f"{subject} {good} {{here}}(,|) but not {{there}}",
                f"{subject} not {good} {{there}}, {{here}} (it is|they are) fine",
                f"{subject} {good} {{there}} and {{here}}",
                f"{subject} {good} only {{here}}",
                f"{subject} {good} (everywhere|anywhere) except {{there}}",
            ),
            "no": (
                f"{subject} {good} {{there}}(,|) but (not|never) {{here}}",
                f"{subject} {good} {{there}} only",
                f"{subject} only {good} {{there}}",
                f"{subject} not {good} {{there}} or {{here}}",
                f"{subject} {good} everywhere except {{here}}",
            ),
        }
        return expand(rng.choice(forms[verdict]), slots, rng)

    def _clause(self, frame: Frame, verdict: Verdict, slots: dict[str, str]) -> str:
        return expand(self.rng.choice(frame.yes if verdict == "yes" else frame.no), slots, self.rng)

    def _among_others(self, frame: Frame, slots: dict[str, str], told: str) -> str:
        """The clause, alone or with others before or behind it."""
        rng = self.rng
        clauses = [told] if told else []
        while rng.random() < 0.45 and len(clauses) < 3:
            other = frame if rng.random() < 0.5 and len(frame.topics) > 1 else rng.choice(FRAMES)
            more = self._other(frame, other, slots)
            if more:
                # "His marriage" is of the one that was named before.
                front = 0 if not told.startswith(("his ", "her ")) else len(clauses)
                clauses.insert(rng.choice((front, len(clauses))), more)
        text = ""
        for clause in clauses:
            joint = rng.choice((". ", ". ", ". ", ", but ", ", and ", "; ", ", while ", "\n"))
            if text and joint in (". ", "\n"):
                text += (joint if joint == ". " else ".\n") + clause[0].upper() + clause[1:]
            else:
                text += (joint if text and joint != "\n" else "; " if text else "") + clause
        text = text[:1].upper() + text[1:]
        return text + rng.choice((".", ".", ".", ".", "!", "")) if text else ""

    def _headed(self, frame: Frame, slots: dict[str, str], text: str, house: str) -> str:
        """The text below a heading or behind a greeting, at times; these alone where there is no text."""
        rng = self.rng
        names = [rng.choice(topics.HEADINGS)]
        if frame in PEOPLE:
            names += [
                slots["who"],
                f"{slots['who']} ({rng.randint(1850, 1920)}–{rng.randint(1921, 1990)})",
                f"{slots['who']}: a short life",
            ]
        if house:
            names += [
                f"Welcome to {house}.",
                house[0].upper() + house[1:],
                f"{house[0].upper()}{house[1:]} was founded in {slots['year']}.",
            ]
        if "s" in slots:
            names.append(slots["s"][0].upper() + slots["s"][1:])
        if not text:
            return rng.choice(names)
        return f"{rng.choice(names)}\n\n{text}" if rng.random() < 0.2 else text

    def _other(self, asked: Frame, frame: Frame, slots: dict[str, str]) -> str:
        """A clause of another thing, or of the same person in another respect; "" where it might be of the same."""
        rng = self.rng
        mine = set(slots.values())
        others = [topic for topic in frame.topics if not mine & {value for _, value in topic.slots if len(value) > 3}]
        own = self._slots(frame)
        if others:
            own |= dict(rng.choice(others).slots)
        elif frame is asked:
            return ""
        if asked in PEOPLE and frame in PEOPLE and frame is not asked and not _decides(frame, asked):
            if rng.random() < 0.5:
                own |= {name: slots[name] for name in ("who", "he", "his", "him")}
        elif own["who"] == slots["who"] or (frame is asked and frame.topics is topics.LONE and frame not in PEOPLE):
            return ""
        own["at"] = rng.choice(topics.PLACES) if frame.placed and rng.random() < 0.4 else ""
        verdict: Verdict = rng.choice(("yes", "no"))
        return self._clause(frame, verdict, own)

    def _days(self) -> Row:
        """On which days something is open."""
        rng = self.rng
        days, what = topics.DAYS, rng.choice(topics.OPENED)
        day = rng.randrange(7)
        first, last = sorted(rng.sample(range(7), 2))
        inside = first <= day <= last
        closed = rng.randrange(7)
        forms: list[tuple[str, Verdict]] = [
            (f"the {what} is open from {days[first]} to {days[last]}", "yes" if inside else "no"),
            (f"the {what} opens {days[first]} to {days[last]}, 9:00 to 17:00", "yes" if inside else "no"),
            (f"the {what} is open every day except {days[closed]}", "no" if closed == day else "yes"),
            (f"the {what} is closed on {days[closed]}s", "no" if closed == day else "open"),
            (f"the {what} is open daily", "yes"),
            (f"the {what} is open seven days a week", "yes"),
            (f"the {what} (was opened|closed for good) on a {days[day]}", "open"),
            (f"on {days[closed]}s the {what} stays shut", "no" if closed == day else "open"),
            (f"the {what} is open on {days[closed]}s only", "yes" if closed == day else "no"),
        ]
        form, verdict = rng.choice(forms)
        told = expand(form, {}, rng)
        question = rng.choice(
            (
                f"Is the {what} open on {days[day]}s?",
                f"Is the {what} open on {days[day]}?",
                f"Can I go to the {what} on a {days[day]}?",
                f"Does the {what} open on {days[day]}s?",
            )
        )
        if rng.random() < 0.25:
            question = rng.choice((f"Is the {what} closed on {days[day]}s?", f"Is the {what} shut on {days[day]}?"))
            verdict = CONTRARY[verdict]
        slots = {"who": "", "what": f"the {what}"}
        return Row(question, self._among_others(FRAMES[0], slots, told), verdict, "days")


def _decides(one: Frame, other: Frame) -> bool:
    return (one.name, other.name) in TOLD_TOGETHER or (other.name, one.name) in TOLD_TOGETHER
