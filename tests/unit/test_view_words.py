"""What the teacher is told that a pupil reads is what the pupil reads."""

import pytest

from protocol.vocabulary import ViewReason
from student_client.openness.ui.words import reason_words
from teacher_console.view.ui.words import left_word, reason_kept, reason_read


@pytest.mark.parametrize("reason", list(ViewReason))
def test_the_teacher_reads_the_pupils_sentence(reason: ViewReason) -> None:
    assert reason_read(reason) == reason_words(reason)
    assert reason_kept(reason)


def test_time_that_is_left_is_rounded_up_and_never_negative() -> None:
    assert [left_word(seconds) for seconds in (300, 59.2, 0.4, -3)] == [
        "5:00",
        "1:00",
        "0:01",
        "0:00",
    ]
