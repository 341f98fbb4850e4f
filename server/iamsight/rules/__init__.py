"""The rules, one module each. This list is the only registry: what is not here does not run."""

from __future__ import annotations

from iamsight.rule import Rule
from iamsight.rules.action_case import action_case
from iamsight.rules.action_needs_star import action_needs_star
from iamsight.rules.action_never_meets_resource import action_never_meets_resource
from iamsight.rules.action_without_condition_key import action_without_condition_key
from iamsight.rules.allow_by_exception import allow_by_exception
from iamsight.rules.allow_not_principal import allow_not_principal
from iamsight.rules.arn_account import arn_account
from iamsight.rules.arn_partition import arn_partition
from iamsight.rules.arn_region import arn_region
from iamsight.rules.arn_resource import arn_resource
from iamsight.rules.arn_service import arn_service
from iamsight.rules.assume_role_action import assume_role_action
from iamsight.rules.audience_claim import audience_claim
from iamsight.rules.bare_principal import bare_principal
from iamsight.rules.condition_operator_type import condition_operator_type
from iamsight.rules.condition_value_type import condition_value_type
from iamsight.rules.conflicting_elements import conflicting_elements
from iamsight.rules.confused_deputy import confused_deputy
from iamsight.rules.credentials_exposure import credentials_exposure
from iamsight.rules.cross_account_access import cross_account_access
from iamsight.rules.dependent_action import dependent_action
from iamsight.rules.deprecated_condition_key import deprecated_condition_key
from iamsight.rules.discontinued_operation import discontinued_operation
from iamsight.rules.duplicate_condition_key import duplicate_condition_key
from iamsight.rules.duplicate_member import duplicate_member
from iamsight.rules.duplicate_sid import duplicate_sid
from iamsight.rules.dynamodb_attributes_without_select import dynamodb_attributes_without_select
from iamsight.rules.empty_condition import empty_condition
from iamsight.rules.empty_element import empty_element
from iamsight.rules.empty_sid import empty_sid
from iamsight.rules.endpoint_owner_key import endpoint_owner_key
from iamsight.rules.expired_suppression import expired_suppression
from iamsight.rules.federated_principal import federated_principal
from iamsight.rules.for_all_values_of_one import for_all_values_of_one
from iamsight.rules.full_access import full_access
from iamsight.rules.github_subject import github_subject
from iamsight.rules.hidden_character import hidden_character
from iamsight.rules.host_bits_in_range import host_bits_in_range
from iamsight.rules.identity_provider import identity_provider
from iamsight.rules.invalid_arn import invalid_arn
from iamsight.rules.invalid_effect import invalid_effect
from iamsight.rules.invalid_service_principal import invalid_service_principal
from iamsight.rules.invalid_sid import invalid_sid
from iamsight.rules.invalid_version import invalid_version
from iamsight.rules.irrelevant_condition_key import irrelevant_condition_key
from iamsight.rules.json_syntax import json_syntax
from iamsight.rules.key_absent_for_service import key_absent_for_service
from iamsight.rules.kms_key_value import kms_key_value
from iamsight.rules.look_alike_character import look_alike_character
from iamsight.rules.malformed_action import malformed_action
from iamsight.rules.malformed_condition_key import malformed_condition_key
from iamsight.rules.malformed_variable import malformed_variable
from iamsight.rules.malformed_vpc_id import malformed_vpc_id
from iamsight.rules.missing_companion_action import missing_companion_action
from iamsight.rules.missing_element import missing_element
from iamsight.rules.missing_set_operator import missing_set_operator
from iamsight.rules.missing_statement import missing_statement
from iamsight.rules.missing_version import missing_version
from iamsight.rules.mixed_condition_values import mixed_condition_values
from iamsight.rules.null_operator import null_operator
from iamsight.rules.oidc_condition import oidc_condition
from iamsight.rules.pass_role import pass_role
from iamsight.rules.permissive_condition_value import permissive_condition_value
from iamsight.rules.placeholder import placeholder
from iamsight.rules.policy_element import policy_element
from iamsight.rules.policy_size import policy_size
from iamsight.rules.presence_by_wildcard import presence_by_wildcard
from iamsight.rules.principal_id import principal_id
from iamsight.rules.principal_wildcard import principal_wildcard
from iamsight.rules.principal_without_source import principal_without_source
from iamsight.rules.private_source_ip import private_source_ip
from iamsight.rules.privilege_escalation import privilege_escalation
from iamsight.rules.public_access import public_access
from iamsight.rules.rcp_action import rcp_action
from iamsight.rules.rcp_allow import rcp_allow
from iamsight.rules.rcp_service_calls import rcp_service_calls
from iamsight.rules.redundant_entry import redundant_entry
from iamsight.rules.redundant_number import redundant_number
from iamsight.rules.redundant_session import redundant_session
from iamsight.rules.redundant_statement import redundant_statement
from iamsight.rules.rekognition_identifier import rekognition_identifier
from iamsight.rules.rekognition_objects import rekognition_objects
from iamsight.rules.rekognition_pass_role import rekognition_pass_role
from iamsight.rules.rekognition_passed_to_service import rekognition_passed_to_service
from iamsight.rules.rekognition_project_policy import rekognition_project_policy
from iamsight.rules.rekognition_topic_name import rekognition_topic_name
from iamsight.rules.rekognition_trust import rekognition_trust
from iamsight.rules.resource_tag_never_there import resource_tag_never_there
from iamsight.rules.retired_name import retired_name
from iamsight.rules.roles_anywhere_actions import roles_anywhere_actions
from iamsight.rules.s3_prefix_the_wrong_way import s3_prefix_the_wrong_way
from iamsight.rules.scp_action_wildcard import scp_action_wildcard
from iamsight.rules.service_linked_role import service_linked_role
from iamsight.rules.service_wide_access import service_wide_access
from iamsight.rules.several_booleans import several_booleans
from iamsight.rules.source_account_differs import source_account_differs
from iamsight.rules.string_operator_on_arn import string_operator_on_arn
from iamsight.rules.unknown_action import unknown_action
from iamsight.rules.unknown_condition_key import unknown_condition_key
from iamsight.rules.unknown_condition_operator import unknown_condition_operator
from iamsight.rules.unknown_element import unknown_element
from iamsight.rules.unknown_principal_type import unknown_principal_type
from iamsight.rules.unknown_region import unknown_region
from iamsight.rules.unknown_service import unknown_service
from iamsight.rules.unpaired_condition_key import unpaired_condition_key
from iamsight.rules.unsupported_action import unsupported_action
from iamsight.rules.unsupported_element import unsupported_element
from iamsight.rules.unsupported_resource import unsupported_resource
from iamsight.rules.unsupported_variable import unsupported_variable
from iamsight.rules.untrustworthy_condition_key import untrustworthy_condition_key
from iamsight.rules.unused_resource import unused_resource
from iamsight.rules.unused_suppression import unused_suppression
from iamsight.rules.variable_without_version import variable_without_version
from iamsight.rules.wildcard_decides_nothing import wildcard_decides_nothing
from iamsight.rules.wildcard_without_like import wildcard_without_like
from iamsight.rules.wrong_type import wrong_type

