"""The temporary file that becomes a note: whole, on the disk, with the mode, owner and attributes of the old one."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Iterator

from netnotes.vault.exchange import rename_new
from netnotes.vault.target import Target, refused

PREFIX, SUFFIX = ".netnotes-", ".tmp"
_FLAGS = (
    os.O_RDWR
    | os.O_CREAT
    | os.O_EXCL
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOFOLLOW", 0)
)
_ACL = "system.posix_acl_access"
# These hold a hash of the file's bytes, which the kernel makes anew.
_OF_THE_BYTES = frozenset({"security.ima", "security.evm"})


def new_name() -> str:
    """A name for a temporary file; it owes nothing to the note's, which may be as long as a name can be."""
    return f"{PREFIX}{os.urandom(8).hex()}{SUFFIX}"


def is_temporary(name: str) -> bool:
    """Whether a file of this name is one of ours."""
    return name.startswith(PREFIX) and name.endswith(SUFFIX) and "/" not in name and os.sep not in name


def write_all(path: str, data: bytes) -> None:
    """Write a file that must not be there yet; a half-written one is taken away again. Raises OSError."""
    with _new_file(path, 0o666) as handle:
        _fill(handle, data)
        os.fsync(handle)


def write_like(path: str, data: bytes, target: Target, old: os.stat_result) -> None:
    """Write *data* to a new file at *path* with all that the note *target* has beside its bytes.

    Raises EditRefused where owner or attributes cannot be kept, OSError; the file is then taken away again.
    """
    with _new_file(path, 0o600) as handle:
        _fill(handle, data)
        _copy_owner(handle, target, old)
        _copy_attributes(handle, target)
        if hasattr(os, "fchmod"):
            os.fchmod(handle, stat.S_IMODE(old.st_mode))
        os.fsync(handle)


@contextlib.contextmanager
def _new_file(path: str, mode: int) -> Iterator[int]:
    """A handle on a file that must not be there yet; it is taken away again where it is not finished."""
    handle = os.open(path, _FLAGS, mode)
    try:
        yield handle
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(path)
        raise
    finally:
        os.close(handle)


def put_whole(place: str, data: bytes) -> None:
    """Put a file of ours at *place*, old or new to whoever reads it meanwhile; raises OSError.

    For what can be made again: it is not flushed, and takes nothing over from the one that was there.
    """
    temporary = os.path.join(os.path.dirname(place), new_name())
    with _new_file(temporary, 0o666) as handle:
        _fill(handle, data)
    try:
        os.replace(temporary, place)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def move_away(path: str, place: str) -> None:
    """Move the very file at *path* to *place*, which must not be there; copied where that is another disk."""
    try:
        rename_new(path, place)
    except OSError as error:
        if isinstance(error, FileExistsError) or not os.path.isfile(path) or os.path.lexists(place):
            raise
        with open(path, "rb") as opened:
            write_all(place, opened.read())
        os.unlink(path)


def _fill(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _copy_owner(handle: int, target: Target, old: os.stat_result) -> None:
    if not hasattr(os, "fchown"):
        return
    new = os.fstat(handle)
    if (new.st_uid, new.st_gid) == (old.st_uid, old.st_gid):
        return
    try:
        os.fchown(handle, old.st_uid, old.st_gid)
    except OSError:
        reason = "this note belongs to another user or group, which an edit could not keep; make it yours first"
        raise refused(target.path, reason, "foreign-owner") from None


def _copy_attributes(handle: int, target: Target) -> None:
    try:
        if sys.platform == "darwin":
            _copy_on_mac(handle, target)
        elif hasattr(os, "listxattr"):
            _copy_extended(handle, target.real)
    except OSError as error:
        reason = f"its extended attributes cannot be kept ({error.strerror}); copy the note, or take them away"
        raise refused(target.path, reason, "attributes") from None


def _copy_extended(handle: int, source: str) -> None:
    if sys.platform == "win32" or sys.platform == "darwin":
        return
    wanted, found = _attributes(source), _attributes(handle)
    for name in found - wanted:
        # A folder's default list of permissions is put on what is made in it.
        if name == _ACL:
            os.removexattr(handle, name)
    for name in wanted - _OF_THE_BYTES:
        value = os.getxattr(source, name)
        if name not in found or os.getxattr(handle, name) != value:
            os.setxattr(handle, name, value)


def _attributes(file: str | int) -> set[str]:
    if sys.platform == "win32" or sys.platform == "darwin":
        return set()
    try:
        return set(os.listxattr(file))
    except OSError:
        # The file system has none.
        return set()


def _copy_on_mac(handle: int, target: Target) -> None:
    import ctypes

    access_list, extended = 1, 4
    library = ctypes.CDLL(None, use_errno=True)
    source = os.open(target.real, os.O_RDONLY)
    try:
        if library.fcopyfile(source, handle, None, access_list | extended) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))
    finally:
        os.close(source)
