"""One copy of a step: from its slot to its final state (§9, §10, §18)."""

import asyncio
import hashlib
import shutil
from collections.abc import Mapping
from typing import Any

from attrs import define, evolve, field

from paddleflow.pipeline._rules.condition import ConditionError
from paddleflow.pipeline._rules.go_format import plain_text
from paddleflow.pipeline._rules.spec import Mount
from paddleflow.pipeline._rules.templates import SolveError
from paddleflow_emulator.engine.cancel import Scope, first_of, start_unless_halted
from paddleflow_emulator.engine.interface import (
    ArtifactEvent,
    Artifacts,
    Job,
    JobRequest,
    Placement,
    Process,
    Status,
    Step,
    Unplaceable,
    Volume,
)
from paddleflow_emulator.engine.launch.mounts import (
    PIPELINE_DIRECTORY,
    MountError,
    bring_back,
    bring_in,
    find_volumes,
    remove_copies,
    seen_paths,
)
from paddleflow_emulator.engine.records import job_end
from paddleflow_emulator.engine.threads import in_thread
from paddleflow_emulator.engine.workflow import CacheOptions, StepComponent

from .cache import Fingerprints, StepCache
from .context import Place, random_hex
from .run_folders import hold

_PRIORITIES = ("", "LOW", "NORMAL", "HIGH")
_ONE_PROCESS = ("", "single", "vcjob")


class _StartError(Exception):
    """Why a step cannot start; its text is the step's message."""


