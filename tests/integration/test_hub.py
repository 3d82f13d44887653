"""The hub as it is installed: a real process, real sockets, real databases."""

import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from protocol.identifiers import SealingKey
from protocol.messages import (
    CallerAlive,
    DirectoryTold,
    EnvelopeKept,
    EnvelopeRefused,
    OfferRoster,
    OfficeLeft,
    RequestDirectory,
    RosterTaken,
)
from protocol.trust.keys import PrivateKey
from protocol.trust.sealing import Envelope, new_envelope_id, reader_id, seal
from protocol.vocabulary import MailRefusal
from tests.helpers.hub_process import COMMAND, HubProcess
from tests.helpers.links import RawCaller
from tests.helpers.mail_caller import MailCaller
from tests.helpers.postgres import PostgresServer
from tests.helpers.real_school import SchoolOnDisk, run_admin
from tests.helpers.school import SchoolInMemory


class Scene:
    """A school with one hub, one teacher, one device."""

    def __init__(self, folder: Path, *, database: str = "", has_roster: bool = True) -> None:
        self.school = SchoolInMemory()
        self.teacher = self.school.person()
        self.computer = self.school.computer()
        self.post_office = self.school.hub()
        self.roster = self.school.roster()
        self.hub = HubProcess(
            folder,
            self.school,
            self.post_office,
            self.roster if has_roster else None,
            database=database,
        )

    @property
    def sealing_key(self) -> SealingKey:
        return self.teacher.keys.sealing.sealing_key()

    def envelope(self) -> Envelope:
        return seal(b"words", [self.sealing_key], new_envelope_id())

    def device(self) -> MailCaller:
        return MailCaller(self.hub.port, self.hub.key, self.computer.keys.transport)

    def console(self) -> MailCaller:
        return MailCaller(self.hub.port, self.hub.key, self.teacher.keys.transport)


@pytest.fixture(params=["sqlite", "postgresql"])
def scene(request: pytest.FixtureRequest, tmp_path: Path) -> Scene:
    if request.param == "sqlite":
        return Scene(tmp_path)
    server: PostgresServer = request.getfixturevalue("postgres")
    return Scene(tmp_path, database=server.new_database())


def test_what_a_device_brings_waits_over_a_restart_until_its_reader_took_it(scene: Scene) -> None:
    envelopes = [scene.envelope() for _ in range(5)]
    with scene.hub, scene.device() as device:
        device.greet()
        for each in envelopes:
            device.keep(each)
            receipt = device.await_kind(EnvelopeKept)
            assert receipt == EnvelopeKept(id=each.id, is_received=True)
    with scene.hub, scene.console() as console:
        console.greet()
        assert console.fetch(reader_id(scene.sealing_key)) == envelopes
    with scene.hub, scene.console() as console:
        console.greet()
        assert console.fetch(reader_id(scene.sealing_key)) == []


def test_after_a_kill_nothing_that_was_receipted_is_gone(scene: Scene) -> None:
    envelope = scene.envelope()
    scene.hub.start()
    with scene.device() as device:
        device.greet()
        device.keep(envelope)
        device.await_kind(EnvelopeKept)
    scene.hub.kill()
    with scene.hub, scene.console() as console:
        console.greet()
        assert console.fetch(reader_id(scene.sealing_key)) == [envelope]


