"""`python3 run.py demo`: one command from nothing to a class of live screens."""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from demo.children import Children
from demo.class_of_pupils import DemoSchool
from demo.concern_scenario import NAME, play_concern
from demo.displays import has_xvfb, start_display
from demo.measuring import DisplayWatch, UsageMeter, loopback_bytes
from demo.stopping import StoppedError, Stopping
from protocol.errors import HarbourError, InputError
from protocol.files import write_file
from protocol.settings import Arguments

_CONSOLE_SIZE = (1280, 800)
_LIVE_WITHIN_S = 45.0
_LOOK_EVERY_S = 0.01
_MEASURE_S = 20.0
_SCREENSHOT = "harbour-demo.png"


def main() -> int:
    """Run the demonstration; return its exit status."""
    stopping = Stopping()
    status = 0
    try:
        given = _arguments()
        with tempfile.TemporaryDirectory(prefix="harbour-demo-") as name:
            children = Children(Path(name), stopping)
            try:
                if given.scenario is not None:
                    status = 1  # unless it is played to its end
                    status = play_concern(Path(name), children, given.json)
                else:
                    _run(given, Path(name), children)
            except StoppedError:
                _say("ending")
            finally:
                stopping.ignore()
                children.end_all()
    except StoppedError:
        return status
    except InputError as exc:
        _say(str(exc))
        return 2
    except HarbourError as exc:
        _say(f"this did not work: {exc}")
        return 1
    return status


def _arguments() -> argparse.Namespace:
    parser = Arguments(prog="run.py demo", description="Show a class of live screens.")
    parser.add_argument("--pupils", type=int, default=6, help="how many pupils (default 6)")
    parser.add_argument("--headless", action="store_true", help="needs no display; saves a PNG")
    parser.add_argument("--seconds", type=float, help="end by itself after so long")
    parser.add_argument("--json", metavar="FILE", help="write measurements, - for standard output")
    parser.add_argument("--painted", action="store_true", help="pupils paint their desktops")
    parser.add_argument("--scenario", choices=[NAME], help="play a story instead, and check it")
    given = parser.parse_args()
    if given.scenario is not None and (given.painted or given.seconds is not None):
        problem = "a scenario has no painted pupils and ends by itself"
        raise InputError("--scenario", problem, "leave --painted and --seconds out")
    if not 1 <= given.pupils <= 60:  # noqa: PLR2004
        raise InputError("--pupils", "out of range", "choose 1 to 60")
    if given.seconds is not None and not 1 <= given.seconds <= 86_400:  # noqa: PLR2004
        raise InputError("--seconds", "out of range", "choose 1 to 86400")
    if given.seconds is None and given.json is not None:
        given.seconds = _MEASURE_S
    return given


def _run(given: argparse.Namespace, folder: Path, children: Children) -> None:
    own_display = os.environ.get("DISPLAY")
    is_painted = given.painted or not has_xvfb()
    is_headless = given.headless or (sys.platform == "linux" and not own_display)
    if is_headless and not has_xvfb():
        raise InputError("--headless", "Xvfb is not installed here", "leave --headless out")
    if is_headless and not given.headless:
        _say("there is no display here, so the console opens on one that nobody sees (--headless)")

    _say("founding a school")
    school = DemoSchool(folder, children)
    school.found()
    shares_own = not is_headless and not is_painted and bool(own_display)
    pupils = given.pupils + int(shares_own)
    _say(f"starting {pupils} pupils")
    clients = [
        school.start_pupil(number, is_painted=is_painted).pid for number in range(given.pupils)
    ]
    if shares_own:
        clients.append(school.start_pupil(given.pupils, display=own_display).pid)
    _say("admitting their computers")
    found, admitted = school.admit(pupils)
    children.check()

    display = own_display
    if is_headless:
        display = start_display(
            children, "display-console", width_px=_CONSOLE_SIZE[0], height_px=_CONSOLE_SIZE[1]
        )
    watch = DisplayWatch(display)
    try:
        _say("opening the console with a lesson")
        console, started_at = school.start_console(display, platform="xcb" if is_headless else None)
        first_ms, all_ms = _await_live(watch, children, given.pupils, started_at)
        if all_ms is not None:
            _say(f"{given.pupils} screens are live")
        if given.seconds is None:
            _say("press Ctrl-C to end")
        figures = _measure(clients, console.pid, given.seconds, children)
        screenshot = _save_screenshot(watch) if is_headless else None
        live = watch.live_tiles()
    finally:
        watch.close()
    children.end_all()
    if shares_own and school.pictures_sent([given.pupils]):
        live += 1  # this machine's own screen carries no marker; its history tells
    if given.json is None:
        return
    report = {
        "pupils": pupils,
        "found": found,
        "admitted": admitted,
        "live": live,
        "first_thumbnail_ms": first_ms,
        "all_live_ms": all_ms,
        "frames": school.pictures_sent(range(pupils)),
        **figures,
        "screenshot": str(screenshot) if screenshot is not None else None,
    }
    _report(given.json, json.dumps(report) + "\n")


def _await_live(
    watch: DisplayWatch, children: Children, pupils: int, started_at: float
) -> tuple[int | None, int | None]:
    first_ms: int | None = None
    while time.monotonic() - started_at < _LIVE_WITHIN_S:
        live = watch.live_tiles()
        now_ms = round((time.monotonic() - started_at) * 1000)
        if live and first_ms is None:
            first_ms = now_ms
        if live >= pupils:
            return first_ms, now_ms
        children.check()
        time.sleep(_LOOK_EVERY_S)
    return first_ms, None


def _measure(
    clients: Sequence[int], console: int, seconds: float | None, children: Children
) -> dict[str, float | None]:
    client_meter, console_meter = UsageMeter(clients), UsageMeter([console])
    bytes_before = loopback_bytes()
    began_at = time.monotonic()
    _await_end(seconds, children)
    took_s = time.monotonic() - began_at
    client, own = client_meter.read(), console_meter.read()
    bytes_after = loopback_bytes()
    rate = None
    if bytes_before is not None and bytes_after is not None:
        rate = round((bytes_after - bytes_before) / len(clients) / took_s)
    return {
        "bytes_per_pupil_s": rate,
        "client_cpu_percent": client.cpu_percent,
        "console_cpu_percent": own.cpu_percent,
        "client_pss_mb": client.pss_mb,
        "console_pss_mb": own.pss_mb,
    }


def _await_end(seconds: float | None, children: Children) -> None:
    ends_at = time.monotonic() + seconds if seconds is not None else float("inf")
    while time.monotonic() < ends_at:
        if children.has_ended("console"):
            return
        children.check()
        time.sleep(min(0.2, max(0.0, ends_at - time.monotonic())))


def _save_screenshot(watch: DisplayWatch) -> Path:
    path = Path.cwd() / _SCREENSHOT
    watch.save(path)
    return path


def _report(path: str, text: str) -> None:
    if path == "-":
        sys.stdout.write(text)
        sys.stdout.flush()
    else:
        write_file(Path(path), text.encode())


def _say(text: str) -> None:
    sys.stderr.write(f"demo: {text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
