"""All writing of charters, compacts and procedures. A step that was done already is left alone (a second tap)."""

from council.charters.operations.choosing import choose_procedure
from council.charters.operations.drafting import begin, copy_version, rewrite, withdraw
from council.charters.operations.residents import leave_remark, tick_read
from council.charters.operations.steps import (
    bring_into_force,
    enter_paper,
    file_version,
    record_adoption,
    start_consultation,
)

__all__ = [
    "begin",
    "bring_into_force",
    "choose_procedure",
    "copy_version",
    "enter_paper",
    "file_version",
    "leave_remark",
    "record_adoption",
    "rewrite",
    "start_consultation",
    "tick_read",
    "withdraw",
]
