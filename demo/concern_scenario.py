"""The story of a concern: told with a console off and a hub killed, answered, and read.

Every program is the real one. The pupil's words go in by key presses at the real Help window; what
each step claims is read from the windows as a screen reader gets them, or from the disk.
"""

import contextlib
import dataclasses
import json
import sys
from pathlib import Path

from demo.accessibility import has_accessibility
from demo.children import Children
from demo.class_of_pupils import TEACHER, pupil_name
from demo.concern_school import LEAD, ConcernSchool, Seat
from demo.displays import has_xvfb
from demo.person import Person
from demo.planted import look_for
from demo.steps import Step, StepFailedError, Steps
from protocol.errors import HarbourError, InputError

NAME = "concern"
PUPIL = pupil_name(0)
WORRY_PART, REPLY_PART = "behind the bicycle shed", "to the library at noon"
WORRY = f"Someone takes my lunch every Tuesday {WORRY_PART}"
REPLY = f"Thank you for telling me. Come {REPLY_PART}"
_LISTS = ("roster.harbour", "recipients.harbour")
"""Signed lists that every computer of the school holds in clear: they name staff."""
_PUPIL_SEAT, _TEACHER_SEAT = "pupil", "console"
_RECEIVED = "The school has your message"
_ON_ITS_WAY = ("One moment…", "Saved here, not delivered yet", "On its way, not delivered yet")


def play_concern(folder: Path, children: Children, json_path: str | None) -> int:
    """Play it; return 0, or 1 when a step failed.

    Args:
        json_path: Where the steps are written to as JSON, "-" for standard output; None tells
            them in words there, as they come.

    Raises:
        InputError: This computer lacks something the story needs.
    """
    if not has_xvfb() or not has_accessibility():
        remedy = "install xvfb, dbus and at-spi2-core"
        raise InputError("--scenario", "the pupil's window needs a display and a bus", remedy)
    stream = sys.stdout if json_path is None else sys.stderr

    def tell(step: Step) -> None:
        mark = "done" if step.ok else "FAILED"
        stream.write(f"{step.at_ms / 1000:6.1f} s  {mark}  {step.name}: {step.detail}\n")
        stream.flush()

    steps = Steps(tell)
    with contextlib.ExitStack() as ending, contextlib.suppress(StepFailedError):
        Story(folder, children, ending).play(steps)
    is_good = all(step.ok for step in steps.taken)
    if json_path is not None:
        taken = [dataclasses.asdict(step) for step in steps.taken]
        text = json.dumps({"scenario": NAME, "ok": is_good, "steps": taken}) + "\n"
        if json_path == "-":
            sys.stdout.write(text)
            sys.stdout.flush()
        else:
            Path(json_path).write_text(text)
    return 0 if is_good else 1


