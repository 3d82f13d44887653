"""Asking one computer by its address, over a real socket, with answers honest and not."""

import contextlib
import socket
import threading
from collections.abc import Iterator

import pytest
from zeroconf import DNSIncoming, DNSOutgoing, ServiceInfo  # type: ignore[attr-defined]

from protocol.discovery import SERVICE_TYPE, advert_of
from protocol.errors import InputError
from protocol.trust.keys import PrivateKey
from teacher_console.school.address_question import ask_address

KEY = PrivateKey.generate().transport_key()
_RESPONSE = 0x8400


def answer_of(info: ServiceInfo) -> bytes:
    out = DNSOutgoing(_RESPONSE)
    for record in (info.dns_pointer(), info.dns_service(), info.dns_text()):
        out.add_answer_at_time(record, 0)
    return out.packets()[0]


HONEST = answer_of(advert_of(KEY, ["10.1.2.3"], 48480))


@contextlib.contextmanager
def responder(*answers: bytes) -> Iterator[int]:
    """Answers every question with `answers`; yields its port."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as answering:
        answering.bind(("127.0.0.1", 0))
        port = answering.getsockname()[1]

        def answer() -> None:
            while True:
                question, asker = answering.recvfrom(9000)
                if not question:
                    return
                assert [each.name for each in DNSIncoming(question).questions] == [SERVICE_TYPE]
                for each in answers:
                    answering.sendto(each, asker)

        thread = threading.Thread(target=answer, name="responder")
        thread.start()
        try:
            yield port
        finally:
            answering.sendto(b"", ("127.0.0.1", port))
            thread.join()


def test_a_device_that_is_asked_by_address_is_found_where_it_was_asked() -> None:
    with responder(HONEST) as port:
        advert = ask_address("127.0.0.1", port=port)
    assert advert.key == KEY
    assert advert.addresses == ("127.0.0.1:48480",)


@pytest.mark.parametrize(
    "rubbish",
    [
        b"\0",
        b"\xff" * 8000,
        HONEST[:40],
        HONEST.replace(b"_harbour-pupil", b"_another-thing"),
        answer_of(
            ServiceInfo(SERVICE_TYPE, f"x.{SERVICE_TYPE}", port=1, properties={"v": "1", "k": "A"})
        ),
    ],
    ids=["a byte", "noise", "cut", "another service", "no key"],
)
def test_t15_rubbish_is_passed_over_and_the_honest_answer_found(rubbish: bytes) -> None:
    with responder(rubbish, HONEST) as port:
        assert ask_address("127.0.0.1", port=port).key == KEY


def test_a_computer_without_harbour_is_one_sentence() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
    with pytest.raises(InputError, match="no Harbour answered there; start Harbour there"):
        ask_address("127.0.0.1", port=port)


@pytest.mark.parametrize(
    "text", ["", " ", "10.0.0.300", "x" * 300, "pc 1", "10.0.0.5:48480:1", "a\u202eb", "http://x"]
)
def test_what_is_no_address_is_one_sentence(text: str) -> None:
    with pytest.raises(InputError, match="address"):
        ask_address(text)
