"""A person at a display: reads what is shown, presses keys, clicks on what they read."""

import time

from demo.accessibility import Listener, Thing
from demo.children import Children
from demo.concern_school import Seat
from demo.hands import Hands
from demo.steps import NotSeenError, await_that

_TABS_MAX = 40
_NOTICED_S = 1.0
"""How long a program may take to notice that it has the keyboard, before it is given anew."""
_SETTLES_S = 0.6
"""Qt believes 400 ms late that a window lost the keyboard (qxcbconnection.cpp): opened anew before
that, it would never learn that it has it. A window manager tells in another order."""


class Person:
    """Acts on what is shown and on nothing else. Main thread."""

    def __init__(self, seat: Seat, children: Children) -> None:
        self.hands = Hands(seat.display)
        self._listener = Listener(seat.bus, children.stopping)
        self._children = children

    def read(self) -> list[str]:
        """Return every word that is shown now, in order."""
        return [each.name for each in self._listener.read() if each.name]

    def await_words(self, words: str) -> str:
        """Wait until something that is shown contains `words`; return the whole of it."""
        return await_that(
            f"“{words}” on the window",
            lambda: next((each for each in self.read() if words in each), None),
            self._children,
        )

    def await_first_of(self, *several: str) -> str:
        """Wait until one of these is shown; return which."""
        return await_that(
            " or ".join(f"“{each}”" for each in several),
            lambda: next((words for words in several if words in self.read()), None),
            self._children,
        )

    def await_keyboard(self, title: str) -> None:
        """Wait for the window called `title`, and give it the keys."""
        await_that(
            f"window called “{title}” with the keyboard",
            lambda: self._keyboard(title),
            self._children,
        )

    def await_gone(self, title: str) -> None:
        """Wait until no window called `title` is on the display, and its program has settled."""
        await_that(
            f"end of the window called “{title}”",
            lambda: None if self.hands.shows(title) else True,
            self._children,
        )
        time.sleep(_SETTLES_S)

    def go_to(self, words: str) -> None:
        """Press Tab until what has the keyboard begins with `words`.

        Raises:
            NotSeenError: It was not reached.
        """
        self.await_words(words)
        met = []
        for _ in range(_TABS_MAX):
            focused = await_that("thing with the keyboard", self._focused, self._children)
            if focused.name.startswith(words):
                return
            met.append(focused.name)
            self.hands.press("Tab")
            self._await_other_than(focused)
        raise NotSeenError(f"Tab led to {', '.join(dict.fromkeys(met))}; never to “{words}”")

    def choose(self, words: str) -> None:
        """Go to a button with Tab, and press Enter."""
        self.go_to(words)
        self.hands.press("Return")

    def click_on(self, words: str, role: str = "") -> None:
        """Wait until something that begins with `words` is shown, and click on its middle.

        Args:
            role: What it must be, as AT-SPI calls it; empty for anything.
        """
        thing = await_that(
            f"“{words}” to click on", lambda: self._named(words, role), self._children
        )
        self.hands.click(*self._listener.middle_of(thing))

    def close(self) -> None:
        """Leave the display."""
        self._listener.close()
        self.hands.close()

    def _keyboard(self, title: str) -> Thing | None:
        """Give the keys to a window, and look whether it knows by now."""
        if not self.hands.give_keyboard_to(title):
            return None
        try:
            return await_that("focus", self._focused, self._children, within_s=_NOTICED_S)
        except NotSeenError:
            return None

    def _named(self, words: str, role: str) -> Thing | None:
        for each in self._listener.read():
            if each.name.startswith(words) and role in {"", each.role}:
                return each
        return None

    def _focused(self) -> Thing | None:
        """Return what has the keyboard; inside it something nameless may say so of itself too."""
        return next((e for e in self._listener.read() if e.is_focused and e.name), None)

    def _await_other_than(self, before: Thing) -> None:
        def look() -> Thing | None:
            now = self._focused()
            return now if now is not None and now.place != before.place else None

        await_that("other thing with the keyboard", look, self._children, within_s=5.0)
