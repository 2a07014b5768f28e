"""Store + vector + view → ranked rows and counts.  No model inside: whoever asks brings the vector.

The vector of a view is that of ``to_embed(view.query)``; None where there is none, and the words are
searched alone.  Every function raises BadQuery for an expression that cannot be read.
"""

import numpy as np
import pandas as pd

from lib.search import hits as _hits
from lib.search import ranking, where
from lib.search.advice import Loosening, loosen, unknown_values
from lib.search.counting import FACETS, facet, facets, without
from lib.search.hits import COLUMNS, INTERNAL, Hits
from lib.search.names import value_of
from lib.search.query import to_embed
from lib.store import Archive, filters
from lib.view import View

__all__ = ["COLUMNS", "FACETS", "INTERNAL", "Hits", "Loosening", "facet", "facets", "find", "loosen",
           "similar", "to_embed", "unknown_values", "value_of", "without"]


def find(archive: Archive, view: View, vector: np.ndarray | None = None) -> Hits:
    """The rows of a view in its order.  Raises BadQuery.

    Without a query every row that the filters let through, newest first.  Words find all rows that hold
    them; meaning and both keep the ``settings.MAX_RESULTS`` best above the similarity floor.
    """
    condition = where.condition(archive, view)
    found = ranking.rows(archive, view, vector, condition)
    order = _hits.ordered(found, view.sort)
    return Hits(archive, condition, order, found.terms, found.total, found.capped, found.mode, found.notes)


def similar(archive: Archive, statement_id: str, limit: int = 20) -> pd.DataFrame:
    """The statements nearest in meaning to one statement, itself left out, with the columns of a table.

    Empty if the statement is not stored.
    """
    ids, vectors, _ = archive.vectors([statement_id])
    condition = filters.all_of(where.condition(archive, View()),
                               filters.negate(filters.equals("statement_id", statement_id)))
    if not ids:
        condition = filters.any_of("statement_id", ())
        order = ranking.rows(archive, View(), None, condition)
    else:
        order = ranking.nearest(archive, vectors[0], condition, limit)
    found = _hits.ordered(order, "relevance")
    return Hits(archive, condition, found, (), order.total, False, "meaning", ()).table
