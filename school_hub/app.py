"""Builds the hub and joins its parts. The only place that constructs adapters.

Lanes: the main thread waits for the end, io (sockets and all decisions), writer (the database).
"""

import contextlib
import dataclasses
import datetime as dt
import json
import logging
import select
import socket
import sys

from protocol.files import held_alone, write_new_file
from protocol.identifiers import fingerprint
from protocol.limits import OFFICE_SESSIONS_MAX
from protocol.program import ending_signals
from protocol.transport.door_check import check_door
from protocol.transport.io_thread import IoThread
from protocol.transport.server import CurveServer
from protocol.transport.zap import ZapHandler
from protocol.trust.admission_request import HUB_REQUEST, request_file
from protocol.trust.keys import PrivateKey
from school_hub.config import HubConfig
from school_hub.database import open_database, sqlite_url
from school_hub.hub_folder import HubFolder, load_school
from school_hub.keeping import HUB_BOUNDS
from school_hub.mailbox import Mailbox
from school_hub.membership import Membership
from school_hub.store import EnvelopeStore
from school_hub.writer import WriterLane

logger = logging.getLogger(__name__)

_OTHERS = 64
"""File descriptors for everything but connections."""


def run(config: HubConfig) -> int:
    """Run the hub until it is told to end; return the exit status.

    Raises:
        InputError: A file, address, port or database of `config` cannot be used.
        DoorOpenError: A stranger was let in by our own door.
        HarbourError: The database cannot be read.
    """
    folder = HubFolder(config.data_path)
    database = config.database or sqlite_url(folder.mail_path)
    if config.is_status:
        return _print_status(database)
    school = load_school(config.school_path)
    keys = folder.keys()
    mark = fingerprint(keys.transport.transport_key())
    if config.request_path is not None:
        write_new_file(
            config.request_path, request_file(HUB_REQUEST, config.hub_name, keys, school)
        )
        sys.stderr.write(f"Give {config.request_path} to your technician, and read this out:\n")
        sys.stderr.write(f"  {mark}\n")
        return 0
    roster, recipients = folder.roster(school), folder.recipients(school)
    with contextlib.ExitStack() as ending:
        problem = "another hub works in this folder"
        ending.enter_context(held_alone(folder.lock_path, problem=problem, remedy="end it first"))
        ending_fd = ending.enter_context(ending_signals())
        failing, failed = socket.socketpair()
        ending.callback(failing.close)
        ending.callback(failed.close)

        def fail(problem: BaseException) -> None:
            del problem  # the thread that died logged it
            with contextlib.suppress(OSError):
                failed.send(b"!")

        store = EnvelopeStore(open_database(database), HUB_BOUNDS)
        io = IoThread("io", fail)
        writer = WriterLane(store, post=io.post, utc_now=_utc_now, on_failure=fail)
        ending.callback(io.stop)
        ending.callback(writer.stop)
        membership = Membership(
            school=school,
            roster=roster,
            recipients=recipients,
            remembered=store.remembered(),
            store=folder,
            utc_now=_utc_now,
        )
        mailbox = Mailbox(
            loop=io, keeping=writer, membership=membership, own_reader=None, utc_now=_utc_now
        )
        stranger = PrivateKey.generate()
        ZapHandler(io, membership.problem_with, own_stranger=stranger.transport_key())
        door = CurveServer(
            io,
            own=keys.transport,
            address=config.listen,
            port=config.port,
            on_data=mailbox.on_data,
        )
        mailbox.serve_at(door)
        _raise_descriptor_limit()
        writer.start()
        io.start()
        ending.callback(io.post, mailbox.leave)
        ending.callback(writer.stop)  # first of all: the receipts of its last commit still go out
        host = "127.0.0.1" if config.listen == "0.0.0.0" else config.listen  # noqa: S104
        check_door(f"{host}:{door.port}", keys.transport.transport_key(), stranger)
        logger.info("listening on port %d, key %s", door.port, mark)
        if (
            membership.roster is None
            or membership.roster.hub(keys.transport.transport_key()) is None
        ):
            logger.warning("this hub is in no roster yet: a technician must admit it")
        ready, _, _ = select.select([ending_fd, failing.fileno()], [], [])
        return 1 if failing.fileno() in ready else 0


def _print_status(database: str) -> int:
    store = EnvelopeStore(open_database(database), HUB_BOUNDS)
    try:
        counts = store.count(int(_utc_now().timestamp() * 1000))
    finally:
        store.close()
    sys.stdout.write(json.dumps(dataclasses.asdict(counts), indent=2) + "\n")
    return 0


def _raise_descriptor_limit() -> None:
    """Ask the system for a descriptor for each caller there may be; say so if it gives fewer."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  # only on Unix

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OFFICE_SESSIONS_MAX + _OTHERS
    if soft < wanted:
        soft = min(wanted, hard) if hard != resource.RLIM_INFINITY else wanted
        with contextlib.suppress(OSError, ValueError):  # a sandbox may forbid it
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < wanted:
        logger.warning("the system allows %d connections; a large school needs %d", soft, wanted)


def _utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
