"""A pupil's mail in a process of its own, to be killed: tells, and says what it was told.

Run as a program; reads one JSON line with the school's files, then writes `saved ID` and
`received ID` at the moment a window would say so.
"""

import os
import sys
import threading
from pathlib import Path

import msgspec

from protocol.trust.keys import DeviceKeys, PrivateKey
from protocol.trust.recipients import RECIPIENTS
from protocol.trust.roster import ROSTER
from protocol.trust.school_file import School
from student_client.concerns.draft import Draft
from tests.helpers.mail_side import running_mail
from tests.helpers.school import Computer, SchoolInMemory


class Scene(msgspec.Struct):
    """What the parent hands over."""

    folder: str
    school: School
    transport: bytes
    signing: bytes
    roster: bytes
    recipients: bytes
    letters: int


def main() -> None:
    scene = msgspec.json.decode(sys.stdin.buffer.readline(), type=Scene)
    school = SchoolInMemory()
    school.school = scene.school
    computer = Computer(
        DeviceKeys(PrivateKey(scene.transport), PrivateKey(scene.signing)),
        SchoolInMemory().computer().line,
    )
    roster = ROSTER.from_file(
        scene.roster, where="roster", signer=lambda _: scene.school.deployment_root
    )
    recipients = RECIPIENTS.from_file(
        scene.recipients, where="list", signer=lambda _: scene.school.safeguarding_root
    )
    with running_mail(
        school, computer, Path(scene.folder), roster=roster, recipients=recipients
    ) as side:
        side.also_tell(lambda letter, progress: _say(f"{progress.value} {letter}"), lambda _: None)
        for number in range(scene.letters):
            draft = Draft(text=f"letter {number}")
            side.reporting.send(draft, side.reporting.promise(draft), None)
        _say("sent all")
        threading.Event().wait(60)


def _say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    main()
