"""Calling one plugin's hooks by itself, outside of a plan: readers, writers, observers, commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotate.hooks import implementations

if TYPE_CHECKING:
    import pluggy

    from annotate.plugin import Plugin


class Alone:
    """A plugin made with its default settings when it is first called, so that nothing is imported before."""

    def __init__(self, plugin: Plugin) -> None:
        self.plugin = plugin
        self._implemented: dict[str, pluggy.HookImpl] | None = None

    @property
    def name(self) -> str:
        """The plugin's name."""
        return self.plugin.name

    def call(self, hook: str, **arguments: Any) -> Any:
        """Call a hook with those of the arguments that the plugin takes; return its result, None without the hook.

        Raises whatever the plugin raises.
        """
        if self._implemented is None:
            self._implemented = implementations(self.plugin.default(), self.plugin.name)
        own = self._implemented.get(hook)
        if own is None:
            return None
        return own.function(*(arguments[name] for name in own.argnames))  # no wrapper: only annotate_document has any
