"""How much of a reader's calibration error is which articles fit its probabilities and which report.

    python -m benchmarks.calibration_noise --data DATA [--reader NAME] [--draws 60] [--seed 0]

All of SQuAD 2.0's dev set at hand is read once. Then its articles are cut in two at random, again and again: the curve
of probabilities over a given text is fitted on one half, as ``benchmarks.calibrate`` fits it, and its expected
calibration error (15 bins of equal size) is taken on the other. Printed beside that of the halves that are reported,
whose curve is the checkpoint's; and the articles that report one by one: by how much the reader is too sure of each,
and the error of the half without the one where that is most.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.halves import squad2_halves
from benchmarks.reading import read_all
from kgqa.data.metrics.answers import exact_match
from kgqa.data.metrics.calibration import adaptive_calibration_error
from kgqa.reader.calibration import fit_logistic
from kgqa.reader.checkpoint import load_checkpoint

Floats = NDArray[np.float64]


def fitted(features: Floats, right: Floats, on: NDArray[np.bool_]) -> Floats:
    """Probabilities (n) of all rows by a logistic curve over ``features`` (n, k) that was fitted to those ``on``."""
    *slopes, bias = fit_logistic(features[on].tolist(), (right[on] > 0).tolist())
    chances: Floats = 1 / (1 + np.exp(-(features @ np.array(slopes) + bias)))
    return chances


def drawn(articles: NDArray[np.str_], rng: np.random.Generator) -> NDArray[np.bool_]:
    """Rows (n) of a random half of the articles.

    >>> chosen = drawn(np.array(["a", "a", "b", "c", "d"]), np.random.default_rng(0))
    >>> len(set(np.array(["a", "a", "b", "c", "d"])[chosen]))
    2
    """
    names = np.unique(articles)
    return np.isin(articles, rng.permutation(names)[: len(names) // 2])


def by_article(said: Floats, right: Floats, answerable: NDArray[np.bool_], articles: NDArray[np.str_]) -> list[str]:
    """A line for each article, the one whose answers are most overrated first, and the error without that one."""
    surplus = {name: float((said - right)[articles == name].mean()) for name in np.unique(articles).tolist()}
    ordered = sorted(surplus, key=lambda name: -abs(surplus[name]))
    lines = []
    for name in ordered:
        own = articles == name
        share = answerable[own].mean()
        lines.append(f"  {name}: {own.sum()} questions, {share:.0%} with an answer, too sure by {surplus[name]:+.3f}")
    rest = articles != ordered[0]
    error = adaptive_calibration_error(said[rest], right[rest], bins=15)
    return [*lines, f"without {ordered[0]}: {error:.3f}"]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--reader", default="minilm-l6-v9")
    parser.add_argument("--draws", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    even, odd = squad2_halves(args.data)
    examples = [*even, *odd]
    checkpoint = load_checkpoint(args.reader)
    read = read_all(checkpoint, examples)
    golds = [[answer.text for answer in each.answers] for each in examples]
    right = np.array([float(bool(gold) and exact_match(p.text, gold)) for p, gold in zip(read, golds, strict=True)])
    features = np.array([(p.margin, p.share) for p in read])
    articles = np.array([each.title for each in examples])
    answerable = np.array([bool(gold) for gold in golds])
    reports = np.arange(len(examples)) >= len(even)
    said = np.array([checkpoint.calibration.given(p.margin, p.share) if p.text else 0.0 for p in read])
    own = adaptive_calibration_error(said[reports], right[reports], bins=15)
    print(f"the halves that are reported, the checkpoint's curve: {own:.3f}")
    for name, on in (("even", ~reports), ("odd", reports)):
        error = adaptive_calibration_error(fitted(features, right, on)[~on], right[~on], bins=15)
        print(f"fitted to the {name} articles, on the others: {error:.3f}")
    for line in by_article(said[reports], right[reports], answerable[reports], articles[reports]):
        print(line)
    rng, errors = np.random.default_rng(args.seed), []
    for _ in range(args.draws):
        on = drawn(articles, rng)
        errors.append(adaptive_calibration_error(fitted(features, right, on)[~on], right[~on], bins=15))
    low, middle, high = np.quantile(errors, [0.05, 0.5, 0.95])
    print(
        f"{args.draws} random halves of {len(np.unique(articles))} articles: {middle:.3f} in the median, "
        f"{low:.3f} to {high:.3f} for nine of ten; at most 0.05 for {np.mean(np.array(errors) <= 0.05):.0%}"
    )


if __name__ == "__main__":
    main()
