"""What the tests share: the program in this process and in its own, and a folder to build a vault in."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import settings

import netnotes as package
from netnotes.cli import main

# A change is judged by the same cases every time; new ones are hunted for with NETNOTES_LONG=1.
settings.register_profile("steady", derandomize=True)
if not os.environ.get("NETNOTES_LONG"):
    settings.load_profile("steady")
_QUIET = ("NETNOTES_VAULT", "NO_COLOR", "COLUMNS", "LINES", "FORCE_COLOR", "PAGER", "LESS", "PYTHONUTF8")

NOBODY = 65534
EXAMPLE = Path(__file__).resolve().parents[1] / "example-vault"


@dataclass(frozen=True)
class Answer:
    """What one run of the program said."""

    stdout: str
    stderr: str
    exit_code: int

    @property
    def lines(self) -> list[str]:
        """The lines of standard output."""
        return self.stdout.split("\n")[:-1] if self.stdout.endswith("\n") else self.stdout.split("\n")

    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.stdout)


class VaultFolder:
    """A folder to write notes into. It stands at `path` and can be given wherever a path can."""

    def __init__(self, path: Path) -> None:
        """Begin with an empty folder at *path*."""
        self.path = path
        path.mkdir(parents=True, exist_ok=True)

    def __fspath__(self) -> str:
        """The folder as a path."""
        return str(self.path)

    __str__ = __fspath__

    def write(self, path: str | bytes, content: str | bytes = "") -> Path:
        """Write *content*, byte for byte, to *path* in the folder; the folders on the way are made."""
        place = self.path / (os.fsdecode(path) if isinstance(path, bytes) else path)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.encode() if isinstance(content, str) else content)
        return place

    def person(
        self, name: str, *, circle: str = "", cadence: str = "", log: Sequence[str] = (), body: str = "",
        path: str = "", **keys: Any,
    ) -> Path:  # fmt: skip
        """Write the note of *name* to ``people/NAME.md`` (or *path*); *keys* are fields, with - for _.

        A text or a list is written as JSON is, which YAML reads as it stands; *log* are lines without bullets.
        """
        fields = {"name": name, "circle": circle, "cadence": cadence, **keys}
        lines = [
            f"{key.replace('_', '-')}: {json.dumps(value, ensure_ascii=False)}"
            for key, value in fields.items()
            if value != ""
        ]
        entries = ["## Log", "", *(f"- {entry}" for entry in log), ""] if log else []
        parts = ["---", *lines, "---", "", *([body, ""] if body else []), *entries]
        return self.write(path or f"people/{name.replace('/', '-')}.md", "\n".join(parts))


@pytest.fixture
def vault(tmp_path: Path) -> VaultFolder:
    """An empty vault; the fixtures that run the program ask this one unless ``--vault`` names another."""
    return VaultFolder(tmp_path / "vault")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Where the program under test finds its home, its cache and its configuration."""
    (tmp_path / "home").mkdir(exist_ok=True)
    return {
        "HOME": str(tmp_path / "home"),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "NETNOTES_VAULT": str(tmp_path / "vault"),
    }


@pytest.fixture
def netnotes(environment: dict[str, str]) -> Callable[..., Answer]:
    """Run the program in this process: ``netnotes("show ada")`` or ``netnotes("show", "Ada Lovelace")``.

    *env* adds to the environment, None takes a variable away. An error that escapes fails the test.
    """

    def run(*arguments: str, env: Mapping[str, str | None] | None = None, input: str | bytes | None = None) -> Answer:
        variables: dict[str, str | None] = {**dict.fromkeys(_QUIET), **environment, **(env or {})}
        runner = CliRunner()
        result = runner.invoke(main, _words(arguments), input=input, env=variables, catch_exceptions=False)
        return Answer(result.stdout_bytes.decode(), (result.stderr_bytes or b"").decode(), result.exit_code)

    return run


