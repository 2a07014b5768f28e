"""Text, HTML, bytes and files → articles, or a reason why not.

An article's text begins with its title, if it has one, as a paragraph of its own: a headline can hold a
statement, and every statement is a place in the text.  Each paragraph is one line, with a blank line to
the next.  With ``as_is`` a text stays as given, byte for byte.
"""

from lib.ingest.article import article_id, from_bytes, from_html, from_record, from_text
from lib.ingest.files import read, read_bytes

__all__ = ["article_id", "from_bytes", "from_html", "from_record", "from_text", "read", "read_bytes"]
