"""What `print` and a notebook show of results."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import attrs
import pytest

from paddleflow import DagInfo, JobInfo, Page, QueueInfo, RunInfo
from paddleflow._view import CELL_WIDTH, without_secrets

from ...support.any_client import AnyClient
from ...support.recorded_server import Server, json

RUNS = Page(
    [
        RunInfo("run-000001", username="root", status="failed", name="甲乙", create_time="2026-01-01 00:00:00"),
        RunInfo("run-000012", username="root", status="running", create_time="2026-01-01 00:00:01", run_yaml="a: b"),
    ],
    "run-000012",
    True,
)


def html_of(value: Any) -> str:
    html = value._repr_html_()
    assert isinstance(html, str)
    return html


class Seen(HTMLParser):
    """The texts of a page, and whether every tag is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_a_page_is_a_table_of_what_its_rows_show() -> None:
    assert str(RUNS).splitlines() == [
        "run_id      username  status   name  create_time",
        "run-000001  root      failed   甲乙  2026-01-01 00:00:00",
        "run-000012  root      running        2026-01-01 00:00:01",
        "more rows follow: marker='run-000012'",
    ]
    page = html_of(RUNS)
    assert Seen(page).texts == [
        *("run_id", "username", "status", "name", "create_time"),
        *("run-000001", "root", "failed", "甲乙", "2026-01-01 00:00:00"),
        *("run-000012", "root", "running", "2026-01-01 00:00:01"),
        "more rows follow: marker='run-000012'",
    ]
    assert '<b style="color: red">failed</b>' in page


@pytest.mark.parametrize("page", [Page[RunInfo]([]), Page([1, 2]), Page(["a"])], ids=repr)
def test_a_page_without_objects_is_a_list(page: Page[Any]) -> None:
    assert str(page) == repr(page)
    assert page._repr_html_() is None


def test_a_run_is_shown_with_its_steps_each_dag_before_what_is_in_it() -> None:
    inner = JobInfo("run-000001-b", status="failed", step_name="b")
    around = DagInfo("dag-1", name="run-000001-a", status="failed", dag_name="a", entry_points={"b": [inner]})
    run = RunInfo("run-000001", status="failed", run_yaml="name: x\n\nentry_points: {}\n", runtime={"a": [around]})
    assert str(run).splitlines() == [
        "run_id: run-000001",
        "status: failed",
        "run_yaml:",
        "  name: x",
        "",
        "  entry_points: {}",
        "runtime:",
        "  dag_id  name          dag_name  status  step_name",
        "  dag-1   run-000001-a  a         failed",
        "          run-000001-b            failed  b",
    ]
    page = html_of(run)
    assert Seen(page).texts.count("run-000001-b") == 1
    assert page.count('<b style="color: red">failed</b>') == 3


def test_every_attribute_that_is_not_empty_is_shown(any_client: AnyClient, server: Server) -> None:
    server.answer("show run with artifacts")
    run = any_client.show_run("run-000005").unwrap()
    for info in (run, *run.components()):
        filled = [name for name, value in info.to_dict().items() if value not in (None, "", [], {})]
        assert [line.partition(":")[0] for line in str(info).splitlines() if line[:1].isalpha()] == filled
        assert {*filled} <= {*Seen(html_of(info)).texts}


def test_text_from_others_is_escaped() -> None:
    run = RunInfo(
        "run-1", name="<script>alert(1)</script>\x1b[31m\u202e", description="a\tb\x07\nc", run_yaml="a: &b c"
    )
    for shown in (str(run), str(Page([run])), html_of(run), html_of(Page([run]))):
        assert not {"\x1b", "\x07", "\u202e"} & {*shown}
    page = html_of(run) + html_of(Page([run]))
    assert "<script" not in page
    assert "a: &amp;b c" in page
    assert str(Page([run])).count("\n") == 1


def test_a_long_text_is_cut_in_a_table_and_folded_in_a_notebook() -> None:
    run = RunInfo("run-1", run_msg="x" * 1000, run_yaml="a: b\n" * 100)
    assert max(map(len, str(Page([run])).splitlines())) < CELL_WIDTH + 20
    assert "<summary>100 lines</summary>" in html_of(run)
    assert "x" * 1000 in html_of(run)


def test_secrets_are_hidden_by_name_however_deep() -> None:
    names = ("password", "accessKey", "secret_key", "sessionToken", "AWS_SECRET_ACCESS_KEY", "DB_PASSWORD", "token")
    step = JobInfo("s", env=dict.fromkeys(names, "hush"), extra_fs=[{"properties": {"a": {"secretKey": "hush"}}}])
    assert "hush" not in str(step) + html_of(step) + str(Page([step]))
    assert without_secrets({"host": "h", "password": ""}) == {"host": "h", "password": ""}


def test_a_pair_is_shown_as_its_result(any_client: AnyClient, server: Server) -> None:
    server.answer("list runs")
    texts = Seen(html_of(any_client.list_run())).texts
    assert texts[0] == "runList"
    assert {"run_id", "status"} < {*texts}
    server.answer("list queues")
    result = any_client.list_queue()
    assert result._repr_html_() == result.unwrap()._repr_html_()
    server.answer(json({"runID": "run-000001"}, 201))
    assert any_client.create_run(run_yaml_raw="name: a")._repr_html_() is None


def test_the_repr_of_an_iterator_names_its_rows(any_client: AnyClient, server: Server) -> None:
    assert "Rows of RunInfo, fetched as they are needed" in repr(any_client.client.iter_runs())
    assert server.requests == []


def test_a_queue_is_one_line_and_its_view_has_the_rest() -> None:
    queue = QueueInfo("q", maxResources={"cpu": "4"}, schedulingPolicy=["priority"])
    assert "maxResources" not in repr(queue)
    assert str(queue).splitlines() == ["name: q", 'maxResources: {"cpu": "4"}', 'schedulingPolicy: ["priority"]']
    assert attrs.evolve(queue) == queue
