"""The pupil's side of the link, real from the message down, with a screen the test paints."""

import dataclasses
import secrets

from protocol.errors import InputError
from protocol.identifiers import TransportKey
from protocol.messages.screen import Piece
from protocol.messages.view import FramePiece
from protocol.transport.ports import Door, Loop
from protocol.trust.document import Signed
from protocol.trust.roster import Roster
from protocol.vocabulary import NoPictureReason, PictureOrigin, ViewReason
from student_client.classroom.answers import Myself
from student_client.classroom.attendance import Attendance
from student_client.classroom.membership import Membership
from student_client.classroom.visits import Visits
from student_client.openness.watcher import Watcher
from student_client.openness.watching import Watching
from student_client.screen.sharing import ScreenSharing
from student_client.screen.viewing import ViewSharing
from student_client.screen.wish import AnyWish, Frame, FrameWish, Update
from tests.helpers.school import Computer, SchoolInMemory, utc_now


class KeptRosters:
    """RosterStore in memory."""

    def __init__(self) -> None:
        self.saved: list[int] = []
        self.is_full = False

    def save(self, roster: Signed[Roster]) -> None:
        if self.is_full:
            raise InputError("roster.harbour", "it could not be written", "make room")
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

    def began(self, who: str, role: str, lesson: str, reason: ViewReason | None) -> str:
        full = f" in full: {reason.value}" if reason is not None else ""
        self.log.append(f"{who} ({role}) began {lesson}{full}")
        return f"watch {len(self.log)}"

    def ended(self, watch_id: str, pictures: int) -> None:
        self.log.append(f"{watch_id} ended with {pictures}")


class FakeScreen:
    """Answers wishes as the capture thread would, on the loop; `change` paints something new."""

    def __init__(self, loop: Loop) -> None:
        self._loop = loop
        self.mark = 1
        self.problem: NoPictureReason | None = None
        self.is_hung = False
        self.visits: Visits | None = None
        self.wishes: dict[bytes, AnyWish] = {}
        self.held: dict[bytes, int] = {}

    def want(self, wish: AnyWish) -> None:
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
        assert self.visits is not None
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
                self.visits.captured(session, self.problem or self._result(wish, held is None))

    def _result(self, wish: AnyWish, is_whole: bool) -> Update | Frame:  # noqa: FBT001
        if isinstance(wish, FrameWish):
            return self._frame(wish.monitor or 0, is_whole)
        return self._update(is_whole, (wish.max_width_px, wish.max_height_px))

    def _frame(self, monitor: int, is_whole: bool) -> Frame:  # noqa: FBT001
        data = b"\xff\xd8 frame " + str(self.mark).encode()
        piece = FramePiece(left_px=0, top_px=0, data=data)
        return Frame(1920, 1080, is_whole, (piece,), None, 2, monitor, PictureOrigin.SCREEN)

    def _update(self, is_whole: bool, box: tuple[int, int]) -> Update:  # noqa: FBT001
        data = b"\xff\xd8 picture " + str(self.mark).encode()
        piece = Piece(left_px=0, top_px=0, data=data)
        return Update(320, 180, is_whole, (piece,), 1, PictureOrigin.SCREEN, box)


@dataclasses.dataclass
class DeviceSide:
    """Everything of one device but its sockets."""

    membership: Membership
    visits: Visits
    screen: FakeScreen
    sign: FakeSign
    full_sign: FakeSign
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
    instance = secrets.token_bytes(16)
    screen = FakeScreen(loop)
    membership = Membership(
        school=school.school, keys=computer.keys, roster=roster, store=store, utc_now=utc_now
    )
    sharing = ScreenSharing(loop=loop, capture=screen, sign=sign)
    full_sign = FakeSign()
    views = ViewSharing(loop=loop, capture=screen, sign=full_sign)
    watchers: list[tuple[Watcher, ...]] = []
    watching = Watching(history=history, on_watchers=watchers.append)
    attendance = Attendance(
        loop=loop,
        membership=membership,
        sharing=sharing,
        watching=watching,
        utc_now=utc_now,
    )
    visits = Visits(
        loop=loop,
        membership=membership,
        attendance=attendance,
        sharing=sharing,
        views=views,
        watching=watching,
        myself=lambda: Myself(
            computer.line.name, "Zoë Ødegård", instance, "0.2.0", "A fake screen."
        ),
    )
    screen.visits = visits
    return DeviceSide(membership, visits, screen, sign, full_sign, history, store, watchers)
