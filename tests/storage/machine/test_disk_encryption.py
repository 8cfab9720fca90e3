"""Trees that say what a system's own files say, and this computer's."""

import pytest

from facilitator.storage.machine.disk_encryption import DiskSeen, Encryption, disk_encryption, plain_swap

YES, NO, UNKNOWN = Encryption.YES, Encryption.NO, Encryption.UNKNOWN


@pytest.fixture
def home(tmp_path):
    folder = tmp_path / "home" / "pat smith"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def root(tmp_path):
    return tmp_path / "root"


def write(path, text=""):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def mounted(root, *mounts):
    lines = [
        f"{30 + at} 1 {number} / {str(place).replace(' ', chr(92) + '040')} rw shared:1 - {kind} {source} rw\n"
        for at, (number, place, kind, source) in enumerate(mounts)
    ]
    write(root / "proc/self/mountinfo", "".join(lines))


def device(root, number, name, *, uuid="", mapped="", on=()):
    folder = root / "sys/devices" / name
    (folder / "slaves").mkdir(parents=True)
    if uuid:
        write(folder / "dm/uuid", uuid + "\n")
        write(folder / "dm/name", mapped + "\n")
    for below in on:
        (folder / "slaves" / below).symlink_to(root / "sys/devices" / below)
    for place in (root / "sys/dev/block" / number, root / "sys/class/block" / name):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(folder)


def seen(home, root):
    return disk_encryption(home, root=root, platform="linux")


def test_a_partition_is_not_encrypted(home, root):
    mounted(root, ("8:2", "/", "ext4", "/dev/sda2"))
    device(root, "8:2", "sda2")
    assert seen(home, root) == DiskSeen(NO)


def test_luks_under_the_file_system_and_under_lvm(home, root):
    mounted(root, ("253:1", "/", "ext4", "/dev/mapper/vg-root"))
    device(root, "8:2", "sda2")
    device(root, "253:0", "dm-0", uuid="CRYPT-LUKS2-0a1b-luks", mapped="luks", on=("sda2",))
    device(root, "253:1", "dm-1", uuid="LVM-abc", mapped="vg-root", on=("dm-0",))
    assert seen(home, root) == DiskSeen(YES, "dm-crypt")


def test_lvm_over_one_plain_disk_and_an_encrypted_one_is_not(home, root):
    mounted(root, ("253:1", "/", "ext4", "/dev/mapper/vg-root"))
    device(root, "8:2", "sda2")
    device(root, "253:0", "dm-0", uuid="CRYPT-LUKS2-0a1b-luks", mapped="luks", on=("sda2",))
    device(root, "253:1", "dm-1", uuid="LVM-abc", mapped="vg-root", on=("dm-0", "sda2"))
    assert seen(home, root).encryption is NO


def test_the_deepest_mount_counts(home, root):
    device(root, "8:2", "sda2")
    device(root, "253:0", "dm-0", uuid="CRYPT-LUKS2-0a1b-luks", mapped="luks", on=("sda2",))
    mounted(root, ("253:0", home.parent, "ext4", "/dev/mapper/luks"), ("8:2", "/", "ext4", "/dev/sda2"))
    assert seen(home, root).encryption is YES
    mounted(root, ("253:0", "/", "ext4", "/dev/mapper/luks"), ("8:2", home, "ext4", "/dev/sda2"))
    assert seen(home, root).encryption is NO


def test_a_file_system_with_a_number_of_its_own_is_known_by_its_device(home, root):
    device(root, "8:2", "sda2")
    device(root, "253:0", "dm-0", uuid="CRYPT-LUKS1-0a1b-luks", mapped="luks", on=("sda2",))
    for source, told in (("/dev/mapper/luks", YES), ("/dev/dm-0", YES), ("/dev/sda2", NO), ("/dev/gone", UNKNOWN)):
        mounted(root, ("0:27", "/", "btrfs", source))
        assert seen(home, root).encryption is told, source


@pytest.mark.parametrize(
    ("kind", "told"), [("ecryptfs", YES), ("fuse.gocryptfs", YES), ("zfs", UNKNOWN), ("tmpfs", UNKNOWN)]
)
def test_file_systems_without_a_disk(home, root, kind, told):
    mounted(root, ("0:44", home, kind, "pool/home"))
    assert seen(home, root) == DiskSeen(told, kind)


def test_where_the_system_says_nothing_it_is_not_known(home, root):
    assert seen(home, root) == DiskSeen(UNKNOWN)
    assert disk_encryption(home, root=root, platform="win32") == DiskSeen(UNKNOWN)
    assert disk_encryption(home, root=root, platform="darwin") == DiskSeen(UNKNOWN)


@pytest.mark.parametrize(
    ("said", "told"),
    [("FileVault is On.", DiskSeen(YES, "FileVault")), ("FileVault is Off.", DiskSeen(NO)), ("?", DiskSeen(UNKNOWN))],
)
def test_macos_is_asked_with_its_own_command(home, root, said, told):
    command = root / "usr/bin/fdesetup"
    write(command, f'#!/bin/sh\n[ "$1" = status ] && echo "{said}"\n')
    command.chmod(0o700)
    assert disk_encryption(home, root=root, platform="darwin") == told


def test_swap_on_a_plain_disk_is_told_and_zram_is_not(home, root):
    device(root, "8:2", "sda2")
    device(root, "8:3", "sda3")
    device(root, "251:0", "zram0")
    device(root, "253:0", "dm-0", uuid="CRYPT-PLAIN-swap", mapped="swap", on=("sda3",))
    mounted(root, ("8:2", "/", "ext4", "/dev/sda2"))
    head = "Filename Type Size Used Priority\n"
    write(root / "proc/swaps", head + "/dev/zram0 partition 1 0 5\n/dev/dm-0 partition 1 0 5\n")
    assert plain_swap(root=root) == ()
    write(root / "proc/swaps", head + "/dev/sda3 partition 1 0 5\n/swapfile file 1 0 5\n")
    assert plain_swap(root=root) == ("/dev/sda3", "/swapfile")
    assert plain_swap(root=root / "none") == ()


def test_this_computer_can_be_looked_at(tmp_path):
    assert isinstance(disk_encryption(tmp_path), DiskSeen)
    assert isinstance(plain_swap(), tuple)
