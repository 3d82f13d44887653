"""A hub that kills itself at a chosen point, again and again: started by `drills.hub_kills`.

Reads lines of JSON, forks for each a hub out of the real parts, says "ready" when it listens and
"ended" when it is dead. Points lie around the parts, never in them.
"""

import datetime as dt
import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

import sqlalchemy as sa

from protocol import codec
from protocol.identifiers import ReaderId
from protocol.messages import EnvelopeHanded, EnvelopeKept, EnvelopeTaken, KeepEnvelope
from protocol.transport.io_thread import IoThread
from protocol.transport.ports import Caller
from protocol.transport.server import CurveServer
from protocol.transport.zap import ZapHandler
from school_hub.batch import CarriedOn, Taking
from school_hub.database import open_database, sqlite_url
from school_hub.hub_folder import HubFolder, load_school
from school_hub.keeping import HUB_BOUNDS, Arrival, Found, Outcome, Waiting
from school_hub.mailbox import Mailbox
from school_hub.membership import Membership
from school_hub.store import EnvelopeStore
from school_hub.writer import WriterLane

STATEMENTS = (
    *("INSERT INTO envelope", "INSERT INTO waiting", "UPDATE about", "INSERT INTO cover"),
    *("DELETE FROM waiting", "UPDATE envelope", "DELETE FROM cover", "SELECT envelope.mark"),
)
POINTS = (
    *("an envelope came", "before the transaction", "before the commit", "after the commit"),
    *("before the receipt", "after the receipt", "after handing over", "a taking came"),
    *("before the sweep", "after the sweep", *STATEMENTS),
)
MUTANTS = ("receipt first", "forget at handing over", "forget the marks")


class Trap:
    """Kills this process when the point `at` is reached for the `count`th time."""

    def __init__(self, at: str, count: int) -> None:
        self._at = at
        self._left = count

    def reached(self, point: str) -> None:
        """Die here, if it is time."""
        if point == self._at:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


class TrappedStore(EnvelopeStore):
    """The store, with points around each transaction."""

    def __init__(self, engine: sa.Engine, trap: Trap, mutant: str) -> None:
        super().__init__(engine, HUB_BOUNDS)
        self._trap = trap
        self._mutant = mutant
        sa.event.listen(engine, "commit", lambda _: trap.reached("before the commit"))
        sa.event.listen(engine, "before_cursor_execute", self._on_statement)

    def write(
        self,
        arrivals: Sequence[Arrival],
        takings: Sequence[Taking | CarriedOn],
        *,
        now_ms: int,
    ) -> list[Outcome]:
        """Write as the store does, unless a point lies on the way."""
        self._trap.reached("before the transaction")
        if self._mutant == "forget the marks":
            with self._engine.begin() as connection:
                connection.exec_driver_sql("UPDATE envelope SET mark = randomblob(32)")
        outcomes = super().write(arrivals, takings, now_ms=now_ms)
        self._trap.reached("after the commit")
        return outcomes

    def sweep(self, now_ms: int) -> None:
        """Sweep as the store does."""
        self._trap.reached("before the sweep")
        super().sweep(now_ms)
        self._trap.reached("after the sweep")

    def _on_statement(self, *details: object) -> None:
        statement = str(details[2])
        for each in STATEMENTS:
            if statement.startswith(each):
                self._trap.reached(each)


class ReceiptFirst(WriterLane):
    """A mutant: says that an envelope is kept, then keeps it."""

    def keep(self, arrival: Arrival, done: Callable[[Outcome], None]) -> None:
        """Answer first."""
        self._post(lambda: done(Outcome.KEPT))
        super().keep(arrival, lambda _: None)


class ForgetAtHandingOver(WriterLane):
    """A mutant: what is handed over is forgotten, whether the reader has it on a disk or not."""

    def next_for(self, readers: Collection[ReaderId], done: Callable[[Found], None]) -> None:
        """Find and forget."""

        def forget(found: Found) -> None:
            if isinstance(found, Waiting):
                self.take(found.number, found.reader, lambda _: None)
            done(found)

        super().next_for(readers, forget)


_LANES = {"receipt first": ReceiptFirst, "forget at handing over": ForgetAtHandingOver}


class TrappedDoor:
    """The door, with points around what comes and goes."""

    def __init__(self, trap: Trap, mailbox: Mailbox) -> None:
        self._trap = trap
        self._mailbox = mailbox
        self.server: CurveServer | None = None

    def on_data(self, caller: Caller, data: bytes) -> None:
        """Pass on what came."""
        message = codec.decode_to_office(data)
        if isinstance(message, KeepEnvelope):
            self._trap.reached("an envelope came")
        elif isinstance(message, EnvelopeTaken):
            self._trap.reached("a taking came")
        self._mailbox.on_data(caller, data)

    def send(self, caller: Caller, data: bytes) -> bool:
        """Pass on what goes."""
        message = codec.decode_from_office(data)
        if isinstance(message, EnvelopeKept):
            self._trap.reached("before the receipt")
        is_sent = self.server is not None and self.server.send(caller, data)
        if isinstance(message, EnvelopeKept):
            self._trap.reached("after the receipt")
        elif isinstance(message, EnvelopeHanded):
            self._trap.reached("after handing over")
        return is_sent


def serve(school_path: Path, data_path: Path, port: int, trap: Trap, mutant: str) -> None:
    """Run a hub until it is killed."""
    folder = HubFolder(data_path)
    school = load_school(school_path)
    store = TrappedStore(open_database(sqlite_url(folder.mail_path)), trap, mutant)
    io = IoThread("io", _die)
    lane = _LANES.get(mutant, WriterLane)
    writer = lane(store, post=io.post, utc_now=_utc_now, on_failure=_die)
    membership = Membership(
        school=school,
        roster=folder.roster(school),
        recipients=None,
        remembered=store.remembered(),
        store=folder,
        utc_now=_utc_now,
    )
    mailbox = Mailbox(
        loop=io, keeping=writer, membership=membership, own_reader=None, utc_now=_utc_now
    )
    door = TrappedDoor(trap, mailbox)
    ZapHandler(io, membership.problem_with)
    door.server = CurveServer(
        io, own=folder.keys().transport, address="127.0.0.1", port=port, on_data=door.on_data
    )
    mailbox.serve_at(door)
    writer.start()
    io.start()
    _say("ready")
    threading.Event().wait()


def main() -> int:
    """Fork a hub for each line of standard input."""
    school_path, data_path, port = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            trap = Trap(order["point"], order["count"])
            serve(school_path, data_path, port, trap, order["mutant"])
            os._exit(1)
        _say(str(child))
        os.waitpid(child, 0)
        _say("ended")
    return 0


def _say(word: str) -> None:
    os.write(1, f"{word}\n".encode())


def _die(problem: BaseException) -> None:
    del problem
    os._exit(3)


def _utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


if __name__ == "__main__":
    sys.exit(main())
