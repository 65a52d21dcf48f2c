"""What a type checker knows about the blocking client. test_typing.py runs mypy and pyright over this folder.

Each ``type: ignore`` marks a mistake that both must find: one that is not needed is an error itself.
"""
# pyright: reportUnnecessaryTypeIgnoreComment=true

from datetime import datetime
from typing import Any, assert_type

from paddleflow import (
    Client,
    ClusterInfo,
    DagInfo,
    ErrorMessage,
    Failure,
    FSInfo,
    JobInfo,
    LinkInfo,
    Page,
    QueueInfo,
    Result,
    RunInfo,
    SubmittedJobInfo,
    Success,
    UserInfo,
)
from paddleflow.resources.log import RunLog
from paddleflow.resources.pipeline import CreatedPipeline
from paddleflow.resources.run import RunPage
from paddleflow.resources.schedule import ScheduleDetail

client = Client("127.0.0.1", "root", "paddleflow", 8999)

# A pair unpacks to what it is.
ret, response = client.show_run("run-000001")
assert_type(ret, bool)
assert_type(response, RunInfo | ErrorMessage)
assert_type(client.show_run("run-000001"), Result[RunInfo])
assert_type(client.show_run("run-000001").ok, bool)
assert_type(client.show_run("run-000001").error, ErrorMessage | None)

# Which of the two it is: both checkers know after match, isinstance and `is True`; mypy after `if result.ok` too.
match client.show_run("run-000001"):
    case (True, found):
        assert_type(found, RunInfo)
    case (False, message):
        assert_type(message, ErrorMessage)
result = client.show_run("run-000001")
if result.ok is True:
    assert_type(result.unwrap(), RunInfo)
    assert_type(result[1], RunInfo)
else:
    assert_type(result[1].code, str | None)
if isinstance(result, Failure):
    assert_type(result.error, ErrorMessage)
elif isinstance(result, Success):
    assert_type(result[1], RunInfo)
if (error := result.error) is not None:
    assert_type(error.http_status, int | None)

# A message is not taken for a result.
if not ret:
    response.status  # type: ignore[union-attr] # noqa: B018
    ErrorMessage(ValueError())  # type: ignore[arg-type]

# unwrap() gives the result itself.
assert_type(client.show_run("run-000001").unwrap(), RunInfo)
assert_type(client.show_queue("q").unwrap(), QueueInfo)
assert_type(client.show_fs("f").unwrap(), FSInfo)
assert_type(client.show_cluster("c").unwrap(), ClusterInfo)
assert_type(client.show_job("j").unwrap(), SubmittedJobInfo)
assert_type(client.show_log("r").unwrap(), RunLog)
assert_type(client.list_user().unwrap(), Page[UserInfo])
assert_type(client.list_link("f").unwrap(), Page[LinkInfo])
assert_type(client.show_link("f", "/p").unwrap(), LinkInfo | Page[LinkInfo])
assert_type(client.create_run(fs_name="f").unwrap(), str)
assert_type(client.create_cluster("c", "http://c", "K3S").unwrap(), str)
assert_type(client.login("root", "paddleflow").unwrap(), None)
assert_type(client.stop_run("run-000001").unwrap(), None)
assert_type(client.mount("f", "/mnt").unwrap(), None)
assert_type(client.pre_check().unwrap(), None)
assert_type(client.get_version().unwrap(), dict[str, Any])

# Dicts have their keys.
page = client.list_run().unwrap()
assert_type(page, RunPage)
assert_type(page["runList"], Page[RunInfo])
assert_type(page["nextMarker"], str | None)
assert_type(client.create_pipeline(yaml_raw=b"").unwrap(), CreatedPipeline)
detail = client.show_schedule("s").unwrap()
assert_type(detail, ScheduleDetail)
assert_type(detail["runList"][0], RunInfo)
page["runlist"]  # type: ignore[typeddict-item]

# Info objects are typed, down into the tree of a run.
run = client.show_run("run-000001").unwrap()
assert_type(run.status, str)
assert_type(run.create_datetime, datetime | None)
assert_type(run.runtime, dict[str, list[DagInfo | JobInfo]] | None)
for component in run.components():
    assert_type(component, DagInfo | JobInfo)
assert_type(client.list_user().unwrap()[0].name, str)
assert_type(client.list_user().unwrap().next_marker, str | None)
run.stauts  # type: ignore[attr-defined] # noqa: B018
run.status = "succeeded"  # type: ignore[misc]

# A time may be a text or a datetime.
client.create_schedule("n", "p", "1", "* * * * *", start_time=datetime(2030, 1, 1), catchup=False)  # noqa: DTZ001
client.create_schedule("n", "p", "1", "* * * * *", start_time="2030-01-01 00:00:00")

# Mistakes are found.
client.show_run()  # type: ignore[call-arg]
client.show_run(1)  # type: ignore[arg-type]
client.show_run("run-000001", "run-000002")  # type: ignore[call-arg]
client.show_run(id="run-000001")  # type: ignore[call-arg]
client.list_user(maxsize="many")  # type: ignore[arg-type]
client.create_schedule("n", "p", "1")  # type: ignore[call-arg]
client.add_fs("f", "url", properties={"a": 1})  # type: ignore[dict-item]
client.create_cluster()  # type: ignore[call-arg]
client.mount("f")  # type: ignore[call-arg]
client.show_rnu("run-000001")  # type: ignore[attr-defined]
Client("127.0.0.1", username=1)  # type: ignore[arg-type]
