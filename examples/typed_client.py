"""List the runs of a server with the typed client alone: python examples/typed_client.py ADDRESS [USER PASSWORD]."""

import sys

from paddleflow_api import AuthenticatedClient, Client
from paddleflow_api.api import run, user
from paddleflow_api.models import ListRunResponse, LoginRequest, LoginResponse

if len(sys.argv) not in (2, 4):
    sys.exit(__doc__)
address, name, password = (*sys.argv[1:], "root", "paddleflow")[:3]
with Client(base_url=address) as anyone:
    login = user.login.sync(client=anyone, body=LoginRequest(username=name, password=password))
if not isinstance(login, LoginResponse):
    sys.exit(f"not logged in: {login}")
with AuthenticatedClient(address, token=login.authorization) as client:
    answer = run.list_run.sync(client=client)
if not isinstance(answer, ListRunResponse):
    sys.exit(f"no list: {answer}")
for row in answer.run_list or []:
    print(row.run_id, row.name, row.status, row.create_time)
