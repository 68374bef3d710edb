"""Annotated documents as people look at them: in a terminal and as a page.

Nothing here knows a layer by name: what an annotation is shows in what it holds: a speaker, a date, an entry of
a list.
"""
