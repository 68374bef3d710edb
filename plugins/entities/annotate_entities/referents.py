"""Who is who in one document: mentions with one name, or with a part of it that no other name shares, are one entity.

What is not plain stays apart: a surname that two people of the document bear belongs to neither.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from annotate import Entity, Name, Span
from annotate_entities.conventions import Mention
from annotate_entities.identifiers import Who, unite
from annotate_entities.lexicon import Lexicon, fold
from annotate_entities.organisations import wholes
from annotate_entities.people import People, key, words
from annotate_entities.person_cues import aliases, cues


def entities(
    text: str,
    mentions: Sequence[Mention],
    acronyms: Iterable[tuple[Mention, Mention]],
    lexicon: Lexicon,
    identified: Mapping[Span, Mapping[str, str]] = MappingProxyType({}),
) -> dict[Mention, Entity]:
    """Each mention's entity, as a function of the text and of what is identified. The mentions are in the text's order.

    ``identified``: identifiers of mentions, by their schemes. Names of one kind with one identifier are one entity.
    """
    names = {mention: " ".join(text[mention.start : mention.end].split()) for mention in mentions}
    people = [mention for mention in mentions if mention.kind == "person"]
    bodies = [mention for mention in mentions if mention.kind == "organisation"]
    who = dict(_people(text, people, names, lexicon)) | dict(_organisations(bodies, names, acronyms, lexicon))
    forms: defaultdict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
    for mention in mentions:
        if mention not in who:
            own = fold(names[mention])
            code = lexicon.countries.get(own, "") if mention.kind == "place" else ""
            who[mention] = Who(mention.kind, own.replace("-", " "), code or own.replace("-", " "))
    identifiers = unite(who, identified)
    for mention in mentions:
        kind, own, whole = who[mention]
        forms[kind, whole][own, names[mention]] += 1
    made = {key: _entity(*key, written, identifiers.get(key, {}), lexicon) for key, written in forms.items()}
    return {mention: made[who[mention].kind, who[mention].whole] for mention in mentions}


def _people(
    text: str, mentions: Sequence[Mention], names: Mapping[Mention, str], lexicon: Lexicon
) -> Iterator[tuple[Mention, Who]]:
    known = [(words(names[mention]), cue) for mention, cue in zip(mentions, cues(text, mentions, lexicon), strict=True)]
    people = People(known, lexicon.first_names)
    who = {
        mention: Who("person", key(name), people.whole(at, name, cue))
        for at, (mention, (name, cue)) in enumerate(zip(mentions, known, strict=True))
    }
    same: dict[str, str] = {}
    for first, second in aliases(text, mentions, lexicon):
        one, other = who[first].whole, who[second]
        if other.whole == other.own != one and other.own not in same and same.get(one, one) != other.own:
            same[other.own] = same.get(one, one)
    return ((mention, of._replace(whole=same.get(of.whole, of.whole))) for mention, of in who.items())


def _organisations(
    mentions: Sequence[Mention],
    names: Mapping[Mention, str],
    acronyms: Iterable[tuple[Mention, Mention]],
    lexicon: Lexicon,
) -> Iterator[tuple[Mention, Who]]:
    own = {(m.start, m.end): fold(names[m]).replace("-", " ") for m in mentions}
    spans = ((long[:2], short[:2]) for long, short in acronyms)
    introduced = ((own[long], own[short]) for long, short in spans if long in own and short in own)
    whole = wholes(own.values(), introduced, lexicon)
    return ((m, Who("organisation", own[m.start, m.end], whole[own[m.start, m.end]])) for m in mentions)


def _entity(
    kind: str, whole: str, written: Counter[tuple[str, str]], identifiers: Mapping[str, str], lexicon: Lexicon
) -> Entity:
    code = whole if kind == "place" and whole in lexicon.official else ""
    best = fold(lexicon.official[code]) if code else ""

    def rank(form: tuple[str, str]) -> tuple[object, ...]:
        own, name = form
        return (fold(name) != best if code else own != whole, _acronym(name, kind), -written[form], -len(name), name)

    first, *more = sorted(written, key=rank)
    names = [Name(first[1]), *(Name(name, _type(name, own, first[0], kind)) for own, name in more)]
    if code:
        identifiers = {"iso3166-1" if len(code) == 2 else "iso3166-3": code, **identifiers}
    return Entity(kind, names, identifiers, "country" if code else None)


def _type(form: str, own: str, best: str, kind: str) -> str | None:
    if _acronym(form, kind):
        return "acronym"
    return "short" if own != best and kind != "place" else None


def _acronym(name: str, kind: str) -> bool:
    return kind != "person" and name.replace(".", "").isupper() and " " not in name
