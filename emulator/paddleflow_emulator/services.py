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
from paddleflow_emulator.features.statistics.sampler import Sampler
from paddleflow_emulator.http.auth import Tokens
from paddleflow_emulator.http.contract import Contract
from paddleflow_emulator.http.paging import Markers
from paddleflow_emulator.storage.database import Database


@frozen
class Services:
    """What a running server consists of.

    Attributes:
        server: identifies it among all on this machine and on its storage.
        contract: the API's operations, from the spec.
        database: all that is stored.
        clock: the server's.
        store: what the engine writes.
        markers: of pages.
        tokens: of users that have logged in.
        file_systems: looked up by owner and name.
        engine: runs pipelines.
        jobs: runs single jobs.
        sampler: measures jobs.
        watch: tells open websockets of jobs.
        runs: starts runs.
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
