"""One copy of a step: from its slot to its final state (§9, §10, §18)."""

from __future__ import annotations

import asyncio
import hashlib
import shutil
from collections.abc import Mapping
from typing import Any, Literal

from attrs import Factory, define, evolve, field, frozen

from paddleflow.pipeline._rules.condition import ConditionError
from paddleflow.pipeline._rules.go_format import plain_text
from paddleflow.pipeline._rules.spec import Mount
from paddleflow.pipeline._rules.templates import SolveError
from paddleflow_emulator.engine.cancel import CancelScope
from paddleflow_emulator.engine.interface import JobSpec, Placement, Unplaceable, Volume
from paddleflow_emulator.engine.launch.job import run_job
from paddleflow_emulator.engine.launch.mounts import (
    PIPELINE_DIRECTORY,
    MountError,
    find_volumes,
    remove_copies,
    seen_paths,
)
from paddleflow_emulator.engine.records import FINAL, ArtifactRecord, Artifacts, Status, Step
from paddleflow_emulator.engine.threads import in_thread
from paddleflow_emulator.engine.workflow import CacheOptions, StepComponent

from .cache import Fingerprints, StepCache
from .context import NodeContext, random_hex
from .run_folders import hold

_PRIORITIES = ("", "LOW", "NORMAL", "HIGH")
_ONE_PROCESS = ("", "single", "vcjob")


class _StartError(Exception):
    """Why a step cannot start; its text is the step's message."""


@frozen
class EndedStep:
    """What is kept of a copy of a step that has ended, or never will begin: what others may ask of it.

    Its record is in the store. With those of 60,000 copies the garbage collector would keep everybody waiting.
    """

    component: StepComponent
    seq: int
    status: Status
    outputs: Mapping[str, str]


