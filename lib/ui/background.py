"""The embedding model, loaded behind the page; the first archive, built as soon as it is there.

One ``Background`` serves the whole process.  Its thread imports the model only after a page is on the
screen: the import takes seconds and would hold up the first quotes.
"""

import logging
import threading
from collections.abc import Callable

from lib import embed, pipeline
from lib.embed import Embedder
from lib.errors import ExplorerError
from lib.store import Archive

log = logging.getLogger(__name__)

HEAD_START = 1.5  # seconds the browser gets to fetch and draw the page before the import takes the CPU


class Background:
    """The model's way from absent to ready, to be looked at from any page run."""

    def __init__(self, model: str, archive: Callable[[], Archive]) -> None:
        self._model, self._archive = model, archive
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._thread: threading.Thread | None = None
        self.embedder: Embedder | None = None
        self.problem = ""
        self.building = ""

    @property
    def ready(self) -> bool:
        """True once the model can encode."""
        return self.embedder is not None

    @property
    def waiting(self) -> bool:
        """True while there is something to wait for: the model, or the first archive."""
        return not self.problem and (not self.ready or bool(self.building))

    def start(self, delay: float = HEAD_START) -> None:
        """Begin loading after ``delay`` seconds, once a process; later calls do nothing."""
        with self._lock:
            if self._thread is None:
                self._thread = threading.Timer(delay, self._load)
                self._thread.daemon = True
                self._thread.start()

    def wait(self) -> Embedder:
        """The model, loaded now if need be.  Raises the ExplorerError that stopped the loading."""
        self.start(0)
        if self._thread:
            self._thread.join()
        if self.embedder is None:
            raise ExplorerError(self.problem or "The embedding model could not be loaded.")
        return self.embedder

    def writing(self) -> threading.Lock:
        """Held by whoever writes to the archive: one writer at a time in this process."""
        return self._writing

    def _load(self) -> None:
        try:
            self.embedder = embed.load(self._model)
            self._fill(self.embedder)
        except ExplorerError as error:
            self.problem = str(error)
        except Exception:
            log.exception("loading the model or building the first archive failed")
            self.problem = "Something failed while the model was loading; the log says what."
        finally:
            self.building = ""

    def _fill(self, embedder: Embedder) -> None:
        """The archive's first articles, where it has none."""
        archive = self._archive()
        if archive.count():
            return
        self.building = "The first articles are being read…"
        with self._writing:
            pipeline.build_default(archive, embedder, progress=self._tell)

    def _tell(self, report: pipeline.Report) -> None:
        self.building = f"The first articles are being read: {report.seen} done …"
