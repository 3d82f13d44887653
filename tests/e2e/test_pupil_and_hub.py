"""A pupil's mail and the real hub in a process of its own, which is killed in between."""

from pathlib import Path

import msgspec

from student_client.concerns.draft import Draft
from student_client.concerns.progress import Progress
from student_client.mail.cover import Size, letter_to_nobody
from tests.helpers.hub_process import HubProcess
from tests.helpers.links import on_io
from tests.helpers.mail_side import MailSide, await_that, running_mail
from tests.helpers.oak_school import OakSchool


def tell(side: MailSide, draft: Draft) -> str:
    return side.reporting.send(draft, side.reporting.promise(draft), None)


def test_what_is_told_while_the_hub_is_dead_arrives_once_it_is_back(tmp_path: Path) -> None:
    oak = OakSchool(tmp_path)
    hub = oak.school.hub()
    process = HubProcess(tmp_path, oak.school, hub, oak.school.roster(), oak.recipients).start()
    hub.line = msgspec.structs.replace(hub.line, address=f"127.0.0.1:{process.port}")
    roster = oak.school.roster()
    with running_mail(
        oak.school, oak.computer, oak.folder, roster=roster, recipients=oak.recipients
    ) as side:
        first = tell(side, oak.draft())
        side.await_said(first, Progress.RECEIVED)
        process.kill()
        await_that(lambda: side.held() == [])
        second = tell(side, oak.draft("second"))
        side.await_said(second, Progress.SAVED)
        assert side.said_of(second) == [Progress.SAVED]
        process.start()
        side.await_said(second, Progress.RECEIVED, 40)
        assert side.held() == []
        nobody = letter_to_nobody(Size.TEXT, 2)
        on_io(side.io, lambda: side.post._send_to_nobody(nobody))
        third = tell(side, oak.draft("third"))
        side.await_said(third, Progress.RECEIVED)
    assert process.stop() == 0
    on_disk = b"".join(each.read_bytes() for each in process.data.rglob("*") if each.is_file())
    assert b"scared" not in on_disk
    assert nobody.sealed[100:160] not in on_disk
