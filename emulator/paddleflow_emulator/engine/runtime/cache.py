"""A step's use of the run cache: what its result is kept under, and which earlier result fits (§10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from paddleflow.pipeline._rules.spec import Mount
from paddleflow_emulator.engine.cancel import first_of
from paddleflow_emulator.engine.records import CacheRecord, Step
from paddleflow_emulator.engine.workflow import StepComponent

from .context import NodeContext
from .fingerprint import FirstKey, second_fingerprint


@frozen
class Fingerprints:
    """What a step's result is cached under."""

    first: str
    second: str
    candidates: Sequence[CacheRecord]
    """Records with the first one that were there when the step asked: steps that start together all run."""


@frozen
class StepCache:
    """The cache as one copy of a step sees it."""

    context: NodeContext
    component: StepComponent

    def first(self, parameters: Mapping[str, str]) -> str:
        """Return the fingerprint of what the step is; raise SolveError when a template has no value."""
        scope = self.context.component_scope(outputs=None)
        return FirstKey(
            docker_env=self.component.docker_env,
            command=scope.command(self.component.command),
            env=scope.env(self.component.env),
            parameters=parameters,
            inputs=self.component.inputs,
            outputs=self.component.outputs,
            main_fs=self.context.main_fs or Mount(),
            extra_fs=self.component.extra_fs,
        ).fingerprint()

    def second(self) -> str:
        """Return the fingerprint of when its files changed; raise MountError or OSError when one is not there."""
        run = self.context.run
        return second_fingerprint(
            self.component.inputs,
            self.component.cache.fs_scope or (),
            run.main,
            run.user,
            run.engine.file_systems,
        )

    def candidates(self, first: str) -> Sequence[CacheRecord]:
        """Return the records of the same step as they are now, newest first."""
        main_fs = self.context.main_fs or Mount()
        return self.context.store.find_caches(first, main_fs.id, self.context.run.source)

    def find(self, fingerprints: Fingerprints) -> CacheRecord | None:
        """Return the newest record that fits. One whose run was deleted is passed over (the real server fails)."""
        for record in fingerprints.candidates:
            fits = record.second_fingerprint == fingerprints.second and self._is_fresh(record)
            if fits and self.context.store.find_job(record.job_id) is not None:
                return record
        return None

    async def ended_job(self, job_id: str) -> Step | None:
        """Wait for a job that is still running somewhere, and return its record."""
        ended = self.context.engine.ended_jobs.get(job_id)
        if ended is not None:
            await first_of(ended.wait(), self.context.scope.cancelled.wait())
        return self.context.store.find_job(job_id)

    def add(self, fingerprints: Fingerprints, job_id: str) -> None:
        """Keep that a job was submitted; its result is looked up when it is needed."""
        run = self.context.run
        main_fs = self.context.main_fs or Mount()
        self.context.store.add_cache(
            CacheRecord(
                first_fingerprint=fingerprints.first,
                second_fingerprint=fingerprints.second,
                source=run.source,
                fs_id=main_fs.id,
                fs_name=main_fs.name,
                user=run.user,
                run_id=run.id,
                job_id=job_id,
                step=self.component.name,
                expired_time=self.component.cache.max_expired_time,
                created=self.context.engine.clock.now(),
            )
        )

    def _is_fresh(self, record: CacheRecord) -> bool:
        if record.expired_time == "-1":
            return True
        age = (self.context.engine.clock.now() - record.created).total_seconds()
        return age < int(record.expired_time or "0")
