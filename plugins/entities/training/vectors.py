"""Makes the table of pretrained vectors that the network reads, from those of an installed spaCy package.

    python training/vectors.py OUT.npz [fr_core_news_md]

Needs spaCy and the package; its meta.json must say that the vectors are CC0. Rows are brought to length 1, reduced
to 128 dimensions by principal components and rounded to int8 with one scale. Keys are CRC-32 numbers, sorted, each
with its row (0 is "none") and how frequent it is, from 1 for the thousand most frequent words to 7. The same input
gives the same bytes.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from importlib import import_module

import numpy as np
from annotate_entities.features import key

DIMENSIONS = 128
DEGREES = (1_000, 3_000, 10_000, 30_000, 100_000, 250_000)  # bounds of ranks: degrees of frequency 1 to 7


def main() -> None:
    """Write the table."""
    out, package = sys.argv[1], (sys.argv[2:] or ["fr_core_news_md"])[0]
    nlp = import_module(package).load(
        exclude=["tok2vec", "morphologizer", "parser", "attribute_ruler", "lemmatizer", "ner"]
    )
    licences = {source["name"]: source["license"] for source in nlp.meta["sources"]}
    vector_licences = {licence for name, licence in licences.items() if "Vectors" in name}
    if vector_licences != {"CC0"}:
        raise SystemExit(f"the vectors of {package} are not CC0 by its metadata: {licences}")
    vectors = nlp.vocab.vectors
    rows = np.asarray(vectors.data, dtype=np.float64)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    rows -= rows.mean(axis=0)
    _, directions = np.linalg.eigh(rows.T @ rows)
    top = directions[:, ::-1][:, :DIMENSIONS]
    top *= np.sign(top[np.abs(top).argmax(axis=0), np.arange(DIMENSIONS)])
    reduced = rows @ top
    scale = np.percentile(np.abs(reduced), 99.9) / 127
    table = np.zeros((len(reduced) + 1, DIMENSIONS), dtype=np.int8)
    table[1:] = np.clip(np.rint(reduced / scale), -127, 127)
    found: dict[int, tuple[int, int]] = {}
    for rank, (word, row) in enumerate(vectors.key2row.items()):  # the most frequent first
        found.setdefault(key(nlp.vocab.strings[word]), (row + 1, 1 + bisect_right(DEGREES, rank)))
    keys = np.array(sorted(found), dtype=np.uint32)
    of_keys, uses = np.array([found[k] for k in keys.tolist()]).T
    np.savez(out, keys=keys, rows=of_keys.astype(np.uint16), uses=uses.astype(np.uint8), vectors=table)
    kept = reduced.var() * DIMENSIONS / (rows.var() * rows.shape[1])
    sys.stdout.write(f"{len(keys)} words, {len(table)} rows, {kept:.3f} of the variance\n")


main()
