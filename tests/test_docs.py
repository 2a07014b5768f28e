"""What is public is documented, what is documented exists, and nothing tells where it was built."""

import ast
import re
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from lib import errors, settings, tables, view
from lib.charts import GREY, PALETTE

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
README_WORDS = 600
UNDESCRIBED = ("archive", "README.md")  # what grows here, and the description itself
# Folders of one machine, and the mirrors of one network, help no reader and date at once.
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:tmp|root|work|home/\w+|opt)/\w|file://")
# Words that ask for a later hand.
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
TEXT_FILES = {".py", ".md", ".toml", ".txt", ".js", ".css", ".yml", ".yaml", ".cfg", ".sh", ""}


def tracked() -> list[Path]:
    """Files under version control; outside a checkout, the product's files by name."""
    try:
        listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
        paths = [ROOT / line for line in listed.stdout.splitlines()]
    except (OSError, subprocess.CalledProcessError):
        paths = [path for part in ("lib", "pages", "tests", "docs") for path in (ROOT / part).rglob("*.*")]
    return sorted(path for path in paths if path.is_file())


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def library() -> list[Path]:
    return sorted(ROOT.glob("lib/**/*.py"))


def undocumented(source: str) -> list[str]:
    """Public functions, methods, classes and the module itself that lack a docstring."""
    tree = ast.parse(source)
    faults = [] if not tree.body or ast.get_docstring(tree) else ["the module"]
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) or node is tree:
            faults += [child.name for child in node.body
                       if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
                       and not child.name.startswith("_") and not ast.get_docstring(child)]
    return faults


def pinned(name: str) -> dict[str, str]:
    """Package → version of a list of requirements; every line must pin exactly."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if line and not line.startswith(("#", "-r "))]
    return dict(line.split("==") for line in wanted)


def canonical(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()


@pytest.mark.parametrize("path", library(), ids=name_of)
def test_everything_public_says_what_it_gives(path):
    assert undocumented(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("source, faults", [
    pytest.param('"""M."""\ndef f(): ...', ["f"], id="a function"),
    pytest.param('"""M."""\nclass C:\n    """C."""\n    def f(self): ...', ["f"], id="a method"),
    pytest.param("X = 1", ["the module"], id="a module"),
    pytest.param('"""M."""\ndef _f(): ...\ndef g():\n    """G."""\n    def h(): ...', [],
                 id="private and inner ones"),
    pytest.param("", [], id="an empty module"),
])
def test_a_missing_docstring_is_found(source, faults):
    assert undocumented(source) == faults


def test_the_readme_is_short():
    if not README.exists():
        pytest.skip("there is no README yet")
    assert len(re.findall(r"\b[\w’'-]+\b", prose(README.read_text(encoding="utf-8")))) <= README_WORDS


def prose(markdown: str) -> str:
    """The words a reader sees: addresses of links and pictures left out."""
    return re.sub(r"\]\([^)]*\)", "]", markdown)


def test_the_readme_names_every_page():
    if not README.exists():
        pytest.skip("there is no README yet")
    text = README.read_text(encoding="utf-8")
    assert [path.name for path in [*ROOT.glob("pages/*.py"), ROOT / "app.py"] if path.name not in text] == []


def test_the_links_of_the_documents_lead_somewhere():
    links = [(path, target) for path in tracked() if path.suffix == ".md"
             for target in re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8"))]
    assert [f"{name_of(path)}: {target}" for path, target in links
            if not re.match(r"[a-z]+:", target) and not (path.parent / target).exists()] == []


def test_every_data_file_is_described():
    described = ROOT / "data" / "README.md"
    files = [path for path in tracked() if path.is_relative_to(ROOT / "data")
             and path.relative_to(ROOT / "data").parts[0] not in UNDESCRIBED]
    if not described.exists():
        assert files == [], "data/README.md must say of every file where it comes from and under what licence"
        return
    names = re.findall(r"(?:`|## )([\w./*-]+)", described.read_text(encoding="utf-8"))
    shapes = [Path(name).name for name in names]
    assert [name_of(path) for path in files if not any(fnmatch(path.name, shape) for shape in shapes)] == []


@pytest.mark.parametrize("path", [path for path in tracked() if path.suffix in TEXT_FILES
                                  and not path.is_relative_to(ROOT / "data")], ids=name_of)
def test_no_file_tells_where_it_was_built_or_asks_for_a_later_hand(path):
    if path == Path(__file__).resolve():
        return  # the patterns themselves stand here
    text = path.read_text(encoding="utf-8")
    assert MACHINE_PATHS.findall(text) == []
    assert UNFINISHED.findall(text) == []


def test_every_error_is_in_the_tree_at_the_top():
    children = [name for name, thing in vars(errors).items() if isinstance(thing, type)]
    assert [name for name in children if name not in (errors.__doc__ or "")] == []


def test_every_column_has_its_heading():
    assert tuple(tables.LABELS) == tables.COLUMNS
    assert len(set(tables.LABELS.values())) == len(tables.COLUMNS)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_pin_exactly(name):
    assert all(re.fullmatch(r"[\w.]+", version) for version in pinned(name).values())


def test_torch_comes_first():
    assert next(iter(pinned("requirements.txt"))) == "torch"


def test_every_imported_package_is_pinned():
    imported = {alias.split(".")[0] for path in [*library(), *ROOT.glob("pages/*.py"), ROOT / "app.py"]
                if path.exists() for alias in _modules(path)}
    outside = imported - set(sys.stdlib_module_names) - {"lib"}
    listed = {canonical(package) for package in pinned("requirements.txt")}
    sources = packages_distributions()
    unpinned = {name for name in outside
                if not {canonical(package) for package in sources.get(name, [name])} & listed}
    assert unpinned == set()


def _modules(path: Path) -> list[str]:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    plain = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    return plain + [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module]


# The theme, which Streamlit reads from a file that nothing else checks.

THEME = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2, 0 to 1."""
    parts = [int(colour[place:place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])
def test_words_and_marks_stand_out(mode, ground):
    theme = THEME["theme"][mode]
    assert contrast(theme["textColor"], theme[ground]) >= 7
    assert contrast(theme["linkColor"], theme[ground]) >= 4.5
    assert contrast(theme["primaryColor"], "#FFFFFF") >= 4.5, "letters on a button"
    assert contrast(theme["primaryColor"], theme[ground]) >= 3
    for colour in [*PALETTE.values(), GREY]:
        assert contrast(colour, theme[ground]) >= 3, colour


def test_the_theme_and_the_charts_share_their_colours():
    assert THEME["theme"]["chartCategoricalColors"] == list(PALETTE.values())
    assert {name: THEME["theme"][f"{name}Color"] for name in PALETTE} == PALETTE
    assert THEME["theme"]["grayColor"] == GREY


def test_the_page_shares_them_too():
    style = (ROOT / "lib/ui/style.css").read_text(encoding="utf-8")
    shown = {name: colour.upper() for name, colour in re.findall(r"--c-(\w+): (#\w{6})", style)}
    assert shown == PALETTE | {"gray": GREY}


def test_the_upload_limit_is_the_settings_one():
    assert THEME["server"]["maxUploadSize"] == settings.MAX_UPLOAD_MB


def test_the_kinds_have_their_words_and_colours():
    from lib.charts import KIND_COLOURS

    assert set(KIND_COLOURS) == set(view.KIND_NAMES)
