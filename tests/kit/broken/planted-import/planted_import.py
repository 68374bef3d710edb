"""Broken: it imports what is not installed."""

import nothing_of_this_name

__all__ = ["nothing_of_this_name"]
