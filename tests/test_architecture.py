"""The house: which room may import what, and the limits every module keeps.

The checks read the source and run none of it.  Each is also tried on a few lines that break it, so that
a check which finds nothing is known to look.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
L0 = {"records", "errors", "settings"}
WRITING = {"ingest", "parse", "extract", "attribute", "resolve", "worth", "embed", "store"}
EVERY_ROOM = L0 | WRITING | {"lexicon", "calibration", "view", "search", "tables", "charts", "export",
                             "pipeline", "ui"}

# Room → (rooms of lib, packages).  A room's own modules may import one another.
MAY_IMPORT: dict[str, tuple[set[str], set[str]]] = {
    "records": (set(), set()),
    "errors": (set(), set()),
    "settings": (set(), set()),
    "lexicon": (L0, set()),
    "ingest": (L0 | {"lexicon"}, {"trafilatura", "lxml", "ftfy", "charset_normalizer", "markdown_it",
                                  "py3langid", "spellchecker"}),
    "parse": (L0, {"spacy"}),
    "extract": (L0 | {"lexicon"}, {"onnxruntime", "tokenizers", "numpy"}),
    "calibration": (L0, set()),
    "attribute": (L0 | {"lexicon", "calibration"}, set()),
    "resolve": (L0 | {"lexicon"}, set()),
    "worth": (L0 | {"lexicon"}, {"onnxruntime", "tokenizers", "numpy"}),
    "embed": (L0, {"sentence_transformers", "transformers", "numpy", "torch"}),
    "store": (L0, {"lancedb", "lance", "pyarrow", "numpy"}),
    "view": (L0, set()),
    "search": (L0 | {"view", "store"}, {"pandas", "numpy", "pyarrow"}),
    "tables": (L0 | {"view"}, {"pandas"}),
    "charts": (L0 | {"view"}, {"pandas", "plotly"}),
    "export": (L0 | {"view"}, {"pandas", "xlsxwriter"}),
    "train": (L0 | {"extract", "embed"}, {"torch", "transformers", "tokenizers", "numpy", "onnxruntime"}),
    "train_worth": (L0 | {"worth", "embed", "train"},
                    {"torch", "transformers", "tokenizers", "numpy", "onnxruntime"}),
    "pipeline": (EVERY_ROOM - {"ui", "charts"}, {"tqdm", "pandas", "numpy", "dask", "distributed"}),
    "bench": (EVERY_ROOM - {"ui", "charts"}, {"numpy"}),
    "ui": (EVERY_ROOM, {"streamlit", "pandas", "numpy", "plotly"}),
    "app": (EVERY_ROOM, {"streamlit"}),
    "pages": (EVERY_ROOM, {"streamlit"}),
}
# Rooms after the parser may name its types and use a ready document; they may not load it.  The store
# hands out frames that its engine makes, and names their type.
READS_DOCUMENTS = {"extract", "attribute", "resolve", "worth", "train"}
LOADS_THE_PARSER = {"parse", "load"}
NAMED_AS_TYPES = {**{room: {"spacy"} for room in READS_DOCUMENTS}, "store": {"pandas"}}

COMMAND_LINE = {"lib/pipeline/__main__.py", "lib/pipeline/cli.py", "lib/pipeline/commands.py"}
CACHES, STATE = "lib/ui/resources.py", "lib/ui/state.py"
MODULE_LINES, PAGE_LINES, FUNCTION_LINES = 300, 60, 40
MUTABLE = {"list", "dict", "set", "bytearray", "defaultdict", "Counter", "deque", "OrderedDict"}
EXITS = {"print", "exit", "quit", "breakpoint"}
RUNS_TEXT = {"eval", "exec", "compile", "__import__"}
UNSAFE_MODULES = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib"}


def sources() -> list[Path]:
    """Every source file of the product."""
    return sorted([*ROOT.glob("lib/**/*.py"), *ROOT.glob("pages/*.py"), *ROOT.glob("app.py")])


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def room_of(name: str) -> str:
    parts = name.removesuffix(".py").split("/")
    return parts[1] if parts[0] == "lib" and len(parts) > 1 else parts[0]


def imports(tree: ast.Module) -> Iterator[tuple[str, str, bool]]:
    """(module, name imported from it or "", seen by the type checker only) of every import."""
    guards = [node for node in ast.walk(tree) if isinstance(node, ast.If) and _type_checking(node.test)]
    typing_only = {id(child) for guard in guards for child in ast.walk(guard)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "", id(node) in typing_only) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name, id(node) in typing_only) for alias in node.names)
        elif isinstance(node, ast.Call) and _called(node) == "import_module" and node.args \
                and isinstance(node.args[0], ast.Constant):
            yield str(node.args[0].value), "", False


def _type_checking(test: ast.expr) -> bool:
    return (test.attr if isinstance(test, ast.Attribute) else getattr(test, "id", "")) == "TYPE_CHECKING"


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def import_faults(name: str, source: str) -> list[str]:
    """What this module imports and its room may not."""
    room = room_of(name)
    rooms, packages = MAY_IMPORT[room]
    faults = []
    for module, item, typing_only in imports(ast.parse(source)):
        parts = module.split(".")
        if parts[0] == "lib":
            other, taken = (parts[1], item) if len(parts) > 1 else (item, "")
            reads = other == "parse" and room in READS_DOCUMENTS and (
                typing_only or (taken and taken not in LOADS_THE_PARSER))
            if other not in {room, *rooms} and not reads:
                faults.append(f"{name} imports lib.{other}")
        elif parts[0] not in sys.stdlib_module_names | packages and not (
                typing_only and parts[0] in NAMED_AS_TYPES.get(room, ())):
            faults.append(f"{name} imports {parts[0]}")
    return faults


def state_faults(source: str) -> list[str]:
    """Mutable values bound to a module's names that are no constants, and ``global``."""
    tree = ast.parse(source)
    faults = [f"global {', '.join(node.names)}" for node in ast.walk(tree) if isinstance(node, ast.Global)]
    for node in tree.body:
        if not isinstance(node, ast.Assign | ast.AnnAssign):
            continue
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            name = getattr(target, "id", "")
            constant = name.isupper() or (name.startswith("__") and name.endswith("__"))
            if not constant and _mutable(node.value):
                faults.append(name)
    return faults