@define
class StepCopy:
    """A copy of a step that runs, ran, or never will."""

    place: Place
    component: StepComponent
    record: Step
    outputs: Mapping[str, str] = field(factory=dict)

    @classmethod
    def at(cls, place: Place, component: StepComponent) -> "StepCopy":
        """Make a copy; nothing is written before `run` or `settle`."""
        outputs = dict.fromkeys(component.outputs, "")
        record = Step(
            key=place.key,
            step_name=component.name,
            name=place.row_name(),
            full_name=place.full_name,
            runtime_name=place.runtime_name,
            parent_dag_id=place.parent_dag_id,
            seq=place.seq,
            post=place.post,
            parameters={name: plain_text(value) for name, value in component.parameters.items()},
            deps=",".join(component.deps),
            docker_env=component.docker_env,
            extra_fs=component.extra_fs,
            artifacts=Artifacts(component.inputs, outputs),
            cache=component.cache,
        )
        return cls(place, component, record, outputs)

    @property
    def status(self) -> Status:
        """The state it is in."""
        return self.record.status

    def keep(self, record: Step) -> None:
        """Take over what an earlier run did (§19)."""
        self.record = record
        self.outputs = record.artifacts.output

    def settle(self, status: Status, message: str) -> None:
        """Give it its final state and write it."""
        self.place.context.save(self.settled(status, message))

    def settled(self, status: Status, message: str) -> Step:
        """Give it its final state; return what is to be written."""
        ended = self.place.context.now() if status in ("failed", "succeeded", "terminated") else ""
        self.record = evolve(self.record, status=status, message=message, end_time=ended, process="")
        return self.record

    def terminated(self) -> Step:
        """Settle it before it has a job; return what is to be written."""
        name = self.place.runtime_name
        return self.settled("terminated", f"cannot stop stepruntime[{name}] because cannot find it's jobid")

    async def run(self) -> None:
        """Run it to its end, which is one of the final states whatever happens. It has a slot."""
        try:
            await self._run_in_slot()
        except _StartError as error:
            self.settle("failed", str(error))
        except Exception as error:
            self.settle("failed", f"Inner Error for stepRuntime {self.place.runtime_name}: {error!r}")
        if self.status == "succeeded":
            self._log_artifacts("output", self.outputs)

    # ------------------------------------------------------------------------------------------------ before the job

    async def _run_in_slot(self) -> None:
        if self._halted_before_job() or await self._skipped():
            return
        fingerprints = await self._fingerprints() if self.component.cache.enable else None
        if fingerprints and (await self._use_cache(fingerprints) or self._halted_before_job()):
            return
        await self._make_outputs()
        try:
            self._resolve()
        except SolveError as error:
            raise _StartError(
                f"update output artifacts value for step[{self.place.runtime_name}] "
                f"in runid[{self.place.context.run.id}] failed: [{error}]"
            ) from error
        try:
            placement, volumes = self._validate()
        except _StartError as error:
            raise _StartError(f"validating step[{self.place.runtime_name}] failed: [{error}]") from error
        await self._run_job(placement, volumes, fingerprints)

    def _halted_before_job(self) -> bool:
        if self.place.scope.reason is None:
            return False
        self.place.context.save(self.terminated())
        return True

    async def _skipped(self) -> bool:
        name = self.place.runtime_name
        if self.place.items == []:
            raise _StartError(
                f"set the sysparams for dag[{name}] failed: get LoopArgument for step[{name}] failed: "
                "its loop_argument is empty"
            )
        try:
            condition = await self.place.context.reading(self.place.own().condition, self.component.condition)
            wanted = await self.place.context.holds(condition)
        except (SolveError, ConditionError) as error:
            raise _StartError(f"caculate the condition field for step[{name}] faild:\n{error}") from error
        if not wanted:
            self.settle("skipped", f"the result of condition for step[{name}] is false, skip running")
        elif self.place.is_disabled():
            self.settle("skipped", f"step[{name}] is disabled, skip running")
        return self.status == "skipped"

    def _resolve(self) -> None:
        """Fill in env and command, and add the variables of system and artifacts (§9)."""
        own = self.place.own(self.outputs)
        main_fs = self.place.context.run.workflow.main_fs
        env = own.env(self.component.env) | self.place.system()
        for prefix, paths in (("INPUT", self.component.inputs), ("OUTPUT", self.outputs)):
            env |= {f"PF_{prefix}_ARTIFACT_{name.upper()}": seen_paths(main_fs, path) for name, path in paths.items()}
        self.record = evolve(
            self.record,
            env=env,
            command=own.command(self.component.command),
            artifacts=Artifacts(self.component.inputs, self.outputs),
        )

    async def _make_outputs(self) -> None:
        """Choose the outputs' paths, clear what is there, make their folder (§7)."""
        context, main_fs = self.place.context, self.place.context.run.workflow.main_fs
        if not self.component.outputs:
            return
        if main_fs is None or context.main is None:
            raise _StartError(f"cannot generate output artifact's path for step[{self.place.runtime_name}]: no fs")
        digest = hashlib.md5(self.place.runtime_name.encode(), usedforsecurity=False).hexdigest()
        folder = f"{self.component.name}-{self.place.seq}-{digest}"
        parts = (PIPELINE_DIRECTORY, context.run.id, context.run.workflow.name, folder)
        stored = "/".join([*filter(None, [main_fs.sub_path.rstrip("/")]), *parts])
        try:
            await context.reading(hold, context.main, main_fs, context.run.id, context.around.server)
            await context.reading(context.main.make_outputs, stored, self.component.outputs)
        except OSError as error:
            raise _StartError(
                f"cannot generate output artifact for step[{self.place.runtime_name}] path: {error}"
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
        request = JobRequest(
            user=self.place.context.run.user,
            queue=env.get("PF_JOB_QUEUE_NAME", ""),
            flavour=env.get("PF_JOB_FLAVOUR", ""),
            priority=env.get("PF_JOB_PRIORITY", "").upper(),
        )
        try:
            placement = self.place.context.around.queues.place(request)
        except Unplaceable as error:
            raise _StartError(str(error)) from error
        if request.priority not in _PRIORITIES:
            raise _StartError(f"invalid job priority {request.priority}, should be in [LOW, NORMAL, HIGH]")
        if not self.record.docker_env:
            raise _StartError("required fields in {image} are empty, please fill it")
        try:
            around = self.place.context.around
            copies = around.work_dir / f"copies-{random_hex(16)}"
            volumes = find_volumes(self._mounts(), request.user, around.file_systems, copies)
        except (MountError, OSError) as error:
            raise _StartError(str(error)) from error
        return placement, volumes

    def _mounts(self) -> list[Mount]:
        main_fs = self.place.context.run.workflow.main_fs
        return [*([main_fs] if main_fs else []), *self.component.extra_fs]

    # ----------------------------------------------------------------------------------------------------- the cache

    async def _fingerprints(self) -> Fingerprints:
        context = self.place.context
        try:
            first = self._cache.first(self.record.parameters)
            self._resolve()
            self._validate()
            candidates = self._cache.candidates(first)
            # In a thread: a scope can be a large tree.
            second = await in_thread("files", self._cache.second)
        except (SolveError, MountError, OSError, _StartError) as error:
            raise _StartError(
                f"check cache for step[{self.place.runtime_name}] with runid[{context.run.id}] failed: [{error}]"
            ) from error
        return Fingerprints(first, second, candidates)

    async def _use_cache(self, fingerprints: Fingerprints) -> bool:
        """Take an earlier job's result if there is one; give whether the step is through."""
        context = self.place.context
        hit = self._cache.find(fingerprints)
        if hit is None:
            return False
        job = await self._cache.ended_job(hit.job_id)
        if self._halted_before_job():
            return True
        if job is None or job.status not in ("succeeded", "failed"):
            return False
        self.outputs = {name: job.artifacts.output.get(name, "") for name in self.component.outputs}
        self._resolve()
        self.record = evolve(self.record, cache_run_id=hit.run_id, cache_job_id=hit.job_id)
        name, run_id = self.place.runtime_name, context.run.id
        self.settle(job.status, f"skip job for step[{name}] in runid[{run_id}], use cache of runid[{hit.run_id}]")
        context.around.store.add_cached_run(hit.run_id, context.run.id)
        return True

    @property
    def _cache(self) -> StepCache:
        return StepCache(self.place, self.component)

    # ------------------------------------------------------------------------------------------------------- the job

    async def _run_job(
        self, placement: Placement, volumes: tuple[Volume, ...], fingerprints: Fingerprints | None
    ) -> None:
        around = self.place.context.around
        job_id = f"job-{self.record.name.lower()}-{random_hex(8)}"
        env = {**self.record.env, "PF_JOB_NAMESPACE": placement.namespace, "PF_JOB_MODE": ""}
        directories = {volume.path: str(volume.directory) for volume in volumes}
        started = self.place.context.now()
        self._save(status="init", job_id=job_id, env=env, start_time=started, directories=directories)
        if fingerprints is not None:
            self._cache.add(fingerprints, job_id)
        self._log_artifacts("input", self.component.inputs)
        self._note_submission(placement)
        ended = around.ended_jobs[job_id] = asyncio.Event()
        own_scope = around.live_jobs[job_id] = Scope()
        job = self._job(volumes)
        try:
            await bring_in(volumes, self.place.scope.halted, own_scope.halted)
            process = await start_unless_halted(around.launcher, job, self.place.scope.halted, own_scope.halted)
        except OSError as error:
            self.settle("failed", f"start job for step[{self.place.runtime_name}] failed: [{error}]")
        else:
            if process is None:
                self.settle("terminated", "job is terminated")
            else:
                await self._watch_safely(process, own_scope, volumes)
        finally:
            del around.live_jobs[job_id], around.ended_jobs[job_id]
            ended.set()
            await asyncio.to_thread(shutil.rmtree, job.directory, ignore_errors=True)
            await remove_copies(volumes)

    async def _watch_safely(self, process: Process, own_scope: Scope, volumes: tuple[Volume, ...]) -> None:
        try:
            await self._watch(process, own_scope, volumes)
        except BaseException:
            # Something of ours broke, e.g. the store: nobody would look after the process any more.
            await process.end(grace=0)
            raise

    async def _watch(self, process: Process, own_scope: Scope, volumes: tuple[Volume, ...]) -> None:
        remark = self._remark()
        self._save(status="running", message=f"job is running{remark}", process=process.identity)
        waiting = asyncio.ensure_future(process.wait())
        await first_of(asyncio.shield(waiting), self.place.scope.halted.wait(), own_scope.halted.wait())
        if not waiting.done():
            self._save(status="terminating", message=f"job is terminating.{remark}")
            await process.end(self.place.context.around.grace)
            await waiting
            status, message = await bring_back(volumes, "terminated", f"job is terminated{remark}")
        else:
            status, message = job_end(self.record.name, waiting.result())
            status, message = await bring_back(volumes, status, f"{message}{remark}")
        self.settle(status, message)

    def _job(self, volumes: tuple[Volume, ...]) -> Job:
        around = self.place.context.around
        env = dict(self.record.env)
        begins_in = volumes[0].path if volumes and env.get("PF_MOUNT_PATH", "").upper() != "NONE" else ""
        if begins_in:
            env["PF_WORK_DIR"] = begins_in
        job_id = self.record.job_id
        return Job(
            id=job_id,
            name=self.record.name,
            image=self.record.docker_env,
            command=self.record.command.removeprefix("bash -c").removeprefix("sh -c"),
            env=env,
            volumes=volumes,
            begins_in=begins_in,
            directory=around.work_dir / job_id,
            log=around.log_dir / f"{job_id}.log",
        )

    def _remark(self) -> str:
        return self.place.context.around.launcher.remark(self.record.docker_env)

    def _note_submission(self, placement: Placement) -> None:
        job_id = self.record.job_id
        for text in (
            f"submit job[{job_id}] to cluster[{placement.cluster}] queue[{placement.queue}]",
            f"the job runs{self._remark() or f' in image[{self.record.docker_env}]'}",
            "submit job to cluster successfully.",
        ):
            self.place.context.around.events.add(self.place.context.run.id, job_id, text)

    def _log_artifacts(self, kind: str, paths: Mapping[str, str]) -> None:
        run = self.place.context.run
        main_fs = run.workflow.main_fs or Mount()
        for name, path in paths.items():
            self.place.context.around.store.add_artifact_event(
                ArtifactEvent(
                    run_id=run.id,
                    fs_id=main_fs.id,
                    fs_name=main_fs.name,
                    user=run.user,
                    path=path,
                    step=self.component.name,
                    job_id=self.record.job_id,
                    type="input" if kind == "input" else "output",
                    name=name,
                )
            )

    def _save(self, **changes: Any) -> None:
        self.record = evolve(self.record, **changes)
        self.place.context.save(self.record)


def unstarted_reference(record: Step, parameters: Mapping[str, object]) -> Step:
    """Show a reference that never started as it was written: nothing of its component is in it yet (§14)."""
    return evolve(
        record,
        parameters={name: plain_text(value) for name, value in parameters.items()},
        docker_env="",
        extra_fs=(),
        artifacts=Artifacts(record.artifacts.input),
        cache=CacheOptions(max_expired_time="", fs_scope=None),
    )
