"""The contract of a plugin: what it must keep for any text, any order of documents, any process."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from annotate.document import Document
from annotate.errors import AnnotateError
from annotate.plan import Step
from annotate.plugin import Plugin
from annotate.testing import mutation, offsets, schema, spawned, swallowing
from annotate.testing.documents import make_document
from annotate.testing.running import annotate_document, plugin_of
from annotate.testing.texts import NASTY, ORDINARY, long_line
from annotate.testing.trial import Found, Trial, frozen, short, thawed
from annotate.testing.validity import tei_faults

SECONDS = 60  # for the longest text: what takes longer is not linear


def assert_contract(
    plugin: Any,
    *,
    texts: Iterable[str | Document] = (),
    settings: Mapping[str, Any] | None = None,
    beside: Iterable[Any] = (),
) -> None:
    """Assert that a plugin keeps its contract. Raises AssertionError with one line per broken promise.

    ``plugin``: a module, a class, or the path of a single-file plugin. ``texts``: strings, or documents made by
    hand with the layers that the plugin requires, in which it finds something; a few ordinary and many nasty texts
    are always tried too. ``settings``: as in a job file. ``beside``: plugins that provide layers it requires or uses.

    What is checked: the module is found, its hooks are spelt right and its layers well named; importing it is
    cheap; its settings have a schema and refuse what is not in it; spans are code points and lie in the text;
    layers and kinds are those promised; documents are not changed; the same text gives the same annotations in a
    second run, in a fresh instance, after other documents, and in a spawned process; no text makes it raise, and
    what it finds makes valid TEI; it swallows no exceptions.
    """
    if not isinstance(plugin, type) and not hasattr(plugin, "__file__") and not hasattr(plugin, "stem"):
        raise TypeError(f"assert_contract takes a module, a class or a path, not {plugin!r}: workers make instances")
    try:
        checked = plugin_of(plugin)
    except AnnotateError as error:
        raise AssertionError(_report(getattr(plugin, "__name__", str(plugin)), [str(error)])) from error
    faults = list(dict.fromkeys(_faults(checked, list(texts), settings or {}, list(beside))))
    if faults:
        raise AssertionError(_report(checked.name, faults))


def _report(name: str, faults: list[str]) -> str:
    return "\n".join([f"plugin {name!r} breaks its contract:", *(f"  - {fault}" for fault in faults)])


@dataclass(frozen=True)
class Sample:
    """A document to try the plugin on, under a name for messages."""

    name: str
    data: bytes

    @property
    def document(self) -> Document:
        """A fresh one."""
        return thawed(self.data)


def _faults(
    plugin: Plugin, texts: list[str | Document], settings: Mapping[str, Any], beside: list[Any]
) -> Iterator[str]:
    yield from schema.faults(plugin)
    step, wrong = schema.step(plugin, settings)
    if step is None:
        yield from wrong
        return
    samples = _samples(plugin, texts, beside) if plugin.annotates else []
    child = spawned.Child(step, [sample.data for sample in reversed(samples)])
    try:
        trial = Trial(step)
    except Exception as error:
        yield f"it cannot be made and set up ({short(error)})"
        yield from child.faults()
        return
    if not plugin.annotates:
        yield from child.faults()
        return
    results, said = _results(trial, samples)
    yield from said
    yield from _repeated(step, trial, samples, results)
    yield from mutation.faults(trial, samples)
    yield from offsets.faults(trial, [sample.document for sample in samples])
    yield from swallowing.faults(step, samples)
    yield from _nasty(plugin, trial)
    yield from child.faults()
    yield from _elsewhere(step, samples, results, child.found[::-1])


def _elsewhere(step: Step, samples: list[Sample], results: dict[str, Found], found: list[Found | str]) -> Iterator[str]:
    """What differs in a process of its own that was given the documents in reverse order, and for which reason."""

    def difference(others: list[Found | str]) -> str:
        for sample, other in zip(samples, others, strict=False):
            here = results.get(sample.name)
            if here is not None and isinstance(other, Found) and here != other:
                return f"in {sample.name} it gives {here.difference(other)}"
        return ""

    differs = difference(found)
    if not differs:
        return
    again = spawned.Child(step, [sample.data for sample in samples])
    yield from again.faults()
    if difference(again.found):
        yield f"another process gives something else (the order of a set?): {differs}"
    else:
        yield f"global state between documents: what it finds depends on the documents before, {differs}"


def _language(plugin: Plugin) -> str:
    return min(plugin.languages) if plugin.languages else "fr"


def _samples(plugin: Plugin, texts: list[str | Document], beside: list[Any]) -> list[Sample]:
    given: list[tuple[str, str | Document]] = [(f"text {n}", text) for n, text in enumerate(texts, 1)]
    given += [(f"ordinary text {n}", text) for n, text in enumerate(ORDINARY, 1)]
    samples = []
    for name, text in given:
        document = (
            make_document(text, language=_language(plugin), date="2024-03-06", id=name.replace(" ", "-"))
            if isinstance(text, str)
            else text
        )
        if plugin.serves(document.language):
            if beside:
                annotate_document(document, *beside)
            samples.append(Sample(name, frozen(document)))
    return samples


def _results(trial: Trial, samples: list[Sample]) -> tuple[dict[str, Found], list[str]]:
    """What is found in each sample, by its name, and what went wrong."""
    results: dict[str, Found] = {}
    faults = []
    for sample in samples:
        document = sample.document
        try:
            results[sample.name] = trial.run(document)
        except Exception as error:
            faults.append(f"in {sample.name} {_said(error)}")
        else:
            faults += [f"in {sample.name} its TEI is not valid: {fault}" for fault in tei_faults(document)[:3]]
    if not faults and not any(found.annotations or found.entities for found in results.values()):
        faults.append("it found nothing in any text, so nothing was tried: pass texts=[…] in which it finds something")
    return results, faults


def _said(error: Exception) -> str:
    return str(error) if isinstance(error, AnnotateError) else f"it raises {short(error)}"


def _repeated(step: Step, trial: Trial, samples: list[Sample], results: dict[str, Found]) -> Iterator[str]:
    """The same instance again, each text twice in a row; a fresh instance, in reverse order."""
    for how, again, order in (
        ("a second run", trial, samples),
        ("a fresh instance, with the documents in another order,", Trial(step), samples[::-1]),
    ):
        for sample in order:
            before = results.get(sample.name)
            if before is None:
                continue
            try:
                now = again.run(sample.document)
                if again is trial and now == before:
                    now = again.run(sample.document)
            except Exception as error:
                yield f"in {sample.name} {how} fails where the first did not: {_said(error)}"
                break
            if now != before:
                yield f"{how} gives something else in {sample.name}: {before.difference(now)}"
                break


def _nasty(plugin: Plugin, trial: Trial) -> Iterator[str]:
    language = _language(plugin)
    for name, text in {**NASTY, "a line of 200,000 code points": long_line()}.items():
        document = make_document(text, language=language, date="2024-03-06")
        began = time.process_time()
        try:
            trial.run(document)
        except Exception as error:
            yield f"in a nasty text ({name}) {_said(error)}"
            continue
        took = time.process_time() - began
        if took > SECONDS:
            yield f"a nasty text ({name}) takes {took:.0f} s"
        if len(text) < 10_000:
            yield from (f"in a nasty text ({name}) its TEI is not valid: {fault}" for fault in tei_faults(document)[:1])
