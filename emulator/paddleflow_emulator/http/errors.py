"""Failures as the wire shows them: a code, the status that belongs to it, a message."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

STATUS: Mapping[str, int] = MappingProxyType(
    {
        "AuthFailed": 400,
        "AuthIllegalUser": 400,
        "AuthInvalidToken": 400,
        "AuthWithoutToken": 400,
        "ClusterNameNotFound": 400,
        "ClusterNotFound": 400,
        "ConnectivityFailed": 400,
        "Decode base64": 400,
        "DuplicatedName": 400,
        "FileSystemNameFormatError": 400,
        "FlavourInvalidField": 400,
        "FlavourNameEmpty": 400,
        "GrantAlreadyExist": 400,
        "GrantNotFound": 400,
        "GrantResourceTypeNotFound": 400,
        "GrantRootActionNotSupport": 400,
        "InvalidArguments": 400,
        "InvalidClusterCredential": 400,
        "InvalidClusterProperties": 400,
        "InvalidClusterStatus": 400,
        "InvalidFileSystemFsName": 400,
        "InvalidFileSystemParamsURL": 400,
        "InvalidHTTPRequest": 400,
        "InvalidLinkProperties": 400,
        "InvalidLinkURL": 400,
        "InvalidMarker": 400,
        "InvalidNamePattern": 400,
        "InvalidPipeline": 400,
        "InvalidURI": 400,
        "JobCreateFailed": 400,
        "MalformedJSON": 400,
        "MalformedYaml": 400,
        "NamespaceNotFound": 400,
        "QueueIsInUse": 400,
        "QueueNameNotFound": 400,
        "QueueQuotaTypeIsNotSupported": 400,
        "ReadYamlFileFailed": 400,
        "UserNotExist": 400,
        "UserPasswordWeak": 400,
        "AccessDenied": 403,
        "ActionNotAllowed": 403,
        "OnlyRootAllowed": 403,
        "QueueNameDuplicated": 403,
        "FlavourNotFound": 404,
        "JobNotFound": 404,
        "PathNotFound": 404,
        "PipelineNotFound": 404,
        "RecordNotFound": 404,
        "ResourceNotFound": 404,
        "RunCacheNotFound": 404,
        "RunNotFound": 404,
        "ScheduleNotFound": 404,
        "MethodNotAllowed": 405,
        "InternalError": 500,
        "InvalidComputeResource": 500,
        "LinkModelError": 500,
    }
)
"""Code to HTTP status; a code that is not here is answered with 500, as the real server does."""

TEXT: Mapping[str, str] = MappingProxyType(
    {
        "AccessDenied": "Access denied",
        "AuthFailed": "Username or password not correct",
        "AuthIllegalUser": "The user does not have permission to operate other users",
        "AuthInvalidToken": "Invalid token. Please re-login",
        "AuthWithoutToken": "Request should login first",
        "ClusterNotFound": "Cluster not found",
        "GrantAlreadyExist": "This user already have the grant of the resource",
        "GrantNotFound": "Grant not found. check the user and resource",
        "GrantResourceTypeNotFound": "The resource type is one of queue, user, fs",
        "GrantRootActionNotSupport": "Root has every grant; none is given or taken",
        "InternalError": "We encountered an internal error. Please try again.",
        "InvalidHTTPRequest": "The JSON provided was not well-formatted",
        "InvalidMarker": "The marker is invalid",
        "InvalidNamePattern": "Name pattern does not match regex rule",
        "MalformedJSON": "The JSON provided was not well-formatted",
        "OnlyRootAllowed": "Only root is allowed to do this",
        "QueueNameDuplicated": "request name duplicated",
        "QueueNameNotFound": "QueueName does not exist",
        "UserNotExist": "User not exist",
        "UserPasswordWeak": (
            "Password must consist of at least one number and one letter, and length must be greater than 6"
        ),
    }
)
"""The sentence of a code that has one."""


NO_CODE = ""
"""Of what the real server answers with 500 and without a code."""


class ApiError(Exception):
    """An answer that is not a success.

    Args:
        code: The wire code, see `STATUS`.
        message: What was wrong; the code's own sentence when left out.
    """

    def __init__(self, code: str, message: str | None = None) -> None:
        """Fill in the code's sentence."""
        self.code = code
        self.message = TEXT.get(code, "") if message is None else message
        super().__init__(f"{code}: {self.message}")


def status_of(code: str) -> int:
    """Return the HTTP status that belongs to a code."""
    return STATUS.get(code, 500)
