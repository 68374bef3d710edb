"""pluggy with the project's hooks, and which of them a plugin implements."""

from __future__ import annotations

from functools import cache
from typing import Any

import pluggy

from annotate import hookspecs


class Hooks(pluggy.PluginManager):
    """pluggy's manager, which knows every hook of the project.

    The hooks' names begin alike, and nothing else of a plugin is looked at: looking takes pluggy most of its time.
    """

    def __init__(self) -> None:
        super().__init__(hookspecs.PROJECT)
        self.add_hookspecs(hookspecs)

    def parse_hookspec_opts(self, module_or_class: Any, name: str) -> pluggy.HookspecOpts | None:
        """As pluggy has it."""
        return super().parse_hookspec_opts(module_or_class, name) if name.startswith(hookspecs.PREFIX) else None

    def parse_hookimpl_opts(self, plugin: Any, name: str) -> pluggy.HookimplOpts | None:
        """As pluggy has it."""
        return super().parse_hookimpl_opts(plugin, name) if name.startswith(hookspecs.PREFIX) else None


@cache
def _hooks() -> Hooks:
    """One for all plugins that are looked at: each stays in it for a moment only."""
    return Hooks()


def implementations(plugin: Any, name: str) -> dict[str, pluggy.HookImpl]:
    """What an object implements, by hook. Raises pluggy's PluginValidationError if something is wrong with it."""
    hooks = _hooks()
    try:
        hooks.register(plugin, name)
        hooks.check_pending()
        found = ((hook, getattr(hooks.hook, hook).get_hookimpls()) for hook in hookspecs.HOOKS)
        return {hook: own for hook, all_of_them in found for own in all_of_them if own.plugin is plugin}
    finally:
        if hooks.is_registered(plugin):  # before 1.7, pluggy keeps those that it refuses
            hooks.unregister(plugin)
