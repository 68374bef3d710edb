"""A process that has loaded everything already and does ``annotate run`` for others: ``annotate serve``."""
