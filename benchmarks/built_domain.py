"""A knowledge base built from what Debian says of its own packages, and twenty questions to it.

    python -m benchmarks.built_domain --work WORK

The documents are the descriptions of packages that are on any Debian machine, asked of ``dpkg-query``; those that
are not installed here are left out and told. The questions were written from the descriptions before the graph was
seen. They are asked of the text alone and of the text with the built graph; an answer counts by SQuAD's rules.
"""

from __future__ import annotations

import argparse
import json
import subprocess
from pathlib import Path

from kgqa import KGQA
from kgqa.data.metrics.answers import exact_match, token_f1
from kgqa.errors import InputError
from kgqa.pipelines.building import build
from kgqa.pipelines.evaluation.baselines.without import without

PACKAGES = [
    "adduser", "apt", "base-files", "bash", "bc", "bzip2", "ca-certificates", "coreutils", "cpp", "curl",
    "dash", "debconf", "debianutils", "diffutils", "dpkg", "e2fsprogs", "ed", "file", "findutils", "fontconfig",
    "gcc", "git", "gnupg", "gpgv", "grep", "groff-base", "gzip", "hostname", "init-system-helpers", "less",
    "libbrotli1", "libc6", "libfreetype6", "libgmp10", "libjpeg62-turbo", "liblz4-1", "libpcre2-8-0",
    "libpng16-16", "libreadline8", "libsqlite3-0", "libxml2", "libzstd1", "login", "make", "man-db", "mawk",
    "ncurses-base", "openssh-client", "openssl", "passwd", "patch", "perl", "perl-base", "procps", "python3",
    "rsync", "sed", "sqlite3", "sudo", "tar", "tzdata", "util-linux", "vim-common", "wget", "xz-utils",
    "zlib1g", "zstd",
]  # fmt: skip

QUESTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Which compression method does zlib implement?", ("deflate", "deflate compression method")),
    ("What is the predecessor of bzip2?", ("bzip",)),
    ("Which algorithm does bzip2 use to compress files?", ("Burrows-Wheeler block-sorting text compression algorithm",
     "Burrows-Wheeler", "Burrows-Wheeler block-sorting text compression algorithm, and Huffman coding")),
    ("Which compression format is XZ the successor to?", ("Lempel-Ziv/Markov-chain Algorithm",
     "Lempel-Ziv/Markov-chain Algorithm compression format")),
    ("Which shell is dash derived from?", ("ash",)),
    ("What is used as the default system shell on Debian systems?", ("dash", "Debian Almquist Shell")),
    ("Who wrote the Programmable Completion Code of bash?", ("Ian Macdonald",)),
    ("Which shells does Bash take useful features from?", ("Korn and C shells", "Korn and C shells (ksh and csh)")),
    ("Who wrote The AWK Programming Language?", ("Aho, Kernighan and Weinberger",)),
    ("When was The AWK Programming Language published?", ("1988",)),
    ("Which awk is mawk faster than?", ("gawk",)),
    ("Which package provides the whatis and apropos commands?", ("man-db",)),
    ("Which suite of programs does man-db use to format manual pages?", ("groff", "groff suite")),
    ("Whose browser ships the certificate authorities?", ("Mozilla", "Mozilla's")),
    ("Which Internet standard is GnuPG compliant with?", ("OpenPGP", "OpenPGP Internet standard",
     "proposed OpenPGP Internet standard")),
    ("Which instructions does libjpeg-turbo use to accelerate JPEG compression?", ("SIMD", "SIMD instructions")),
    ("Which well-known open source project uses Git?", ("Linux kernel", "the Linux kernel")),
    ("Which IETF working group specified the Secure Shell protocol?", ("secsh", "IETF secsh working group")),
    ("Which language is XML written in?", ("SGML",)),
    ("What is GnuPG a free replacement of?", ("PGP",)),
)  # fmt: skip


def descriptions(packages: list[str]) -> list[dict[str, str]]:
    """A document for each package that is installed: its synopsis as first sentence, then its description."""
    found = []
    for package in packages:
        asked = ["dpkg-query", "--show", "--showformat=${Description}", package]
        answer = subprocess.run(asked, capture_output=True, text=True, check=False)
        synopsis, _, rest = answer.stdout.partition("\n")
        if answer.returncode or not synopsis:
            continue
        paragraphs = "\n".join(line.strip() for line in rest.splitlines()).split("\n.\n")
        text = "\n\n".join([f"{package}: {synopsis}.", *(" ".join(part.split()) for part in paragraphs)])
        found.append({"id": package, "title": package, "text": text})
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    try:
        documents = descriptions(PACKAGES)
    except FileNotFoundError as error:
        raise InputError("this benchmark needs dpkg-query: it reads what Debian says of its packages") from error
    source = options.work / "packages.jsonl"
    source.write_text("".join(json.dumps(document) + "\n" for document in documents), encoding="utf-8")
    report = build(options.work / "packages.kb", [source], replace=True)
    print(f"{len(documents)} of {len(PACKAGES)} packages are installed; {dict(report.counts)}")
    qa = KGQA.load(options.work / "packages.kb")
    alone = without(qa, ["facts", "paths"])
    for name, system in (("text alone", alone), ("text and graph", qa)):
        results = system.batch([question for question, _ in QUESTIONS])
        right = f1 = 0.0
        print(name)
        for (question, gold), result in zip(QUESTIONS, results, strict=True):
            said = result.answer or ""
            hit = exact_match(said, gold)
            right += hit
            f1 += token_f1(said, gold)
            sure = f"{result.answers[0].score:.2f}" if result.answers else "-"
            print(f"  {'right' if hit else 'wrong' if said else 'none '} {sure:>4}  {question}  {said}")
        print(f"{name}: {right:.0f} of {len(QUESTIONS)} exact, F1 {100 * f1 / len(QUESTIONS):.1f}")


if __name__ == "__main__":
    main()
