"""Programs killed, stopped and cut off, on either side, again and again.

    python -m drills.endurance [--count N] [--pupils N] [--json FILE] [ACT ...]

After each act the wall must say within 5 s that the device is not there, show nothing old, and show
a fresh picture within 5 s of the end of the act, by itself. Where the console itself is down, it is
the pupil's light that must go out, within 6.5 s. Prints a table and writes JSON; exit status 1 when
one trial fails.

"suspend" stops the program and cuts its cable at once, and lets it run again half a second before
the cable is back. What a real suspend does besides, and this cannot: the monotonic clock stands
still meanwhile.
"""

import argparse
import dataclasses
import json
import random
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from drills.figures import print_table, spread
from drills.room import CONSOLE, Pupil, Room, room_of
from drills.wall import Said

NOTICED_S = 5.0
HEALED_S = 5.0
LIGHT_OUT_S = 6.5
"""A device looks for lost consoles when the earliest deadline falls due, at most 1.2 s late."""
STALE_S = 3.0
"""An older picture must never be shown as live (`protocol.limits.QUIET_AFTER_S`)."""
_IN_FLIGHT_S = 0.3
_HOLD_S = (5.5, 9.0)
_PAUSE_S = (0.3, 1.5)
_FIRST_S = 30.0
_LOOK_S = 0.02
_WAKE_S = 0.5
_TOLD = 12
_GONE = ("quiet", "lost", "left", "withheld")


@dataclasses.dataclass(frozen=True, slots=True)
class Trial:
    """One act on one device.

    Attributes:
        noticed_s: From the act until the wall (or the pupil's light) said so; None if too late.
        healed_s: From the end of the act until a fresh picture; None if too late.
        stale: Pictures shown that were old, or came while there was nobody to send them.
    """

    noticed_s: float | None
    healed_s: float | None
    stale: int

    @property
    def has_failed(self) -> bool:
        """Tell whether a promise was broken."""
        return self.noticed_s is None or self.healed_s is None or self.stale > 0


