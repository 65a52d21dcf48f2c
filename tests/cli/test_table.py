"""Every command, option, spelling and variable of the official command line is here: and what else is here is known."""

import re
from pathlib import Path
from typing import Any

from paddleflow import Client
from paddleflow.cli import values
from paddleflow.cli.command import Command
from paddleflow.cli.groups import every_command
from paddleflow.cli.help import description, explanation
from paddleflow.cli.parser import COMMON_VARIABLES, FORMATS, common_options, parse

from ..support import yamls
from ..support.cases import with_each

TABLE: dict[str, Any] = yamls.read(Path(__file__).with_name("commands.yaml"))
OFFICIAL: dict[str, dict[str, Any]] = {each["command"]: each for each in TABLE["commands"]}
OURS: dict[str, Command] = {command.name: command for command in every_command()}

ADDED_COMMANDS = {
    *(f"run {name}" for name in ("watch", "wait", "why", "logs", "graph", "gantt")),
    *(f"local {name}" for name in ("up", "down", "status", "reset", "run")),
    *("configure", "profiles", "login", "logout", "whoami", "doctor", "completion"),
}
"""Commands that the official command line does not have."""

ADDED: dict[str, set[str]] = {
    "run create": {"file", "watch"},
    "pipeline create": {"yaml_raw"},
    "pipeline update": {"yaml_raw"},
    "schedule create": {"no_catchup"},
    "statistics job": {"plot"},
}
"""Arguments and options of official commands that the official command line does not have."""

REQUIRED = {("statistics card-time", name) for name in ("queue_names", "start_time", "end_time")}
"""Options that were required, and not declared so (B29)."""

NOT_REQUIRED = {("log job", "framework")}
"""Options that were required for nothing (B08)."""


IN_PYTHON = re.compile(r"\b(None|True|False|datetime|fs_name|next_?[mM]arker|iter_\w+|list_\w+|show_\w+)\b")
"""Words for those who write Python."""


@with_each("name", OFFICIAL)
def test_an_official_command_is_here(name: str) -> None:
    theirs, ours = OFFICIAL[name], OURS[name]
    places = [argument.name for argument in ours.arguments if argument.name not in ADDED.get(name, ())]
    assert places == [each["name"] for each in theirs["arguments"]]
    options = {option.name: option for option in ours.options}
    assert {each["name"] for each in theirs["options"]} == options.keys() - ADDED.get(name, set())
    for option in theirs["options"]:
        assert list(options[option["name"]].flags[: len(option["spellings"])]) == option["spellings"]
        assert ours.variable(options[option["name"]]) == option["variable"]
        assert options[option["name"]].flag == (option["type"] == "flag")
        needed = option["required"] or (name, option["name"]) in REQUIRED
        assert options[option["name"]].required == (needed and (name, option["name"]) not in NOT_REQUIRED)


@with_each("name", OFFICIAL)
def test_each_parameter_goes_where_the_table_says(name: str) -> None:
    theirs, ours = OFFICIAL[name], OURS[name]
    for each in [*theirs["arguments"], *theirs["options"]]:
        (parameter,) = [parameter for parameter in ours.parameters if parameter.name == each["name"]]
        if not each["to"].startswith("("):
            assert parameter.to == each["to"]


@with_each("name", OFFICIAL)
def test_the_columns_are_the_official_ones(name: str) -> None:
    theirs, ours = OFFICIAL[name], OURS[name]
    if not ours.tables:
        return  # made by a function of its own, whose tests say what it shows
    tables = [
        {column["header"]: column["source"] for column in table["columns"]}
        for table in theirs["output"].get("tables", [])
    ]
    assert [table.columns for table in ours.tables] == tables


@with_each("command", OURS.values(), ids=lambda command: command.name)
def test_a_command_that_is_not_in_the_table_is_an_addition(command: Command) -> None:
    assert (command.name in ADDED_COMMANDS) == (command.name not in OFFICIAL)
    assert command.help or command.method


@with_each("command", OURS.values(), ids=lambda command: command.name)
def test_a_command_names_a_method_or_a_function(command: Command) -> None:
    assert callable(command.function())
    assert not command.method or callable(getattr(Client, command.method))
    assert not command.rows or callable(getattr(Client, command.rows))


def test_the_global_options_stand_before_the_group_and_behind_it() -> None:
    for option in TABLE["global_options"]:
        assert COMMON_VARIABLES[option["name"]] == option["variable"]
        assert set(option.get("choices", [])) <= set(FORMATS)
    before = parse(["--output", "json", "--pf_config", "a.ini", "queue", "list"], {})[1]
    behind = parse(["queue", "list", "--output", "json", "--pf_config", "a.ini"], {})[1]
    assert before == behind
    assert (before["output"], before["pf_config"]) == ("json", "a.ini")


@with_each("command", OURS.values(), ids=lambda command: command.name)
def test_no_spelling_of_a_command_has_two_meanings(command: Command) -> None:
    flags = [flag for option in (*command.options, *common_options(command)) for flag in option.flags]
    assert len(flags) == len(set(flags))


@with_each("command", OURS.values(), ids=lambda command: command.name)
def test_help_shows_values_as_the_command_line_takes_them(command: Command) -> None:
    for each in command.parameters:
        in_python = {'{"', "None"} if each.type is not values.json_content else set()
        assert not [form for form in in_python if form in explanation(command, each)], each.name


@with_each("command", OURS.values(), ids=lambda command: command.name)
def test_help_is_in_the_terms_of_the_command_line_and_in_one_style(command: Command) -> None:
    assert not IN_PYTHON.search(description(command))
    for each in [*command.parameters, *common_options(command)]:
        text = explanation(command, each)
        assert not IN_PYTHON.search(text), each.name
        assert text.endswith(".") == (". " in text), f"{each.name}: one sentence goes without its period"
        assert not (each.flag and text.startswith("Whether")), f"{each.name}: say what the flag does"
        assert text[0].isupper() or not each.help, f"{each.name} begins with a capital"
