"""What the plugin finds in the development articles, how much typing changes it, how fast it is, what it takes.

    python plugins/entities/tests/measure_entities.py [MODEL]

Exact span and label; micro F over people, places, organisations. "unseen": recall on names that do not occur with
their label in the training articles. Perturbed: the same articles typed otherwise. Genres: the texts of genres/, of
which est_republicain are real and the others written by this project. Calibration: over names of all labels with a
score, ten bins of equal width. Needs ../shared and, to be run on one core, ``taskset -c 0``.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from annotate_entities import Entities, Settings

from annotate.testing import annotated

sys.path.append(str(Path(__file__).resolve().parents[1] / "training"))
from examples import marked

GOLD = Path(__file__).resolve().parents[4] / "shared" / "gold" / "entity"
KINDS = {"person": "PER", "place": "LOC", "organisation": "ORG", "product": "PRODUCT", "event": "EVENT"}
MAIN = ("PER", "LOC", "ORG")

Name = tuple[int, int, str]
Article = tuple[str, frozenset[Name]]


def articles(file: str) -> list[Article]:
    """Texts with their names."""
    lines = (GOLD / file).read_text(encoding="utf-8").strip().split("\n")
    return [
        (a["text"], frozenset(tuple(name) for name in a["ents"] if name[2] in KINDS.values()))
        for a in map(json.loads, lines)
    ]


def genre(file: Path) -> list[Article]:
    """The documents of a file of genres/."""
    return [(text, frozenset(names)) for text, names in marked(file)]


def newspaper() -> list[Article]:
    """Fifty texts of L'Est républicain: ours are the names, theirs the texts, which lie with the gold of dates."""
    lines = (GOLD.parent / "date" / "french-timebank.dev.jsonl").read_text(encoding="utf-8").splitlines()
    texts = {text["id"]: text["text"] for text in map(json.loads, lines)}
    found = []
    for line in Path(__file__).with_name("genres").joinpath("est_republicain.jsonl").read_text().splitlines():
        marked_text = json.loads(line)
        text = texts[marked_text["id"]]
        if hashlib.sha256(text.encode()).hexdigest() != marked_text["sha256"]:
            raise SystemExit(f"the text {marked_text['id']} is not the one whose names were marked")
        found.append((text, frozenset(tuple(name) for name in marked_text["ents"])))
    return found


def scored(plugin: Entities, text: str) -> dict[Name, float | None]:
    """The names that the plugin finds, with their probabilities."""
    return {(a.start, a.end, KINDS[a.kind]): a.score for a in annotated(text, plugin).layer("entity")}


def found(plugin: Entities, text: str) -> set[Name]:
    """The names that the plugin finds."""
    return set(scored(plugin, text))


def f_score(pairs: Iterable[tuple[set[Name], frozenset[Name]]], labels: tuple[str, ...]) -> tuple[float, float, float]:
    """F, precision and recall, in percent."""
    right = have = want = 0
    for got, gold in pairs:
        got, gold = {n for n in got if n[2] in labels}, {n for n in gold if n[2] in labels}
        right, have, want = right + len(got & gold), have + len(got), want + len(gold)
    return 200 * right / max(1, have + want), 100 * right / max(1, have), 100 * right / max(1, want)


def retyped(article: Article, pattern: str, new: str | Callable[[re.Match[str]], str]) -> Article:
    """The article with some of its text replaced, and its names moved along."""
    text, names = article
    parts: list[str] = []
    moved = list(range(len(text) + 1))
    at = length = 0
    for match in re.finditer(pattern, text):
        put = new(match) if callable(new) else new
        parts += (text[at : match.start()], put)
        length += match.start() - at + len(put)
        at = match.end()
        moved[at:] = [n + length - at for n in range(at, len(text) + 1)]
    return "".join([*parts, text[at:]]), frozenset((moved[s], moved[e], label) for s, e, label in names)


def capitals(match: re.Match[str]) -> str:
    """The same in capitals, letter for letter."""
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in match[0])


TYPED: dict[str, tuple[str, str | Callable[[re.Match[str]], str]]] = {
    "curly apostrophes": ("'", "’"),
    "straight apostrophes": ("’", "'"),
    "NBSP for every blank": (" ", "\u00a0"),
    "glued full stops": (r"(?<=[^\W\d_]{2}\.) (?=\w)", ""),
    "headlines in capitals": (r"\A.+", capitals),
}


