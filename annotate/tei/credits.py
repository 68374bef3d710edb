"""Who is responsible for what in a document: layers, their kinds, their plugins, and the ids that say so."""

from __future__ import annotations

from collections.abc import Iterable

from annotate.annotation import Annotation, Authority
from annotate.document import Document, Kind, Layer
from annotate.tei.characters import CORE, CORE_LAYER
from annotate.tei.names import prefix, xml_name

ENTITIES = "entities"  # no layer can be called so
UNKNOWN = "unknown"
_PLAIN = Kind("")


def plugin_name(plugin: str) -> str:
    """A plugin's name as part of an id, apart from the core's."""
    return "_x0063_ore" if plugin == CORE else xml_name(plugin)


class Credits:
    """Looks a document over once, before it is written.

    ``layers``: names in the order in which they were promised, then those found besides. ``providers``: the plugins of
    each layer. ``kinds``: the categories of each layer. ``descriptions``: of each layer. ``authorities``: each
    one that is referred to, with the layer that does so first.
    """

    def __init__(self, document: Document, core: Iterable[Annotation]) -> None:
        self.layers: list[str] = []
        self.providers: dict[str, list[str]] = {}
        self.kinds: dict[str, dict[str, Kind]] = {}
        self.descriptions: dict[str, str] = {}
        self.authorities: dict[Authority, str] = {}
        self._keys: dict[Authority, str] = {}
        self._resp: dict[tuple[str, str], str] = {}
        self._entity_resp: dict[str, str] = {}
        self.ran = {run.plugin for run in document.runs}
        if core:
            self._declare(CORE_LAYER)
        self._add_layers(document)
        self._add_authorities(document)
        #: plugins that added entities without providing a layer
        self.loose: list[str] = []
        providers = {plugin for plugins in self.providers.values() for plugin in plugins}
        for entity in document.entities:
            if entity.source and entity.source not in providers and entity.source not in self.loose:
                self.loose.append(entity.source)

    def _add_layers(self, document: Document) -> None:
        """First what the plugins promised, then what else is found, so that a file read back gives the same order."""
        found = {name: _found(document.layer(name)) for name in document.layers if name != CORE}
        for run in document.runs:
            for layer in run.layers:
                self._declare(layer)
                self._provide(layer.name, run.plugin)
            for name, (sources, _) in found.items():
                if run.plugin in sources:
                    self._declare(Layer(name))
                    self._provide(name, run.plugin)
        for name, (sources, kinds) in found.items():
            self._declare(Layer(name))
            for source in sorted(sources):
                self._provide(name, source)
            for kind in sorted(kinds):
                self.kinds[name].setdefault(kind, Kind(kind))

    def _declare(self, layer: Layer) -> None:
        """Of what several plugins say of a layer, the first counts."""
        if layer.name not in self.kinds:
            self.layers.append(layer.name)
            self.kinds[layer.name] = {}
            self.providers[layer.name] = []
            self.descriptions[layer.name] = ""
        for name, kind in layer.kinds.items():
            self.kinds[layer.name].setdefault(name, kind)
        if not self.descriptions[layer.name]:
            self.descriptions[layer.name] = layer.description

    def _provide(self, layer: str, plugin: str) -> None:
        if plugin not in self.providers[layer]:
            self.providers[layer].append(plugin)

    def _add_authorities(self, document: Document) -> None:
        taken: set[str] = set()
        for layer in document.layers:
            for annotation in document.layer(layer):
                authority = annotation.reference.authority if annotation.reference else None
                if authority is None or authority in self.authorities:
                    continue
                key, n = authority.id, 1
                while key in taken:
                    n += 1
                    key = f"{authority.id}-{n}"
                taken.add(key)
                self.authorities[authority] = layer
                self._keys[authority] = key

    def resp(self, layer: str, plugin: str) -> str:
        """The id of the statement that a plugin is responsible for its part of a layer."""
        key = layer, plugin
        if key not in self._resp:
            alone = len(self.providers[layer]) <= 1
            self._resp[key] = f"resp.{layer}" if alone else f"resp.{layer}.{plugin_name(plugin or UNKNOWN)}"
        return self._resp[key]

    def entity_resp(self, plugin: str) -> str:
        """The id of the statement that a plugin is responsible for an entity: that of its first layer, if any."""
        if plugin not in self._entity_resp:
            layer = next((name for name in self.layers if plugin in self.providers[name]), None)
            self._entity_resp[plugin] = (
                f"resp.{ENTITIES}.{plugin_name(plugin)}" if layer is None else self.resp(layer, plugin)
            )
        return self._entity_resp[plugin]

    def kind(self, layer: str, kind: str | None) -> Kind:
        """What is declared of a kind."""
        return _PLAIN if kind is None else self.kinds[layer].get(kind, _PLAIN)

    def list_id(self, authority: Authority) -> str:
        """The id of an Authority's bibliographic entry."""
        return f"list.{xml_name(self._keys[authority])}"

    def prefix(self, authority: Authority) -> str:
        """The prefix of references into an Authority."""
        return prefix(self._keys[authority])


def _found(annotations: Iterable[Annotation]) -> tuple[set[str], set[str]]:
    sources, kinds = set(), set()
    for annotation in annotations:
        sources.add(annotation.source or UNKNOWN)
        if annotation.kind is not None:
            kinds.add(annotation.kind)
    return sources, kinds
