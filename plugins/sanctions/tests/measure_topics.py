"""Measures topics on the project's own sentences, topic_sentences.txt beside it.

    python plugins/sanctions/tests/measure_topics.py

Prints overlap precision, recall and F1 without and with the label, the share of sentences of other senses in which a
topic was found, and every sentence that is wrong.
"""

import re
from pathlib import Path

from annotate_sanctions.topics import Topics

SENTENCES = Path(__file__).with_name("topic_sentences.txt")
_MARKED = re.compile(r"\[(\w+)\|([^\]]*)\]")


def sentences():
    """The sentences: text, topics as (start, end, label), the heading they stand under."""
    sense = ""
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            sense = line[3:]
        elif line and not line.startswith("#"):
            text, topics, at = "", [], 0
            for match in _MARKED.finditer(line):
                text += line[at : match.start()]
                topics.append((len(text), len(text) + len(match[2]), match[1]))
                text, at = text + match[2], match.end()
            yield text + line[at:], topics, sense


def overlaps(one, other):
    """Whether two spans share a code point."""
    return one[0] < other[1] and other[0] < one[1]


def measured(topics):
    """Overlap F1, F1 with label, share of sentences of other senses tagged, and the sentences that are wrong."""
    wanted = found = right = labelled = others = tagged = 0
    wrong = []
    for text, gold, sense in sentences():
        got = [(t.start, t.end, t.label) for t in topics.find(text)]
        wanted, found = wanted + len(gold), found + len(got)
        right += sum(any(overlaps(g, t) for t in got) for g in gold)
        labelled += sum(any(overlaps(g, t) and g[2] == t[2] for t in got) for g in gold)
        if not gold:
            others, tagged = others + 1, tagged + bool(got)
        if sorted(label for *_, label in gold) != sorted(label for *_, label in got):
            wrong.append((sense, text, [(label, text[s:e]) for s, e, label in got]))
    total = max(1, wanted + found)
    return 2 * right / total, 2 * labelled / total, tagged / max(1, others), wrong


def main():
    """Measure and print."""
    overlap, label, share, wrong = measured(Topics())
    for sense, text, got in wrong:
        print(f"wrong ({sense}): {text} | {got}")
    print(f"overlap F1 {overlap:.3f}, with label {label:.3f}; other senses tagged {share:.3f}")


if __name__ == "__main__":
    main()