@pytest.mark.skipif(sys.platform != "linux", reason="needs prlimit")
def test_a_disk_that_takes_no_more_is_said_and_it_goes_on_when_there_is_room(
    tmp_path: Path,
) -> None:
    scene = Scene(tmp_path)
    reader = reader_id(scene.sealing_key)
    with scene.hub, scene.device() as device:
        device.greet()
        device.keep(before := scene.envelope())
        device.await_kind(EnvelopeKept)
        wal = (scene.hub.data / "mail.sqlite-wal").stat().st_size
        soft, hard = resource.prlimit(scene.hub.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(scene.hub.pid, resource.RLIMIT_FSIZE, (wal + 100, hard))
        device.keep(refused := scene.envelope())
        refusal = device.await_kind(EnvelopeRefused)
        assert refusal == EnvelopeRefused(id=refused.id, reason=MailRefusal.NOT_KEPT)
        resource.prlimit(scene.hub.pid, resource.RLIMIT_FSIZE, (soft, hard))
        device.keep(refused)
        device.await_kind(EnvelopeKept)
        with scene.console() as console:
            console.greet()
            assert console.fetch(reader) == [before, refused]
    assert any("the mail's database failed" in line for line in scene.hub.said)
    assert not any("Traceback" in line for line in scene.hub.said)


def test_a_hub_that_ends_says_goodbye_and_status_zero(tmp_path: Path) -> None:
    scene = Scene(tmp_path)
    scene.hub.start()
    with scene.device() as device:
        device.greet()
        os.kill(scene.hub.pid, signal.SIGTERM)
        device.await_kind(OfficeLeft)
    assert scene.hub.wait() == 0
    assert not any("Traceback" in line for line in scene.hub.said)


def test_a_connection_that_lives_through_a_restart_is_told_to_greet_anew(tmp_path: Path) -> None:
    scene = Scene(tmp_path)
    scene.hub.start()
    with scene.device() as device:
        device.greet()
        scene.hub.kill()
        scene.hub.start()
        device.send(CallerAlive())
        device.await_kind(OfficeLeft)
        device.greet()
    assert scene.hub.stop() == 0


def test_the_directory_knows_the_address_a_device_comes_from(tmp_path: Path) -> None:
    scene = Scene(tmp_path)
    with scene.hub, scene.device() as device, scene.console() as console:
        device.greet()
        console.greet()
        console.send(RequestDirectory(after=0))
        [line] = console.await_kind(DirectoryTold).devices
        assert (line.key, line.address) == (scene.computer.key, "127.0.0.1:48480")


def test_t07_a_stranger_reaches_none_of_our_code(tmp_path: Path) -> None:
    scene = Scene(tmp_path)
    with scene.hub, scene.device() as device:
        device.greet()
        for own in (PrivateKey.generate(), None):
            with RawCaller(scene.hub.port, scene.hub.key, own) as stranger:
                stranger.send(b"let me in")
                assert stranger.receive(300) is None
        device.send(CallerAlive())
        assert device.receive() is not None
    assert any("refused at the door" in line for line in scene.hub.said)


def test_a_hub_without_a_roster_takes_it_from_the_technicians_tool(tmp_path: Path) -> None:
    scene = Scene(tmp_path, has_roster=False)
    tool = scene.school.deployment.admission
    with scene.hub, MailCaller(scene.hub.port, scene.hub.key, tool) as caller:
        caller.greet()
        roster = scene.roster
        caller.send(OfferRoster(body=roster.canonical, signature=roster.signature))
        caller.await_kind(RosterTaken)
        with scene.device() as device:
            device.greet()
    assert any("in no roster yet" in line for line in scene.hub.said)
    assert (scene.hub.data / "roster.harbour").stat().st_mode & 0o777 == 0o600


def test_the_status_counts_and_names_nobody(tmp_path: Path) -> None:
    scene = Scene(tmp_path)
    with scene.hub, scene.device() as device:
        device.greet()
        device.keep(scene.envelope())
        device.await_kind(EnvelopeKept)
        done = run_hub(*scene.hub.arguments("--status"))
    counts = json.loads(done.stdout)
    assert (counts["waiting"], counts["waiting_by_age"]) == (1, [1, 0, 0, 0])
    assert set(counts) == {
        *("waiting", "waiting_bytes", "largest_bytes", "waiting_by_age"),
        *("oldest_at", "last_received_at"),
    }


def test_a_second_hub_in_the_same_folder_is_refused(tmp_path: Path) -> None:
    scene = Scene(tmp_path)
    with scene.hub:
        done = run_hub(*scene.hub.arguments(), check=False)
    assert_sentence(done, "another hub works in this folder")


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("--school", "nowhere.harbour"), "there is no such file"),
        (("--port", "70000"), "not from 0 to 65535"),
        (("--listen", "everywhere"), "not an IPv4 address"),
        (("--database", "nonsense"), "not a database's URL"),
        (("--database", "postgresql://me:secret-word@127.0.0.1:1/mail"), "cannot be opened"),
        (("--wrong",), "unrecognized arguments"),
        (("--config", "nowhere.toml"), "there is no such file"),
    ],
)
def test_bad_input_is_one_sentence(
    tmp_path: Path, arguments: tuple[str, ...], problem: str
) -> None:
    scene = Scene(tmp_path)
    done = run_hub(*scene.hub.arguments(), *arguments, check=False)
    assert_sentence(done, problem)
    assert "secret-word" not in done.stderr


