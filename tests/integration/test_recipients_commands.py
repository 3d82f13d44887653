"""harbour-admin recipients, as a safeguarding lead uses it, and the photos it makes safe."""

import io
import json
import shutil
from typing import Any

import pytest
from PIL import Image

from protocol.errors import InputError
from protocol.limits import PHOTO_MAX_BYTES
from teacher_console.school.photo import small_photo
from teacher_console.school.safeguarding_office import SafeguardingFolder
from tests.helpers.real_school import SchoolOnDisk, run_admin


class Lead:
    """A lead's folder, with the root that was handed over."""

    def __init__(self, school: SchoolOnDisk) -> None:
        self.school = school
        self.folder = school.folder / "lead"
        self.folder.mkdir(mode=0o700)
        for name in ("school.harbour", "roster.harbour", "safeguarding.key"):
            shutil.copy(school.root / name, self.folder / name)

    def run(self, *arguments: object, check: bool = True) -> "tuple[int, str, str]":
        command, *others = arguments
        signing = () if command == "show" else ("--passphrase-file", self.school.other_passphrase)
        done = run_admin(
            "recipients", command, *others, "--folder", self.folder, *signing, check=check
        )
        return done.returncode, done.stdout, done.stderr

    def add(self, *more: object, duty: str = "dsl") -> "tuple[int, str, str]":
        return self.run("add", "Ms Patel", "--title", "Head of Year 8", "--duty", duty, *more)

    def shown(self) -> dict[str, Any]:
        shown: dict[str, Any] = json.loads(self.run("show", "--json")[1])
        return shown


@pytest.fixture
def lead(school_on_disk: SchoolOnDisk) -> Lead:
    return Lead(school_on_disk)


def photo(kind: str = "PNG", side: tuple[int, int] = (900, 1200)) -> bytes:
    file = io.BytesIO()
    Image.effect_noise(side, 120).convert("RGB").save(file, kind)
    return file.getvalue()


def test_somebody_of_the_roster_is_added_with_a_photo_and_the_version_rises(lead: Lead) -> None:
    path = lead.folder / "face.png"
    path.write_bytes(photo())
    lead.add("--looks-after", "Year 8", "--photo", path)
    lead.run("renew")
    shown = lead.shown()
    assert shown["version"] == 2
    (person,) = shown["recipients"]
    assert person["name"] == "Ms Patel"
    assert person["looks_after"] == "Year 8"
    assert 0 < person["photo_bytes"] <= PHOTO_MAX_BYTES
    assert "Ms Patel (Head of Year 8, looks after Year 8): dsl; with photo" in lead.run("show")[1]


def test_somebody_is_away_and_comes_back(lead: Lead) -> None:
    lead.add()
    lead.run("away", "Ms Patel", "--until", "2999-01-01")
    assert "away until 2999-01-01" in lead.run("show")[1]
    lead.run("back", "Ms Patel")
    assert "away" not in lead.run("show")[1]


def test_helplines_and_the_time_to_open_are_the_schools(lead: Lead) -> None:
    lead.add()
    lead.run("helplines", "--line", "Meic=080880 23456", "--emergency", "Danger=999")
    lead.run("acknowledge", "--within-min", "60")
    shown = lead.shown()
    assert shown["acknowledge_within_s"] == 3600
    assert [each["name"] for each in shown["helplines"]] == ["Meic", "Danger"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("add", "Nobody", "--title", "x"), "nobody in the roster has this name"),
        (("add", "Ms Patel", "--title", "x" * 121, "--duty", "dsl"), "it is longer than 120"),
        (("add", "Ms Patel", "--title", "x", "--duty", "staff"), "add a lead first"),
        (("remove", "Nobody"), "nobody on the list has this name"),
        (("helplines", "--line", "Childline=0800 1111"), "none is for danger now"),
        (("acknowledge", "--within-min", "1"), "a value is out of its bounds"),
        (("away", "Nobody", "--until", "2999-01-01"), "nobody on the list has this name"),
        (("away", "Nobody", "--until", "tomorrow"), "write a day as 2026-12-01"),
    ],
)
def test_bad_input_is_one_sentence_and_changes_nothing(
    lead: Lead, arguments: tuple[object, ...], sentence: str
) -> None:
    status, _, said = lead.run(*arguments, check=False)
    assert status == 2
    assert sentence in said
    assert "Traceback" not in said
    assert not (lead.folder / "recipients.harbour").exists()


def test_the_last_person_may_be_removed_and_an_empty_list_stays(lead: Lead) -> None:
    lead.add()
    lead.run("remove", "Ms Patel")
    assert lead.shown()["recipients"] == []


def test_the_technicians_passphrase_signs_no_list(lead: Lead) -> None:
    done = run_admin(
        *("recipients", "add", "Ms Patel", "--title", "x", "--duty", "dsl"),
        *("--folder", lead.folder, "--passphrase-file", lead.school.passphrase),
        check=False,
    )
    assert done.returncode == 2
    assert not (lead.folder / "recipients.harbour").exists()


def test_an_older_list_does_not_take_the_place_of_a_newer(lead: Lead) -> None:
    lead.add()
    folder = SafeguardingFolder(lead.folder)
    school = folder.school()
    first = folder.recipients(school)
    lead.run("renew")
    assert first is not None
    with pytest.raises(InputError, match="version 2 is here already"):
        folder.keep(first, school)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("side", [(1, 1), (160, 160), (3000, 40), (4000, 3000)])
def test_a_photo_becomes_a_small_square_jpeg(kind: str, side: tuple[int, int]) -> None:
    made = small_photo(photo(kind, side), where="face")
    assert len(made) <= PHOTO_MAX_BYTES
    with Image.open(io.BytesIO(made), formats=["JPEG"]) as image:
        assert image.size == (160, 160)
        assert dict(image.getexif()) == {}


@pytest.mark.parametrize("data", [b"", b"no photo", photo()[:200], b"GIF89a" + bytes(100)])
def test_t20_what_is_no_photo_is_one_sentence(data: bytes) -> None:
    with pytest.raises(InputError, match="it is not a photo that can be read"):
        small_photo(data, where="face")
