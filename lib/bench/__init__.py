"""How fast and how right the archive's search is, beside exact numpy and SQLite FTS5 on the same rows.

Run it as ``python -m lib.bench`` or ``make bench``.  Nothing of the product uses this room.
"""
