"""The numbers of new runs, which their ids are made of: each is given once."""

from __future__ import annotations

from contextlib import suppress

from attrs import define

from paddleflow.pipeline._rules.spec import Mount
from paddleflow_emulator.engine.interface import FileSystem
from paddleflow_emulator.engine.runtime.run_folders import RUN_ID, newest_number, take
from paddleflow_emulator.engine.threads import in_thread
from paddleflow_emulator.engine.workflow import Workflow
from paddleflow_emulator.storage.database import Database


@define(eq=False)
class RunNumbers:
    """Gives numbers; made by `of`.

    Args:
        server: Identifies the server among all that share its storage.
    """

    server: str
    _last: int

    @classmethod
    def of(cls, database: Database, server: str) -> RunNumbers:
        """Go on after the last run that a database ever had."""
        with database.read() as session:
            return cls(server, session.scalar("SELECT seq FROM sqlite_sequence WHERE name = 'runs'") or 0)

    def next(self) -> int:
        """Return the number of a run that makes no artifacts."""
        self._last += 1
        return self._last

    async def of_run(self, workflow: Workflow, system: FileSystem | None) -> int:
        """Return the number of a run. If it makes artifacts, it is one that had no folder yet, and now has.

        Args:
            workflow: What it runs.
            system: Where its artifacts go.
        """
        number = self.next()
        if system is None or workflow.main_fs is None or not workflow.makes_artifacts:
            return number
        # Where there can be no folder, the first step that needs it says why.
        with suppress(OSError):
            while not await self._take(system, workflow.main_fs, number):
                number = self.next()
        return number

    async def _take(self, system: FileSystem, main_fs: Mount, number: int) -> bool:
        """Take the folder of a run; when there is one, the next number is above all that are there."""
        if system.remote:
            return await in_thread("files", self._take_now, system, main_fs, number)
        return self._take_now(system, main_fs, number)

    def _take_now(self, system: FileSystem, main_fs: Mount, number: int) -> bool:
        if take(system, main_fs, RUN_ID.format(number), self.server):
            return True
        self._last = max(self._last, newest_number(system, main_fs))
        return False
