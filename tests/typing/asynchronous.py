"""What a type checker knows about the asynchronous client; see blocking.py."""
# pyright: reportUnnecessaryTypeIgnoreComment=true

from typing import assert_type

from paddleflow import AsyncClient, ErrorMessage, LinkInfo, Page, QueueInfo, Result, RunInfo
from paddleflow.resources.run import RunPage
from paddleflow.resources.schedule import ScheduleDetail


async def typed() -> None:
    async with AsyncClient("127.0.0.1", "root", "paddleflow", "8999") as client:
        # A pair unpacks to what it is, once it is awaited.
        ret, response = await client.show_run("run-000001")
        assert_type(ret, bool)
        assert_type(response, RunInfo | ErrorMessage)
        assert_type(await client.show_run("run-000001"), Result[RunInfo])

        # unwrap() gives the result itself.
        assert_type((await client.login("root", "paddleflow")).unwrap(), None)
        assert_type((await client.show_run("run-000001")).unwrap(), RunInfo)
        assert_type((await client.show_queue("q")).unwrap(), QueueInfo)
        assert_type((await client.list_run()).unwrap(), RunPage)
        assert_type((await client.list_link("f")).unwrap(), Page[LinkInfo])
        assert_type((await client.show_schedule("s")).unwrap(), ScheduleDetail)
        assert_type((await client.mount("f", "/mnt")).unwrap(), None)
        assert_type((await client.pre_check()).unwrap(), None)


async def mistaken(client: AsyncClient) -> None:
    client.show_run("run-000001").unwrap()  # type: ignore[attr-defined]
    _ret, _response = client.show_run("run-000001")  # type: ignore[misc]
    await client.show_run()  # type: ignore[call-arg]
    await client.show_run(1)  # type: ignore[arg-type]
    await client.list_user(maxsize="many")  # type: ignore[arg-type]
    await client.create_cluster()  # type: ignore[call-arg]
    await client.mount("f")  # type: ignore[call-arg]
    await client.show_rnu("run-000001")  # type: ignore[attr-defined]
    with client:  # type: ignore[attr-defined]
        pass
