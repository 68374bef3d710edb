"""Measures whether Russian names of the EU's list are known in the French press's transcription.

    python plugins/sanctions/tests/measure_transcription.py

Each name that the list gives in Russian, given name, patronymic, family name, is transcribed by the press's rules
(Чемезов: Tchemezov) and compared, without patronymic, with the entry's name in Latin letters. Prints the share that
agrees, and every one that does not: some are names that the two scripts give differently. Needs ../shared.
"""

import re
import sys
from pathlib import Path

from annotate_sanctions.compare import compare_people
from annotate_sanctions.index import open_index

LIST = Path(__file__).resolve().parents[4] / "shared" / "lists" / "eu"
VOWELS = "аеёиоуыэюя"
ONE = str.maketrans("абвджзиклмнопртфыэ", "abvdjziklmnoprtfye", "ъ")
MORE = {"у": "ou", "х": "kh", "ц": "ts", "ч": "tch", "ш": "ch", "щ": "chtch", "ё": "io", "ю": "iou"}
_RUSSIAN = re.compile(r"[А-ЯЁа-яё]+(?: [А-ЯЁа-яё]+){2}")


def transcribed(word):
    """A Russian word as the French press writes it."""
    out = ""
    for n, letter in enumerate(word):
        before, after = word[n - 1] if n else "", word[n + 1] if n + 1 < len(word) else ""
        between = before in VOWELS and before != ""
        if letter == "г":
            out += "gu" if after and after in "еёиыэ" else "g"
        elif letter == "е":
            out += "ïe" if between else "e"
        elif letter == "с":
            out += "ss" if between and after and after in VOWELS else "s"
        elif letter == "й":
            out += "" if before in "иы" else "ï"
        elif letter == "я":
            out += "ïa" if between else "ia"
        elif letter == "ь":
            out += "i" if after and after in "аоуеёэя" else ""
        elif letter == "и":
            out += "ï" if between else "i"
        else:
            out += MORE.get(letter, letter.translate(ONE))
    return out + "e" * word.endswith(("ин", "ын"))


def main():
    """Measure and print."""
    if not LIST.is_dir():
        sys.exit(f"not measured: {LIST} is not there")
    index = open_index([str(LIST)])
    count = right = 0
    for number in range(sum(about["n"] for about in index.lists)):
        _, entry = index.entry(number)
        russian = next((name.text for name in entry.names if _RUSSIAN.fullmatch(name.text)), None)
        if entry.kind != "person" or russian is None or not re.search("[A-Za-z]", entry.label):
            continue
        words = russian.split()
        family = next((word for word in words if word.isupper()), words[-1])
        given = next(word for word in words if word != family)
        mention = " ".join(transcribed(word.lower()).title() for word in (given, family))
        agrees = compare_people(mention, entry.label).match
        count, right = count + 1, right + agrees
        if not agrees:
            print(f"not known: {mention} | {entry.label} | {russian}")
    print(f"known {right / max(1, count):.3f} ({right}/{count})")


if __name__ == "__main__":
    main()
