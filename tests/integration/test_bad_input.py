"""Every wrong file, passphrase, CSV, address and argument: one sentence, status 2, no loss."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from teacher_console.school import command_line
from teacher_console.school.staff_request import read_staff_request, request_fingerprint
from tests.helpers.real_school import ADMIN, SchoolOnDisk, run_admin

Spoil = Callable[[Path], None]


def missing(path: Path) -> None:
    path.unlink()


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def cut_short(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def binary(path: Path) -> None:
    path.write_bytes(b"\xff\xfe\x00" * 50)


def other_version(path: Path) -> None:
    path.write_bytes(re.sub(rb'"version": 1,', b'"version": 9,', path.read_bytes(), count=1))


def changed(path: Path) -> None:
    document = json.loads(path.read_text())
    body = document["body"]
    body["name" if "name" in body else "issued_at"] = "Elm School" if "name" in body else 12345
    path.write_text(json.dumps(document))


def unknown_field(path: Path) -> None:
    document = json.loads(path.read_text())
    document.get("body", document)["extra"] = 1
    path.write_text(json.dumps(document))


def another_kind(path: Path) -> None:
    path.write_bytes((path.parent / "deployment.key").read_bytes())


SPOILS: list[Spoil] = [
    missing,
    emptied,
    cut_short,
    binary,
    other_version,
    changed,
    unknown_field,
    another_kind,
]


@pytest.mark.parametrize("spoil", SPOILS, ids=lambda spoil: spoil.__name__)
@pytest.mark.parametrize("name", ["school.harbour", "roster.harbour"])
def test_a_spoilt_document_is_one_sentence_that_names_it(
    school_on_disk: SchoolOnDisk, name: str, spoil: Spoil, capsys: pytest.CaptureFixture[str]
) -> None:
    path = school_on_disk.root / name
    spoil(path)
    before = _tree(school_on_disk.folder)
    _expect_sentence(
        capsys, ["roster", "show", "--school-folder", str(school_on_disk.root)], name=str(path)
    )
    assert _tree(school_on_disk.folder) == before


@pytest.mark.parametrize(
    "spoil",
    [missing, emptied, cut_short, binary, other_version, unknown_field],
    ids=lambda spoil: spoil.__name__,
)
def test_a_spoilt_key_is_one_sentence_that_names_it(
    school_on_disk: SchoolOnDisk, spoil: Spoil, capsys: pytest.CaptureFixture[str]
) -> None:
    path = school_on_disk.root / "deployment.key"
    spoil(path)
    _expect_sentence(capsys, _push(school_on_disk), name=str(path))


def test_a_key_others_may_read_is_refused(
    school_on_disk: SchoolOnDisk, capsys: pytest.CaptureFixture[str]
) -> None:
    path = school_on_disk.root / "deployment.key"
    path.chmod(0o644)
    sentence = _expect_sentence(capsys, _push(school_on_disk), name=str(path))
    assert "chmod 600" in sentence


def test_a_wrong_passphrase_is_said(
    school_on_disk: SchoolOnDisk, capsys: pytest.CaptureFixture[str]
) -> None:
    school_on_disk.passphrase.write_text("not this one at all\n")
    sentence = _expect_sentence(capsys, _push(school_on_disk), name="deployment.key")
    assert "passphrase does not open this key" in sentence


@pytest.mark.parametrize(
    ("content", "problem"),
    [(None, "no such file"), (b"", "empty"), (b"\n", "empty"), (b"\xff\xfe\n", "not UTF-8")],
)
def test_a_spoilt_passphrase_file_is_said(
    school_on_disk: SchoolOnDisk,
    content: bytes | None,
    problem: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if content is None:
        school_on_disk.passphrase.unlink()
    else:
        school_on_disk.passphrase.write_bytes(content)
    sentence = _expect_sentence(capsys, _push(school_on_disk), name="passphrase")
    assert problem in sentence


def test_a_passphrase_file_others_may_read_is_refused(
    school_on_disk: SchoolOnDisk, capsys: pytest.CaptureFixture[str]
) -> None:
    school_on_disk.passphrase.chmod(0o644)
    _expect_sentence(capsys, _push(school_on_disk), name=str(school_on_disk.passphrase))


def test_nobody_at_the_keyboard_is_said_and_not_waited_for(school_on_disk: SchoolOnDisk) -> None:
    done = run_admin(
        "roster", "push", "--school-folder", school_on_disk.root, "--wait-s", "0.1", check=False
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "--passphrase-file" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["fuond"],
        ["found"],
        ["found", "x"],
        ["staff"],
        ["staff", "request", "--name", "A", "--role", "head", "--out", "x"],
        ["admit", "--school-folder", "x"],
        ["roster", "show"],
        ["roster", "show", "--school-folder", "x", "--colour"],
        ["revoke", "--school-folder", "x"],
        ["revoke", "--school-folder", "x", "--staff", "a", "--device", "b"],
        ["roster", "push", "--school-folder", "x", "--wait-s", "soon"],
    ],
    ids=" ".join,
)
def test_wrong_arguments_are_one_sentence(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    _expect_sentence(capsys, arguments, name="arguments")


@pytest.mark.parametrize(
    ("more", "named"),
    [
        (["--name", ""], "school name"),
        (["--name", "x" * 65], "school name"),
        (["--name", "Oak\x07School"], "school name"),
        (["--name", "Oak", "--enrolment-days", "0"], "--enrolment-days"),
        (["--name", "Oak", "--max-devices", "99999"], "--max-devices"),
    ],
)
def test_a_school_out_of_bounds_is_not_founded(
    tmp_path: Path, more: list[str], named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _expect_sentence(capsys, ["found", str(tmp_path / "new"), *more], name=named)
    assert not (tmp_path / "new").exists()


def test_a_short_passphrase_founds_no_school(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    short = tmp_path / "short"
    short.touch(mode=0o600)
    short.write_text("cat\n")
    arguments = ["found", str(tmp_path / "new"), "--name", "Oak", "--passphrase-file", str(short)]
    arguments += ["--safeguarding-passphrase-file", str(short)]
    sentence = _expect_sentence(capsys, arguments, name=str(short))
    assert "at least 12" in sentence
    assert not (tmp_path / "new").exists()


def test_founding_twice_overwrites_nothing(
    school_on_disk: SchoolOnDisk, capsys: pytest.CaptureFixture[str]
) -> None:
    before = _tree(school_on_disk.root)
    arguments = ["found", str(school_on_disk.root), "--name", "Elm School"]
    _expect_sentence(capsys, arguments, name=str(school_on_disk.root))
    assert _tree(school_on_disk.root) == before


def test_a_second_key_request_overwrites_nothing(
    school_on_disk: SchoolOnDisk, capsys: pytest.CaptureFixture[str]
) -> None:
    before = _tree(school_on_disk.teacher)
    arguments = ["staff", "request", "--name", "Ms Patel", "--role", "teacher"]
    arguments += ["--out", str(school_on_disk.teacher)]
    _expect_sentence(capsys, arguments, name="staff.key")
    assert _tree(school_on_disk.teacher) == before


def test_a_wrong_fingerprint_adds_nobody(
    school_on_disk: SchoolOnDisk, capsys: pytest.CaptureFixture[str]
) -> None:
    before = _tree(school_on_disk.root)
    arguments = ["staff", "add", str(school_on_disk.teacher / "ms-patel.request")]
    arguments += ["--school-folder", str(school_on_disk.root), "--rooms", "Room 1"]
    _expect_sentence(capsys, [*arguments, "--fingerprint", "AAAA-BBBB"], name="--fingerprint")
    assert _tree(school_on_disk.root) == before


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "the file is empty"),
        ("name,room\nx,y\n", "line 1"),
        ("fingerprint,name,room\nAAAA,pc,Room 1\n", "line 2"),
        ("fingerprint,name,room\n" + "-".join(["AAAA"] * 8) + ",pc\n", "line 2"),
        ("fingerprint,name,room\n\n" + "-".join(["AAAA"] * 8) + ",,Room 1\n", "line 3"),
        ('fingerprint,name,room\n"unclosed', "not CSV"),
    ],
)
def test_a_bad_names_csv_names_its_line_and_admits_nobody(
    school_on_disk: SchoolOnDisk, text: str, named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = school_on_disk.folder / "names.csv"
    path.write_text(text)
    before = _tree(school_on_disk.root)
    arguments = ["admit", "--school-folder", str(school_on_disk.root), "--room", "Room 12"]
    sentence = _expect_sentence(capsys, [*arguments, "--names", str(path)], name=str(path))
    assert named in sentence
    assert _tree(school_on_disk.root) == before


def test_every_bad_line_of_a_csv_gets_its_own_sentence(
    school_on_disk: SchoolOnDisk, capsys: pytest.CaptureFixture[str]
) -> None:
    path = school_on_disk.folder / "names.csv"
    path.write_text("fingerprint,name,room\nbad,a,b\nworse,c,d\n")
    arguments = ["admit", "--school-folder", str(school_on_disk.root), "--room", "Room 12"]
    assert command_line.main([*arguments, "--names", str(path)]) == 2
    said = capsys.readouterr().err
    assert "line 2" in said
    assert "line 3" in said


def test_an_unknown_person_is_not_revoked(
    school_on_disk: SchoolOnDisk, capsys: pytest.CaptureFixture[str]
) -> None:
    before = _tree(school_on_disk.root)
    arguments = ["revoke", "--school-folder", str(school_on_disk.root), "--staff", "Nobody"]
    _expect_sentence(capsys, arguments, name="--staff")
    assert _tree(school_on_disk.root) == before


@pytest.mark.parametrize(
    ("module", "arguments", "named"),
    [
        ("student_client", ["--school", "{school}", "--port", "70000"], "--port"),
        ("student_client", ["--school", "{school}", "--port", "lots"], "arguments"),
        ("student_client", ["--school", "{school}", "--listen", "everywhere"], "listen"),
        ("student_client", ["--school", "{missing}"], "missing"),
        ("student_client", ["--config", "{missing}"], "missing"),
        ("student_client", ["--config", "{typo}"], "there is no setting 'prot'"),
        ("student_client", ["--config", "{wrong}"], "a setting is wrong"),
        ("student_client", ["--config", "{notoml}"], "not TOML"),
        ("student_client", ["--fly"], "arguments"),
        (
            "teacher_console",
            ["--data", "{missing}", "--passphrase-file", "{pass}"],
            "missing/staff.key",
        ),
        ("teacher_console", ["--data", "{teacher}", "--interface", "x"], "interface"),
        ("teacher_console", ["--data", "{teacher}", "--addresses", "{typo}"], "line 1"),
        (
            "teacher_console",
            ["--data", "{teacher}", "--passphrase-file", "{pass}", "--open-lesson", "Attic"],
            "Attic",
        ),
        ("teacher_console", ["--data", "{teacher}", "--passphrase-file", "{missing}"], "missing"),
    ],
)
def test_the_programs_say_what_is_wrong_in_one_sentence(
    school_on_disk: SchoolOnDisk, module: str, arguments: list[str], named: str
) -> None:
    folder = school_on_disk.folder
    (folder / "typo.toml").write_text("prot = 5\n")
    (folder / "wrong.toml").write_text("port = 'high'\n")
    (folder / "notoml.toml").write_text("port == 5\n")
    places = {
        "school": school_on_disk.root / "school.harbour",
        "missing": folder / "missing",
        "typo": folder / "typo.toml",
        "wrong": folder / "wrong.toml",
        "notoml": folder / "notoml.toml",
        "teacher": school_on_disk.teacher,
        "pass": school_on_disk.passphrase,
    }
    done = _run_program(module, [argument.format(**places) for argument in arguments], folder)
    assert done.returncode == 2, done.stderr
    assert done.stderr.count("\n") == 1
    assert named in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        pytest.param(name, spoil, id=f"{name} {spoil.__name__}")
        for name in ("school.harbour", "roster.harbour")
        for spoil in SPOILS[:-1]
        if (name, spoil) != ("roster.harbour", missing)  # that device was not admitted yet
    ],
)
def test_t19_a_client_with_a_spoilt_trust_file_stays_shut_and_says_so(
    school_on_disk: SchoolOnDisk, name: str, spoil: Spoil
) -> None:
    data = school_on_disk.folder / "pupil"
    data.mkdir(mode=0o700)
    roster = data / "roster.harbour"
    roster.write_bytes((school_on_disk.root / "roster.harbour").read_bytes())
    path = roster if name == "roster.harbour" else school_on_disk.root / name
    spoil(path)
    spoilt = path.read_bytes() if path.exists() else None
    done = _run_program(
        "student_client",
        [
            *("--school", str(school_on_disk.root / "school.harbour"), "--data", str(data)),
            *("--listen", "127.0.0.1", "--port", "0", "--interface", "127.0.0.1"),
        ],
        school_on_disk.folder,
    )
    assert done.returncode == 2
    assert str(path) in done.stderr
    assert done.stderr.count("\n") == 1
    assert (path.read_bytes() if path.exists() else None) == spoilt


def test_files_and_folders_that_hold_secrets_are_private(school_on_disk: SchoolOnDisk) -> None:
    for path in [school_on_disk.root, school_on_disk.teacher]:
        assert path.stat().st_mode & 0o777 == 0o700
        for file in path.iterdir():
            assert file.stat().st_mode & 0o777 == 0o600, file


def _push(school: SchoolOnDisk) -> list[str]:
    return [
        *("roster", "push", "--school-folder", str(school.root), "--wait-s", "0.1"),
        *("--passphrase-file", str(school.passphrase), "--interface", "127.0.0.1"),
    ]


def _expect_sentence(capsys: pytest.CaptureFixture[str], arguments: list[str], *, name: str) -> str:
    assert command_line.main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("harbour-admin: ")
    assert said.err.count("\n") == 1
    assert said.err.rstrip().endswith(".")
    assert name in said.err
    assert len(said.err) < 500
    return said.err


def _run_program(
    module: str, arguments: list[str], folder: Path
) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": str(folder)}
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )


def _tree(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_roster_that_could_not_be_read_again_is_never_written(
    school_on_disk: SchoolOnDisk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    request, mark = _request_of("Mr New", school_on_disk, tmp_path / "new")
    before = _tree(school_on_disk.root)
    rooms = ",".join(map(str, range(65)))
    arguments = _add(school_on_disk, request, mark, rooms=rooms)
    _expect_sentence(capsys, arguments, name="rooms")
    assert {**_tree(school_on_disk.root), "changing.lock": b""} == {**before, "changing.lock": b""}


def test_changes_at_the_same_moment_are_all_kept_or_told_to_wait(
    school_on_disk: SchoolOnDisk, tmp_path: Path
) -> None:
    requests = [
        _request_of(f"Teacher {number}", school_on_disk, tmp_path / str(number))
        for number in range(3)
    ]
    running = [
        subprocess.Popen(
            [*ADMIN, *_add(school_on_disk, request, mark, rooms="Room 1")],
            stdin=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for request, mark in requests
    ]
    added = sum(process.wait(30) == 0 for process in running)
    shown = run_admin("roster", "show", "--school-folder", school_on_disk.root).stdout
    assert added >= 1
    assert shown.count("Teacher ") == added


def test_a_name_without_latin_letters_gets_a_file_one_can_see(
    school_on_disk: SchoolOnDisk, tmp_path: Path
) -> None:
    request, _ = _request_of("李老师", school_on_disk, tmp_path / "li")
    assert request.name == "staff.request"


def test_founding_beside_stray_files_leaves_no_half_a_school(
    tmp_path: Path, school_on_disk: SchoolOnDisk, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "stray"
    folder.mkdir()
    (folder / "roster.harbour").write_text("mine")
    arguments = ["found", str(folder), "--name", "Oak"]
    arguments += ["--passphrase-file", str(school_on_disk.passphrase)]
    arguments += ["--safeguarding-passphrase-file", str(school_on_disk.other_passphrase)]
    _expect_sentence(capsys, arguments, name="roster.harbour")
    assert _tree(folder) == {"roster.harbour": b"mine"}


def test_two_roots_need_two_passphrases(
    tmp_path: Path, school_on_disk: SchoolOnDisk, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["found", str(tmp_path / "new"), "--name", "Oak"]
    arguments += ["--passphrase-file", str(school_on_disk.passphrase)]
    arguments += ["--safeguarding-passphrase-file", str(school_on_disk.passphrase)]
    _expect_sentence(capsys, arguments, name="passphrase")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("wait", ["nan", "inf", "1e300", "-1", "soon"])
def test_a_wait_that_is_none_is_refused(wait: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["roster", "push", "--school-folder", "x", f"--wait-s={wait}"]
    _expect_sentence(capsys, arguments, name="--wait-s")


@pytest.mark.parametrize("interface", ["8.8.8.8", "", "eth0"])
def test_an_interface_of_another_computer_is_refused(
    school_on_disk: SchoolOnDisk, interface: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["roster", "push", "--school-folder", str(school_on_disk.root)]
    _expect_sentence(capsys, [*arguments, "--interface", interface], name="--interface")


def test_a_line_break_in_an_argument_stays_one_sentence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _expect_sentence(capsys, ["roster", "show", "--x\ny"], name="arguments")


def test_a_path_too_long_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    _expect_sentence(capsys, ["found", "x" * 300, "--name", "Oak"], name="xxx")


def test_somebody_elses_folder_is_not_changed(
    school_on_disk: SchoolOnDisk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o755)
    (folder / "plan.txt").write_text("ours")
    arguments = ["staff", "request", "--name", "Ada", "--role", "teacher", "--out", str(folder)]
    arguments += ["--passphrase-file", str(school_on_disk.passphrase)]
    _expect_sentence(capsys, arguments, name="shared")
    assert folder.stat().st_mode & 0o777 == 0o755
    assert [path.name for path in folder.iterdir()] == ["plan.txt"]


def test_a_teacher_without_a_room_is_not_added(school_on_disk: SchoolOnDisk) -> None:
    request, mark = _request_of("Zoë", school_on_disk, school_on_disk.folder / "zoe")
    command = [*ADMIN, *_add(school_on_disk, request, mark, rooms=" , ")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "--rooms: a teacher opens lessons in rooms, and none is named" in done.stderr


def test_letters_the_terminal_lacks_are_no_crash(school_on_disk: SchoolOnDisk) -> None:
    request, mark = _request_of("Zoë", school_on_disk, school_on_disk.folder / "zoe")
    run_admin(*_add(school_on_disk, request, mark, rooms="Räum"))
    done = subprocess.run(
        [*ADMIN, "roster", "show", "--school-folder", str(school_on_disk.root)],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert "Zo\\xeb" in done.stdout


def _request_of(name: str, school: SchoolOnDisk, folder: Path) -> tuple[Path, str]:
    run_admin(
        *("staff", "request", "--name", name, "--role", "teacher", "--out", folder),
        *("--passphrase-file", school.passphrase),
    )
    [request] = folder.glob("*.request")
    return request, request_fingerprint(read_staff_request(request.read_bytes(), where=request))


def _add(school: SchoolOnDisk, request: Path, mark: str, *, rooms: str) -> list[str]:
    return [
        *("staff", "add", str(request), "--school-folder", str(school.root), "--rooms", rooms),
        *("--fingerprint", mark, "--passphrase-file", str(school.passphrase)),
    ]