def quality(plugin: Entities) -> None:
    """Print figures for the development articles as they are and as they could have been typed."""
    dev = articles("winer-fr.dev.jsonl")
    got = [found(plugin, text) for text, _ in dev]
    pairs = [(g, gold) for g, (_, gold) in zip(got, dev, strict=True)]
    for labels in (MAIN, *((label,) for label in KINDS.values())):
        print("{:<28} F {:5.1f} P {:5.1f} R {:5.1f}".format(" ".join(labels), *f_score(pairs, labels)))
    train = {(text[s:e], label) for text, names in articles("winer-fr.train.jsonl") for s, e, label in names}
    counts: Counter[tuple[bool, bool]] = Counter()
    for (text, gold), names in zip(dev, got, strict=True):
        counts.update(((text[n[0] : n[1]], n[2]) in train, n in names) for n in gold if n[2] in MAIN)
    for seen, name in ((True, "recall, seen names"), (False, "recall, unseen names")):
        total = counts[seen, True] + counts[seen, False]
        print(f"{name:<28} {100 * counts[seen, True] / total:5.1f} of {total}")
    seed = [(found(plugin, text), gold) for text, gold in articles("seed.jsonl")]
    print(f"{'seed article':<28} F {f_score(seed, MAIN)[0]:5.1f}")
    genres = {file.stem: genre(file) for file in sorted(Path(__file__).with_name("genres").glob("*.txt"))}
    for name, texts in {"est_republicain": newspaper(), **genres}.items():
        own = [(found(plugin, text), gold) for text, gold in texts]
        print(
            "{:<28} F {:5.1f} P {:5.1f} R {:5.1f} ORG {:5.1f}".format(
                name, *f_score(own, MAIN), f_score(own, ("ORG",))[0]
            )
        )
    base = f_score(pairs, MAIN)[0]
    for name, (pattern, new) in TYPED.items():
        changed = [retyped(article, pattern, new) for article in dev]
        score = f_score([(found(plugin, text), gold) for text, gold in changed], MAIN)[0]
        print(f"{name:<28} F {score:5.1f} ({score - base:+.1f})")


def calibration(plugin: Entities) -> None:
    """Print how often names were right that were said to be right with some probability."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for text, gold in articles("winer-fr.dev.jsonl"):
        for name, score in scored(plugin, text).items():
            if score is not None:
                bins.setdefault(min(int(score * 10), 9), []).append((score, name in gold))
    total = sum(map(len, bins.values()))
    if not total:
        return
    error = 0.0
    for n, names in sorted(bins.items()):
        said, right = (sum(values) / len(names) for values in zip(*names, strict=True))
        error += abs(said - right) * len(names) / total
        print(f"score {n / 10:.1f} to {(n + 1) / 10:.1f}: said {said:.3f} right {right:.3f} of {len(names)}")
    print(f"{'expected calibration error':<28} {100 * error:5.1f} % of {total}")


def cost(model: str) -> None:
    """Print speed, start-up and memory, each of a process of its own."""
    dev = [text for text, _ in articles("winer-fr.dev.jsonl")]
    words = sum(len(text.split()) for text in dev)
    few, many = dev[:1], dev * 10
    long = "\n\n".join(dev * (5_000_000 // sum(map(len, dev)) + 1))[:5_000_000]
    first, _ = run(model, few)
    begun = run(model, ["."])[0]
    whole, _ = run(model, many)
    print(f"{'first article, CPU':<28} {first:.2f} s, as TEI; of it, start and an empty text {begun:.2f} s")
    print(f"{'words a second, with TEI':<28} {10 * words / (whole - begun):,.0f}")
    for name, texts in (("one article", few), (f"{len(many)} articles", many), ("one text of 5 MB", [long])):
        print(f"{'peak memory, ' + name:<28} {run(model, texts)[1]:.0f} MB")


def run(model: str, texts: list[str]) -> tuple[float, float]:
    """CPU seconds and peak MB of ``annotate run`` over the texts."""
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder, "in.jsonl")
        lines = (json.dumps({"id": f"a{n}", "text": text}) for n, text in enumerate(texts))
        given.write_text("\n".join(lines), encoding="utf-8")
        command = [sys.executable, "-m", "annotate", "run", str(given), "-p", "entities", "--language", "fr"]
        command += ["--set", f"entities.model={model}", "-o", str(Path(folder, "out"))]
        code = f"import resource, subprocess; subprocess.run({command!r}, check=True); "
        code += "u = resource.getrusage(resource.RUSAGE_CHILDREN); print(u.ru_utime + u.ru_stime, u.ru_maxrss / 1024)"
        Path(folder, "out").mkdir()
        done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
        seconds, megabytes = done.stdout.split()[-2:]
    return float(seconds), float(megabytes)


def main() -> None:
    """Measure."""
    if not GOLD.is_dir():
        raise SystemExit("skipped: there is no ../shared/gold beside the repository")
    model = (sys.argv[1:] or [Settings().model])[0]
    plugin = Entities(Settings(model))
    plugin.annotate_setup()
    print(f"model {model}")
    quality(plugin)
    calibration(plugin)
    cost(model)


if __name__ == "__main__":
    main()