class Drill:
    """A room and its wall, through any number of acts."""

    def __init__(self, room: Room, seed: int) -> None:
        self._room = room
        self._rng = random.Random(seed)  # noqa: S311  # repeatable, not secret
        self.wall = room.wall()
        try:
            self.await_all_live(self.wall.started_at)
        except TimeoutError:
            self.close()
            raise

    def close(self) -> None:
        """End the wall."""
        self.wall.close()

    def await_all_live(self, after: float) -> None:
        """Wait until every pupil is seen.

        Raises:
            TimeoutError: One was not, within half a minute.
        """
        for pupil in self._room.pupils:
            if self.wall.wait_for(pupil.name, _is_fresh, after=after, within_s=_FIRST_S) is None:
                raise TimeoutError(f"{pupil.name} was never live")

    # acts on one pupil; all pupils at once, each at its own moments

    def on_pupils(
        self, hurt: Callable[[Pupil], None], heal: Callable[[Pupil], None], count: int
    ) -> list[Trial]:
        """Do `hurt` and `heal` to pupils, `count` times in all."""
        trials: list[Trial] = []
        pupils = self._room.pupils
        shares = [len(range(number, count, len(pupils))) for number in range(len(pupils))]
        seeds = [self._rng.random() for _ in pupils]

        def suffer(pupil: Pupil, rounds: int, seed: float) -> None:
            rng = random.Random(seed)  # noqa: S311
            for _ in range(rounds):
                time.sleep(rng.uniform(*_PAUSE_S))
                trials.append(self._pupil_trial(pupil, hurt, heal, rng.uniform(*_HOLD_S)))

        threads = [
            threading.Thread(target=suffer, args=each, name=f"suffer {each[0].name}")
            for each in zip(pupils, shares, seeds, strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return trials

    def _pupil_trial(
        self,
        pupil: Pupil,
        hurt: Callable[[Pupil], None],
        heal: Callable[[Pupil], None],
        hold_s: float,
    ) -> Trial:
        wall, who = self.wall, pupil.name
        hurt_at = time.monotonic()
        hurt(pupil)
        noticed = wall.wait_for(
            who, lambda said: said.state.startswith(_GONE), after=hurt_at, within_s=NOTICED_S
        )
        time.sleep(max(0.0, hurt_at + hold_s - time.monotonic()))
        heal(pupil)
        healed_at = time.monotonic()
        said_at = noticed.at if noticed is not None else hurt_at + NOTICED_S
        stale = sum(
            not said.state or said.state == "live"
            for said in wall.between(who, said_at, healed_at - _WAKE_S)
        )
        fresh = self._await_fresh(who, healed_at)
        stale += sum(map(_is_stale, wall.between(who, healed_at, time.monotonic())))
        return Trial(_since(noticed, hurt_at), _since(fresh, healed_at), stale)

    # acts on the console; each counts for every pupil

    def on_console(
        self, hurt: Callable[[], None], heal: Callable[[], None], count: int, *, is_blind: bool
    ) -> list[Trial]:
        """Do `hurt` and `heal` to the console, `count` times.

        Args:
            is_blind: The console cannot say anything meanwhile; the pupils' lights must tell.
        """
        trials: list[Trial] = []
        for _ in range(count):
            time.sleep(self._rng.uniform(*_PAUSE_S))
            trials += self._console_round(hurt, heal, is_blind=is_blind)
        return trials

    def _console_round(
        self, hurt: Callable[[], None], heal: Callable[[], None], *, is_blind: bool
    ) -> list[Trial]:
        pupils = self._room.pupils
        watches = {pupil.name: pupil.ended_watches() for pupil in pupils}
        hurt_at = time.monotonic()
        hurt()
        noticed: dict[str, float | None] = dict.fromkeys(watches)
        if is_blind:
            self._await_lights_out(watches, noticed, hurt_at)
        else:
            for who in watches:
                said = self.wall.wait_for(
                    who,
                    lambda said: said.state.startswith(_GONE),
                    after=hurt_at,
                    within_s=NOTICED_S,
                )
                noticed[who] = _since(said, hurt_at)
        time.sleep(max(0.0, hurt_at + self._rng.uniform(*_HOLD_S) - time.monotonic()))
        healed_at = time.monotonic()
        heal()
        trials = []
        for pupil in pupils:
            who = pupil.name
            fresh = self._await_fresh(who, healed_at)
            stale = sum(
                not said.state
                for said in self.wall.between(who, hurt_at + _IN_FLIGHT_S, healed_at - _WAKE_S)
            )
            stale += sum(map(_is_stale, self.wall.between(who, healed_at, time.monotonic())))
            trials.append(Trial(noticed[who], _since(fresh, healed_at), stale))
        return trials

    def _await_fresh(self, who: str, healed_at: float) -> Said | None:
        """Return the first fresh picture in time; tell what happened instead, if there is none."""
        fresh = self.wall.wait_for(who, _is_fresh, after=healed_at, within_s=HEALED_S)
        if fresh is None:
            self.wall.wait_for(who, _is_fresh, after=healed_at, within_s=_FIRST_S)
            said = self.wall.between(who, healed_at, time.monotonic())[:_TOLD]
            story = ", ".join(
                f"{each.at - healed_at:.1f} s {each.state or 'picture'}" for each in said
            )
            sys.stderr.write(f"{who} was not seen again in time: {story}\n")
        return fresh

    def _await_lights_out(
        self, watches: dict[str, int], noticed: dict[str, float | None], hurt_at: float
    ) -> None:
        while None in noticed.values() and time.monotonic() < hurt_at + LIGHT_OUT_S:
            for pupil in self._room.pupils:
                name = pupil.name
                if noticed[name] is None and pupil.ended_watches() > watches[name]:
                    noticed[name] = time.monotonic() - hurt_at
            time.sleep(_LOOK_S)


def acts(room: Room, drill: Drill) -> dict[str, Callable[[int], list[Trial]]]:
    """Return every act by its name; each takes how often."""
    lan = room.lan

    def kill_console() -> None:
        drill.wall.process.kill()
        drill.wall.close()

    def start_console() -> None:
        drill.wall = room.wall()

    def stop_console() -> None:
        drill.wall.process.send_signal(signal.SIGSTOP)

    def go_on_console() -> None:
        drill.wall.process.send_signal(signal.SIGCONT)

    def suspend_console() -> None:
        stop_console()
        lan.pull_cable(CONSOLE)

    def wake_console() -> None:
        go_on_console()
        time.sleep(_WAKE_S)
        lan.plug_cable(CONSOLE)

    def suspend(pupil: Pupil) -> None:
        pupil.send(signal.SIGSTOP)
        lan.pull_cable(pupil.host)

    def wake(pupil: Pupil) -> None:
        pupil.send(signal.SIGCONT)
        time.sleep(_WAKE_S)
        lan.plug_cable(pupil.host)

    def pupils(
        hurt: Callable[[Pupil], None], heal: Callable[[Pupil], None]
    ) -> Callable[[int], list[Trial]]:
        return lambda count: drill.on_pupils(hurt, heal, count)

    def console(
        hurt: Callable[[], None], heal: Callable[[], None], *, is_blind: bool = True
    ) -> Callable[[int], list[Trial]]:
        return lambda count: drill.on_console(hurt, heal, count, is_blind=is_blind)

    return {
        "pupil-kill": pupils(lambda pupil: pupil.end(signal.SIGKILL), Pupil.start),
        "pupil-log-off": pupils(lambda pupil: pupil.end(signal.SIGTERM), Pupil.start),
        "pupil-stop": pupils(
            lambda pupil: pupil.send(signal.SIGSTOP), lambda pupil: pupil.send(signal.SIGCONT)
        ),
        "pupil-suspend": pupils(suspend, wake),
        "pupil-cable": pupils(
            lambda pupil: lan.pull_cable(pupil.host), lambda pupil: lan.plug_cable(pupil.host)
        ),
        "console-kill": console(kill_console, start_console),
        "console-stop": console(stop_console, go_on_console),
        "console-suspend": console(suspend_console, wake_console),
        "console-cable": console(
            lambda: lan.pull_cable(CONSOLE), lambda: lan.plug_cable(CONSOLE), is_blind=False
        ),
    }


NAMES = (
    *("pupil-kill", "pupil-log-off", "pupil-stop", "pupil-suspend", "pupil-cable"),
    *("console-kill", "console-stop", "console-suspend", "console-cable"),
)


def run(names: list[str], *, count: int, pupils: int, seed: int) -> list[dict[str, Any]]:
    """Do each act `count` times in a room of `pupils`; return a row of figures for each."""
    rows = []
    with room_of(pupils) as room:
        drill = Drill(room, seed)
        try:
            for name in names:
                rows.append(_row(name, acts(room, drill)[name](count)))
                print_table(rows[-1:])
        finally:
            drill.close()
    return rows


def _row(name: str, trials: list[Trial]) -> dict[str, Any]:
    noticed = spread([each.noticed_s for each in trials if each.noticed_s is not None])
    healed = spread([each.healed_s for each in trials if each.healed_s is not None])
    return {
        "act": name,
        "trials": len(trials),
        **{f"noticed_{key}_s": value for key, value in dataclasses.asdict(noticed).items()},
        **{f"healed_{key}_s": value for key, value in dataclasses.asdict(healed).items()},
        "not_noticed": sum(each.noticed_s is None for each in trials),
        "not_healed": sum(each.healed_s is None for each in trials),
        "stale": sum(each.stale for each in trials),
        "failures": sum(each.has_failed for each in trials),
    }


def _is_fresh(said: Said) -> bool:
    return said.age_s is not None and said.age_s < STALE_S


def _is_stale(said: Said) -> bool:
    return said.age_s is not None and said.age_s >= STALE_S


def _since(said: Said | None, moment: float) -> float | None:
    return said.at - moment if said is not None else None


def main() -> int:
    """Return 1 when a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("acts", nargs="*", choices=[*NAMES, []])
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--pupils", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    rows = run(given.acts or list(NAMES), count=given.count, pupils=given.pupils, seed=given.seed)
    print_table(rows)
    if given.json is not None:
        given.json.write_text(json.dumps(rows, indent=2) + "\n")
    return int(any(row["failures"] for row in rows))


if __name__ == "__main__":
    sys.exit(main())
