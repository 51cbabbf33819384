"""Approved minutes belong to the record of the votes of their meeting."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

from council.meetings.models import Motion
from council.minutes.operations import approve
from council.polls.record.bundle import export_record
from tests.minutes.evening import hold
from tests.support.world import World


def test_minutes_are_in_the_record_once_they_are_approved(world: World, tmp_path: Path) -> None:
    evening = hold(world)
    motion: Motion = evening.lights.motions[0]
    assert motion.poll is not None
    actor_id = world.chair.id
    with zipfile.ZipFile(io.BytesIO(export_record(poll=motion.poll, actor_id=actor_id))) as archive:
        assert "minutes.json" not in archive.namelist()
    approve(meeting=evening.meeting, actor_id=actor_id)
    with zipfile.ZipFile(io.BytesIO(export_record(poll=motion.poll, actor_id=actor_id))) as archive:
        archive.extractall(tmp_path)
    assert run(tmp_path).endswith("PASS\n")
    minutes = json.loads((tmp_path / "minutes.json").read_text(encoding="utf-8"))
    minutes["document"]["forged"] = True
    (tmp_path / "minutes.json").write_text(json.dumps(minutes), encoding="utf-8")
    assert run(tmp_path).endswith("FAIL\n")


def run(folder: Path) -> str:
    """What check.py says."""
    command = [sys.executable, "-I", str(folder / "check.py")]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60).stdout
