"""What a console does when it starts with a whole, a new, or a spoilt folder."""

from pathlib import Path

import pytest

from protocol.errors import InputError
from teacher_console.config import read_config
from teacher_console.launch import launched
from teacher_console.school.set_up_progress import Progress, is_to_set_up, save_progress


def test_a_folder_that_is_not_there_or_empty_is_set_up(tmp_path: Path) -> None:
    assert is_to_set_up(tmp_path / "missing")
    assert is_to_set_up(tmp_path)


def test_setting_up_goes_on_where_it_was_left(tmp_path: Path) -> None:
    save_progress(tmp_path / "console", Progress(step=2))
    assert is_to_set_up(tmp_path / "console")


def test_a_finished_console_that_lost_a_file_is_not_set_up_anew(tmp_path: Path) -> None:
    save_progress(tmp_path / "console", Progress(step=4, is_finished=True))
    assert not is_to_set_up(tmp_path / "console")


def test_somebody_elses_folder_is_not_set_up(tmp_path: Path) -> None:
    (tmp_path / "staff.key").write_text("half a key")
    assert not is_to_set_up(tmp_path)


def test_a_file_in_the_folders_place_is_not_set_up(tmp_path: Path) -> None:
    place = tmp_path / "console"
    place.touch()
    assert not is_to_set_up(place)


@pytest.mark.parametrize(
    "more",
    [
        ["--passphrase-file", "words"],
        ["--open-lesson", "Room 12"],
        ["--addresses", "rooms.csv"],
    ],
)
def test_a_script_gets_a_sentence_and_no_window(tmp_path: Path, more: list[str]) -> None:
    config = read_config(["--data", str(tmp_path / "missing"), *more])
    with pytest.raises(InputError, match=r"staff\.key: there is no such file"), launched(config):
        pass


def test_a_person_with_a_new_folder_begins_with_setting_up(tmp_path: Path) -> None:
    with launched(read_config(["--data", str(tmp_path / "missing")])) as launch:
        assert launch.folder is None
        assert launch.signing_in is None


def test_a_view_without_a_lesson_is_refused() -> None:
    with pytest.raises(InputError, match="--open-view"):
        read_config(["--open-view", "pc-01"])


def test_the_device_to_view_is_passed_on() -> None:
    config = read_config(["--open-lesson", "Room 12", "--open-view", "pc-01"])
    assert config.view_device == "pc-01"
