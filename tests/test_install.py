"""What is installed works: from a wheel, from an sdist, with ``pip install .``, and from a checkout as it lies."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
BIN = "Scripts" if os.name == "nt" else "bin"
TODAY = "2026-11-24"
pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run *command* in *cwd* with nothing of this Python in its environment."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    variables = {**kept, "PYTHONUTF8": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", **env}
    words = [str(word) for word in command]
    return subprocess.run(
        words, cwd=cwd, env=variables, capture_output=True, encoding="utf-8", check=False, timeout=300
    )


class Environment:
    """A fresh virtual environment; what cannot be installed from outside skips the test."""

    def __init__(self, folder: Path, *requirements: str) -> None:
        """Make it in *folder* and install *requirements* and what netnotes asks for."""
        self.folder = folder
        self.python = folder / BIN / "python"
        made = run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder.parent)
        if made.returncode:
            pytest.skip(f"no virtual environment can be made: {made.stderr.strip()[-200:]}")
        installed = self.pip("install", *PYPROJECT["project"]["dependencies"], *requirements)
        if installed.returncode:
            pytest.skip(f"pip cannot install here: {installed.stderr.strip()[-200:]}")

    def pip(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run this Python's pip for that environment."""
        return run(sys.executable, "-m", "pip", "--python", self.python, "--quiet", *arguments, cwd=self.folder.parent)

    def install(self, *arguments: str | Path) -> Environment:
        """Install something of ours, which must work."""
        done = self.pip("install", "--no-deps", *arguments)
        assert done.returncode == 0, done.stderr
        return self


@dataclass(frozen=True)
class Built:
    """The files of one build: the sdist, the wheel made from it, and the wheel made from the checkout."""

    sdist: Path
    wheel: Path
    direct: Path


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where all of this happens, far from the checkout."""
    return tmp_path_factory.mktemp("install")


@pytest.fixture(scope="session")
def checkout(place: Path) -> Path:
    """A copy of the checkout: what git has, and what is new and not ignored."""
    listed = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=ROOT)
    if listed.returncode:
        pytest.skip(f"this is no git checkout: {listed.stderr.strip()}")
    copy = place / "checkout"
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, copy / name)
    return copy


@pytest.fixture(scope="session")
def tools(place: Path) -> Environment:
    """An environment with what builds, and with what netnotes needs, but without netnotes."""
    return Environment(place / "tools", "build", *PYPROJECT["build-system"]["requires"])


@pytest.fixture(scope="session")
def built(place: Path, checkout: Path, tools: Environment) -> Built:
    """The one build that all tests share."""
    for out, what in (("dist", []), ("direct", ["--wheel"])):
        done = run(tools.python, "-m", "build", "--no-isolation", "--outdir", place / out, *what, checkout, cwd=place)
        assert done.returncode == 0, done.stdout + done.stderr
    (sdist,), (wheel,), (direct,) = (
        list((place / out).glob(ending))
        for out, ending in (("dist", "*.tar.gz"), ("dist", "*.whl"), ("direct", "*.whl"))
    )
    return Built(sdist, wheel, direct)


@pytest.fixture(scope="session")
def from_wheel(place: Path, built: Built) -> Environment:
    """An environment with netnotes from the wheel, which was made from the sdist."""
    return Environment(place / "from-wheel").install("--no-index", built.wheel)


def names_in(wheel: Path) -> set[str]:
    """The files in a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def tracked(checkout: Path, folder: str) -> set[str]:
    """The files below *folder* of the checkout, relative to it."""
    return {path.relative_to(checkout / folder).as_posix() for path in (checkout / folder).rglob("*") if path.is_file()}


def test_the_wheel_holds_all_and_nothing_else(built: Built, checkout: Path) -> None:
    """The package with its templates, its example and its marker for types; no tests, no docs."""
    names = names_in(built.wheel)
    expected = {f"netnotes/{name}" for name in tracked(checkout, "netnotes")}
    expected |= {f"netnotes/templates/{name}" for name in tracked(checkout, "templates")}
    expected |= {f"netnotes/example_vault/{name}" for name in tracked(checkout, "example-vault")}
    assert {name for name in names if ".dist-info/" not in name} == expected
    assert "netnotes/py.typed" in names
    assert "netnotes/templates/vault/people/Ada Lovelace.md" in names
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)
    assert names_in(built.direct) == names


def test_the_sdist_can_be_built_and_tested(built: Built, checkout: Path) -> None:
    """It holds the package, the tests, the templates and the example, and no leftovers."""
    with tarfile.open(built.sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for folder in ("netnotes", "templates", "example-vault", "tests"):
        assert {f"{folder}/{name}" for name in tracked(checkout, folder)} <= names
    assert {"pyproject.toml", "LICENSE", "README.md"} <= names
    assert not [name for name in names if "__pycache__" in name or name.endswith(".sqlite")]


def ask(place: Path, *program: str | Path, name: str, env: Sequence[tuple[str, str]] = ()) -> None:
    """Ask *program* the first things a newcomer asks, from an empty folder of their own."""
    here = place / name
    here.mkdir()
    home = {
        "HOME": str(here),
        "XDG_CACHE_HOME": str(here / "cache"),
        "XDG_CONFIG_HOME": str(here / "config"),
        **dict(env),
    }

    def said(*arguments: str) -> str:
        done = run(*program, "--today", TODAY, *arguments, cwd=here, **home)
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout

    assert said("--help").startswith("Usage: netnotes [OPTIONS] COMMAND")
    assert said("--version").startswith("netnotes ")
    assert "Emily Dickinson" in said("demo")
    agenda = said("agenda", "--vault", "netnotes-demo", "--format", "md")
    assert agenda.startswith("# Tuesday 24 November\n\n## Today\n")
    assert "wrote " in said("init", "mine")
    assert "_netnotes_completion" in said("completion", "bash")
    assert "Ada Lovelace" in said("list", "--vault", "mine")


def test_the_wheel_in_a_fresh_environment(place: Path, from_wheel: Environment) -> None:
    """The command and ``python -m netnotes`` answer from another folder, and nothing is missing or at odds."""
    ask(place, from_wheel.folder / BIN / "netnotes", name="by-command")
    ask(place, from_wheel.python, "-m", "netnotes", name="by-module")
    assert from_wheel.pip("check").returncode == 0
    asked = (
        "import netnotes, importlib.metadata as of; "
        "print(netnotes.__file__, netnotes.__version__, of.version('netnotes'), sep='\\n')"
    )
    file, own, recorded = run(from_wheel.python, "-c", asked, cwd=place).stdout.split()
    assert Path(file).is_relative_to(from_wheel.folder)
    assert own == recorded


def test_pip_install_of_a_checkout(place: Path, checkout: Path) -> None:
    """``pip install .`` gives the same as the wheel, whatever lies about in the checkout."""
    copy = place / "copy"
    shutil.copytree(checkout, copy)
    (copy / "netnotes-demo").mkdir()
    (copy / "scratch.py").write_text("", encoding="utf-8")
    fresh = Environment(place / "from-checkout", *PYPROJECT["build-system"]["requires"])
    fresh.install("--no-build-isolation", copy)
    ask(place, fresh.folder / BIN / "netnotes", name="by-pip")


def test_a_checkout_without_installing(place: Path, checkout: Path, tools: Environment) -> None:
    """With PYTHONPATH the checkout runs as it lies, templates and example vault found beside the package."""
    ask(place, tools.python, "-m", "netnotes", name="by-path", env=[("PYTHONPATH", str(checkout))])
    assert run(tools.python, "-c", "import netnotes", cwd=place).returncode == 1
