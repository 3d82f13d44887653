"""The pupil's side of the link, real from the message down, with a screen the test paints."""

import dataclasses

from protocol.identifiers import TransportKey
from protocol.messages.screen import Piece
from protocol.transport.ports import Door, Loop
from protocol.trust.document import Signed
from protocol.trust.roster import Roster
from protocol.vocabulary import NoPictureReason, PictureOrigin
from student_client.classroom.attendance import Attendance
from student_client.classroom.membership import Membership
from student_client.classroom.visits import Myself, Visits
from student_client.openness.watcher import Watcher
from student_client.screen.capture import Wish
from student_client.screen.sharing import ScreenSharing
from student_client.screen.thumbnail import Update
from tests.helpers.school import Computer, SchoolInMemory, utc_now


class KeptRosters:
    """RosterStore in memory."""

    def __init__(self) -> None:
        self.saved: list[int] = []

    def save(self, roster: Signed[Roster]) -> None:
        self.saved.append(roster.body.version)


class FakeSign:
    """A watching light the test switches."""

    def __init__(self) -> None:
        self.is_lit = True

    def is_shown(self, now: float) -> bool:
        del now
        return self.is_lit


class FakeHistory:
    def __init__(self) -> None:
        self.log: list[str] = []

    def began(self, who: str, role: str, lesson: str) -> str:
        self.log.append(f"{who} ({role}) began {lesson}")
        return f"watch {len(self.log)}"

    def ended(self, watch_id: str, pictures: int) -> None:
        self.log.append(f"{watch_id} ended with {pictures}")


class FakeScreen:
    """Answers wishes as the capture thread would, on the loop; `change` paints something new."""

    def __init__(self, loop: Loop) -> None:
        self._loop = loop
        self.sharing: ScreenSharing | None = None
        self.mark = 1
        self.problem: NoPictureReason | None = None
        self.is_hung = False
        self.wishes: dict[bytes, Wish] = {}
        self.held: dict[bytes, int] = {}

    def want(self, wish: Wish) -> None:
        self.wishes[wish.session] = wish
        self._loop.post(self._answer)

    def forget(self, session: bytes) -> None:
        self.wishes.pop(session, None)
        self.held.pop(session, None)

    def is_current(self, now: float) -> bool:
        del now
        return not self.is_hung

    def change(self) -> None:
        self.mark += 1
        self._loop.post(self._answer)

    def _answer(self) -> None:
        assert self.sharing is not None
        if self.is_hung:
            return
        for session, wish in list(self.wishes.items()):
            if wish.is_anew or self.problem is not None:
                self.held.pop(session, None)
            held = self.held.get(session)
            if self.problem is not None or held != self.mark:
                del self.wishes[session]
                if self.problem is None:
                    self.held[session] = self.mark
                self.sharing.captured(session, self.problem or self._update(held is None))

    def _update(self, is_whole: bool) -> Update:  # noqa: FBT001
        data = b"\xff\xd8 picture " + str(self.mark).encode()
        piece = Piece(left_px=0, top_px=0, data=data)
        return Update(320, 180, is_whole, (piece,), 1, PictureOrigin.SCREEN)


@dataclasses.dataclass
class DeviceSide:
    """Everything of one device but its sockets."""

    membership: Membership
    visits: Visits
    screen: FakeScreen
    sign: FakeSign
    history: FakeHistory
    store: KeptRosters
    watchers: list[tuple[Watcher, ...]]

    @property
    def key(self) -> TransportKey:
        return self.membership.own_key

    def serve_at(self, door: Door) -> None:
        self.visits.serve_at(door)


def device_side(
    loop: Loop, school: SchoolInMemory, computer: Computer, roster: Signed[Roster] | None
) -> DeviceSide:
    store, sign, history = KeptRosters(), FakeSign(), FakeHistory()
    screen = FakeScreen(loop)
    membership = Membership(
        school=school.school, keys=computer.keys, roster=roster, store=store, utc_now=utc_now
    )
    sharing = ScreenSharing(loop=loop, capture=screen, sign=sign)
    screen.sharing = sharing
    watchers: list[tuple[Watcher, ...]] = []
    attendance = Attendance(
        loop=loop,
        membership=membership,
        sharing=sharing,
        history=history,
        on_watchers=watchers.append,
        utc_now=utc_now,
    )
    visits = Visits(
        loop=loop,
        membership=membership,
        attendance=attendance,
        sharing=sharing,
        myself=lambda: Myself(computer.line.name, "Zoë Ødegård"),
    )
    return DeviceSide(membership, visits, screen, sign, history, store, watchers)
