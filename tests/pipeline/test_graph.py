"""Pictures of a pipeline as text."""

from paddleflow.pipeline import DAG, ContainerStep, Pipeline

MERMAID = """\
flowchart TD
    n_first["first"]
    subgraph n_inner["inner · loop"]
        n_inner__part_1["part-1 · if 1 › 0"]
    end
    n_last["last"]
    n_first --> n_inner
    n_inner --> n_last
    post_process["clean (post_process)"]
"""
DOT = """\
digraph "nested" {
  compound=true
  n_first [label="first"]
  subgraph cluster_n_inner {
    label="inner · loop"
    n_inner [shape=point, label="", style=invis]
    n_inner__part_1 [label="part-1 · if 1 › 0"]
  }
  n_last [label="last"]
  n_first -> n_inner [lhead=cluster_n_inner]
  n_inner -> n_last [ltail=cluster_n_inner]
  post_process [label="clean (post_process)"]
}
"""


@Pipeline(name="nested", docker_env="alpine:3")
def nested() -> None:
    first = ContainerStep("first", command="true")
    with DAG("inner", loop_argument=[1, 2]) as inner:
        ContainerStep("part-1", command="true", condition="1 > 0")
    inner.after(first)
    ContainerStep("last", command="true").after(inner)


def test_a_dag_is_a_box_with_arrows_to_and_from_it() -> None:
    pipeline = nested()
    pipeline.set_post_process(ContainerStep("clean", command="true"))
    assert pipeline.graph() == MERMAID
    assert pipeline.graph("dot") == DOT


@Pipeline(name="deep", docker_env="alpine:3")
def deep() -> None:
    chosen = ContainerStep("choose", command="true", parameters={"size": 3})
    with DAG("outer"), DAG("inner"):
        ContainerStep("part", command="true", condition=chosen.parameters["size"] > 2)


def test_a_condition_names_where_its_value_comes_from() -> None:
    for text in (deep().graph(), deep().graph("dot")):
        assert '"part · if choose.size › 2"' in text
