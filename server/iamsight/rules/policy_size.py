"""The rule `policy-size`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.policy.model import Kind, Policy
from iamsight.policy.size import excess
from iamsight.rule import Context, Found, rule

_CHECKS = {
    Kind.IDENTITY: "policy-size-exceeds-identity-policy-quota",
    Kind.BOUNDARY: "policy-size-exceeds-identity-policy-quota",
    Kind.RESOURCE: "policy-size-exceeds-resource-policy-quota",
    Kind.TRUST: "policy-size-exceeds-role-trust-policy-quota",
    Kind.SCP: "policy-size-exceeds-scp-quota",
    Kind.RCP: "policy-size-exceeds-rcp-quota",
}
_PROJECT = "AWS::Rekognition::Project"


@rule("policy-size", since="0.1", cites="quotas", checks=dict.fromkeys(_CHECKS.values()))
def policy_size(policy: Policy, ctx: Context) -> Iterator[Found]:
    """A policy is larger than AWS takes.

    ## Why is this bad?
    AWS does not save it. Identity policies may have up to 10,240 characters (inline in a role; managed policies 6,144)
    and trust policies 2,048, white space not counted; service control policies 10,240 and resource control policies
    5,120, all characters counted. The policies of resources have quotas by service. Say more with wildcards, or split
    the policy where several can be attached.

    ## Example
    ```json kind=trust
    {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": [
        "111122200001", "111122200002", "111122200003", "111122200004", "111122200005", "111122200006", "111122200007",
        "111122200008", "111122200009", "111122200010", "111122200011", "111122200012", "111122200013", "111122200014",
        "111122200015", "111122200016", "111122200017", "111122200018", "111122200019", "111122200020", "111122200021",
        "111122200022", "111122200023", "111122200024", "111122200025", "111122200026", "111122200027", "111122200028",
        "111122200029", "111122200030", "111122200031", "111122200032", "111122200033", "111122200034", "111122200035",
        "111122200036", "111122200037", "111122200038", "111122200039", "111122200040", "111122200041", "111122200042",
        "111122200043", "111122200044", "111122200045", "111122200046", "111122200047", "111122200048", "111122200049",
        "111122200050", "111122200051", "111122200052", "111122200053", "111122200054", "111122200055", "111122200056",
        "111122200057", "111122200058", "111122200059", "111122200060", "111122200061", "111122200062", "111122200063",
        "111122200064", "111122200065", "111122200066", "111122200067", "111122200068", "111122200069", "111122200070",
        "111122200071", "111122200072", "111122200073", "111122200074", "111122200075", "111122200076", "111122200077",
        "111122200078", "111122200079", "111122200080", "111122200081", "111122200082", "111122200083", "111122200084",
        "111122200085", "111122200086", "111122200087", "111122200088", "111122200089", "111122200090", "111122200091",
        "111122200092", "111122200093", "111122200094", "111122200095", "111122200096", "111122200097", "111122200098",
        "111122200099", "111122200100", "111122200101", "111122200102", "111122200103", "111122200104", "111122200105",
        "111122200106", "111122200107", "111122200108", "111122200109", "111122200110", "111122200111", "111122200112",
        "111122200113", "111122200114", "111122200115", "111122200116", "111122200117", "111122200118", "111122200119",
        "111122200120", "111122200121", "111122200122", "111122200123", "111122200124", "111122200125", "111122200126",
        "111122200127", "111122200128", "111122200129", "111122200130", "111122200131", "111122200132", "111122200133",
        "111122200134", "111122200135", "111122200136", "111122200137", "111122200138", "111122200139", "111122200140"
    ]}}}
    ```

    ## Use instead
    ```json kind=trust
    {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "*"},
      "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}}}
    ```

    ## References
    - [IAM User Guide: IAM and STS character limits](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length)
    """
    size = excess(policy)
    if size is None or size.quota is None:
        return
    counted = " without white space" if ctx.kind in (Kind.IDENTITY, Kind.BOUNDARY, Kind.TRUST) else ""
    yield Found(
        policy.span,
        f"This policy has {size.amount:,} {size.unit}{counted}, {size.amount - size.quota:,} more than AWS takes; "
        "shorten or split it",
        None if ctx.resource_type == _PROJECT else _CHECKS[ctx.kind],
    )