RULES: tuple[Rule, ...] = (
    action_case,
    action_needs_star,
    action_never_meets_resource,
    action_without_condition_key,
    allow_by_exception,
    allow_not_principal,
    arn_account,
    arn_partition,
    arn_region,
    arn_resource,
    arn_service,
    assume_role_action,
    audience_claim,
    bare_principal,
    condition_operator_type,
    condition_value_type,
    conflicting_elements,
    confused_deputy,
    credentials_exposure,
    cross_account_access,
    dependent_action,
    deprecated_condition_key,
    discontinued_operation,
    duplicate_condition_key,
    duplicate_member,
    duplicate_sid,
    dynamodb_attributes_without_select,
    empty_condition,
    empty_element,
    empty_sid,
    endpoint_owner_key,
    expired_suppression,
    federated_principal,
    for_all_values_of_one,
    full_access,
    github_subject,
    hidden_character,
    host_bits_in_range,
    identity_provider,
    invalid_arn,
    invalid_effect,
    invalid_service_principal,
    invalid_sid,
    invalid_version,
    irrelevant_condition_key,
    json_syntax,
    key_absent_for_service,
    kms_key_value,
    look_alike_character,
    malformed_action,
    malformed_condition_key,
    malformed_variable,
    malformed_vpc_id,
    missing_companion_action,
    missing_element,
    missing_set_operator,
    missing_statement,
    missing_version,
    mixed_condition_values,
    null_operator,
    oidc_condition,
    pass_role,
    permissive_condition_value,
    placeholder,
    policy_element,
    policy_size,
    presence_by_wildcard,
    principal_id,
    principal_wildcard,
    principal_without_source,
    private_source_ip,
    privilege_escalation,
    public_access,
    rcp_action,
    rcp_allow,
    rcp_service_calls,
    redundant_entry,
    redundant_number,
    redundant_session,
    redundant_statement,
    rekognition_identifier,
    rekognition_objects,
    rekognition_pass_role,
    rekognition_passed_to_service,
    rekognition_project_policy,
    rekognition_topic_name,
    rekognition_trust,
    resource_tag_never_there,
    retired_name,
    roles_anywhere_actions,
    s3_prefix_the_wrong_way,
    scp_action_wildcard,
    service_linked_role,
    service_wide_access,
    several_booleans,
    source_account_differs,
    string_operator_on_arn,
    unknown_action,
    unknown_condition_key,
    unknown_condition_operator,
    unknown_element,
    unknown_principal_type,
    unknown_region,
    unknown_service,
    unpaired_condition_key,
    unsupported_action,
    unsupported_element,
    unsupported_resource,
    unsupported_variable,
    untrustworthy_condition_key,
    unused_resource,
    unused_suppression,
    variable_without_version,
    wildcard_decides_nothing,
    wildcard_without_like,
    wrong_type,
)
