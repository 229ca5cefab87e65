"""Words as the Penn Treebank cuts them, which published evaluation scripts cut texts into before they compare.

NLTK's ``word_tokenize`` (Bird et al. 2009) is what those scripts call; this is the same convention in one pass,
without a dependency. Sentence ends inside a text are found by a plain rule instead of a trained model, and
contractions are the common ones only.
"""

from __future__ import annotations

import re

# A full stop is a word of its own at the end of the text and between two sentences; elsewhere it belongs to the
# word before it ("U.S."). Between sentences: after three small letters or digits, before a blank and a capital.
_AT_END = r"""(?<=[^.])\.(?= [\])}>"'»”’\s]*\Z )"""
_BETWEEN = r"""(?<=[a-z\d)\]]{3})(?<!Bros)(?<!Capt)(?<!Corp)(?<!Messrs)(?<!Prof)(?<!Sept)\.(?= \s+["'“‘(]*[A-Z] )"""
_FULL_STOP = rf"(?:{_AT_END}|{_BETWEEN})"
_ALONE = r"""[;@#$%&?!*\[\](){}<>«»“”‘’„\u2012-\u2015]"""
_PIECES = re.compile(
    rf"""
    (?P<open> (?:\A|(?<=[\s(\[{{<]))(?:"|'') )
  | (?P<close> "|'' )
  | (?P<word> `+ | -- | \.{{2,}} | {_FULL_STOP} | {_ALONE} | [:,](?!\d)
      | (?<!\w)'(?=\w)(?!(?:re|ve|ll|m|t|s|d|n)\b)
      | (?: (?!--|\.\.|{_FULL_STOP}|{_ALONE})[^\s`"':,] | [:,](?=\d) | '(?!') )+
    )
    """,
    re.VERBOSE,
)
_CLITIC = re.compile(r"(?<=[^'])(?:'[sSmMdD]?|'ll|'LL|'re|'RE|'ve|'VE|n't|N'T)\Z")
_JOINED = {"cannot": 3, "gimme": 3, "gonna": 3, "gotta": 3, "lemme": 3, "wanna": 3}


def treebank_words(text: str) -> list[str]:
    r"""The words and marks of a text, in order. Straight double quotes become \`\` (opening) and '' (closing).

    >>> treebank_words("Mr. Li can't pay $3.88, he said. Isn't it Ann's?")
    ['Mr.', 'Li', 'ca', "n't", 'pay', '$', '3.88', ',', 'he', 'said', '.', 'Is', "n't", 'it', 'Ann', "'s", '?']
    """
    words: list[str] = []
    for match in _PIECES.finditer(text):
        if match["open"]:
            words.append("``")
        elif match["close"]:
            words.append("''")
        else:
            words.extend(_split(match["word"]))
    return words


def _split(word: str) -> list[str]:
    """A word without its clitic, and the clitic; the two words of a contraction."""
    at = _JOINED.get(word.lower())
    if at is None:
        clitic = _CLITIC.search(word)
        at = clitic.start() if clitic else 0
    return [word[:at], word[at:]] if 0 < at < len(word) else [word]