def _mutable(value: ast.expr | None) -> bool:
    literal = isinstance(value, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp)
    return literal or (isinstance(value, ast.Call) and _called(value) in MUTABLE)


def call_faults(name: str, source: str) -> list[str]:
    """Calls that print, end the process, run text or let article text be HTML."""
    faults = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            called = _called(node)
            bare = isinstance(node.func, ast.Name)
            if called in EXITS and name not in COMMAND_LINE and (bare or called == "exit"):
                faults.append(called)
            if called in RUNS_TEXT and bare:
                faults.append(called)
            faults += [word.arg for word in node.keywords if word.arg == "unsafe_allow_html"]
    return faults


def streamlit_faults(name: str, source: str) -> list[str]:
    """Caches outside the resources, state outside the state, and the navigation that breaks deep links."""
    used = {node.attr for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)}
    faults = used & {"navigation"} if "streamlit" in source else set()
    if name != CACHES:
        faults |= used & {"cache_data", "cache_resource"}
    if name != STATE:
        faults |= used & {"session_state", "query_params"}
    return sorted(faults)


def long_functions(source: str) -> list[str]:
    return [f"{node.name}: {node.end_lineno - node.lineno + 1} lines" for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            and node.end_lineno - node.lineno + 1 > FUNCTION_LINES]


EVERY_SOURCE = pytest.mark.parametrize("path", sources(), ids=name_of)


def test_there_is_something_to_check():
    rooms = {room_of(name_of(path)) for path in sources()}
    assert L0 | {"view", "tables", "charts", "export"} <= rooms


def test_every_room_has_its_rule():
    rooms = {room_of(name_of(path)) for path in sources()} - {"__init__"}
    assert rooms <= set(MAY_IMPORT), "a new room needs its line in MAY_IMPORT"


@EVERY_SOURCE
def test_a_room_imports_only_what_it_may(path):
    if room_of(name_of(path)) == "__init__":
        assert not path.read_text(encoding="utf-8").strip(), "lib/__init__.py stays empty: no work at import"
        return
    assert import_faults(name_of(path), path.read_text(encoding="utf-8")) == []


@EVERY_SOURCE
def test_a_module_keeps_no_state(path):
    assert state_faults(path.read_text(encoding="utf-8")) == []


@EVERY_SOURCE
def test_a_module_neither_prints_nor_exits_nor_runs_text(path):
    source = path.read_text(encoding="utf-8")
    assert call_faults(name_of(path), source) == []
    assert not {module.split(".")[0] for module, _, _ in imports(ast.parse(source))} & UNSAFE_MODULES


@EVERY_SOURCE
def test_streamlit_keeps_to_its_corners(path):
    assert streamlit_faults(name_of(path), path.read_text(encoding="utf-8")) == []


@EVERY_SOURCE
def test_modules_and_functions_stay_short(path):
    source = path.read_text(encoding="utf-8")
    page = room_of(name_of(path)) in ("app", "pages")
    assert len(source.splitlines()) <= (PAGE_LINES if page else MODULE_LINES)
    assert long_functions(source) == []