@define
class StepRun:
    """A copy of a step that runs, or is about to."""

    context: NodeContext
    component: StepComponent
    record: Step
    outputs: Mapping[str, str] = field(factory=dict)
    _cache: StepCache = field(
        init=False, default=Factory(lambda self: StepCache(self.context, self.component), takes_self=True)
    )

    @classmethod
    def at(cls, context: NodeContext, component: StepComponent) -> StepRun:
        """Make a copy; nothing is written before `run` or `finish`."""
        outputs = dict.fromkeys(component.outputs, "")
        record = Step(
            key=context.key,
            step_name=component.name,
            name=context.row_name(),
            full_name=context.full_name,
            runtime_name=context.runtime_name,
            parent_dag_id=context.parent_dag_id,
            seq=context.seq,
            post=context.post,
            parameters={name: plain_text(value) for name, value in component.parameters.items()},
            deps=",".join(component.deps),
            docker_env=component.docker_env,
            extra_fs=component.extra_fs,
            artifacts=Artifacts(component.inputs, outputs),
            cache=component.cache,
        )
        return cls(context, component, record, outputs)

    @property
    def status(self) -> Status:
        """The state it is in."""
        return self.record.status

    def ended(self) -> EndedStep:
        """Return what is kept of it."""
        return EndedStep(self.component, self.context.seq, self.status, self.outputs)

    def adopt(self, record: Step) -> None:
        """Take over what an earlier run did (§19)."""
        self.record = record
        self.outputs = record.artifacts.output

    def show_reference(self) -> None:
        """Show a reference that never started as it was written: nothing of its component is in it yet (§14)."""
        referenced = self.component.referenced or {}
        self.record = evolve(
            self.record,
            parameters={name: plain_text(value) for name, value in referenced.items()},
            docker_env="",
            extra_fs=(),
            artifacts=Artifacts(self.record.artifacts.input),
            cache=CacheOptions(max_expired_time="", fs_scope=None),
        )

    def finish(self, status: Status, message: str) -> None:
        """Set its final state and write it."""
        self.context.run.save(self.end_record(status, message))

    def end_record(self, status: Status, message: str) -> Step:
        """Set its final state; return what is to be written."""
        ended = self.context.run.now() if status in ("failed", "succeeded", "terminated") else ""
        self.record = evolve(self.record, status=status, message=message, end_time=ended, process="")
        return self.record

    def terminated(self) -> Step:
        """Terminate it before it has a job; return what is to be written."""
        name = self.context.runtime_name
        return self.end_record("terminated", f"cannot stop stepruntime[{name}] because cannot find it's jobid")

    async def run(self) -> None:
        """Run it to its end, which is one of the final states whatever happens. It has a slot."""
        try:
            await self._run_in_slot()
        except _StartError as error:
            self.finish("failed", str(error))
        except Exception as error:
            self.finish("failed", f"Inner Error for stepRuntime {self.context.runtime_name}: {error!r}")
        if self.status == "succeeded":
            self._log_artifacts("output", self.outputs)

    # ------------------------------------------------------------------------------------------------ before the job

    async def _run_in_slot(self) -> None:
        if self._cancelled_before_job() or await self._skipped():
            return
        fingerprints = await self._fingerprints() if self.component.cache.enable else None
        if fingerprints and (await self._use_cache(fingerprints) or self._cancelled_before_job()):
            return
        await self._make_outputs()
        try:
            self._resolve()
        except SolveError as error:
            raise _StartError(
                f"update output artifacts value for step[{self.context.runtime_name}] "
                f"in runid[{self.context.run.id}] failed: [{error}]"
            ) from error
        try:
            placement, volumes = self._validate()
        except _StartError as error:
            raise _StartError(f"validating step[{self.context.runtime_name}] failed: [{error}]") from error
        await self._run_job(placement, volumes, fingerprints)

    def _cancelled_before_job(self) -> bool:
        if self.context.scope.reason is None:
            return False
        self.context.run.save(self.terminated())
        return True

    async def _skipped(self) -> bool:
        name = self.context.runtime_name
        if self.context.items == []:
            raise _StartError(
                f"set the sysparams for dag[{name}] failed: get LoopArgument for step[{name}] failed: "
                "its loop_argument is empty"
            )
        try:
            condition = await self.context.run.reading(
                self.context.component_scope().condition, self.component.condition
            )
            wanted = await self.context.run.holds(condition)
        except (SolveError, ConditionError) as error:
            raise _StartError(f"caculate the condition field for step[{name}] faild:\n{error}") from error
        if not wanted:
            self.finish("skipped", f"the result of condition for step[{name}] is false, skip running")
        elif self.context.is_disabled():
            self.finish("skipped", f"step[{name}] is disabled, skip running")
        return self.status == "skipped"

    def _resolve(self) -> None:
        """Fill in env and command, and add the variables of system and artifacts (§9)."""
        scope = self.context.component_scope(self.outputs)
        main_fs = self.context.main_fs
        env = scope.env(self.component.env) | self.context.system()
        for prefix, paths in (("INPUT", self.component.inputs), ("OUTPUT", self.outputs)):
            env |= {f"PF_{prefix}_ARTIFACT_{name.upper()}": seen_paths(main_fs, path) for name, path in paths.items()}
        self.record = evolve(
            self.record,
            env=env,
            command=scope.command(self.component.command),
            artifacts=Artifacts(self.component.inputs, self.outputs),
        )

    async def _make_outputs(self) -> None:
        """Choose the outputs' paths, clear what is there, make their folder (§7)."""
        run, main_fs = self.context.run, self.context.main_fs
        if not self.component.outputs:
            return
        if main_fs is None or run.main is None:
            raise _StartError(f"cannot generate output artifact's path for step[{self.context.runtime_name}]: no fs")
        digest = hashlib.md5(self.context.runtime_name.encode(), usedforsecurity=False).hexdigest()
        folder = f"{self.component.name}-{self.context.seq}-{digest}"
        parts = (PIPELINE_DIRECTORY, run.id, run.workflow.name, folder)
        stored = "/".join([*filter(None, [main_fs.sub_path.rstrip("/")]), *parts])
        try:
            await run.reading(hold, run.main, main_fs, run.id, run.engine.server)
            await run.reading(run.main.make_outputs, stored, self.component.outputs)
        except OSError as error:
            raise _StartError(
                f"cannot generate output artifact for step[{self.context.runtime_name}] path: {error}"
            ) from error
        self.outputs = {name: f"{stored}/{name}" for name in self.component.outputs}

    def _validate(self) -> tuple[Placement, tuple[Volume, ...]]:
        """Refuse what no machine of the real server would take (§9)."""
        env = self.record.env
        job_type = env.get("PF_JOB_TYPE", "")
        if job_type == "distributed":
            raise _StartError("distributed job is not implemented on one machine: use PF_JOB_TYPE single")
        if job_type not in _ONE_PROCESS:
            raise _StartError(f"job type {job_type} is not support")
        engine, priority = self.context.engine, env.get("PF_JOB_PRIORITY", "").upper()
        try:
            placement = engine.queues.place(env.get("PF_JOB_QUEUE_NAME", ""), env.get("PF_JOB_FLAVOUR", ""))
            if priority not in _PRIORITIES:
                raise _StartError(f"invalid job priority {priority}, should be in [LOW, NORMAL, HIGH]")
            if not self.record.docker_env:
                hint = "give docker_env to the step, or to the pipeline"
                raise _StartError(f"required fields in {{image}} are empty, please fill it: {hint}")
            copies = engine.work_dir / f"copies-{random_hex(16)}"
            volumes = find_volumes(self._mounts(), self.context.run.user, engine.file_systems, copies)
        except (Unplaceable, MountError, OSError) as error:
            raise _StartError(str(error)) from error
        return placement, volumes

    def _mounts(self) -> list[Mount]:
        main_fs = self.context.main_fs
        return [*([main_fs] if main_fs else []), *self.component.extra_fs]

    # ----------------------------------------------------------------------------------------------------- the cache

    async def _fingerprints(self) -> Fingerprints:
        try:
            first = self._cache.first(self.record.parameters)
            self._resolve()
            self._validate()
            candidates = self._cache.candidates(first)
            # In a thread: a scope can be a large tree.
            second = await in_thread("files", self._cache.second)
        except (SolveError, MountError, OSError, _StartError) as error:
            raise _StartError(
                f"check cache for step[{self.context.runtime_name}] with runid[{self.context.run.id}] failed: [{error}]"
            ) from error
        return Fingerprints(first, second, candidates)

    async def _use_cache(self, fingerprints: Fingerprints) -> bool:
        """Take an earlier job's result if there is one; return whether the step is through."""
        run_id = self.context.run.id
        hit = self._cache.find(fingerprints)
        if hit is None:
            return False
        job = await self._cache.ended_job(hit.job_id)
        if self._cancelled_before_job():
            return True
        if job is None or job.status not in ("succeeded", "failed"):
            return False
        self.outputs = {name: job.artifacts.output.get(name, "") for name in self.component.outputs}
        self._resolve()
        self.record = evolve(self.record, cache_run_id=hit.run_id, cache_job_id=hit.job_id)
        name = self.context.runtime_name
        self.finish(job.status, f"skip job for step[{name}] in runid[{run_id}], use cache of runid[{hit.run_id}]")
        self.context.store.add_cached_run(hit.run_id, run_id)
        return True

    # ------------------------------------------------------------------------------------------------------- the job

    async def _run_job(
        self, placement: Placement, volumes: tuple[Volume, ...], fingerprints: Fingerprints | None
    ) -> None:
        engine = self.context.engine
        job_id = f"job-{self.record.name.lower()}-{random_hex(8)}"
        env = {**self.record.env, "PF_JOB_NAMESPACE": placement.namespace, "PF_JOB_MODE": ""}
        directories = {volume.path: str(volume.directory) for volume in volumes}
        started = self.context.run.now()
        self._save(status="init", job_id=job_id, env=env, start_time=started, directories=directories)
        if fingerprints is not None:
            self._cache.add(fingerprints, job_id)
        self._log_artifacts("input", self.component.inputs)
        self._note_submission(placement)
        ended = engine.ended_jobs[job_id] = asyncio.Event()
        own_scope = engine.live_jobs[job_id] = CancelScope()
        cancelled = self.context.scope.cancelled, own_scope.cancelled
        job, what = self._job(volumes), f"job for step[{self.context.runtime_name}]"
        try:
            await run_job(engine.launcher, job, self._report, *cancelled, what=what, grace=engine.grace)
        finally:
            del engine.live_jobs[job_id], engine.ended_jobs[job_id]
            ended.set()
            await asyncio.to_thread(shutil.rmtree, job.directory, ignore_errors=True)
            await remove_copies(volumes)

    def _report(self, status: Status, message: str, process: str) -> None:
        if status in FINAL:
            self.finish(status, message)
        else:
            self._save(status=status, message=message, process=process)

    def _job(self, volumes: tuple[Volume, ...]) -> JobSpec:
        engine = self.context.engine
        env = dict(self.record.env)
        working_dir = volumes[0].path if volumes and env.get("PF_MOUNT_PATH", "").upper() != "NONE" else ""
        if working_dir:
            env["PF_WORK_DIR"] = working_dir
        job_id = self.record.job_id
        return JobSpec(
            id=job_id,
            name=self.record.name,
            image=self.record.docker_env,
            command=self.record.command.removeprefix("bash -c").removeprefix("sh -c"),
            env=env,
            volumes=volumes,
            working_dir=working_dir,
            directory=engine.work_dir / job_id,
            log=engine.log_path(job_id),
        )

    def _note_submission(self, placement: Placement) -> None:
        job_id, image, engine = self.record.job_id, self.record.docker_env, self.context.engine
        for text in (
            f"submit job[{job_id}] to cluster[{placement.cluster}] queue[{placement.queue}]",
            f"the job runs{engine.launcher.remark(image) or f' in image[{image}]'}",
            "submit job to cluster successfully.",
        ):
            engine.events.add(self.context.run.id, job_id, text)

    def _log_artifacts(self, kind: Literal["input", "output"], paths: Mapping[str, str]) -> None:
        run, main_fs = self.context.run, self.context.main_fs or Mount()
        for name, path in paths.items():
            self.context.store.add_artifact_event(
                ArtifactRecord(
                    run_id=run.id,
                    fs_id=main_fs.id,
                    fs_name=main_fs.name,
                    user=run.user,
                    path=path,
                    step=self.component.name,
                    job_id=self.record.job_id,
                    type=kind,
                    name=name,
                )
            )

    def _save(self, **changes: Any) -> None:
        self.record = evolve(self.record, **changes)
        self.context.run.save(self.record)
