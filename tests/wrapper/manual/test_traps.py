"""The traps that the manual, the official SDK and the server have between them; each test is named after one."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddleflow._arguments import credential, time
from paddleflow.errors import InvalidArgument, InvalidResponse

from ...support.cases import with_each
from ...support.recorded_server import EMPTY, Server, json, recorded

SCHEDULE = {"name": "n1", "pipeline_id": "ppl-000001", "pipeline_version_id": "1", "crontab": "0 3 * * *"}
KUBECONFIG = "apiVersion: v1\nkind: Config\nusers: [{name: 管理员}]\n"


def test_catchup_false_must_be_sent(client: Any, server: Server) -> None:
    server.answer("create schedule")
    client.create_schedule(**SCHEDULE, catchup=False).unwrap()
    assert server.requests[-1].json["catchup"] is False


def test_concurrency_and_expire_interval_of_0_must_be_sent(client: Any, server: Server) -> None:
    server.answer("create schedule")
    client.create_schedule(**SCHEDULE, concurrency=0, expire_interval=0).unwrap()
    sent = server.requests[-1].json
    assert (sent["concurrency"], sent["expireInterval"]) == (0, 0)


def test_arguments_left_out_of_a_schedule_are_not_sent(client: Any, server: Server) -> None:
    server.answer("create schedule")
    client.create_schedule(**SCHEDULE).unwrap()
    assert set(server.requests[-1].json) == {"name", "pipelineID", "pipelineVersionID", "crontab"}


@pytest.mark.parametrize("given_as", [KUBECONFIG, KUBECONFIG.encode()], ids=["text", "bytes"])
@pytest.mark.parametrize("already", [False, True], ids=["plain", "base64"])
def test_credentials_are_base64_encoded_exactly_once(client: Any, server: Server, given_as: Any, already: bool) -> None:
    value = given_as
    if already:
        encoded = base64.b64encode(KUBECONFIG.encode())
        value = encoded if isinstance(given_as, bytes) else encoded.decode()
    server.answer("create cluster", "update cluster")
    client.create_cluster("c", "http://c", "Kubernetes", credential=value, version="1.16").unwrap()
    client.update_cluster("c", credential=value).unwrap()
    assert [base64.b64decode(each.json["credential"]).decode() for each in server.requests] == [KUBECONFIG] * 2


def test_credentials_come_back_as_the_plain_text(client: Any, server: Server) -> None:
    encoded = base64.b64encode(KUBECONFIG.encode()).decode()
    server.answer(recorded("show cluster").but(credential=encoded))
    cluster = client.show_cluster("democluster").unwrap()
    assert (cluster.credential, cluster.raw["credential"]) == (KUBECONFIG, encoded)


def test_a_credential_that_is_not_base64_is_kept_as_it_is(client: Any, server: Server) -> None:
    server.answer(recorded("show cluster").but(credential="not base64!"))
    assert client.show_cluster("democluster").unwrap().credential == "not base64!"


@given(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8")), st.booleans())
def test_a_credential_with_a_colon_is_encoded_once_however_often_it_is_given(
    before: str, after: str, in_lines: bool
) -> None:
    plain = f"{before}:{after}".encode()
    once = credential("credential", plain)
    assert isinstance(once, str)
    assert base64.b64decode(once) == plain
    again = "\n".join(once[at : at + 76] for at in range(0, len(once), 76)) if in_lines else once
    assert credential("credential", again) == once == credential("credential", again.encode())


@pytest.mark.parametrize(
    "start",
    [
        "2030-01-02 03:04:05",
        "2030-01-02 03-04-05",  # as the manual writes it
        "2030-01-02T03:04:05",
        datetime(2030, 1, 2, 3, 4, 5, 678),  # noqa: DTZ001 - the server's own zone
    ],
    ids=str,
)
def test_times_are_in_the_servers_format(client: Any, server: Server, start: Any) -> None:
    server.answer("create schedule")
    client.create_schedule(**SCHEDULE, start_time=start, end_time=start).unwrap()
    sent = server.requests[-1].json
    assert (sent["startTime"], sent["endTime"]) == ("2030-01-02 03:04:05", "2030-01-02 03:04:05")


@pytest.mark.parametrize(
    "start", ["tomorrow", "2030-01-02", "2030-02-30 00:00:00", 5, datetime(2030, 1, 2, tzinfo=UTC)], ids=str
)
def test_a_time_that_the_server_would_misread_is_refused(client: Any, server: Server, start: Any) -> None:
    ret, message = client.create_schedule(**SCHEDULE, start_time=start)
    assert (ret, message.code) == (False, "InvalidStart")
    assert server.requests == []


def test_a_time_with_a_zone_becomes_utc_where_the_server_counts_in_utc(client: Any, server: Server) -> None:
    noon_in_beijing = datetime(2026, 1, 1, 12, tzinfo=timezone(timedelta(hours=8)))
    server.answer("card time")
    client.get_cardtime_by_queue_name(["demoqueue"], noon_in_beijing, "2027-01-01 00:00:00").unwrap()
    assert server.requests[-1].json["startTime"] == "2026-01-01 04:00:00"


@given(st.datetimes())
def test_a_datetime_is_formatted_so_that_it_reads_as_itself(moment: datetime) -> None:
    text = time("start_time", moment)
    assert datetime.fromisoformat(text) == moment.replace(microsecond=0)
    assert time("start_time", text) == text


@given(st.text() | st.from_regex(r"\d{4}-\d\d-\d\d[ T]\d\d[:-]\d\d[:-]\d\d", fullmatch=True))
def test_a_text_is_a_time_or_refused(text: str) -> None:
    def taken() -> Any:
        try:
            return time("start_time", text)
        except InvalidArgument:
            return None

    assert taken() is None or str(datetime.fromisoformat(taken())) == taken()


def test_artifact_type_and_step_are_not_swapped(client: Any, server: Server) -> None:
    server.answer("list artifacts")
    first = client.list_artifact().unwrap()["artifactList"][0]
    assert (first.type, first.step) == (first.raw["type"], first.raw["step"])
    assert first.type in ("input", "output")


@pytest.mark.parametrize("links", [None, []], ids=["null", "empty"])
def test_a_link_list_of_none_is_an_empty_list(client: Any, server: Server, links: Any) -> None:
    none = recorded("show s3 links").but(linkList=links)
    server.answer(none, none)
    assert client.list_link("demofss3") == (True, [])
    assert client.show_link("demofss3") == (True, [])


def test_a_link_that_is_not_there_is_a_failure(client: Any, server: Server) -> None:
    server.answer("show link detail", recorded("show s3 links"))
    assert client.show_link("demofss3", "/sub/data")[0] is False  # what the server does
    ret, message = client.show_link("demofss3", "/sub/data")  # what it should not do
    assert (ret, type(message.exception)) == (False, InvalidResponse)


def test_the_next_marker_of_show_schedule_is_read_at_the_right_level(client: Any, server: Server) -> None:
    runs = {**recorded("list runs page 1").json}
    server.answer(recorded("show schedule").but(runs=runs))
    detail = client.show_schedule("schedule-000001").unwrap()
    assert detail["nextMarker"] == detail["runList"].next_marker == runs["nextMarker"]
    assert [run.run_id for run in detail["runList"]] == ["run-000001", "run-000002"]


def test_stop_queue_says_that_the_server_has_no_such_action(client: Any, server: Server) -> None:
    ret, message = client.stop_queue("demoqueue")
    assert (ret, message.code) == (False, "QueueActionIsNotSupported")
    assert message.startswith(
        "stop_queue: this version of the server has no action that stops a queue; nothing was sent"
    )
    assert server.requests == []


def test_update_fs_cache_says_that_the_server_has_no_such_route(client: Any, server: Server) -> None:
    ret, message = client.update_fs_cache("demofs", {"blockSize": 1})
    assert (ret, message.code) == (False, "MethodNotAllowed")
    assert message.startswith(
        "update_fs_cache: this version of the server cannot change cache settings; nothing was sent"
    )
    assert server.requests == []


def test_a_2xx_answer_with_a_message_is_not_a_success_by_accident(client: Any, server: Server) -> None:
    disguised = json({"message": "quota exceeded"})
    for call in (
        lambda: client.delete_fs("demofs"),
        lambda: client.delete_link("demofs", "/p"),
        lambda: client.add_link("demofs", "/p", "local://p"),
        lambda: client.delete_fs_cache("demofs"),
        lambda: client.stop_schedule("schedule-000001"),
        lambda: client.delete_cluster("democluster"),
    ):
        server.answer(disguised)
        ret, message = call()
        assert not ret
        assert "quota exceeded" in message


def test_the_message_of_a_job_is_not_an_error(client: Any, server: Server) -> None:
    server.answer("show job")
    assert client.show_job("job-36453c65f8bf4df9").unwrap().message == "job is succeeded"


def test_a_cluster_named_message_is_not_an_error(client: Any, server: Server) -> None:
    server.answer(json({"message": {"errMsg": ""}}), json({"message": {}}))
    assert client.list_cluster_resource() == (True, {"message": {"errMsg": ""}})
    assert client.list_cluster_resource_v2() == (True, {"message": {}})


def test_grants_of_other_resource_types_are_left_out(client: Any, server: Server) -> None:
    grants = [{"grantID": kind, "userName": "u", "resourceType": kind, "resourceID": "r"} for kind in ("fs", "queue")]
    server.answer(json({"maxKeys": 2, "isTruncated": True, "nextMarker": "m", "grantList": grants}))
    page = client.show_queue_grant().unwrap()
    assert ([grant.grant_id for grant in page], page.next_marker) == (["queue"], "m")
    server.answer(json({"grantList": [{"resourceType": "fs"}]}))
    ret, message = client.show_queue_grant()
    assert (ret, type(message.exception)) == (False, InvalidResponse)


def test_an_answer_that_is_null_where_a_list_should_be_is_an_empty_list(client: Any, server: Server) -> None:
    server.answer(
        recorded("list users").but(userList=None),
        recorded("list flavours").but(flavourList=None),
        recorded("list clusters").but(clusterList=None),
        recorded("list fs").but(fsList=None),
    )
    assert [
        call().unwrap() for call in (client.list_user, client.list_flavour, client.list_cluster, client.list_fs)
    ] == [[]] * 4


def test_a_cluster_type_with_a_version_is_both(client: Any, server: Server) -> None:
    for _ in range(4):
        server.answer("create cluster")
    for given_as in ("kubernetes-v1.16", "Kubernetes-1.16", "K3S", "local"):
        client.create_cluster("c", "http://c", given_as).unwrap()
    assert [(each.json["clusterType"], each.json.get("version")) for each in server.requests] == [
        ("Kubernetes", "1.16"),
        ("Kubernetes", "1.16"),
        ("K3S", None),
        ("Local", None),
    ]


def test_a_version_that_is_given_wins_over_one_in_the_type(client: Any, server: Server) -> None:
    server.answer("create cluster")
    client.create_cluster("c", "http://c", "kubernetes-v1.16", version="1.20").unwrap()
    assert server.requests[-1].json["version"] == "1.20"


def test_an_unknown_cluster_type_is_refused_with_those_there_are(client: Any, server: Server) -> None:
    ret, message = client.create_cluster("c", "http://c", "mesos")
    assert not ret
    assert "K3S, Kubernetes, Local" in message
    assert server.requests == []


def test_namespaces_and_policies_can_be_emptied(client: Any, server: Server) -> None:
    server.answer("update cluster", "update queue")
    client.update_cluster("c", namespacelist=[]).unwrap()
    client.update_queue("q", scheduling_policy=[], location={}).unwrap()
    assert [each.json for each in server.requests] == [{"namespaceList": []}, {"schedulingPolicy": [], "location": {}}]


def test_the_options_of_a_cache_are_not_changed(client: Any, server: Server) -> None:
    options = {"cacheDir": "/c"}
    server.answer("fs cache create")
    client.create_cache("demofs", options, "root").unwrap()
    assert options == {"cacheDir": "/c"}


def test_keys_that_the_server_would_drop_silently_are_refused(client: Any, server: Server) -> None:
    for call, text in (
        (lambda: client.add_queue("q", "n", "c", {"cpu": "1", "memory": "1Gi"}), "'memory'"),
        (lambda: client.create_cache("fs", {"blocksize": 1}), "'blocksize'"),
        (lambda: client.create_job("single", {"schedulingPolicy": {"queue": "q"}, "img": "busybox:1"}), "'img'"),
        (
            lambda: client.create_job(
                "distributed",
                {
                    "framework": "paddle",
                    "schedulingPolicy": {"queue": "q"},
                    "members": [{"role": "worker", "replicas": 1, "gpu": 1}],
                },
            ),
            "'gpu' in 'members'",
        ),
    ):
        ret, message = call()
        assert not ret
        assert text in message
    assert server.requests == []


@with_each(
    "call, code",
    [
        (lambda c: c.add_queue("q", "n", None, {"cpu": "1"}), "InvalidQueueMaxResources"),
        (lambda c: c.add_queue("q", "n", None, None), "InvalidQueueMaxResources"),
        (lambda c: c.create_job("batch", {}), "InvalidJobType"),
        (lambda c: c.create_job("single", {"image": "busybox"}), "InvalidJobRequest"),
        (lambda c: c.create_job("single", {"schedulingPolicy": None}), "InvalidJobRequest"),
        (lambda c: c.create_job("single", "echo"), "InvalidJobRequest"),
        (lambda c: c.create_job("distributed", {"schedulingPolicy": {"queue": "q"}}), "InvalidJobRequest"),
        (lambda c: c.create_job("workflow", {"extensionTemplate": {}}), "InvalidJobRequest"),
        (lambda c: c.get_statistics("job-1", "run-000001"), "InvalidRequest"),
        (lambda c: c.get_statistics_detail("job-1", runid="run-000001"), "InvalidRequest"),
        (lambda c: c.get_statistics_detail("job-1", start=-1), "InvalidStart"),
        (lambda c: c.get_statistics_detail("job-1", start=10, end=5), "InvalidEnd"),
        (lambda c: c.get_statistics_detail("job-1", step=0), "InvalidStep"),
        (lambda c: c.get_cardtime_by_queue_name([], "a", "b"), "InvalidQueueName"),
        (lambda c: c.get_cardtime_by_queue_name([1], "a", "b"), "InvalidQueueName"),
        (lambda c: c.add_fs("f", "local://f", properties="x"), "Wrong params type"),
        (lambda c: c.add_fs("f", "local://f", properties={"debug": True}), "Wrong params type"),
        (lambda c: c.create_cluster("c", "http://c", "K3S", credential=5), "InvalidRequest"),
        (lambda c: c.create_cluster("c", "http://c", "K3S", namespacelist=[""]), "InvalidRequest"),
        (lambda c: c.show_log_by_limit("job-1"), "InvalidClusterName"),
        (lambda c: c.list_schedule(max_keys="many"), "InvalidRequest"),
        (lambda c: c.list_fs("alice", 10), "InvalidRequest"),  # the official SDK's order
    ],
)
def test_a_bad_value_gives_the_official_sdks_code_and_sends_nothing(
    client: Any, server: Server, call: Any, code: str
) -> None:
    ret, message = call(client)
    assert (ret, message.code) == (False, code)
    assert server.requests == []


def test_pre_check_says_whether_there_is_a_login_and_sends_nothing(client: Any, server: Server) -> None:
    assert client.pre_check() == (True, None)
    stranger = client.new(server.host, paddleflow_server_port=server.port)
    ret, message = stranger.pre_check()
    assert (ret, message.code) == (False, "InvalidOperator")
    assert server.requests == []


def test_show_user_takes_no_list_for_a_user(client: Any, server: Server) -> None:
    server.answer("list users")
    ret, message = client.show_user("demoalice")
    assert (ret, type(message.exception)) == (False, InvalidResponse)


def test_list_user_takes_no_user_for_a_list(client: Any, server: Server) -> None:
    server.answer(json({"name": "demoalice"}))
    ret, message = client.list_user()
    assert (ret, type(message.exception)) == (False, InvalidResponse)


def test_a_deleted_kubernetes_object_needs_no_answer(client: Any, server: Server) -> None:
    manifest = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a", "namespace": "n", "labels": {}}}
    named = {"apiVersion": "v1", "kind": "ConfigMap", "name": "a", "namespace": "n"}
    server.answer(EMPTY, EMPTY)
    assert client.delete_kubernetes_object("c", manifest) == (True, None)
    assert client.delete_kubernetes_object("c", named) == (True, None)
    assert [request.json for request in server.requests] == [named, named]  # the server reads no metadata


@pytest.mark.parametrize("lacks", ["apiVersion", "kind", "name"])
def test_a_kubernetes_object_needs_version_kind_and_name(client: Any, server: Server, lacks: str) -> None:
    named = {key: "x" for key in ("apiVersion", "kind", "name") if key != lacks}
    ret, message = client.delete_kubernetes_object("c", named)
    assert (ret, type(message.exception)) == (False, InvalidArgument)
    assert f"kubernetes_object lacks '{lacks}'" in message
    assert server.requests == []


def test_one_queue_name_alone_is_a_list_of_one(client: Any, server: Server) -> None:
    server.answer("card time")
    client.get_cardtime_by_queue_name("demoqueue", "2026-01-01 00:00:00", "2027-01-01 00:00:00").unwrap()
    assert server.requests[-1].json["queueNames"] == ["demoqueue"]
