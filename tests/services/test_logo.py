"""Our logo for covers: only a picture papers can carry, and never in a paper's way."""

from pathlib import Path

import pytest
from PIL import Image

from workbench.foundation.errors import BadInput
from workbench.services.logo import keep_logo, load_logo, logo_file, remove_logo


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "logo.png"
    Image.new("RGBA", (300, 100), (40, 88, 196, 128)).save(path)
    return path


def test_a_logo_is_kept_as_a_copy_and_can_be_removed(picture: Path) -> None:
    kept = keep_logo(picture)
    picture.unlink()
    assert load_logo() == kept
    remove_logo()
    remove_logo()
    assert load_logo() == b""


@pytest.mark.parametrize(
    "data",
    [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n broken", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n" + b"0" * 2_000_001],
)
def test_what_is_no_usable_picture_is_refused_and_the_old_one_stays(
    picture: Path, tmp_path: Path, data: bytes
) -> None:
    kept = keep_logo(picture)
    bad = tmp_path / "bad.png"
    bad.write_bytes(data)
    with pytest.raises(BadInput) as told:
        keep_logo(bad)
    assert told.value.hint
    assert load_logo() == kept


def test_a_picture_of_too_many_pixels_is_refused(tmp_path: Path) -> None:
    wide = tmp_path / "wide.png"
    Image.new("1", (5_000, 10)).save(wide)
    with pytest.raises(BadInput, match="too large"):
        keep_logo(wide)


def test_a_picture_that_unpacks_to_gigabytes_is_refused_at_once(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.png"
    Image.new("1", (20_000, 20_000)).save(bomb)
    with pytest.raises(BadInput):
        keep_logo(bomb)


def test_a_kept_logo_that_was_damaged_holds_up_nothing(picture: Path) -> None:
    keep_logo(picture)
    logo_file().write_bytes(logo_file().read_bytes()[:60])
    assert load_logo() == b""
