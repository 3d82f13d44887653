"""T08: names that are announced and never resolve keep no honest device from being found."""

import contextlib
import queue
import time
from collections.abc import Iterator

import pytest
from zeroconf import IPVersion, Zeroconf
from zeroconf._dns import DNSPointer
from zeroconf._protocol.outgoing import DNSOutgoing
from zeroconf.const import _CLASS_IN, _FLAGS_AA, _FLAGS_QR_RESPONSE, _TYPE_PTR

from protocol.discovery import SERVICE_TYPE, Advert, advert_of
from protocol.identifiers import TransportKey
from teacher_console.classroom.finder import Finder

HERE = "127.0.0.1"
JUNK = 300
FLOOD, BATCH = 4000, 5
_HOURS_S = 4500


@pytest.fixture
def network() -> Iterator[Zeroconf]:
    zeroconf = Zeroconf(interfaces=[HERE], ip_version=IPVersion.V4Only)
    yield zeroconf
    zeroconf.close()


def announce_junk(network: Zeroconf) -> None:
    """Say that many devices exist, and nothing of where they are."""
    for begin in range(0, JUNK, 30):
        out = DNSOutgoing(_FLAGS_QR_RESPONSE | _FLAGS_AA)
        for number in range(begin, begin + 30):
            name = f"junk{number:04}.{SERVICE_TYPE}"
            out.add_answer_at_time(DNSPointer(SERVICE_TYPE, _TYPE_PTR, _CLASS_IN, 4500, name), 0)
        network.send(out)


def test_t08_hundreds_of_names_that_never_resolve_delay_no_honest_device(
    network: Zeroconf,
) -> None:
    found: queue.SimpleQueue[tuple[float, Advert]] = queue.SimpleQueue()
    finder = Finder(
        interfaces=(HERE,),
        on_advert=lambda advert: found.put((time.monotonic(), advert)),
        on_gone=lambda _: None,
    )
    finder.start()
    try:
        announce_junk(network)
        with contextlib.suppress(queue.Empty):
            while True:  # devices of others, and time for the junk to be taken up
                found.get(timeout=1.5)
        key = TransportKey(b"h" * 32)
        began_at = time.monotonic()
        network.register_service(advert_of(key, [HERE], 48480), allow_name_change=True)
        while True:
            at, advert = found.get(timeout=10)
            if advert.key == key:
                break
        assert at - began_at < 6
    finally:
        finder.close()


def test_t08_a_device_is_found_after_a_flood_that_filled_the_librarys_memory(
    network: Zeroconf,
) -> None:
    found: queue.SimpleQueue[Advert] = queue.SimpleQueue()
    finder = Finder(interfaces=(HERE,), on_advert=found.put, on_gone=lambda _: None)
    finder.start()
    key = TransportKey(b"f" * 32)
    try:
        for number in range(0, FLOOD, BATCH):
            flood(network, number)
            with contextlib.suppress(queue.Empty):
                for _ in range(BATCH):  # at the pace at which it is heard, so that none is lost
                    found.get(timeout=0.1)
        announce_junk(network)
        network.register_service(advert_of(key, [HERE], 48480), allow_name_change=True)
        ends_at = time.monotonic() + 40
        while found.get(timeout=max(0.01, ends_at - time.monotonic())).key != key:
            pass
    finally:
        finder.close()


def flood(network: Zeroconf, begin: int) -> None:
    """Announce a few devices, whole, for hours: more records in all than the library keeps."""
    out = DNSOutgoing(_FLAGS_QR_RESPONSE | _FLAGS_AA)
    for number in range(begin, begin + BATCH):
        info = advert_of(TransportKey(number.to_bytes(32, "big")), [HERE], 40000)
        for record in (
            info.dns_pointer(_HOURS_S),
            info.dns_service(_HOURS_S),
            info.dns_text(_HOURS_S),
            *info.dns_addresses(_HOURS_S),
        ):
            out.add_answer_at_time(record, 0)
    network.send(out)
