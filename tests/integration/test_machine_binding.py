"""T02: a copied disk never speaks with the key of the computer it was copied from."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from protocol.errors import InputError
from student_client.device_folder import DeviceFolder
from student_client.machine_identity import linux_identity, machine_identity


def machine(name: str | None) -> Callable[[], bytes | None]:
    return lambda: None if name is None else name.encode() * 16


def clone(folder: Path, name: str) -> Path:
    return Path(shutil.copytree(folder, folder.with_name(name)))


def test_t02_each_clone_makes_a_key_of_its_own_and_keeps_it(
    tmp_path: Path, expected_log: pytest.LogCaptureFixture
) -> None:
    original = DeviceFolder(tmp_path / "image", machine("a"))
    keys = [original.keys()]
    for name in ("b", "c"):
        folder = clone(tmp_path / "image", name)
        keys.append(DeviceFolder(folder, machine(name)).keys())
        assert DeviceFolder(folder, machine(name)).keys() == keys[-1]
    assert DeviceFolder(tmp_path / "image", machine("a")).keys() == keys[0]
    assert len({each.transport.transport_key() for each in keys}) == 3
    assert len({each.signing.signing_key() for each in keys}) == 3
    assert expected_log.text.count("must admit this device anew") == 2


def test_t02_the_copied_key_is_kept_aside_private_and_none_is_overwritten(
    tmp_path: Path, expected_log: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "image"
    kept: list[bytes] = []
    for name in ("a", "b", "c"):
        DeviceFolder(path, machine(name)).keys()
        kept.append((path / "device.key").read_bytes())
    aside = sorted(path.glob("device-of-another-computer-*.key"))
    assert [each.read_bytes() for each in aside] == kept[:2]
    assert {each.stat().st_mode & 0o777 for each in aside} == {0o600}
    assert "copied" in expected_log.text


def test_t02_the_machines_identity_itself_is_nowhere_on_the_disk(tmp_path: Path) -> None:
    DeviceFolder(tmp_path / "one", machine("a")).keys()
    DeviceFolder(tmp_path / "two", machine("a")).keys()
    marks = [(tmp_path / each / "device.machine").read_bytes() for each in ("one", "two")]
    assert marks[0] != marks[1]  # salted: two installations cannot be matched by their files
    everything = b"".join(each.read_bytes() for each in (tmp_path / "one").iterdir())
    assert b"a" * 16 not in everything


def test_a_key_older_than_the_binding_is_bound_at_the_next_start(
    tmp_path: Path, expected_log: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "old"
    keys = DeviceFolder(path, machine(None)).keys()
    assert not (path / "device.machine").exists()
    assert DeviceFolder(path, machine("a")).keys() == keys
    assert DeviceFolder(path, machine("b")).keys() != keys
    assert "copied" in expected_log.text


def test_a_system_that_does_not_say_who_it_is_keeps_its_key(tmp_path: Path) -> None:
    keys = DeviceFolder(tmp_path / "a", machine("a")).keys()
    assert DeviceFolder(tmp_path / "a", machine(None)).keys() == keys


def test_a_crash_between_mark_and_key_ends_with_a_key_of_this_computer(tmp_path: Path) -> None:
    path = tmp_path / "a"
    DeviceFolder(path, machine("a")).keys()
    (path / "device.key").unlink()  # as a copy whose old key was just put aside
    keys = DeviceFolder(path, machine("b")).keys()
    assert DeviceFolder(path, machine("b")).keys() == keys


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff\xfe", b'{"harbour":"machine-mark","salt":""}'])
def test_a_damaged_mark_is_one_sentence_and_changes_nothing(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a"
    DeviceFolder(path, machine("a")).keys()
    key = (path / "device.key").read_bytes()
    (path / "device.machine").write_bytes(data)
    with pytest.raises(InputError, match=r"device\.machine: it is damaged"):
        DeviceFolder(path, machine("b")).keys()
    assert (path / "device.key").read_bytes() == key


def test_a_linux_image_made_ready_for_cloning_has_no_identity(tmp_path: Path) -> None:
    first, second = tmp_path / "etc", tmp_path / "dbus"
    first.write_text("uninitialized\n")
    assert linux_identity((first, second)) is None
    second.write_text("0123456789abcdef0123456789abcdef\n")
    assert linux_identity((first, second)) == b"0123456789abcdef0123456789abcdef"


def test_this_computer_says_the_same_each_time() -> None:
    assert machine_identity() == machine_identity()
