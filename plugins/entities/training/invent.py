"""Makes up names, and short texts with names, from facts.py, grammar_fr.txt, known_fr.txt and sentences_fr.txt."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from pathlib import Path

from examples import Example

HERE = Path(__file__).parent
SLOT = re.compile(r"\[([A-Z]+) ([^]]+)\]|\{([^}]+)\}")
ELIDED = re.compile(r"(?<!\w)([dlDL])[ea] \Z")
VOWEL = re.compile(r"[AEIOUYÂÀÉÈÊËÎÏÔÖÜaeiouâàéèêëîïôöüœ]")
FRENCH = ("fr_FR", "fr_BE", "fr_CA", "fr_CH", "fr_DZ")
KNOWN = 0.4  # which share of the names that a symbol writes is of known_fr.txt, where it has some
LETTERS = "AABBCCCDDEEFFFGHIIJKLLMMNNOPPPRRRSSSTTUUVWXYZ"


def _without_comments(path: Path) -> str:
    lines = path.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#")).strip()


def rows(path: Path) -> list[list[str]]:
    """The fields of a file of tab-separated lines with comments."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]


class Inventor:
    """Writes names by a grammar. Half of the people have names of French-speaking countries."""

    def __init__(self, facts: str) -> None:
        self.label: dict[str, str] = {}
        self._ways: dict[str, list[str]] = {}
        for symbol, label, ways in rows(HERE / "grammar_fr.txt"):
            self.label[symbol], self._ways[symbol] = label, ways.split("|")
        self._known = {symbol: names.split("|") for symbol, _, names in rows(HERE / "known_fr.txt")}
        self._people: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for kind, origin, name in rows(Path(facts)):
            if kind in ("first", "last"):
                self._people[origin][kind].append(name)
            else:
                self._ways.setdefault(kind, []).append(name)
        self._groups = [g.split("\n") for g in _without_comments(HERE / "sentences_fr.txt").split("\n\n")]
        self._origins = sorted(o for o, kinds in self._people.items() if len(kinds) == 2)
        self._kinds = {"PER": "person", "LOC": "anywhere", "ORG": "anyone", "PRODUCT": "product", "EVENT": "happening"}
        self.label.update(first="PER", last="PER", pair="PER")
        self.label.update(city="LOC", town="LOC", country="LOC", letters="ORG", surname="PER", sigle="ORG", made="ORG")

    def countries(self, names: list[str]) -> None:
        """Say which names {country} may stand for."""
        self._ways["country"] = names

    def name(self, label: str, rng: random.Random) -> str:
        """A name of this label."""
        return self.write(self._kinds[label], rng)

    def write(self, symbol: str, rng: random.Random) -> str:
        """A way to write this symbol."""
        if symbol in ("first", "last", "pair"):
            people = self._people[rng.choice(FRENCH if rng.random() < 0.5 else self._origins)]
            first, last = rng.choice(people["first"]), rng.choice(people["last"])
            return {"first": first, "last": last, "pair": f"{first} {last}"}[symbol]
        if symbol == "letters":
            return "".join(rng.choices(LETTERS, k=rng.choice((2, 3, 3, 3, 4, 4, 4, 5, 5, 6))))
        if symbol in self._known and rng.random() < KNOWN:
            return rng.choice(self._known[symbol])
        return self._filled(rng.choice(self._ways[symbol]), rng)

    def _filled(self, way: str, rng: random.Random) -> str:
        written = ""
        at = 0
        for slot in SLOT.finditer(way):
            written = joined(written + way[at : slot.start()], self.write(slot[3], rng))
            at = slot.end()
        return written + way[at:]

    def text(self, rng: random.Random) -> Example:
        """Three to nine sentences of one group, with names in their slots.

        {surname} is the last name of the person named last, {sigle} the initials of the organisation: a gap, and a name
        of no length there, if none was named.
        """
        group = rng.choice(self._groups)
        chosen = sorted(rng.sample(range(len(group)), min(len(group), rng.randint(3, 9))))
        text = ""
        names: list[tuple[int, int, str]] = []
        person = organisation = ""
        for sentence in (group[n] for n in chosen):
            at = 0
            for slot in SLOT.finditer(sentence):
                label, name, symbol = slot[1], slot[2], slot[3]
                if symbol == "surname":
                    name = person.split(" ", 1)[-1] or self.write("last", rng)
                elif symbol == "sigle":
                    name = initials(organisation)
                elif symbol:
                    name = self.write(symbol, rng)
                else:
                    name = self._filled(name, rng)
                if symbol == "person":
                    person = name
                label = label or self.label[symbol]
                if label == "ORG" and symbol != "sigle":
                    organisation = name
                text = joined(text + sentence[at : slot.start()], name)
                names.append((len(text) - len(name), len(text), label))
                at = slot.end()
            text += sentence[at:] + rng.choice((" ", " ", " ", "\n"))
        return Example(text.rstrip(), tuple(n for n in names if n[2] != "-"))


def joined(before: str, name: str) -> str:
    """A name behind a text, with elision, without where it begins with a consonant."""
    if VOWEL.match(name):
        if found := ELIDED.search(before, len(before) - 4):
            before = before[: found.end(1)] + "'"
    elif before.endswith(("d'", "d’")):
        before = before[:-1] + "e "
    elif before.endswith(("l'", "l’")):
        before = before[:-1] + "a "
    elif before.endswith((" à le ", " de le ")):
        before = before.removesuffix("à le ").removesuffix("de le ") + ("au " if before.endswith("à le ") else "du ")
    return before + name


def initials(name: str) -> str:
    """The acronym of a name."""
    words = [word for word in re.findall(r"[^\W\d_]+", name) if len(word) > 3 or word[0].isupper()]
    letters = "".join(word[0] for word in words).upper()
    return letters if len(letters) > 1 else name[:3].upper()