class Story:
    """The steps, in order.

    Args:
        ending: Lets go of displays before they end.
    """

    def __init__(self, folder: Path, children: Children, ending: contextlib.ExitStack) -> None:
        self._folder = folder
        self._children = children
        self._ending = ending
        self._school = ConcernSchool(folder, children)
        self._people: dict[str, Person] = {}

    def play(self, steps: Steps) -> None:
        """Play it to its end.

        Raises:
            StepFailedError: At the first step that failed.
        """
        school = self._school
        steps.take("a school is founded", school.found)
        steps.take("who may receive concerns is signed", school.sign_recipients)
        steps.take("the hub is admitted and runs", school.admit_hub)
        steps.take("the pupil's computer is admitted", self._admit_pupil)
        pupil = self._people[_PUPIL_SEAT]
        steps.take("the pupil opens Help", lambda: self._open_help(pupil))
        steps.take("the pupil tells the teacher, whose console is off", lambda: self._write(pupil))
        steps.take("Help says that the school has it", lambda: self._received(pupil))
        steps.take("the hub is killed and started again", self._kill_hub)
        steps.take("no plain text on the hub's disk", self._search_hub)
        steps.take("no plain text on the pupil's disk", self._search_pupil)
        steps.take("the teacher's console comes up", self._come_up)
        teacher = self._people[_TEACHER_SEAT]
        steps.take("the concern arrives", lambda: self._arrive(teacher))
        steps.take("the teacher answers", lambda: self._answer(teacher))
        steps.take("the pupil reads the answer", lambda: self._read_answer(pupil))
        steps.take("still no plain text on the hub's disk", self._search_hub)
        steps.take("still no plain text on the pupil's disk", self._search_pupil)

    def _sit_down(self, name: str) -> tuple[Seat, Person]:
        seat = Seat(self._children, name, self._folder)
        person = self._people[name] = Person(seat, self._children)
        self._ending.callback(person.close)
        return seat, person

    def _admit_pupil(self) -> str:
        seat, _ = self._sit_down(_PUPIL_SEAT)
        return self._school.admit_pupil(seat)

    def _open_help(self, pupil: Person) -> str:
        pupil.hands.press("Control_L", "Alt_L", "h")
        pupil.await_keyboard("Help")
        return f"Ctrl+Alt+H: “{pupil.await_words('Something worrying you?')}”"

    def _write(self, pupil: Person) -> str:
        pupil.choose("Tell someone about something")
        pupil.choose(TEACHER)
        pupil.await_words(f"Your message to {TEACHER}")
        readers = pupil.await_words("can read this.")
        pupil.go_to("As much or as little as you want")
        pupil.hands.type(WORRY)
        pupil.choose("Send")
        return f"typed and sent by keys; Help said beforehand: “{readers}”"

    def _received(self, pupil: Person) -> str:
        first = pupil.await_first_of(*_ON_ITS_WAY, _RECEIVED)
        pupil.await_words(_RECEIVED)
        waiting, size_bytes = self._school.waiting()
        if not waiting:
            raise HarbourError("Help says so, but the hub's disk holds no envelope")
        before = f"after “{first}” " if first != _RECEIVED else ""
        return f"{before}“{_RECEIVED}”; the hub's disk holds {waiting} envelope, {size_bytes} bytes"

    def _kill_hub(self) -> str:
        before = self._school.waiting()
        self._school.kill_hub()
        self._school.start_hub()
        if self._school.waiting() != before:
            raise HarbourError("the hub's disk holds something else than before")
        return f"by SIGKILL; its disk holds the same {before[0]} envelope, {before[1]} bytes"

    def _search_hub(self) -> str:
        return _searched(self._school.hub_files())

    def _search_pupil(self) -> str:
        return _searched(self._school.pupil_files())

    def _come_up(self) -> str:
        seat, teacher = self._sit_down(_TEACHER_SEAT)
        self._school.start_console(seat)
        teacher.await_words("Concerns")
        return f"{TEACHER} signed in, and is on the recipients list: there is an inbox"

    def _arrive(self, teacher: Person) -> str:
        teacher.click_on("Concerns", "list item")
        line = teacher.await_words("Concern 1,")
        if any(WORRY in each or PUPIL in each for each in teacher.read()):
            raise HarbourError("the inbox shows the pupil's words before they are opened")
        teacher.click_on("Open", "push button")
        teacher.await_words(WORRY)
        who = teacher.await_words(PUPIL)
        return f"in the inbox as “{line}”; opened: “{who}” and the words as typed"

    def _answer(self, teacher: Person) -> str:
        teacher.click_on("Your answer to the pupil", "text")
        teacher.hands.type(REPLY)
        teacher.click_on("Send to the pupil", "push button")
        return f"typed by keys; the thread shows “{teacher.await_words(f'{TEACHER} to the pupil')}”"

    def _read_answer(self, pupil: Person) -> str:
        pupil.await_keyboard("Help")
        pupil.choose("Close")
        pupil.await_gone("Help")
        pupil.hands.press("Control_L", "Alt_L", "h")
        pupil.await_keyboard("Help")
        pupil.choose("You have an answer. Read it here.")
        who = pupil.await_words(f"{TEACHER},")
        pupil.await_words(REPLY)
        pupil.choose("I have read it")
        pupil.await_words("There is no answer here yet.")
        return f"in Help, from “{who}”, the words as typed; then “I have read it”"


def _searched(paths: list[Path]) -> str:
    planted = [WORRY, WORRY_PART, REPLY, REPLY_PART, PUPIL]
    everywhere = look_for(planted, paths)
    beside_lists = look_for([TEACHER, LEAD], paths, except_in=_LISTS)
    control = look_for(["Harbour"], paths)
    found = (*everywhere.found, *beside_lists.found)
    if found:
        raise HarbourError("; ".join(f"{file} holds “{word}”" for file, word in found))
    if not control.found:
        raise HarbourError("the search does not find what is there")
    return (
        f"{everywhere.files} files, {everywhere.size_bytes} bytes, folder and log: no word of it "
        "and no name (the school's signed lists alone name staff)"
    )
