"""The archive's tables.  The only room that knows LanceDB."""

from lib.store.archive import Archive

__all__ = ["Archive"]
