"""Renames that the standard library has not: two files exchanged at once, and a rename that replaces nothing."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Callable
from functools import lru_cache

Exchange = Callable[[str, str], bool]

_AT_FDCWD = -100
_NOREPLACE, _EXCHANGE = 1, 2
_MAC_SWAP, _MAC_EXCL = 2, 4
# The number of renameat2 where the C library has no function of that name.
_SYSCALL = {"x86_64": 316, "aarch64": 276, "riscv64": 276, "armv7l": 382, "i686": 353, "ppc64le": 357, "s390x": 347}
_UNKNOWN = frozenset(
    number
    for name in ("ENOSYS", "EINVAL", "ENOTSUP", "EOPNOTSUPP", "EXDEV", "ENOTTY")
    if (number := getattr(errno, name, None))
)


def exchange(one: str, two: str) -> bool:
    """Exchange two files at once; False, and nothing done, where system or file system cannot. Raises OSError."""
    return _rename(one, two, _MAC_SWAP if sys.platform == "darwin" else _EXCHANGE)


def rename_new(old: str, new: str) -> None:
    """Rename *old* to *new*, which must not be there: raises FileExistsError if it is, OSError otherwise."""
    if _rename(old, new, _MAC_EXCL if sys.platform == "darwin" else _NOREPLACE):
        return
    if os.name == "nt":
        # Never replaces anything there.
        os.rename(old, new)
        return
    try:
        os.link(old, new, follow_symlinks=False)
    except (FileExistsError, FileNotFoundError):
        raise
    except OSError:
        if os.path.lexists(new):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), new) from None
        os.rename(old, new)
    else:
        os.unlink(old)


def sync_folder(folder: str) -> None:
    """Have the names in *folder* on the disk; where a folder cannot be synced there is nothing to do."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _rename(old: str, new: str, flags: int) -> bool:
    call = _system_call()
    if call is None:
        return False
    number = call(os.fsencode(old), os.fsencode(new), flags)
    if number == 0:
        return True
    if number in _UNKNOWN:
        return False
    raise OSError(number, os.strerror(number), old, None, new)


@lru_cache(maxsize=1)
def _system_call() -> Callable[[bytes, bytes, int], int] | None:
    """The system's own rename with flags, as a function that returns 0 or the number of the error."""
    if not sys.platform.startswith(("linux", "darwin")):
        return None
    try:
        import ctypes

        library = ctypes.CDLL(None, use_errno=True)
    except (ImportError, OSError):
        return None
    name = ""
    before: tuple[object, ...] = (_AT_FDCWD,)
    between: tuple[object, ...] = (ctypes.c_int(_AT_FDCWD),)
    if sys.platform == "darwin":
        name, between, before = "renamex_np", (), ()
    elif hasattr(library, "renameat2"):
        name = "renameat2"
    elif number := _SYSCALL.get(os.uname().machine):
        name, before = "syscall", (ctypes.c_long(number), ctypes.c_int(_AT_FDCWD))
    else:
        return None
    function = getattr(library, name, None)
    if function is None:
        return None

    def call(old: bytes, new: bytes, flags: int) -> int:
        ctypes.set_errno(0)
        done = function(*before, old, *between, new, ctypes.c_uint(flags))
        return 0 if done == 0 else ctypes.get_errno()

    return call
