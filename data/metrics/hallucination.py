"""Whether a sentence holds a name, inflection aside, as Text2KGBench tests it (Mihindukulasooriya et al. 2023).

Sentence and name are cut into words, each word is stemmed, and the stems are joined without blanks; the name is made
up where the one string does not occur in the other. The ontology's concepts count as words of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgqa.data.metrics.porter import porter_stem
from kgqa.data.metrics.words import treebank_words

_BLANKS = re.compile(r"_|\s+")


def without_blanks(text: str) -> str:
    """A text without blanks and underscores, in lower case.

    >>> without_blanks("Mouth_of the  Inn")
    'mouthoftheinn'
    """
    return _BLANKS.sub("", text).lower()


def stemmed(text: str) -> str:
    """The stems of a text as one string, without blanks and underscores.

    >>> stemmed("The Rolling Stones")
    'therollstone'
    """
    return without_blanks("".join(porter_stem(word) for word in treebank_words(text)))


def made_up(names: Sequence[str], sentence: str, concepts: Sequence[str] = ()) -> float:
    """Share of the names that the sentence does not hold; 0.0 for no names.

    A first of January is left out of a name, since the benchmark gives a bare year as that day.

    >>> made_up(["Rolling Stone", "Beatles", "01 January 1962"], "The Rolling Stones began in 1962.")
    0.3333333333333333
    """
    if not names:
        return 0.0
    # The script joins the two without a blank, so the last word and the first concept are one.
    held = stemmed(sentence + " ".join(concepts))
    return sum(stemmed(name).replace("01januari", "") not in held for name in names) / len(names)
