"""What a running server consists of, for handlers and whatever else has to know all of it."""

from __future__ import annotations

from attrs import frozen

from paddleflow_emulator.engine.interface import Clock
from paddleflow_emulator.engine.runtime.engine import Engine
from paddleflow_emulator.features.file_systems.lookup import SqlFileSystems
from paddleflow_emulator.features.jobs.local import LocalJobs
from paddleflow_emulator.features.jobs.watch import JobWatch
from paddleflow_emulator.features.runs.service import RunService
from paddleflow_emulator.features.runs.store import SqlStore
from paddleflow_emulator.features.schedules.loop import Scheduler
from paddleflow_emulator.features.statistics.sampler import Sampler
from paddleflow_emulator.http.auth import Tokens
from paddleflow_emulator.http.contract import Contract
from paddleflow_emulator.http.paging import Markers
from paddleflow_emulator.storage.database import Database


@frozen
class Services:
    """What a running server consists of.

    Attributes:
        server: Identifies it among all on this machine and on its storage.
        contract: The API's operations, from the spec.
        database: All that is stored.
        clock: The server's.
        store: What the engine writes.
        markers: Of pages.
        tokens: Of users that have logged in.
        file_systems: Looked up by owner and name.
        engine: Runs pipelines.
        jobs: Runs single jobs.
        sampler: Measures jobs.
        watch: Tells open websockets of jobs.
        runs: Starts runs.
        scheduler: Fires schedules.
    """

    server: str
    contract: Contract
    database: Database
    clock: Clock
    store: SqlStore
    markers: Markers
    tokens: Tokens
    file_systems: SqlFileSystems
    engine: Engine
    jobs: LocalJobs
    sampler: Sampler
    watch: JobWatch
    runs: RunService
    scheduler: Scheduler
