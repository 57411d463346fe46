"""The crontab and the systemd units start commands that exist, and are units that systemd reads."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli.main import strikewatch
from cli.night import ALARMED, TEMPFAIL

DEPLOY = Path(__file__).parents[1] / "deploy"
UNITS = sorted(DEPLOY.glob("*.service")) + sorted(DEPLOY.glob("*.timer"))
COMMANDS = sorted(
    {
        (path.name, *match.group(1).split())
        for path in DEPLOY.iterdir()
        for match in re.finditer(r"/bin/strikewatch ((?:[a-z-]+ ?)+)", path.read_text())
    }
)


def test_every_place_starts_the_night():
    assert {"crontab", "strikewatch-nightly.service"} <= {
        name for name, command, *_ in COMMANDS if command == "nightly"
    }


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_exists_with_its_options(command):
    result = CliRunner().invoke(strikewatch, [*(word for word in command[1:] if not word.startswith("-")), "--help"])
    assert result.exit_code == 0
    for option in command[2:]:
        assert option in result.output


@pytest.mark.parametrize("timer", sorted(DEPLOY.glob("*.timer")), ids=lambda path: path.name)
def test_a_timer_has_its_service(timer):
    assert timer.with_suffix(".service").exists()


def test_an_alarm_and_another_night_are_no_failure_of_the_unit():
    allowed = {
        service.stem: set(re.findall(r"^SuccessExitStatus=(.*)$", service.read_text(), re.MULTILINE)[0].split())
        for service in DEPLOY.glob("*.service")
    }
    assert allowed.pop("strikewatch-nightly") == {str(ALARMED), str(TEMPFAIL)}
    assert set(map(frozenset, allowed.values())) == {frozenset({str(TEMPFAIL)})}


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not on this machine")
@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_systemd_reads_the_unit(unit, tmp_path):
    """The installed program and its user are not here: the copy that is verified starts /bin/true as root."""
    for one in UNITS:
        text = re.sub(r"ExecStart=\S+", "ExecStart=/bin/true", one.read_text())
        (tmp_path / one.name).write_text(re.sub(r"(User|Group)=\S+", r"\1=root", text))
    verified = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", tmp_path / unit.name], capture_output=True, text=True, check=False
    )
    told = [line for line in verified.stderr.splitlines() if "strikewatch-" in line]
    assert (verified.returncode, told) == (0, []), verified.stderr
