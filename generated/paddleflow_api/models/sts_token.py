from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="StsToken")


@_attrs_define
class StsToken:
    """Temporary credentials of a storage service.

    Attributes:
        access_key (str): Access key.
        secret_key (str): Secret key, encrypted, in hex.
        session_token (str | Unset): Session token.
        create_time (str | Unset): When it was created, as the STS service of BOS writes it.
        expiration (str | Unset): When it ends, as the STS service of BOS writes it.
        user_id (str | Unset): Identifier of the user at the storage service.
        bucket (str | Unset): Name of the bucket.
        sub_path (str | Unset): Directory inside the storage.
        endpoint (str | Unset): Address of the storage service.
        region (str | Unset): Region of the storage service.
        duration (int | Unset): How long it is good for, in seconds.
    """

    access_key: str = _attrs_field(repr=False)
    secret_key: str = _attrs_field(repr=False)
    session_token: str | Unset = _attrs_field(default=UNSET, repr=False)
    create_time: str | Unset = UNSET
    expiration: str | Unset = UNSET
    user_id: str | Unset = UNSET
    bucket: str | Unset = UNSET
    sub_path: str | Unset = UNSET
    endpoint: str | Unset = UNSET
    region: str | Unset = UNSET
    duration: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "access_key": "accessKey",
        "secret_key": "secretKey",
        "session_token": "sessionToken",
        "create_time": "createTime",
        "expiration": "expiration",
        "user_id": "userId",
        "bucket": "bucket",
        "sub_path": "subPath",
        "endpoint": "endpoint",
        "region": "region",
        "duration": "duration",
    }

    def to_dict(self) -> dict[str, Any]:
        access_key = self.access_key

        secret_key = self.secret_key

        session_token = self.session_token

        create_time = self.create_time

        expiration = self.expiration

        user_id = self.user_id

        bucket = self.bucket

        sub_path = self.sub_path

        endpoint = self.endpoint

        region = self.region

        duration = self.duration

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "accessKey": access_key,
                "secretKey": secret_key,
            }
        )
        if session_token is not UNSET:
            field_dict["sessionToken"] = session_token
        if create_time is not UNSET:
            field_dict["createTime"] = create_time
        if expiration is not UNSET:
            field_dict["expiration"] = expiration
        if user_id is not UNSET:
            field_dict["userId"] = user_id
        if bucket is not UNSET:
            field_dict["bucket"] = bucket
        if sub_path is not UNSET:
            field_dict["subPath"] = sub_path
        if endpoint is not UNSET:
            field_dict["endpoint"] = endpoint
        if region is not UNSET:
            field_dict["region"] = region
        if duration is not UNSET:
            field_dict["duration"] = duration

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        access_key = d.pop("accessKey")

        secret_key = d.pop("secretKey")

        session_token = d.pop("sessionToken", UNSET)

        create_time = d.pop("createTime", UNSET)

        expiration = d.pop("expiration", UNSET)

        user_id = d.pop("userId", UNSET)

        bucket = d.pop("bucket", UNSET)

        sub_path = d.pop("subPath", UNSET)

        endpoint = d.pop("endpoint", UNSET)

        region = d.pop("region", UNSET)

        duration = d.pop("duration", UNSET)

        sts_token = cls(
            access_key,
            secret_key,
            session_token,
            create_time,
            expiration,
            user_id,
            bucket,
            sub_path,
            endpoint,
            region,
            duration,
        )

        sts_token.additional_properties = d
        return sts_token

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
