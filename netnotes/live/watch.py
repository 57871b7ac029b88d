"""Work that is done again whenever a vault has changed, and at midnight (LAW 21).

Events only wake the work, and it sees for itself what is different: the system's queue overflows in silence, and a
folder may be taken away under the watch. So once a second the folder itself is looked at, and now and then all of it.
"""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING

from netnotes.errors import NetnotesError
from netnotes.live.looking import Look
from netnotes.live.noise import Noise

if TYPE_CHECKING:
    from netnotes.live.watch_events import Events

QUIET = 0.2
MOST_NOISE = 5.0
STEP = 0.25
CHECK = 1.0
SCAN = 30.0
POLL_INSTEAD = 2.0


def watch(
    root: str, also: Sequence[str], work: Callable[[], None], *, quiet: float = QUIET, poll: float | None = None,
    clock: Callable[[], datetime], tell: Callable[[str], None], stop: threading.Event, wants: Callable[[str], bool],
) -> None:  # fmt: skip
    """Do *work* now, after every burst of changes in the vault at *root*, and when the day of *clock* turns.

    A burst is over after *quiet* seconds of silence, or 5 seconds of noise (60 where it goes through many notes, as a
    checkout does). *wants* says which paths count (`wanted.wants_in` makes one); in the folders *also* everything does.
    With *poll*, the vault is looked at every so many seconds instead of being told by the system. An OSError or a
    NetnotesError of the work goes to *tell*, as one line, and the work is tried again with the next change, or half a
    minute later; a closed pipe ends the watch. Returns when *stop* is set; KeyboardInterrupt and all other errors come
    through, once the threads have ended.
    """
    Watcher(root, also, work, quiet=quiet, poll=poll, clock=clock, tell=tell, stop=stop, wants=wants).run()


class Watcher:
    """One watch; `watch` says what it does."""

    def __init__(
        self, root: str, also: Sequence[str], work: Callable[[], None], *, quiet: float = QUIET,
        poll: float | None = None, clock: Callable[[], datetime], tell: Callable[[str], None],
        stop: threading.Event, wants: Callable[[str], bool], scan: float = SCAN, most_noise: float = MOST_NOISE,
    ) -> None:  # fmt: skip
        """Take what `watch` takes, and the seconds between two scans and of noise; nothing is watched yet."""
        self.root, self.also, self.work = root, list(also), work
        self.quiet, self.most_noise, self.poll, self.scan = quiet, most_noise, poll, scan
        self.clock, self.tell, self.stop, self.wants = clock, tell, stop, wants
        self._noise = Noise()
        self._events: Events | None = None
        self._folders: list[tuple[int, int] | None] = []
        self._day = clock().date()
        self._gone = False
        self._failed = ""
        self._next_check = self._next_scan = 0.0
        self._latest: Look

    def run(self) -> None:
        """Watch until `stop` is set."""
        try:
            # First the watch, then the work: so there is no moment in between that nobody sees.
            self._folders = self._identities()
            self._begin()
            self._latest = self._look()
            self._do()
            while not self.stop.is_set():
                self._rest()
                self._check()
                if not self._gone and not self.stop.is_set():
                    self._scan()
                    self._work_if_due()
        finally:
            self._end()

    def _rest(self) -> None:
        """Wait until there may be something to do."""
        due = self._noise.due(self.quiet, self.most_noise)
        step = min(STEP, self.poll or STEP)
        if due is None or self._gone:
            self._noise.wait(step) if due is None else self.stop.wait(step)
        elif due > 0:
            self.stop.wait(min(due, step))

    def _work_if_due(self) -> None:
        due = self._noise.due(self.quiet, self.most_noise)
        if due is None or due > 0:
            return
        # The folder may have gone since.
        self._check(at_once=True)
        if not self._gone and self._is_silent():
            self._do()

    def _is_silent(self) -> bool:
        """Take the look that the work will be compared with. Where there are no events, silence is two equal looks."""
        before, self._latest = self._latest, self._look()
        if self.poll is None or self._noise.lasts(self.most_noise) or not before.differs(self._latest):
            return True
        self._noise.hear()
        return False

    def _do(self) -> None:
        """Do the work; a change that comes from here on leads to another."""
        if self._noise.folders and self._events:
            try:
                self._events.check_room()
            except OSError as error:
                self._poll_instead(error)
        self._noise.forget()
        try:
            self.work()
        except BrokenPipeError:
            # Nobody reads what the work prints any more.
            raise
        except (NetnotesError, OSError) as error:
            said = " ".join(_said(error).split())
            if said != self._failed:
                self.tell(said)
            self._failed = said
        else:
            self._failed = ""

    def _look(self) -> Look:
        self._next_scan = monotonic() + (self.poll or self.scan)
        return Look(self.root, self.also, self.wants, careful=self.poll is not None)

    def _scan(self) -> None:
        """Now and then, look whether something has changed that nobody told of."""
        if monotonic() < self._next_scan or self._noise.due(self.quiet, self.most_noise) is not None:
            return
        before, self._latest = self._latest, self._look()
        if before.differs(self._latest):
            self._noise.hear()
            if self._events:
                # What nobody told of lies where nobody watches.
                self._begin()
        elif self._failed:
            self._noise.hear()

    def _check(self, *, at_once: bool = False) -> None:
        """Once a second: is the folder still the one that is watched, does the watch live, which day is it?"""
        if monotonic() < self._next_check and not at_once:
            return
        self._next_check = monotonic() + CHECK
        folders = self._identities()
        if folders[0] is None:
            if not self._gone:
                self._gone = True
                self._end()
                self.tell(f"{self.root} is gone; netnotes waits for it to come back")
            return
        if self._gone or folders != self._folders or not (self._events is None or self._events.alive()):
            self._gone, self._folders = False, folders
            self._begin()
            self._noise.hear()
        today = self.clock().date()
        if today != self._day:
            self._day = today
            self._noise.hear()

    def _identities(self) -> list[tuple[int, int] | None]:
        """Which folders stand at the root and the other places now."""
        return [_identity(folder) for folder in (self.root, *self.also)]

    def _begin(self) -> None:
        """Begin to watch, or begin anew."""
        self._end()
        if self.poll is not None:
            return
        from netnotes.live.watch_events import Events

        try:
            self._events = Events(self.root, self.also, self.wants, self._noise)
        except OSError as error:
            if error.errno in (errno.ENOENT, errno.ENOTDIR):
                # It went just now; the next check sees it, or what has come in its place.
                self._folders = []
            else:
                self._poll_instead(error)

    def _end(self) -> None:
        events, self._events = self._events, None
        if events:
            events.end()

    def _poll_instead(self, error: OSError) -> None:
        """Say why nothing can be watched, and what to do."""
        self._end()
        self.poll = POLL_INSTEAD
        self._next_scan = 0.0
        name = {errno.ENOSPC: "max_user_watches", errno.EMFILE: "max_user_instances"}.get(error.errno or 0)
        if name:
            most = 524288 if error.errno == errno.ENOSPC else 1024
            reason = f"the system lets no more folders be watched; raise it with: sudo sysctl fs.inotify.{name}={most}"
        else:
            reason = f"the system cannot watch {self.root} ({error.strerror or error})"
        self.tell(f"{reason} (until then, netnotes looks every {POLL_INSTEAD:g} seconds)")


def _identity(folder: str) -> tuple[int, int] | None:
    """Which folder this is, whatever its name; None where there is none."""
    try:
        found = os.stat(folder)
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if os.path.isdir(folder) else None


def _said(error: Exception) -> str:
    """What went wrong, as `cli` says it."""
    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror or error)
    return str(error)
