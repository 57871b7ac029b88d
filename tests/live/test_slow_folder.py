"""A vault on a disk that does thirty things a second: answers, writing and watching with ``--poll`` stay true.

The disk is a file behind a loop device, held back by the kernel. That takes root, and a kernel that does it.
"""

from __future__ import annotations

import filecmp
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from conftest import Answer, VaultFolder, process_environment

A_SECOND = 30
GROUPS = Path("/sys/fs/cgroup/blkio")
DAY = ("--today", "2026-11-24")


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Start the program so that it, and nobody else, has little of the disk at ``tmp_path / "slow"``."""
    disk, place, group = tmp_path / "disk", tmp_path / "slow", GROUPS / f"netnotes-{uuid4().hex}"
    made: list[list[str]] = []
    try:
        if os.geteuid() != 0 or not (GROUPS / "blkio.throttle.read_iops_device").exists():
            raise OSError("not root, or no such control")
        with disk.open("wb") as file:
            file.truncate(64 << 20)
        _run("mkfs.ext4", "-q", str(disk))
        device = _run("losetup", "-f", "--show", str(disk))
        made.append(["losetup", "-d", device])
        place.mkdir()
        _run("mount", "-o", "sync,dirsync", device, str(place))
        made.append(["umount", str(place)])
        group.mkdir()
        number = os.stat(device).st_rdev
        for what in ("read", "write"):
            limit = f"{os.major(number)}:{os.minor(number)} {A_SECOND}"
            (group / f"blkio.throttle.{what}_iops_device").write_text(limit, encoding="ascii")
    except (OSError, AttributeError, subprocess.CalledProcessError) as error:
        _undo(made, group)
        pytest.skip(f"this machine may mount no file system that is held back ({error})")
    environment = process_environment({"XDG_CACHE_HOME": str(tmp_path / "cache"), "HOME": str(tmp_path)}, None)

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        # Mounted anew, so that nothing of it is in memory.
        _run("umount", str(place))
        _run("mount", "-o", "sync,dirsync", device, str(place))
        inside = f'echo $$ > {group}/cgroup.procs && exec "$@"'
        return subprocess.Popen(
            ["sh", "-c", inside, "sh", sys.executable, "-m", "netnotes", *arguments, *DAY],
            env=environment, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    yield start
    _undo(made, group)


def _run(*words: str) -> str:
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()


def _undo(made: list[list[str]], group: Path) -> None:
    for words in reversed(made):
        subprocess.run(words, check=False, capture_output=True)
    if group.exists():
        group.rmdir()


def test_a_vault_on_a_slow_disk(
    slow: Callable[..., subprocess.Popen[bytes]], tmp_path: Path, netnotes: Callable[..., Answer]
) -> None:
    """The first answer is that of a quick disk; edits during a watch reach the pages, and no later answer is old."""
    vault = VaultFolder(tmp_path / "slow" / "vault")
    for number in range(40):
        vault.person(f"Ada {number:02}", circle="close", log=[f"2026-0{number % 9 + 1}-03 tea: plums"])
    fast = tmp_path / "fast"
    shutil.copytree(vault.path, fast)
    asked = slow("overdue", "--format", "json", "--vault", str(vault.path)).communicate(timeout=60)[0].decode()
    assert asked == netnotes("overdue", "--format", "json", "--vault", str(fast), *DAY).stdout
    logged = slow("log", "Ada 07", "tea: figs", "--vault", str(vault.path)).communicate(timeout=60)[0].decode()
    assert logged.startswith("Ada 07, today: tea: figs\n")

    watching = slow("watch", "--poll", "0.5", "--vault", str(vault.path), "--out", str(tmp_path / "site"))
    try:
        _until(lambda: (tmp_path / "site" / ".netnotes-site").exists())
        for number in range(11, 15):
            with vault.path.joinpath(f"people/Ada {number}.md").open("a", encoding="utf-8") as note:
                note.write(f"- 2026-11-23 tea: pears {number}\n")
            time.sleep(0.3)
        vault.path.joinpath("people/Ada 30.md").unlink()
        _until(lambda: _same_pages(netnotes, vault.path, tmp_path))
    finally:
        watching.send_signal(signal.SIGINT)
        watching.communicate(timeout=30)
    warm = slow("overdue", "--format", "json", "--vault", str(vault.path)).communicate(timeout=60)[0].decode()
    shutil.rmtree(tmp_path / "cache")
    cold = slow("overdue", "--format", "json", "--vault", str(vault.path)).communicate(timeout=60)[0].decode()
    assert warm == cold == netnotes("overdue", "--format", "json", "--vault", str(vault.path), *DAY).stdout


def _same_pages(netnotes: Callable[..., Answer], vault: Path, place: Path) -> bool:
    """Whether the pages that are watched are those of a whole build."""
    whole = place / "whole"
    shutil.rmtree(whole, ignore_errors=True)
    assert netnotes("build", "--vault", str(vault), "--out", str(whole), *DAY).exit_code == 0
    names = [path.relative_to(whole).as_posix() for path in whole.rglob("*.html")]
    return sorted(names) == sorted(
        path.relative_to(place / "site").as_posix() for path in (place / "site").rglob("*.html")
    ) and not any(filecmp.cmpfiles(whole, place / "site", names, shallow=False)[1:])


def _until(holds: Callable[[], bool]) -> None:
    """Wait for at most a minute and a half."""
    until = time.monotonic() + 90
    while not holds():
        assert time.monotonic() < until
        time.sleep(1)
