"""What ``deploy/`` and the guides say is what the program does: settings, commands, files, and no log of who asks."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from pcb.commands.arguments import read_arguments

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
SETTING = re.compile(r"\bPCB_[A-Z_]+[A-Z]\b")
OF_THE_PROXY = {"PCB_PUBLIC_NAME", "PCB_UPSTREAMS"}
"""What Caddy reads, and the application does not."""
UNITS = sorted(DEPLOY.glob("*.service"))


def settings_read() -> set[str]:
    """The settings that the program takes from its environment."""
    read = set(SETTING.findall((ROOT / "pcb" / "config.py").read_text("utf-8")))
    return read | set(SETTING.findall((ROOT / "pcb" / "storage" / "backup" / "postgresql.py").read_text("utf-8")))


def guides() -> str:
    return "".join((ROOT / "docs" / name).read_text("utf-8") for name in ("serveur.md", "poste.md"))


def test_every_setting_of_deploy_and_of_the_guides_is_one_of_the_program_and_each_of_these_is_told() -> None:
    deployed = set(SETTING.findall("".join(p.read_text("utf-8") for p in DEPLOY.iterdir())))
    told = set(SETTING.findall(guides()))
    assert (deployed | told) - settings_read() - OF_THE_PROXY == set()
    assert settings_read() - told == set()


def test_a_setting_that_does_not_exist_would_be_seen() -> None:
    assert SETTING.findall("PCB_LOCK_HOURS=2, `PCB_PORT`") == ["PCB_LOCK_HOURS", "PCB_PORT"]
    assert "PCB_LOCK_HOURS" not in settings_read()


def test_the_compose_file_names_files_and_networks_that_exist() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    services = compose["services"]
    assert set(services) == {"app1", "app2", "backups", "database", "proxy"}
    assert (DEPLOY / services["app1"]["build"]["context"] / services["app1"]["build"]["dockerfile"]).is_file()
    for service in services.values():
        assert {name.partition(":")[0] for name in service["volumes"]} <= set(compose["volumes"]) | {"./Caddyfile"}
        assert set(service["networks"]) <= set(compose["networks"])
        assert set(service.get("secrets", ())) <= set(compose["secrets"])
        assert set(service.get("depends_on", ())) <= set(services)
    for name in ("pcb.env", "proxy.env"):
        assert (DEPLOY / f"{name}.example").is_file()


def test_the_application_believes_the_proxy_alone_and_neither_it_nor_the_database_reaches_outside() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    services = compose["services"]
    proxy = services["proxy"]["networks"]["inside"]["ipv4_address"]
    assert services["app1"]["environment"]["PCB_TRUSTED_PROXY"] == proxy
    assert compose["networks"]["inside"]["internal"] is True
    assert [name for name, one in services.items() if "outside" in one["networks"]] == ["proxy"]
    assert [name for name, one in services.items() if "ports" in one] == ["proxy"]


def test_the_key_file_is_given_to_the_backups_alone() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    assert [name for name, one in compose["services"].items() if "pcb_key" in one.get("secrets", ())] == ["backups"]
    assert [p.name for p in UNITS if "LoadCredential" in p.read_text("utf-8")] == [
        "pcb-backup.service",
        "pcb-rehearsal.service",
    ]


def test_the_image_has_the_programs_of_the_version_of_the_database() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    version = compose["services"]["database"]["image"].partition(":")[2]
    dockerfile = (DEPLOY / "Dockerfile").read_text("utf-8")
    assert f"postgresql-client-{version}" in dockerfile
    assert f"PCB_PG_BIN=/usr/lib/postgresql/{version}/bin" in dockerfile


def commands_of(unit: Path) -> list[list[str]]:
    """The arguments of each call of pcb in a unit, as the command line would get them."""
    text = unit.read_text("utf-8").replace("%i", "8081")
    return [
        ["un-fichier" if "$(" in word else word for word in shlex.split(found)]
        for found in re.findall(r"/opt/pcb/bin/pcb ([^'\n]+)", text)
    ]


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_unit_calls_commands_that_exist(unit: Path) -> None:
    called = commands_of(unit)
    assert called
    for arguments in called:
        assert read_arguments(arguments).command == arguments[0]


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_unit_may_write_where_it_must_and_leaves_no_memory_dump(unit: Path) -> None:
    text = unit.read_text("utf-8")
    for line in ("ReadWritePaths=/var/backups/pcb", "StateDirectory=pcb", "LimitCORE=0", "IPAddressDeny=any"):
        assert line in text.splitlines()


@pytest.mark.parametrize("timer", sorted(DEPLOY.glob("*.timer")), ids=lambda path: path.name)
def test_a_timer_has_its_unit(timer: Path) -> None:
    assert timer.with_suffix(".service").is_file()


def test_systemd_finds_no_fault_in_the_units(tmp_path: Path) -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("pas de systemd sur cette machine")
    for path in DEPLOY.iterdir():
        if path.suffix in (".service", ".timer"):
            text = path.read_text("utf-8").replace("/opt/pcb/bin/pcb", "/bin/true")
            (tmp_path / path.name.replace("@", "@8081")).write_text(text, "utf-8")
    said = subprocess.run(
        [program, "verify", "--man=no", *map(str, sorted(tmp_path.iterdir()))], capture_output=True, text=True
    )
    ours = [line for line in (said.stdout + said.stderr).splitlines() if "pcb" in line and "Unknown" in line]
    assert (said.returncode, ours) == (0, []), said.stderr


def test_the_proxy_keeps_no_access_log_and_no_request_with_an_error() -> None:
    text = re.sub(r"^\s*#.*$", "", (DEPLOY / "Caddyfile").read_text("utf-8"), flags=re.MULTILINE)
    of_the_whole, of_the_site = text.split("{$PCB_PUBLIC_NAME} {", 1)
    assert not re.search(r"^\s*log\b", of_the_site, re.MULTILINE)
    assert re.search(r"fields \{\s*request delete\s*\}", of_the_whole)


def test_caddy_accepts_its_file() -> None:
    program = shutil.which("caddy")
    if program is None:
        pytest.skip("pas de Caddy sur cette machine")
    environment = {"PCB_PUBLIC_NAME": "pcb.exemple.fr", "PCB_UPSTREAMS": "127.0.0.1:8081 127.0.0.1:8082"}
    said = subprocess.run(
        [program, "adapt", "--adapter", "caddyfile", "--config", str(DEPLOY / "Caddyfile")],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert said.returncode == 0, said.stderr
