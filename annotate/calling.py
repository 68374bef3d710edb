"""Calling one plugin's hooks by itself, outside of a plan: readers, writers, observers, commands."""

from __future__ import annotations

from typing import Any

import pluggy

from annotate import hookspecs
from annotate.plugin import Plugin


class Alone:
    """A plugin made with its default settings when it is first called, so that nothing is imported before."""

    def __init__(self, plugin: Plugin) -> None:
        self.plugin = plugin
        self._manager: pluggy.PluginManager | None = None

    @property
    def name(self) -> str:
        """The plugin's name."""
        return self.plugin.name

    def call(self, hook: str, **arguments: Any) -> Any:
        """Call a hook that the plugin implements, with those of the arguments that it takes; return its result.

        Raises whatever the plugin raises.
        """
        if self._manager is None:
            manager = pluggy.PluginManager(hookspecs.PROJECT)
            manager.add_hookspecs(hookspecs)
            manager.register(self.plugin.default(), self.plugin.name)
            self._manager = manager
        results = getattr(self._manager.hook, hook)(**arguments)
        return results[0] if results else None  # pluggy leaves out a None
