"""Who is who in one document: mentions with one name, or with a part of it that no other name shares, are one entity.

What is not plain stays apart: a surname that two people of the document bear belongs to neither.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from annotate import Entity, Name
from annotate_entities.conventions import Mention
from annotate_entities.lexicon import Lexicon, fold

Key = tuple[str, str]  # kind, and folded name or country code


def entities(
    text: str, mentions: Iterable[Mention], acronyms: Mapping[Mention, Mention], lexicon: Lexicon
) -> dict[Mention, Entity]:
    """Each mention's entity, as a function of the text alone."""
    forms: dict[Key, Counter[str]] = {}
    keys: dict[Mention, Key] = {}
    for mention in mentions:
        name = " ".join(text[mention.start : mention.end].split())
        keys[mention] = key = _key(name, mention.kind, lexicon)
        forms.setdefault(key, Counter())[name] += 1
    same = _short_to_full(forms) | _acronym_to_full(keys, acronyms)
    members: defaultdict[Key, list[Key]] = defaultdict(list)
    for key in forms:
        members[same.get(key, key)].append(key)
    made = {full: _entity(full, parts, forms, lexicon) for full, parts in members.items()}
    return {mention: made[same.get(key, key)] for mention, key in keys.items()}


def _key(name: str, kind: str, lexicon: Lexicon) -> Key:
    folded = fold(name).replace("-", " ")
    return (kind, lexicon.countries.get(fold(name), folded)) if kind == "place" else (kind, folded)


def _short_to_full(forms: Iterable[Key]) -> dict[Key, Key]:
    """A person's last name or names -> the one longer name of the document that ends in them."""
    people = [key for key in forms if key[0] == "person"]
    endings: defaultdict[str, list[Key]] = defaultdict(list)
    for key in people:
        words = key[1].split(" ")
        for n in range(1, len(words)):
            endings[" ".join(words[n:])].append(key)
    found: dict[Key, Key] = {}
    for key in sorted(people, key=lambda key: -key[1].count(" ")):  # a chain of ever longer names is one person
        fulls = {found.get(longer, longer) for longer in endings.get(key[1], ())}
        if len(fulls) == 1:
            found[key] = fulls.pop()
    return found


def _acronym_to_full(keys: Mapping[Mention, Key], acronyms: Mapping[Mention, Mention]) -> dict[Key, Key]:
    """An acronym -> the one name that it was introduced with."""
    names: defaultdict[Key, set[Key]] = defaultdict(set)
    for long, short in acronyms.items():
        if short in keys:
            names[keys[short]].add(keys[long])
    return {short: long for short, longs in names.items() if len(longs) == 1 for long in longs if long not in names}


def _entity(full: Key, parts: Iterable[Key], forms: Mapping[Key, Counter[str]], lexicon: Lexicon) -> Entity:
    kind, value = full
    written = [(part, form) for part in parts for form in _by_use(forms[part])]
    code = value if kind == "place" and value in lexicon.official else ""
    if code:
        written.sort(key=lambda w: (fold(w[1]) != fold(lexicon.official[code]), w[1].isupper()))
    else:
        written.sort(key=lambda w: w[0] != full)
    names = [Name(written[0][1])]
    names += (Name(form, _type(form, part, full, kind)) for part, form in written[1:])
    return Entity(kind, tuple(names), {"iso3166-1": code} if code else {}, "country" if code else None)


def _by_use(counted: Counter[str]) -> list[str]:
    return sorted(counted, key=lambda form: (-counted[form], -len(form), form))


def _type(form: str, part: Key, full: Key, kind: str) -> str | None:
    if kind != "person" and form.replace(".", "").isupper() and " " not in form:
        return "acronym"
    return "short" if part != full else None
