"""What an office answers to a message whose sender was judged already. Lane: io."""

import datetime as dt
from collections.abc import Callable

from protocol.limits import PROTOCOL_VERSION
from protocol.messages import (
    CallerAlive,
    CallerLeft,
    EnvelopeTaken,
    GreetOffice,
    KeepEnvelope,
    OfferRecipients,
    OfferRoster,
    OfficeAlive,
    OfficeGreeted,
    RecipientsTaken,
    RequestDirectory,
    RosterTaken,
    ToOffice,
    WatchReaders,
)
from protocol.messages.message import Message
from protocol.session import SessionState
from protocol.transport.ports import Loop
from protocol.vocabulary import Refusal
from school_hub.buckets import Asked, Paces
from school_hub.complaints import Complaints
from school_hub.directory import Directory
from school_hub.handing import Handing
from school_hub.lists import Lists
from school_hub.membership import Membership
from school_hub.permission import Standing
from school_hub.ports import Counter
from school_hub.receiving import Receiving
from school_hub.visits import Visit, Visits


class Answers:
    """Leads each message to the part it is for, at the pace its sender may have."""

    def __init__(
        self,
        *,
        loop: Loop,
        membership: Membership,
        visits: Visits,
        counter: Counter,
        paces: Paces,
        complaints: Complaints,
        directory: Directory,
        receiving: Receiving,
        handing: Handing,
        lists: Lists,
        utc_now: Callable[[], dt.datetime],
    ) -> None:
        self._loop = loop
        self._membership = membership
        self._visits = visits
        self._counter = counter
        self._paces = paces
        self._complaints = complaints
        self._directory = directory
        self._receiving = receiving
        self._handing = handing
        self._lists = lists
        self._utc_now = utc_now

    def answer(self, visit: Visit, message: ToOffice) -> None:
        """Do what `message` asks, or say why not."""
        match message:
            case GreetOffice():
                self._greet(visit, message)
            case CallerAlive():
                self._directory.heard(visit.caller.key, self._now_ms())
                if visit.session.state is SessionState.OPEN:
                    self._counter.send(visit, OfficeAlive())
            case CallerLeft():
                self._visits.end(visit)
            case KeepEnvelope():
                self._receiving.receive(visit, message.envelope)
            case WatchReaders():
                self._watch(visit, message)
            case EnvelopeTaken():
                self._handing.taken(visit, message.id, message.reader)
            case OfferRoster() | OfferRecipients():
                if self._is_in_time(visit, message, Asked.LISTS):
                    self._lists.take(visit, message)
            case RosterTaken():
                self._lists.holds(visit, roster_version=message.version)
            case RecipientsTaken():
                self._lists.holds(visit, recipients_version=message.version)
            case RequestDirectory():
                if self._is_in_time(visit, message, Asked.PAGES):
                    self._counter.send(visit, self._directory.page(message.after))

    def _greet(self, visit: Visit, greeting: GreetOffice) -> None:
        if visit.standing is Standing.DEVICE:
            self._directory.greeted(
                visit.caller.key,
                comes_from=visit.caller.address,
                told=greeting.address,
                software=greeting.software,
                now_ms=self._now_ms(),
            )
        self._counter.send(
            visit,
            OfficeGreeted(
                protocol_version=PROTOCOL_VERSION,
                roster_version=self._membership.roster_version,
                recipients_version=self._membership.recipients_version,
            ),
        )
        self._lists.holds(
            visit,
            roster_version=greeting.roster_version,
            recipients_version=greeting.recipients_version,
        )

    def _watch(self, visit: Visit, message: WatchReaders) -> None:
        if not self._is_in_time(visit, message, Asked.WATCHES):
            return
        key, standing = visit.caller.key, visit.standing
        if all(self._membership.may_read(key, standing, reader) for reader in message.readers):
            self._handing.watch(visit, message.readers)
        else:
            self._complaints.say(key, "refused readers that are not its own")
            self._counter.refuse(visit, message, Refusal.ROLE)

    def _is_in_time(self, visit: Visit, message: Message, asked: Asked) -> bool:
        is_in_time = self._paces.may(visit.caller.key, asked, self._loop.now())
        if not is_in_time:
            self._counter.refuse(visit, message, Refusal.TOO_MANY)
        return is_in_time

    def _now_ms(self) -> int:
        return int(self._utc_now().timestamp() * 1000)
