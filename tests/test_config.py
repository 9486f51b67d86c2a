"""Settings from the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from pcb.config import Settings
from pcb.errors import PcbError


def test_by_default_the_data_is_the_users_and_the_address_is_this_computer_alone() -> None:
    settings = Settings.from_environment({})
    assert settings.data_dir.is_absolute()
    assert settings.data_dir.name == "pcb"
    assert (settings.host, settings.port) == ("127.0.0.1", 8080)
    assert settings.database == f"sqlite:///{settings.data_dir / 'pcb.sqlite3'}"


def test_the_environment_overrides_each_setting() -> None:
    settings = Settings.from_environment(
        {"PCB_DATA_DIR": "/somewhere", "PCB_DATABASE_URL": "postgresql://x", "PCB_HOST": "0.0.0.0", "PCB_PORT": "9000"}  # noqa: S104
    )
    assert settings == Settings(Path("/somewhere"), "postgresql://x", "0.0.0.0", 9000)  # noqa: S104
    assert settings.database == "postgresql://x"


def test_who_asks_and_how_one_signs_in_can_be_set() -> None:
    settings = Settings.from_environment(
        {
            "PCB_SECOND_FACTOR": "optional",
            "PCB_TRUSTED_PROXY": "127.0.0.1, 10.0.0.0/24",
            "PCB_LOCK_MINUTES": "5",
        }
    )
    assert settings.trusted_proxy == ("127.0.0.1/32", "10.0.0.0/24")
    assert settings.proxies == settings.trusted_proxy
    assert (settings.second_factor_required, settings.lock_seconds) == (False, 300)


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ({}, False),
        ({"PCB_HOST": "localhost"}, False),
        ({"PCB_HOST": "0.0.0.0"}, True),  # noqa: S104
        ({"PCB_TRUSTED_PROXY": "127.0.0.1"}, True),
        ({"PCB_PUBLIC_URL": "https://pcb.exemple.fr"}, True),
        ({"PCB_SECOND_FACTOR": "required"}, True),
    ],
)
def test_the_second_factor_is_required_as_soon_as_others_are_served(given: dict[str, str], asked: bool) -> None:
    assert Settings.from_environment(given).second_factor_required is asked


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("PCB_SECOND_FACTOR", "oui"),
        ("PCB_TRUSTED_PROXY", "proxy.asso.fr"),
        ("PCB_TRUSTED_PROXY", "10.0.0.1/8"),
        ("PCB_LOCK_MINUTES", "0"),
        ("PCB_LOCK_MINUTES", "31"),
        ("PCB_LOCK_MINUTES", "dix"),
    ],
)
def test_a_setting_that_will_not_do_is_refused_by_its_name(name: str, wrong: str) -> None:
    with pytest.raises(PcbError, match=name):
        Settings.from_environment({name: wrong})


def test_a_server_behind_a_proxy_knows_its_public_address() -> None:
    settings = Settings.from_environment({"PCB_PUBLIC_URL": "https://pcb.exemple.fr/"})
    assert (settings.public_url, settings.public_host, settings.secure) == (
        "https://pcb.exemple.fr",
        "pcb.exemple.fr",
        True,
    )
    assert Settings.from_environment({}).public_host == ""
    assert not Settings.from_environment({}).secure


@pytest.mark.parametrize(
    "address",
    [
        "http://pcb.exemple.fr",
        "pcb.exemple.fr",
        "https://",
        "https://x/pcb",
        "https://a@b",
        "https://x:99999",
        "https://[",
    ],
)
def test_a_public_address_that_is_not_one_is_refused_in_french(address: str) -> None:
    with pytest.raises(PcbError, match="adresse publique"):
        Settings.from_environment({"PCB_PUBLIC_URL": address})


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "80 80", "٨٠٨٠", "8" * 5000])
def test_a_port_that_is_not_one_is_refused_in_french(port: str) -> None:
    with pytest.raises(PcbError, match="numéro de port"):
        Settings.from_environment({"PCB_PORT": port})
