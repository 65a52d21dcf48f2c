"""An S3 server on loopback for the tests (moto), without anybody's real credentials."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

KEYS = {"accessKey": "testing", "secretKey": "not-to-be-seen"}


@dataclass
class Storage:
    """The server, seen past the embedded server."""

    endpoint: str
    client: S3Client

    @property
    def properties(self) -> dict[str, str]:
        """What a file system on this server needs."""
        return {**KEYS, "endpoint": self.endpoint, "region": "us-east-1", "s3ForcePathStyle": "true"}

    def bucket(self, name: str) -> None:
        self.client.create_bucket(Bucket=name)

    def put(self, bucket: str, key: str, content: str | bytes) -> None:
        self.client.put_object(Bucket=bucket, Key=key, Body=content)

    def get(self, bucket: str, key: str) -> str:
        return self.client.get_object(Bucket=bucket, Key=key)["Body"].read().decode()

    def keys(self, bucket: str) -> list[str]:
        return [found.get("Key", "") for found in self.client.list_objects_v2(Bucket=bucket).get("Contents", ())]


@contextmanager
def serve_storage() -> Iterator[Storage]:
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        options: dict[str, Any] = {"aws_access_key_id": "testing", "aws_secret_access_key": "testing"}
        endpoint = f"http://{host}:{port}"
        client = boto3.session.Session(**options).client("s3", endpoint_url=endpoint, region_name="us-east-1")
        yield Storage(endpoint, client)
    finally:
        server.stop()