@pytest.fixture
def run_process(environment: dict[str, str], tmp_path: Path) -> Callable[..., Answer]:
    """Run ``python -m netnotes`` as a process of its own; *extra* goes to `subprocess.run` (``user=``, ``cwd=``)."""

    def run(
        *arguments: str, env: Mapping[str, str | None] | None = None, input: str | None = None, timeout: float = 60,
        **extra: Any,
    ) -> Answer:  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-m", "netnotes", *_words(arguments)],
            input=(input or "").encode(), capture_output=True, timeout=timeout, check=False,
            **{"cwd": tmp_path, "env": process_environment(environment, env), **extra},
        )  # fmt: skip
        return Answer(done.stdout.decode(), done.stderr.decode(), done.returncode)

    return run


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium without a window; a test that asks for it is marked `browsing.needs_browser`."""
    from browsing import launch
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = launch(playwright)
        yield opened
        opened.close()


@pytest.fixture
def site(vault: VaultFolder, netnotes: Callable[..., Answer], tmp_path: Path) -> Path:
    """The pages of the example vault, as of 2026-11-24."""
    shutil.copytree(EXAMPLE, vault.path, dirs_exist_ok=True)
    assert netnotes("build", "--out", str(tmp_path / "site"), "--today", "2026-11-24").exit_code == 0
    return tmp_path / "site"


@pytest.fixture
def serving(vault: VaultFolder, environment: dict[str, str], tmp_path: Path) -> Iterator[str]:
    """`netnotes serve` over the example vault: its address."""
    shutil.copytree(EXAMPLE, vault.path, dirs_exist_ok=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "netnotes", "serve", "--port", "0", "--out", str(tmp_path / "live")],
        env=process_environment(environment, None), cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        assert process.stderr is not None
        address = re.search(r"http://\S+", process.stderr.readline().decode())
        assert address
        until = time.monotonic() + 60
        while not (tmp_path / "live" / ".netnotes-site").exists() and time.monotonic() < until:
            time.sleep(0.05)
        assert process.stdout is not None
        process.stdout.readline()
        yield address[0]
    finally:
        process.terminate()
        process.communicate(timeout=20)


@pytest.fixture
def terminal(environment: dict[str, str], tmp_path: Path) -> Any:
    """Run the program in a terminal: a `pseudo_terminal.Terminal`."""
    from pseudo_terminal import Terminal

    return Terminal(environment, tmp_path)


class Nobody:
    """A user without root's rights: call it to run the program as them. All in `folder` is theirs."""

    def __init__(self, folder: Path, python: str) -> None:
        """Run *python* with *folder* as home and cache."""
        self.folder, self.python = folder, python

    def take_over(self) -> None:
        """Make all that lies in the folder theirs."""
        for path in [self.folder, *self.folder.rglob("*")]:
            os.lchown(path, NOBODY, NOBODY)

    def __call__(self, *arguments: str, env: Mapping[str, str | None] | None = None) -> Answer:
        """Run ``python -m netnotes`` as this user."""
        home = {"HOME": str(self.folder), "XDG_CACHE_HOME": str(self.folder / "cache"), "XDG_CONFIG_HOME": None}
        done = subprocess.run(
            [self.python, "-B", "-P", "-m", "netnotes", *_words(arguments)],
            user=NOBODY, group=NOBODY, extra_groups=[], cwd=self.folder, capture_output=True, timeout=60, check=False,
            env=process_environment(home, env),
        )  # fmt: skip
        return Answer(done.stdout.decode(), done.stderr.decode(), done.returncode)


@pytest.fixture
def nobody() -> Iterator[Nobody]:
    """Run the program as a user without root's rights; skipped where this process cannot become one."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root can become another user; what runs here has no special rights anyway")
    with tempfile.TemporaryDirectory(prefix="netnotes-nobody-") as name:
        os.chmod(name, 0o700)
        os.chown(name, NOBODY, NOBODY)
        # The interpreter may lie in root's home, out of reach; another of the same version will do.
        version = f"python{sys.version_info.major}.{sys.version_info.minor}"
        for python in (sys.executable, f"/usr/bin/{version}", f"/usr/local/bin/{version}"):
            runner = Nobody(Path(name), python)
            with contextlib.suppress(OSError):
                runner.take_over()
                if runner("--version").exit_code == 0:
                    yield runner
                    return
        pytest.skip(f"user {NOBODY} can reach no interpreter, or not what is installed for it")


def page_of(site: Path, stem: str) -> Path:
    """The page in *site* of the one person whose file's name makes *stem* in the page's name, before its checksum."""
    found = [path for path in site.glob("people/*.html") if path.name[: -len("-01234567.html")] == stem]
    assert len(found) == 1, (stem, found)
    return found[0]


def process_environment(*added: Mapping[str, str | None] | None) -> dict[str, str]:
    """This process's environment with *added*, None taking a variable away, and this very netnotes in reach."""
    variables: dict[str, str | None] = {**os.environ, **dict.fromkeys(_QUIET)}
    modules = [path for path in sys.path if Path(path).name.endswith("-packages")]
    variables["PYTHONPATH"] = os.pathsep.join([str(Path(package.__file__).parents[1]), *modules])
    for more in added:
        variables.update(more or {})
    return {name: value for name, value in variables.items() if value is not None}


def _words(arguments: Sequence[str]) -> list[str]:
    return shlex.split(arguments[0]) if len(arguments) == 1 else [os.fspath(argument) for argument in arguments]
