"""How somebody likes the window is there again at the next start, and never stops one."""

from pathlib import Path

import pytest

from protocol.errors import InputError
from teacher_console.shell.window_choices import (
    WINDOW_NAME,
    Choices,
    WindowChoices,
    read_choices,
)

LIKED = Choices(theme="dark", is_list=True, has_groups=False)


def test_what_was_chosen_is_there_at_the_next_start(tmp_path: Path) -> None:
    WindowChoices(tmp_path / WINDOW_NAME).keep(LIKED)
    assert WindowChoices(tmp_path / WINDOW_NAME).now == LIKED


def test_a_person_can_read_the_file(tmp_path: Path) -> None:
    path = tmp_path / WINDOW_NAME
    WindowChoices(path).keep(LIKED)
    assert path.read_text().splitlines()[1:-1] == [
        '  "theme": "dark",',
        '  "is_list": true,',
        '  "has_groups": false',
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b'{"theme": "pink"}',
        b'{"is_list": "yes"}',
        b'{"more": 1}',
        b"[" * 4000,
        b" " * 5000,
    ],
)
def test_a_damaged_file_gives_a_first_start_and_a_line_in_the_log(
    data: bytes, tmp_path: Path, expected_log: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / WINDOW_NAME
    path.write_bytes(data)
    assert read_choices(path) == Choices()
    assert "the window opens as at its first start" in expected_log.text


def test_a_damaged_file_is_replaced_by_the_next_choice(
    tmp_path: Path, expected_log: pytest.LogCaptureFixture
) -> None:
    del expected_log
    path = tmp_path / WINDOW_NAME
    path.write_text("{")
    WindowChoices(path).keep(LIKED)
    assert read_choices(path) == LIKED


def test_a_choice_that_cannot_be_written_holds_until_the_end(tmp_path: Path) -> None:
    choices = WindowChoices(tmp_path / "missing" / WINDOW_NAME)
    with pytest.raises(InputError):
        choices.keep(LIKED)
    assert choices.now == LIKED
