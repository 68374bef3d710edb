"""Trains the network on hand-annotated articles and writes its weights.

    python training/train.py TRAIN.jsonl DEV.jsonl VECTORS.npz FACTS.tsv OUT.npz [--last N] [--fold N | --teachers …] …

Needs PyTorch. TRAIN and DEV hold one article a line: ``text`` and ``ents`` [[start, end, label], …]. DEV only
chooses among the states of one training run. The length of the run is given in epochs, so that it can be repeated;
one thread, seeds fixed.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import time
from pathlib import Path

import numpy as np
import torch
from annotate_entities.lexicon import french
from annotate_entities.tagging import LABELS, spans, tag
from annotate_entities.tokens import LINE, tokens
from annotate_entities.words import Vocabulary
from augment import Names, capitals, glued, lower, swapped
from examples import Example, marked
from invent import Inventor
from net import Net, load, save
from torch import nn
from torch.nn import functional

PER_STEP = 4  # articles
FOLDS = 4
WRITTEN = Path(__file__).parent / "texts"
DETERMINER = re.compile(r"(?:la|le|les|l['’]|du|des|aux?|d['’])(?: |(?<=['’]))")
MAIN = ("PER", "LOC", "ORG")


def read(path: str) -> list[Example]:
    """The articles; determiners at the beginning of names are slips, and cut."""
    found = []
    for line in Path(path).read_text(encoding="utf-8").strip().split("\n"):
        article = json.loads(line)
        names = []
        for start, end, label in article["ents"]:
            if label in LABELS:
                if label != "PER" and (cut := DETERMINER.match(article["text"], start, end)):
                    start = cut.end()
                names.append((start, end, label))
        found.append(Example(article["text"], tuple(sorted(names))))
    return found


def encoded(example: Example, vocabulary: Vocabulary):
    """Network input, and each token's tag; -100 where a name's bound is inside a token."""
    forms, starts, ends = tokens(example.text)
    words = vocabulary.words(forms)
    tags = np.zeros(len(forms), dtype=np.int64)
    at = 0
    for start, end, label in example.names:
        while at < len(forms) and ends[at] <= start:
            at += 1
        last = at
        while last < len(forms) and starts[last] < end:
            last += 1
        if last == at:
            continue
        if starts[at] != start or ends[last - 1] != end or LINE in forms[at:last]:
            tags[at:last] = -100
        else:
            tags[at:last] = [tag(label, n == at, n == last - 1) for n in range(at, last)]
    given = [torch.from_numpy(array.astype(np.int64)) for array in words]
    return given, torch.from_numpy(tags)


def found_in(net: Net, example: Example, vocabulary: Vocabulary) -> set[tuple[int, int, str]]:
    """The names that the network finds in a text."""
    forms, starts, ends = tokens(example.text)
    given = [torch.from_numpy(array.astype(np.int64)) for array in vocabulary.words(forms)]
    with torch.no_grad():
        scores = net(*given).numpy().copy()
    lines = np.array([n for n, form in enumerate(forms) if form == LINE], dtype=np.intp)
    return {(starts[first], ends[behind - 1], label) for first, behind, label in spans(scores, lines)}


def f_score(net: Net, examples: list[Example], vocabulary: Vocabulary) -> tuple[float, str]:
    """Exact micro F over people, places and organisations; and one F a label."""
    net.eval()
    right, have, want = (dict.fromkeys(LABELS, 0) for _ in range(3))
    for example in examples:
        got, gold = found_in(net, example, vocabulary), set(example.names)
        for counts, names in ((right, got & gold), (have, got), (want, gold)):
            for *_, label in names:
                counts[label] += 1
    net.train()
    by_label = " ".join(f"{x} {200 * right[x] / max(1, have[x] + want[x]):.1f}" for x in LABELS)
    sums = [sum(counts[x] for x in MAIN) for counts in (right, have, want)]
    return 200 * sums[0] / max(1, sums[1] + sums[2]), by_label


def varied(example: Example, names: Names, rng: random.Random) -> Example:
    """The article as it is trained on this time."""
    if rng.random() < 0.6:
        example = swapped(example, names, rng.choice((0.2, 0.5)), rng)
    if rng.random() < 0.15:
        example = glued(example, 0.6, rng)
    example = lower(example, 0.03, rng)
    return capitals(example, 0.12, 0.04, rng)


def loss_of(net: Net, teachers: list[Net], given: list[torch.Tensor], tags: torch.Tensor) -> torch.Tensor:
    """Cross entropy with the marked tags, and in equal part with what the teachers think of the text on average."""
    scores = net(*given)
    if not teachers:
        return functional.cross_entropy(scores, tags, reduction="sum", label_smoothing=0.02)
    with torch.no_grad():
        taught = torch.stack([functional.softmax(teacher(*given), dim=1) for teacher in teachers]).mean(dim=0)
    marked_tags = functional.cross_entropy(scores, tags, reduction="sum")
    return 0.5 * marked_tags + 0.5 * functional.cross_entropy(scores, taught, reduction="sum")


def main() -> None:
    """Train, choose, save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("train", "dev", "vectors", "facts", "out"):
        parser.add_argument(name)
    parser.add_argument("--epochs", type=int, default=20, help="the learning rate falls over so many")
    parser.add_argument("--last", type=int, help="stop after this epoch")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--dropout", type=float, default=0.25)
    parser.add_argument("--word-dropout", type=float, default=0.4)
    parser.add_argument(
        "--invented", type=float, default=0.5, help="which share of the names put in others' places is made up"
    )
    parser.add_argument("--texts", type=int, default=200, help="made-up texts an epoch")
    parser.add_argument(
        "--written",
        nargs="*",
        choices=("first", "second"),
        default=("first", "second"),
        help="folders of texts/ to train on",
    )
    parser.add_argument("--fold", type=int, choices=range(FOLDS), help="leave this part of the articles out")
    parser.add_argument("--decay", type=float, default=0.02)
    parser.add_argument(
        "--teachers",
        nargs="+",
        default=[],
        metavar="WEIGHTS",
        help="trained networks: half of what is learnt is what they think of each text on average",
    )
    parser.add_argument("--articles", type=int, help="train on the first so many only, to try the command")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)  # noqa: S311
    vectors = dict(np.load(options.vectors))
    vocabulary = Vocabulary(vectors)
    train, dev = read(options.train)[: options.articles], read(options.dev)
    lexicon = french()
    inventor = Inventor(options.facts)
    inventor.countries(sorted({name for code, name in lexicon.official.items() if len(code) == 2}))  # of today
    kept = [n for n in range(len(train)) if options.fold is None or n % FOLDS != options.fold]
    held_out = [train[n] for n in range(len(train)) if n not in set(kept)]
    train = [train[n] for n in kept]
    files = [file for folder in options.written for file in sorted((WRITTEN / folder).glob("*.txt"))]
    written = [example for file in files for example in marked(file)]
    names = Names(train + written, inventor, options.invented)
    net = Net(vectors["vectors"], options.dropout, options.word_dropout)
    teachers = [load(path) for path in options.teachers]
    optimizer = torch.optim.AdamW(net.parameters(), lr=options.rate, weight_decay=options.decay, fused=True)
    steps = options.epochs * math.ceil((len(train) + len(written) + options.texts) / PER_STEP)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min(1, (n + 1) / 200) * (0.02 + 0.98 * (1 + math.cos(math.pi * n / steps)) / 2)
    )
    average = {name: value.detach().clone() for name, value in net.state_dict().items()}
    best, step = 0.0, 0
    began = time.monotonic()
    for epoch in range(1, (options.last or options.epochs) + 1):
        order = train + written + [inventor.text(rng) for _ in range(options.texts)]
        rng.shuffle(order)
        total = 0.0
        for first in range(0, len(order), PER_STEP):
            examples = order[first : first + PER_STEP]
            batch = [encoded(varied(example, names, rng), vocabulary) for example in examples]
            size = sum(len(tags) for _, tags in batch)
            for given, tags in batch:
                loss = loss_of(net, teachers, given, tags) / size
                loss.backward()
                total += loss.item()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            schedule.step()
            step += 1
            keep = min(0.998, step / (step + 20))
            with torch.no_grad():
                for name, value in net.state_dict().items():
                    average[name].lerp_(value, 1 - keep)
        if epoch % 2 == 0 or epoch == options.epochs:
            current = {name: value.clone() for name, value in net.state_dict().items()}
            net.load_state_dict(average)
            score, by_label = f_score(net, dev, vocabulary)
            if held_out:
                by_label += f"; held out {f_score(net, held_out, vocabulary)}"
            if score > best:
                best = score
                save(average, net, vectors, options.out)
            net.load_state_dict(current)
            minutes = (time.monotonic() - began) / 60
            line = f"{epoch} {minutes:.1f} min loss {total:.1f} dev {score:.2f} ({by_label}) best {best:.2f}"
            print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
