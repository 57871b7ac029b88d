"""The few errors that end a command, each with its exit code (LAWS, 23)."""

from __future__ import annotations

from collections.abc import Sequence


class NetnotesError(Exception):
    """One line for a person, and the exit code of the process."""

    exit_code = 2

    def __init__(self, message: str) -> None:
        """Keep *message*: where, what, and what to do."""
        super().__init__(message)
        self.message = message


class Usage(NetnotesError):
    """A word on the command line that cannot be understood."""


class BadSettings(NetnotesError):
    """``netnotes.toml`` cannot be read; the message names file and line."""


class NoVault(NetnotesError):
    """No vault was named and none was found."""

    exit_code = 3


class NoSuchPerson(NetnotesError):
    """Nobody is called like that."""

    exit_code = 4


class SeveralPeople(NetnotesError):
    """More than one person is called like that; *candidates* are (name, path) pairs."""

    exit_code = 4

    def __init__(self, message: str, candidates: Sequence[tuple[str, str]]) -> None:
        """Keep the candidates, so that a terminal can offer a choice."""
        super().__init__(message)
        self.candidates = list(candidates)


class DiskSaidNo(NetnotesError):
    """The disk refused what was asked of it."""

    exit_code = 6


class EditRefused(NetnotesError):
    """An edit that is not safe to make, and nothing is changed: ``where: what and what to do [code]``."""

    exit_code = 5

    def __init__(self, where: str, what: str, code: str) -> None:
        """*where* is the note, with its line if it is known; the *code* is kept apart, for tests and scripts."""
        super().__init__(f"{where}: {what} [{code}]")
        self.code = code
