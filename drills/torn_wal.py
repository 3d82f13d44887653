"""The hub loses its power in the middle of a commit, at every place: is anything receipted gone?

    python -m drills.torn_wal [--cuts 5000] [--seed 1]

Of a commit that was not finished any 512-byte sector may be on the disk, or what was there before,
or neither. Everything that was receipted before it must be there, the unfinished one whole or not
at all, and the store must take new envelopes. Exit status 1 when that does not hold.
"""

import argparse
import dataclasses
import hashlib
import json
import random
import sqlite3
import sys
import tempfile
from pathlib import Path

import msgspec

from protocol.identifiers import TransportKey
from protocol.trust.keys import PrivateKey
from protocol.trust.sealing import new_envelope_id, seal
from school_hub.batch import Taking
from school_hub.database import open_database, sqlite_url
from school_hub.keeping import HUB_BOUNDS, Arrival, Outcome, Waiting
from school_hub.store import EnvelopeStore

_COMMITS = 60
_SECTOR = 512
_NOW_MS = 1_900_000_000_000


@dataclasses.dataclass(frozen=True, slots=True)
class Moment:
    """The files after one commit, and the marks that were receipted by then."""

    wal: bytes
    marks: frozenset[bytes]


@dataclasses.dataclass(slots=True)
class Report:
    """What many cuts found."""

    cuts: int = 0
    unfinished_whole: int = 0
    lost: int = 0
    torn: int = 0
    refused: int = 0


def an_arrival(rng: random.Random) -> Arrival:
    """Return an envelope of a random size."""
    size = rng.choice((10, 3_000, 14_000, 60_000))
    keys = [PrivateKey.generate().sealing_key() for _ in range(2)]
    envelope = seal(rng.randbytes(size), keys, new_envelope_id())
    return Arrival(
        body=msgspec.msgpack.encode(envelope),
        readers=envelope.reader_ids(),
        sender=TransportKey(b"d" * 32),
        is_carrier=True,
        is_cover=False,
        received_at=_NOW_MS,
    )


def recorded(folder: Path, rng: random.Random) -> tuple[bytes, list[Moment]]:
    """Write some commits; return the database file, which no checkpoint touched, and moments."""
    path = folder / "mail.sqlite"
    engine = open_database(sqlite_url(path))
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("PRAGMA wal_autocheckpoint = 0")
    store = EnvelopeStore(engine, HUB_BOUNDS)
    database, marks = path.read_bytes(), frozenset[bytes]()
    moments: list[Moment] = []
    for _ in range(_COMMITS):
        arrivals = [an_arrival(rng) for _ in range(rng.randint(1, 4))]
        takings = []
        if moments and rng.random() < 0.3:  # noqa: PLR2004
            found = store.next_for(arrivals[0].readers)
            takings = [Taking(found.number, found.reader)] if isinstance(found, Waiting) else []
        store.write(arrivals, takings, now_ms=_NOW_MS)
        marks |= {hashlib.sha256(each.body).digest() for each in arrivals}
        moments.append(Moment(path.with_name("mail.sqlite-wal").read_bytes(), marks))
    if path.read_bytes() != database:
        raise RuntimeError("a checkpoint came in between")
    store.close()
    return database, moments


def torn(before: bytes, after: bytes, rng: random.Random) -> bytes:
    """Return the log as it may be when the power went between two commits."""
    end = rng.randint(len(before), len(after))
    wal = bytearray(after[:end])
    if rng.random() < 0.5:  # noqa: PLR2004  # a drive that writes in another order
        for start in range(len(before) // _SECTOR * _SECTOR + _SECTOR, end, _SECTOR):
            what = rng.randrange(4)
            length = min(_SECTOR, end - start)
            if what == 0:
                wal[start : start + length] = bytes(length)
            elif what == 1:
                wal[start : start + length] = rng.randbytes(length)
    return bytes(wal)


def cut(folder: Path, database: bytes, moments: list[Moment], rng: random.Random) -> Report:
    """Cut the log once, open the store, and look."""
    place = rng.randrange(len(moments) - 1)
    before, after = moments[place], moments[place + 1]
    path = folder / "mail.sqlite"
    for each in folder.iterdir():
        each.unlink()
    path.write_bytes(database)
    path.with_name("mail.sqlite-wal").write_bytes(torn(before.wal, after.wal, rng))
    store = EnvelopeStore(open_database(sqlite_url(path)), HUB_BOUNDS)
    connection = sqlite3.connect(path)
    marks = {bytes(row[0]) for row in connection.execute("SELECT mark FROM envelope")}
    connection.close()
    outcome = store.write([an_arrival(rng)], [], now_ms=_NOW_MS)
    store.close()
    return Report(
        cuts=1,
        unfinished_whole=marks == after.marks,
        lost=not marks >= before.marks,
        torn=marks not in (before.marks, after.marks),
        refused=outcome != [Outcome.KEPT],
    )


def cut_often(cuts: int, rng: random.Random) -> Report:
    """Cut the log of one office `cuts` times."""
    whole = Report()
    with tempfile.TemporaryDirectory(prefix="harbour-torn-") as name:
        (Path(name) / "whole").mkdir()
        (Path(name) / "cut").mkdir()
        database, moments = recorded(Path(name) / "whole", rng)
        for _ in range(cuts):
            one = cut(Path(name) / "cut", database, moments, rng)
            for field in dataclasses.fields(Report):
                total = getattr(whole, field.name) + getattr(one, field.name)
                setattr(whole, field.name, total)
    return whole


def main() -> int:
    """Print what was found; 1 when anything was lost, torn or refused."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cuts", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    report = cut_often(given.cuts, random.Random(given.seed))  # noqa: S311  # repeatable
    for field in dataclasses.fields(Report):
        print(f"{field.name:20} {getattr(report, field.name):>8}")
    print(json.dumps(dataclasses.asdict(report)))
    return 1 if report.lost or report.torn or report.refused else 0


if __name__ == "__main__":
    sys.exit(main())
