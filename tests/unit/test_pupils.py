"""Lists of pupils: CSV with any headings, OneRoster 1.1 and 1.2, and what is kept of them."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from protocol.errors import InputError
from teacher_console.classroom.pupil_lines import PROBLEMS_MAX
from teacher_console.classroom.pupils import PUPILS_MAX, Pupil, PupilNames, PupilsRead
from teacher_console.classroom.pupils_csv import (
    Column,
    PupilTable,
    problem_with_columns,
    proposed_columns,
    pupils_in,
    read_table,
)
from teacher_console.classroom.pupils_reading import open_pupils, read_pupils
from teacher_console.classroom.pupils_store import PupilsStore
from teacher_console.csv_file import FILE_MAX_BYTES, csv_text

AMIRA = Pupil("akhan", "Amira Khan", ("7A",))

ORGS = (
    'sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\n"s1",,,Oak,school,,\n'
)
CLASSES = (
    "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,"
    "schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods\n"
    "c1,,,Computing 8B,08,,,scheduled,Room 12,s1,t1,,,\n"
    "c2,,,Tutor 8B,08,,,homeroom,,s1,t1,,,\n"
)
ENROLLMENTS = (
    "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,"
    "beginDate,endDate\n"
    "e1,,,c1,s1,u1,student,,,\ne2,,,c2,s1,u1,student,,,\ne3,,,c1,s1,u9,teacher,true,,\n"
)
USERS_11 = (
    "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,"
    "familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password\n"
    "u1,,,true,s1,student,akhan,,Amira,Khan,,,amira@oak.example,,,,08,\n"
    "u2,,,false,s1,student,gone,,Old,Pupil,,,,,,,08,\n"
    "u3,tobedeleted,,true,s1,student,left,,Left,Pupil,,,,,,,08,\n"
    "u9,,,true,s1,teacher,mpatel,,Meera,Patel,,,,,,,,\n"
)
USERS_12 = (
    "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,"
    "middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,"
    "resourceSourcedIds,preferredGivenName,preferredMiddleName,preferredFamilyName,"
    "primaryOrgSourcedId,pronouns\n"
    "u1,,,true,akhan,,Amirah,Khan,,,,,,,08,,,,Amira,,,s1,\n"
    "u4,,,true,bode,,Ben,Ode,,,,,,,08,,,,,,,s1,\n"
    "u9,,,true,mpatel,,Meera,Patel,,,,,,,,,,,,,,s1,\n"
)
ROLES_12 = (
    "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,"
    "userProfileSourcedId\n"
    "r1,,,u1,primary,student,,,s1,\nr4,,,u4,primary,student,,,s1,\nr9,,,u9,primary,teacher,,,s1,\n"
)
BULK_11 = {
    "orgs.csv": ORGS,
    "classes.csv": CLASSES,
    "enrollments.csv": ENROLLMENTS,
    "users.csv": USERS_11,
}
BULK_12 = {**BULK_11, "users.csv": USERS_12, "roles.csv": ROLES_12}


def packed(files: dict[str, str], within: str = "") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(within + name, text)
    return file.getvalue()


def table(text: str) -> PupilTable:
    return read_table(text.encode(), where="pupils.csv")


@pytest.mark.parametrize(
    "data",
    [
        b"login,name,group\nakhan,Amira Khan,7A\n",
        b"\xef\xbb\xbflogin;name;group\r\nakhan;Amira Khan;7A\r\n",
        b"sep=;\r\nLogin;Name;Group\r\nakhan;Amira Khan;7A\r\n",
        b"login\tname\tgroup\nakhan\tAmira Khan\t7A",
        b"Surname,Forename,Reg Group,Username\nKhan,Amira,7A,akhan\n",
        b'login,name,group,,\n"akhan"," Amira \xe2\x80\xae Khan ","7A",,\n\n,,,,\n',
    ],
    ids=["plain", "Excel with semicolons", "Excel's hint", "tabs", "a school's own", "untidy"],
)
def test_a_simple_list_is_read_as_programs_write_it(data: bytes) -> None:
    assert read_pupils(data, "pupils.csv") == PupilsRead((AMIRA,), ())


def test_every_bad_line_gets_its_own_sentence_and_the_good_ones_are_kept() -> None:
    text = (
        "login,name,group\n,Nobody,7A\nben,,7A\nakhan,Amira Khan,7A\nAKHAN@oak.example,Again,7B\n"
        f"long,{'x' * 65},7A\nodd,Khan, Ben,7A\n"
    )
    read = read_pupils(text.encode(), "pupils.csv")
    assert read.pupils == (AMIRA,)
    assert read.problems == (
        "pupils.csv line 2: the sign-in name is missing; fill it in.",
        "pupils.csv line 3: the name is missing; fill it in.",
        "pupils.csv line 5: this sign-in name stands at pupils.csv line 4 already; keep one line.",
        "pupils.csv line 6: the name has 65 characters; write 64 at most.",
        "pupils.csv line 7: it has 4 columns, the heading 3; mend this line.",
    )


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "the file is empty"),
        (b"login,name\n", "the file names no pupil"),
        (b"login,name\n\xe9,x\n", "line 2: this is not UTF-8 text"),
        ("login,name\na,b".encode("utf-16"), "UTF-16 text, not UTF-8"),
        (b'login,name\n"akhan,Amira\n', "not CSV"),
        (b"colour,size\nred,3\n", "no column is the sign-in name"),
        (b"login,colour\nakhan,red\n", "no column is the name"),
        (b"x" * (FILE_MAX_BYTES + 1), "larger than"),
        (b"PK\3\4 damaged", "the archive is damaged"),
    ],
)
def test_a_file_that_is_no_list_is_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence) as caught:
        read_pupils(data, "pupils.csv")
    assert str(caught.value).startswith("pupils.csv")
    assert "\n" not in str(caught.value)


def test_columns_are_proposed_and_the_person_may_choose_others() -> None:
    read = table("No,Kennung,Schueler,Klasse\n1,akhan,Amira Khan,7A\n")
    assert proposed_columns(read.headings)[3] is Column.GROUP
    assert problem_with_columns(proposed_columns(read.headings)) == "no column is the sign-in name"
    chosen = (Column.UNUSED, Column.LOGIN, Column.NAME, Column.GROUP)
    assert pupils_in(read, chosen).pupils == (AMIRA,)


def test_a_whole_name_is_proposed_before_its_parts() -> None:
    columns = proposed_columns(["Email", "Given name", "Family name", "Name", "Year", "Form"])
    assert columns == (
        *(Column.LOGIN, Column.UNUSED, Column.UNUSED),
        *(Column.NAME, Column.GROUP, Column.GROUP),
    )


def test_one_thing_cannot_be_two_columns() -> None:
    columns = (Column.LOGIN, Column.LOGIN, Column.NAME)
    assert problem_with_columns(columns) == "two columns are the login name"
    with pytest.raises(InputError, match="two columns"):
        pupils_in(table("a,b,c\n1,2,3\n"), columns)


def test_t10_a_formula_is_read_as_its_letters_and_written_as_none() -> None:
    name = "=HYPERLINK(1)"
    read = read_pupils(f"login,name\n+akhan,{name}\n".encode(), "pupils.csv")
    assert read.pupils == (Pupil("+akhan", name, ()),)
    assert csv_text([["=1", "+1", "-1", "@1", " =1", "a,b", "a=1"]]) == (
        "'=1,'+1,'-1,'@1,' =1,\"a,b\",a=1\r\n"
    )


def test_sentences_and_pupils_are_bounded() -> None:
    wrong = read_pupils(b"login,name\n" + b"x,\n" * (PROBLEMS_MAX + 5), "pupils.csv")
    assert len(wrong.problems) == PROBLEMS_MAX + 1
    assert wrong.problems[-1] == "5 more lines are wrong."
    many = "login,name\n" + "".join(f"p{each},P\n" for each in range(PUPILS_MAX + 2))
    read = read_pupils(many.encode(), "pupils.csv")
    assert len(read.pupils) == PUPILS_MAX
    assert len(read.problems) == 2


@pytest.mark.parametrize("within", ["", "export/"])
def test_oneroster_1_1_gives_pupils_and_their_classes(within: str) -> None:
    read = read_pupils(packed(BULK_11, within), "oneroster.zip")
    assert read.pupils == (Pupil("akhan", "Amira Khan", ("Computing 8B", "Tutor 8B")),)
    assert read.problems == ()


def test_oneroster_1_2_finds_pupils_by_their_role_and_prefers_their_own_name(
    tmp_path: Path,
) -> None:
    for name, text in BULK_12.items():
        (tmp_path / name).write_text(text)
    assert read_pupils(tmp_path, tmp_path).pupils == (
        Pupil("akhan", "Amira Khan", ("Computing 8B", "Tutor 8B")),
        Pupil("bode", "Ben Ode", ()),
    )


def test_a_class_says_its_school_when_there_are_several() -> None:
    more = {
        "orgs.csv": ORGS + "s2,,,Elm,school,,\n",
        "classes.csv": CLASSES + "c3,,,Art,08,,,scheduled,,s2,t1,,,\n",
    }
    read = read_pupils(packed({**BULK_11, **more}), "oneroster.zip")
    assert read.pupils[0].groups == ("Computing 8B (Oak)", "Tutor 8B (Oak)")


def test_every_bad_oneroster_line_names_its_file_and_line() -> None:
    more = {
        "enrollments.csv": ENROLLMENTS + "e4,,,c7,s1,u1,student,,,\ne5,short\n",
        "users.csv": USERS_11 + "u5,,,true,s1,student,,,No,Login,,,,,,,08,\n",
    }
    read = read_pupils(packed({**BULK_11, **more}), "oneroster.zip")
    assert len(read.pupils) == 1
    assert [sentence.partition(":")[0] for sentence in read.problems] == [
        "enrollments.csv line 5",
        "enrollments.csv line 6",
        "users.csv line 6",
    ]


def test_a_folder_without_users_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"there is no users\.csv in it"):
        open_pupils(tmp_path, where=tmp_path)


def test_a_missing_column_of_oneroster_is_named() -> None:
    files = {**BULK_11, "users.csv": USERS_11.replace("givenName", "forename")}
    with pytest.raises(InputError, match=r"users\.csv line 1: the column givenname is missing"):
        read_pupils(packed(files), "oneroster.zip")


def test_t26_an_archive_that_unpacks_without_end_is_refused_in_bounded_memory() -> None:
    bomb = packed({"users.csv": "x" * (FILE_MAX_BYTES * 4)})
    assert len(bomb) < FILE_MAX_BYTES // 100
    with pytest.raises(InputError, match=r"users\.csv: it is larger than"):
        read_pupils(bomb, "oneroster.zip")


def test_t05_a_name_in_an_archive_is_only_a_name(tmp_path: Path) -> None:
    for name in ("../../users.csv", "/etc/users.csv"):
        assert read_pupils(packed({**BULK_11, "users.csv": "", name: USERS_11}), name).pupils
    assert list(tmp_path.iterdir()) == []


def test_an_archive_of_many_files_is_not_oneroster() -> None:
    with pytest.raises(InputError, match="too many files"):
        read_pupils(packed({f"{each}.csv": "" for each in range(300)}), "x.zip")


@pytest.mark.parametrize(
    "reported", ["akhan", "AKHAN", "OAK\\akhan", "akhan@oak.example", " akhan ", "amira  khan"]
)
def test_a_pupil_is_known_in_every_spelling_a_device_reports(reported: str) -> None:
    names = PupilNames([AMIRA, Pupil("bode", "Ben Ode", ())])
    assert names.shown_name(reported) == "Amira Khan"
    assert names.groups_of(reported) == ("7A",)


def test_who_is_not_on_the_list_keeps_the_reported_name() -> None:
    twins = PupilNames([AMIRA, Pupil("akhan2", "Amira Khan", ("8B",))])
    for names, reported in ((PupilNames(), "akhan"), (twins, "Amira Khan"), (twins, "")):
        assert names.shown_name(reported) == reported
        assert names.groups_of(reported) == ()


def test_the_list_is_kept_private_with_nothing_but_what_is_needed(tmp_path: Path) -> None:
    store = PupilsStore(tmp_path)
    assert store.load() == ()
    store.save([AMIRA])
    assert PupilsStore(tmp_path).load() == (AMIRA,)
    path = tmp_path / "pupils.json"
    assert path.stat().st_mode & 0o777 == 0o600
    assert json.loads(path.read_text())["pupils"] == [["akhan", "Amira Khan", ["7A"]]]


@pytest.mark.parametrize("data", [b"", b"[]", b'{"pupils":[["a"]]}', b"\xff", b'{"pupils":0}'])
def test_a_damaged_list_is_one_sentence(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "pupils.json").write_bytes(data)
    with pytest.raises(InputError, match="the list of pupils is damaged"):
        PupilsStore(tmp_path).load()
