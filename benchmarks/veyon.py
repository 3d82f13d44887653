"""Veyon in a lab, as Debian ships it: its defaults, a picture a second, a key file to sign in.

Each program sees folders of the lab in place of the system's for configuration and keys, so the
computer's own Veyon, if there is one, is left alone. https://docs.veyon.io/en/4.7/admin/cli.html
"""

import json
import shutil
import subprocess
import time

from benchmarks.lab import CONSOLE, Lab, Process
from benchmarks.peer import Peer

PACKAGES = (
    "veyon-service",
    "veyon-master",
    "veyon-configurator",
    "libqca-qt5-2-plugins",
    "x11vnc",
)
_INTERVAL_MS = 1000
_KEY_FILES = "1"
"""Authentication/Method: key files rather than the computer's users."""
_BUILT_IN = "{14bacaaa-ebe5-449c-b881-5b382f952571}"
"""The directory of computers that is kept in the configuration itself."""
_SYSTEM = {"xdg": "/etc/xdg", "veyon": "/etc/veyon"}
_PATIENCE_S = 20.0
_SETTLE_S = 6.0
"""A console that comes within the first seconds is shown changes 600 ms late instead of 45 ms, for
as long as it stays."""


class Veyon(Peer):
    """The peer most schools know."""

    name = "Veyon"
    tile_rows = (84, 640)

    def __init__(self, room: Lab, pupils: int) -> None:
        super().__init__(room, pupils)
        self._folder = room.folder / "veyon"
        for name in ("home", "run", *_SYSTEM):
            (self._folder / name).mkdir(parents=True, mode=0o700)
        self._environment = {
            "HOME": str(self._folder / "home"),
            "XDG_RUNTIME_DIR": str(self._folder / "run"),
        }
        self._configure()

    @classmethod
    def missing(cls) -> str | None:
        """Return what to install when one of the programs is not there."""
        programs = ("veyon-server", "veyon-master", "veyon-cli", "x11vnc")
        if all(shutil.which(program) for program in programs):
            return None
        return "Veyon is not installed; install it with: apt-get install " + " ".join(PACKAGES)

    def start_pupils(self, display: str) -> None:
        """Start every server, and let them settle."""
        for number in range(1, self.count + 1):
            name = f"veyon-server-{number}"
            self.pupils.append(self._start(["veyon-server"], name, number, display))
        time.sleep(_SETTLE_S)

    def start_console(self, display: str) -> Process:
        """Start the master with every pupil chosen."""
        return self._start(["veyon-master"], "veyon-master", CONSOLE, display)

    def start_full_view(self, display: str) -> Process:
        """Start the master's window for one computer."""
        view = ["veyon-cli", "remoteaccess", "view", self.room.lan.address(1)]
        return self._start(view, "veyon-view", CONSOLE, display)

    def _configure(self) -> None:
        interval = ("config", "set", "Master/ComputerMonitoringUpdateInterval", str(_INTERVAL_MS))
        self._command(*interval)
        self._command("config", "set", "Authentication/Method", _KEY_FILES)
        self._command("config", "set", "NetworkObjectDirectory/Plugin", _BUILT_IN)
        self._command("authkeys", "create", "lab")
        self._command("networkobjects", "add", "location", "room")
        for number in range(1, self.count + 1):
            address = self.room.lan.address(number)
            self._command("networkobjects", "add", "computer", f"s{number}", address, "", "room")
        objects = json.loads(self._command("config", "get", "BuiltinDirectory/NetworkObjects"))
        chosen = {"JsonStoreArray": [each["Uid"] for each in objects]}
        path = self._folder / "home" / ".veyon" / "Config" / "VeyonMaster.json"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps({"UI": {"CheckedNetworkObjects": chosen}}))

    def _command(self, *arguments: str) -> str:
        done = subprocess.run(
            self._inside(["veyon-cli", *arguments]),
            env={"PATH": "/usr/bin:/usr/sbin:/bin", "QT_QPA_PLATFORM": "offscreen"}
            | self._environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=_PATIENCE_S,
        )
        if done.returncode != 0:
            raise RuntimeError(f"veyon-cli {arguments[0]} {arguments[1]} failed: {done.stdout}")
        return done.stdout

    def _start(self, command: list[str], name: str, host: int, display: str) -> Process:
        inside = self._inside(command)
        process = self.room.start(
            inside, name, host=host, display=display, environment=self._environment
        )
        return self._keep(process)

    def _inside(self, command: list[str]) -> list[str]:
        binds = [f"mount --bind {self._folder / name} {place}" for name, place in _SYSTEM.items()]
        script = " && ".join([*binds, 'exec "$@"'])
        return ["unshare", "--mount", "sh", "-c", script, "sh", *command]
