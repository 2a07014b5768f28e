"""What can go wrong, as a tree.  Every message says what, which value, what is allowed, what to do.

ExplorerError
├── ArticleRefused      an input that is no article; the archive goes on without it
├── BadQuery            a search expression that cannot be read; carries the place
├── BadFile             a file that cannot be read at all (missing, wrong format)
├── ExportRefused       a table that cannot become a file: no rows, or more than the format holds
├── ModelMissing        a model is not installed, not named right, or its file is damaged
└── ArchiveError        the archive cannot be opened or written
    ├── ArchiveMismatch made with another embedding model or schema
    └── ArchiveDamaged  a stored row does not agree with its article
"""


class ExplorerError(Exception):
    """Any error the product explains to its user."""


class ArticleRefused(ExplorerError):
    """An input that is no article: empty, binary, too long, without sentences."""


class BadQuery(ExplorerError):
    """A search expression that cannot be read.

    ``position`` is the character where it breaks, and ``reason`` the message without the piece of the
    query that shows it; "" where no place is to blame.
    """

    def __init__(self, message: str, position: int = 0, reason: str = "") -> None:
        super().__init__(message)
        self.position = position
        self.reason = reason


class BadFile(ExplorerError):
    """A file that is missing or not of a format we read."""


class ExportRefused(ExplorerError):
    """A table that cannot become a file: it has no rows, or more than the format holds."""


class ModelMissing(ExplorerError):
    """A model that cannot be loaded: its package is absent, its name is wrong or its file is damaged."""


class ArchiveError(ExplorerError):
    """An archive that cannot be opened or written."""


class ArchiveMismatch(ArchiveError):
    """An archive made with another embedding model or an older layout."""


class ArchiveDamaged(ArchiveError):
    """A stored row that does not agree with its article."""