@pytest.mark.parametrize("name, source, fault", [
    pytest.param("lib/view.py", "import streamlit", "streamlit", id="Streamlit in a library"),
    pytest.param("lib/tables.py", "from lib import export", "lib.export", id="a room calls another"),
    pytest.param("lib/tables.py", "import lib.export", "lib.export", id="by its dotted name"),
    pytest.param("lib/search/rank.py", "def f():\n    from lib.embed import load", "lib.embed",
                 id="inside a function"),
    pytest.param("lib/resolve.py", "import spacy", "spacy", id="the parser's package outside parse"),
    pytest.param("lib/extract/rules.py", "from lib.parse import load", "lib.parse", id="the parser, loaded"),
    pytest.param("lib/extract/rules.py", "from lib import parse", "lib.parse", id="the parser's whole room"),
    pytest.param("lib/search/find.py", "import lancedb", "lancedb", id="the archive's engine outside store"),
    pytest.param("lib/store/open.py", "import importlib\nimportlib.import_module('torch')", "torch",
                 id="by a string"),
    pytest.param("lib/records.py", "from lib.settings import ROOT", "lib.settings", id="records need nobody"),
    pytest.param("app.py", "import pandas", "pandas", id="a page computes"),
])
def test_a_forbidden_import_is_found(name, source, fault):
    assert import_faults(name, source) == [f"{name} imports {fault}"]


@pytest.mark.parametrize("name, source", [
    pytest.param("lib/store/open.py", "import os\nfrom lib.store.schema import X\nimport lancedb",
                 id="own package"),
    pytest.param("lib/extract/rules.py", "from lib.parse import Document", id="a type of the parser"),
    pytest.param("lib/extract/rules.py",
                 "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import spacy\n",
                 id="a package for the type checker"),
    pytest.param("pages/2_Article.py", "import streamlit as st\nfrom lib.ui import state", id="a page"),
])
def test_an_allowed_import_passes(name, source):
    assert import_faults(name, source) == []


@pytest.mark.parametrize("source, faults", [
    pytest.param("seen = []", ["seen"], id="a list"),
    pytest.param("seen: dict[str, int] = {}", ["seen"], id="an annotated dictionary"),
    pytest.param("_seen = set()", ["_seen"], id="a call that makes a set"),
    pytest.param("import collections\nseen = collections.defaultdict(int)", ["seen"], id="a defaultdict"),
    pytest.param("def f():\n    global seen\n    seen = 1", ["global seen"], id="a global"),
    pytest.param("SEEN = {}\n_SEEN = []\n__all__ = ['f']\nseen = (1,)\ndef f():\n    here = []", [],
                 id="constants"),
])
def test_state_is_found(source, faults):
    assert state_faults(source) == faults


@pytest.mark.parametrize("name, source, faults", [
    pytest.param("lib/view.py", "print('x')", ["print"], id="print"),
    pytest.param("lib/view.py", "import sys\nsys.exit(1)", ["exit"], id="exit"),
    pytest.param("lib/view.py", "eval('1')", ["eval"], id="eval"),
    pytest.param("lib/ui/cards.py", "st.markdown(x, unsafe_allow_html=True)", ["unsafe_allow_html"],
                 id="raw HTML"),
    pytest.param("lib/pipeline/cli.py", "print('x')", [], id="the command line prints"),
    pytest.param("lib/view.py", "re.compile('x')\nreport.print(1)", [], id="methods of that name"),
])
def test_forbidden_calls_are_found(name, source, faults):
    assert call_faults(name, source) == faults


@pytest.mark.parametrize("name, source, faults", [
    pytest.param("lib/ui/cards.py", "st.session_state['x']", ["session_state"], id="state outside the state"),
    pytest.param("app.py", "st.query_params", ["query_params"], id="parameters outside the state"),
    pytest.param("app.py", "@st.cache_data\ndef f(): ...", ["cache_data"], id="a cache in a page"),
    pytest.param("app.py", "import streamlit as st\nst.navigation([])", ["navigation"], id="navigation"),
    pytest.param("app.py", "st.page_link(p, query_params=v)", [], id="an argument of that name"),
    pytest.param(STATE, "st.session_state['x'] = st.query_params", [], id="the state itself"),
])
def test_streamlit_out_of_its_corner_is_found(name, source, faults):
    assert streamlit_faults(name, source) == faults


def test_a_long_function_is_found():
    body = "\n".join(f"    x{number} = {number}" for number in range(FUNCTION_LINES))
    assert long_functions(f"def f():\n{body}\n") == [f"f: {FUNCTION_LINES + 1} lines"]
    assert long_functions(f"def f():\n{body.rpartition(chr(10))[0]}\n") == []
