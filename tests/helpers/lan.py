"""A throw-away LAN of network namespaces: one bridge, N hosts, cables that can be pulled.

Needs root and iproute2. Nothing in it can reach outside: no uplink is ever added.
"""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest


def _problem() -> str | None:
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("ip") is None:
        return "network namespaces need Linux, root and iproute2"
    name = f"hb{os.getpid()}probe"
    try:
        for command in (["netns", "add", name], ["-n", name, "link", "set", "lo", "up"]):
            done = subprocess.run(["ip", *command], capture_output=True, text=True, check=False)
            if done.returncode != 0:
                return f"network namespaces do not work here: {done.stderr.strip()}"
    finally:
        subprocess.run(["ip", "netns", "del", name], capture_output=True, check=False)
    return None


PROBLEM = _problem()
needs_lan = pytest.mark.skipif(PROBLEM is not None, reason=str(PROBLEM))


def _ip(*arguments: str, namespace: str | None = None) -> None:
    where = ["-n", namespace] if namespace else []
    subprocess.run(["ip", *where, *arguments], check=True, capture_output=True)


_NEIGHBOURS = Path("/proc/sys/net/ipv4/neigh/default")
_NEIGHBOUR_LIMITS = ("gc_thresh1", "gc_thresh2", "gc_thresh3")


@contextlib.contextmanager
def _room_for_neighbours(hosts: int) -> Iterator[None]:
    """Let every host know every other while the block lasts.

    Linux counts the neighbours of all network namespaces together, 1024 at most; beyond that it
    sends nothing to anybody new, multicast included, until entries are five seconds old.
    """
    if not all((_NEIGHBOURS / name).exists() for name in _NEIGHBOUR_LIMITS):
        yield  # only the first network namespace has the limits
        return
    limits = {
        _NEIGHBOURS / name: int((_NEIGHBOURS / name).read_text()) for name in _NEIGHBOUR_LIMITS
    }
    raised = {
        path: 4 * hosts * hosts for path, limit in limits.items() if limit < 4 * hosts * hosts
    }
    try:
        for path, limit in raised.items():
            path.write_text(str(limit))
        yield
    finally:
        for path in raised:
            path.write_text(str(limits[path]))


class Lan:
    """Hosts 0 to `hosts` - 1 with the addresses 10.77.0.10 and on, on one switch."""

    def __init__(self, hosts: int) -> None:
        self._prefix = f"hb{os.getpid()}"
        self._switch = f"{self._prefix}sw"
        self._hosts = hosts
        self._made: list[str] = []

    def namespace(self, host: int) -> str:
        return f"{self._prefix}h{host}"

    def address(self, host: int) -> str:
        return f"10.77.0.{host + 10}"

    def popen(self, host: int, command: Sequence[str], **options: Any) -> "subprocess.Popen[str]":
        """Start `command` on `host`; whoever starts it ends it."""
        return subprocess.Popen(
            ["ip", "netns", "exec", self.namespace(host), *command], text=True, **options
        )

    def popen_at_switch(self, command: Sequence[str], **options: Any) -> "subprocess.Popen[str]":
        """Start `command` where every frame passes."""
        return subprocess.Popen(
            ["ip", "netns", "exec", self._switch, *command], text=True, **options
        )

    def pull_cable(self, host: int) -> None:
        """At the switch: the host's own link stays up, so nothing is told."""
        _ip("link", "set", f"p{host}", "nomaster", namespace=self._switch)

    def plug_cable(self, host: int) -> None:
        _ip("link", "set", f"p{host}", "master", "br0", namespace=self._switch)

    def cut_in(self, host: int) -> tuple[str, str]:
        """Open the cable at the switch; return the ports to carry frames between."""
        near, far = f"w{host}", f"x{host}"
        _ip(*("link", "add", near, "type", "veth", "peer", "name", far), namespace=self._switch)
        for name in (near, far):
            _ip("link", "set", name, "up", namespace=self._switch)
        # One frame a packet, as on a cable: a loss must not take forty at once.
        for name, where in (("eth0", self.namespace(host)), (near, self._switch)):
            _ip("link", "set", name, "gso_max_segs", "1", namespace=where)
        _ip("link", "set", f"p{host}", "nomaster", namespace=self._switch)
        _ip("link", "set", far, "master", "br0", namespace=self._switch)
        return f"p{host}", near

    def take_out(self, host: int) -> None:
        """Close the cable that was cut in."""
        _ip("link", "del", f"w{host}", namespace=self._switch)
        _ip("link", "set", f"p{host}", "master", "br0", namespace=self._switch)

    def build(self) -> None:
        self._namespace(self._switch)
        _ip("link", "add", "br0", "type", "bridge", namespace=self._switch)
        _ip("link", "set", "br0", "type", "bridge", "mcast_snooping", "0", namespace=self._switch)
        _ip("link", "set", "br0", "up", namespace=self._switch)
        for host in range(self._hosts):
            name = self.namespace(host)
            self._namespace(name)
            port = f"p{host}"
            _ip(
                *("link", "add", "eth0", "type", "veth", "peer", "name", port),
                *("netns", self._switch),
                namespace=name,
            )
            _ip("link", "set", port, "master", "br0", "up", namespace=self._switch)
            _ip("addr", "add", f"{self.address(host)}/24", "dev", "eth0", namespace=name)
            _ip("link", "set", "eth0", "up", namespace=name)
            _ip("route", "add", "224.0.0.0/4", "dev", "eth0", namespace=name)

    def destroy(self) -> None:
        for name in self._made:
            subprocess.run(["ip", "netns", "del", name], check=False, capture_output=True)

    def _namespace(self, name: str) -> None:
        _ip("netns", "add", name)
        self._made.append(name)
        _ip("link", "set", "lo", "up", namespace=name)


@contextlib.contextmanager
def throw_away_lan(hosts: int) -> Iterator[Lan]:
    lan = Lan(hosts)
    with _room_for_neighbours(hosts):
        try:
            lan.build()
            yield lan
        finally:
            lan.destroy()
