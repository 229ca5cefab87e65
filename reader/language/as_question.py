"""What is typed as one types into a search box, as a question: a reader learnt from whole ones."""

from __future__ import annotations

import re

_ENDS = re.compile(r"[?!.…。？！؟:;]\s*$")
_LATIN = re.compile(r"[\x00-\x7f\u00a0-\u024f\u2010-\u2027\u20a0-\u20bf]+")
_OTHER_LANGUAGE = re.compile(
    r"[^\W\d_a-zA-Z]|\b(?:wer|wen|wem|was|wo|wann|wie|warum|welche[rsmn]?|wieviele?|qui|que|quoi|quand|comment|pourquoi"
    r"|quel(?:le)?s?|combien|quien|donde|cuando|como|cual(?:es)?|cuant[oa]s?|chi|cosa|dove|quando|perche|quale|quali"
    r"|quant[oiae]|quem|onde|qual|quais|wat|waar|wanneer|hoe|waarom|vad|vem|hvem|hvad|hvor|kto|kde|kdy|jak|co|ile)\b",
    re.IGNORECASE,
)
"""Question words of other languages, and letters that English has not."""
_ASKS = re.compile(
    r"\b(?:who|whom|whose|what|which|when|where|why|how)\b"
    r"|^(?:is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|should|may|might|must|list|name|give|tell"
    r"|show|find|describe|explain|please|state|say|define|compare)\b",
    re.IGNORECASE,
)


def as_question(text: str) -> str:
    """A text with a question mark where it has no sign at its end; a mere name of something, in English, as the
    question what that is. Texts of other than Latin letters stay.

    >>> as_question("who built the mill"), as_question("price of the mill")
    ('who built the mill?', 'What is the price of the mill?')
    >>> as_question("Who built it?"), as_question("谁建造了它")
    ('Who built it?', '谁建造了它')
    """
    said = text.strip()
    if not said or _ENDS.search(said) or not _LATIN.fullmatch(said):
        return text
    if _ASKS.search(said) or _OTHER_LANGUAGE.search(said):
        return f"{said}?"
    return f"What is {'' if re.match(r'(?:the|an?|my|our) ', said, re.IGNORECASE) else 'the '}{said}?"
