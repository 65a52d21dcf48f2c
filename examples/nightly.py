"""Run a pipeline on a server every night at 02:00: python examples/nightly.py ADDRESS USER PASSWORD FS_NAME.

Run it again after a change: the pipeline gets a new version, and the schedule is replaced.
"""

import sys

from paddleflow import Client, PaddleFlowSDKException
from paddleflow.pipeline import PF_RUN_ID, ContainerStep, FSOptions, MainFS, Pipeline

NAME = "nightly_report"


@Pipeline(name=NAME, docker_env="alpine:3")
def nightly() -> None:
    """Collect, then report."""
    collect = ContainerStep("collect", command="date > day.txt")
    ContainerStep("report", command=f"echo report of {PF_RUN_ID}: $(cat day.txt)").after(collect)


def install(client: Client, fs_name: str) -> str:
    """Bring pipeline and schedule up to date; return the schedule's id."""
    pipeline = nightly()
    pipeline.fs_options = FSOptions(MainFS(fs_name))
    known = [each for each in client.iter_pipelines(name_filter=NAME) if each.name == NAME]
    if known:
        updated = pipeline.update(known[0].pipeline_id, client=client).unwrap()
        pipeline_id, version = updated["pipelineID"], updated["pipelineVersionID"]
    else:
        created = pipeline.create(client=client).unwrap()
        pipeline_id, version = created["pplID"], created["pplVerID"]
    for schedule in client.iter_schedules(name_filter=NAME):
        if schedule.status == "running":
            client.stop_schedule(schedule.schedule_id).unwrap()
        client.delete_schedule(schedule.schedule_id).unwrap()
    return client.create_schedule(NAME, pipeline_id, version, "0 2 * * *", concurrency=1).unwrap()


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    address, user, password, fs_name = sys.argv[1:]
    try:
        with Client(address, user, password) as client:
            schedule_id = install(client, fs_name)
            [schedule] = [each for each in client.iter_schedules() if each.schedule_id == schedule_id]
            print(f"{schedule_id} runs next at {schedule.next_run_time}")
    except PaddleFlowSDKException as problem:
        sys.exit(str(problem))
