"""Stands for the heavy library of this name."""
