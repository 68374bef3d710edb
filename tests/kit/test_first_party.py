"""The plugins that come with the core keep the contract that is asked of everybody's."""

from __future__ import annotations

import pytest

from annotate import Annotation, Entity
from annotate.testing import assert_contract, make_document

TEXTS = [
    "« Nous attendons », a dit Nadia Kerbrat lundi 4 mars. Elle a promis d'écrire le 12 avril 2024.\n\n"
    "Les sanctions économiques visent la société Orvel depuis mardi, selon Jean Tassin.\n",
    "Nadia Kerbrat n'a rien dit. Il y a trois ans, l'embargo sur les armes avait été levé.\n",
]


@pytest.mark.parametrize("name", ["dates:Dates", "quotes:Quotes", "sanctions:Sanctions"])
def test_the_contract_is_kept(name):
    assert_contract(_plugin(name), texts=TEXTS)


def test_the_contract_is_kept_with_mentions_in_the_document():
    person = Entity("person", "Nadia Kerbrat")
    document = make_document(
        TEXTS[0], date="2024-03-06", annotations=[Annotation("entity", (26, 39), "person", entity=person)]
    )
    for name in ("quotes:Quotes", "sanctions:Sanctions"):
        assert_contract(_plugin(name), texts=[document])


@pytest.mark.model
@pytest.mark.slow
def test_the_contract_is_kept_by_the_plugin_with_a_model():
    assert_contract(_plugin("entities:Entities"), texts=TEXTS)


def _plugin(name: str) -> type:
    """The class, as its entry point has it."""
    import importlib

    module, _, attribute = name.partition(":")
    found: type = getattr(importlib.import_module(f"annotate_{module}"), attribute)
    return found
