"""The key of the vault in a file: read whole, for its owner alone, or refused with the reason."""

from __future__ import annotations

import os
from base64 import b64encode
from pathlib import Path

import pytest

from pcb.errors import AccessDenied
from pcb.storage.key_file import read_key

KEY = bytes(range(32))


def written(path: Path, content: bytes, mode: int = 0o600) -> Path:
    path.write_bytes(content)
    path.chmod(mode)
    return path


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"])
def test_a_key_is_read(tmp_path: Path, end: bytes) -> None:
    assert read_key(written(tmp_path / "key", b64encode(KEY) + end)) == KEY


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b64encode(KEY[:31]), b64encode(KEY * 2), b"*" * 44, KEY, b"A" * 100_000, b64encode(KEY)[:-1]],
)
def test_anything_else_is_refused_and_never_shown(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(AccessDenied, match="32 octets en base64") as refusal:
        read_key(written(tmp_path / "key", content))
    assert not content.strip() or content.decode("latin-1") not in str(refusal.value)


@pytest.mark.skipif(os.name == "nt", reason="les droits des fichiers y sont autres")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o666, 0o601])
def test_a_key_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = written(tmp_path / "key", b64encode(KEY), mode)
    if os.getuid() == 0:
        os.chown(path, 1000, 1000)
    with pytest.raises(AccessDenied, match="chmod 600"):
        read_key(path)


@pytest.mark.skipif(os.name == "nt" or os.getuid() != 0, reason="seul root donne un fichier à root")
@pytest.mark.parametrize(("mode", "group", "good"), [(0o440, 0, True), (0o440, 1000, False), (0o460, 0, False)])
def test_a_key_handed_over_by_systemd_is_read(tmp_path: Path, mode: int, group: int, good: bool) -> None:
    """``LoadCredential=``: a file of root with an access list for one account, which shows as mode 0440."""
    path = written(tmp_path / "key", b64encode(KEY), mode)
    os.chown(path, 0, group)
    if good:
        assert read_key(path) == KEY
    else:
        with pytest.raises(AccessDenied, match="chmod 600"):
            read_key(path)


def test_a_missing_key_and_a_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(AccessDenied, match="n’existe pas"):
        read_key(tmp_path / "absent")
    with pytest.raises(AccessDenied, match="c’est un dossier"):
        read_key(tmp_path)