@pytest.mark.parametrize("name", ["hub.key", "roster.harbour"])
def test_a_spoilt_file_is_one_sentence_that_names_it(tmp_path: Path, name: str) -> None:
    scene = Scene(tmp_path)
    (scene.hub.data / name).write_bytes(b"{}")
    assert_sentence(run_hub(*scene.hub.arguments(), check=False), name)


def test_settings_come_from_a_file_and_an_unknown_one_is_named(tmp_path: Path) -> None:
    scene = Scene(tmp_path)
    settings = tmp_path / "hub.toml"
    settings.write_text('databse = "sqlite:///mail"\n')
    done = run_hub(*scene.hub.arguments("--config", str(settings)), check=False)
    assert_sentence(done, "write 'database'")


def test_a_port_that_is_taken_is_one_sentence(tmp_path: Path) -> None:
    first = Scene(tmp_path)
    (tmp_path / "other").mkdir()
    second = Scene(tmp_path / "other")
    with first.hub:
        second.hub.port = first.hub.port
        assert_sentence(run_hub(*second.hub.arguments(), check=False), "cannot listen there")


def test_a_hub_is_admitted_by_its_request_and_its_fingerprint(
    school_on_disk: SchoolOnDisk, tmp_path: Path
) -> None:
    root, request = school_on_disk.root, tmp_path / "hub.request"
    asked = run_hub(
        *("--school", str(root / "school.harbour"), "--data", str(tmp_path / "hub")),
        *("--request", str(request)),
    )
    mark = asked.stderr.split()[-1]
    add = ("hub", "add", request, "--school-folder", root, "--address", "127.0.0.1:1")
    passphrase = ("--passphrase-file", school_on_disk.passphrase)
    wrong = run_admin(*add, *passphrase, "--fingerprint", "AAAA", check=False)
    assert_sentence(wrong, "do not add this hub")
    added = run_admin(*add, *passphrase, "--fingerprint", mark)
    assert "did not answer" in added.stderr
    listed = run_admin("hub", "list", "--school-folder", root).stdout
    assert mark in listed
    assert "127.0.0.1:1" in listed
    assert mark in run_admin("roster", "show", "--school-folder", root, "--json").stdout
    again = run_admin(*add, *passphrase, "--fingerprint", mark, check=False)
    assert_sentence(again, "in the roster already")
    run_admin("hub", "revoke", mark, "--school-folder", root, *passphrase)
    assert "revoked" in run_admin("hub", "list", "--school-folder", root).stdout


def test_changing_the_roster_keeps_its_hubs_and_brings_it_to_them(
    school_on_disk: SchoolOnDisk, tmp_path: Path
) -> None:
    root, passphrase = school_on_disk.root, ("--passphrase-file", school_on_disk.passphrase)
    request = tmp_path / "hub.request"
    place = ("--school", str(root / "school.harbour"), "--data", str(tmp_path / "hub"))
    mark = run_hub(*place, "--request", str(request)).stderr.split()[-1]
    process = subprocess.Popen(
        [*COMMAND, *place, "--listen", "127.0.0.1", "--port", "48481"],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    try:
        for line in process.stderr:
            if "in no roster yet" in line:
                break
        added = run_admin(
            *("hub", "add", request, "--school-folder", root, "--address", "127.0.0.1:48481"),
            *("--fingerprint", mark, *passphrase),
        )
        assert "holds roster version 3" in added.stderr
        revoked = run_admin(
            *("revoke", "--staff", "Ms Patel", "--school-folder", root, "--wait-s", "0.1"),
            *passphrase,
        )
        assert "holds roster version 4" in revoked.stderr
    finally:
        process.terminate()
        process.stderr.read()
        process.stderr.close()
        assert process.wait(10) == 0
    assert (tmp_path / "hub" / "roster.harbour").read_bytes() == (
        root / "roster.harbour"
    ).read_bytes()


def run_hub(*arguments: str, check: bool = True) -> "subprocess.CompletedProcess[str]":
    done = subprocess.run(
        [sys.executable, "-m", "school_hub", *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    if check:
        assert done.returncode == 0, done.stderr
    return done


def assert_sentence(done: "subprocess.CompletedProcess[str]", problem: str) -> None:
    lines = [line for line in done.stderr.splitlines() if " INFO " not in line]
    assert done.returncode == 2, done.stderr
    assert len(lines) == 1, done.stderr
    assert problem in lines[0]
