"""Asks for accounts of an organization through botocore, and prints one line for each thing that is not as expected.

Its arguments are the number of a member, and a token of the portal.
"""

import os
import sys

import botocore.session
from botocore.config import Config
from botocore.exceptions import ClientError

session = botocore.session.Session()
member, token = sys.argv[1:]


def client(service, of=None):
    credentials = {} if of is None else dict(
        aws_access_key_id=of["AccessKeyId"], aws_secret_access_key=of["SecretAccessKey"], aws_session_token=of["SessionToken"])
    return session.create_client(service, region_name="us-east-1", endpoint_url=os.environ["AWS_ENDPOINT_URL"],
                                 config=Config(retries={"total_max_attempts": 1}), **credentials)


def expect(what, ok):
    if not ok:
        print("wrong:", what)


def refused(code, status, call, **params):
    try:
        call(**params)
        print("wrong: not refused with", code)
    except ClientError as e:
        expect(e.response, e.response["Error"]["Code"] == code and e.response["ResponseMetadata"]["HTTPStatusCode"] == status)


organizations, sts = client("organizations"), client("sts")
accounts = [a for page in organizations.get_paginator("list_accounts").paginate() for a in page["Accounts"]]
expect(accounts, len(accounts) == 13 and all(a["State"] == a["Status"] for a in accounts))
expect("times", all(a["JoinedTimestamp"].year > 2015 for a in accounts))
about = organizations.describe_organization()["Organization"]
expect(about, about["MasterAccountId"] == accounts[0]["Id"] and about["FeatureSet"] == "ALL")
root = organizations.list_roots()["Roots"][0]["Id"]
expect("units", len(organizations.list_organizational_units_for_parent(ParentId=root)["OrganizationalUnits"]) == 2)
expect("in the root", [a["Id"] for a in organizations.list_accounts_for_parent(ParentId=root)["Accounts"]] == [accounts[0]["Id"]])
refused("InvalidInputException", 400, organizations.list_accounts, NextToken="x")
expect("features", client("iam").list_organizations_features()["EnabledFeatures"] == ["RootCredentialsManagement", "RootSessions"])

role = sts.assume_role(RoleArn=f"arn:aws:iam::{member}:role/OrganizationAccountAccessRole", RoleSessionName="me")["Credentials"]
expect("member", client("sts", role).get_caller_identity()["Account"] == member)
refused("AccessDeniedException", 400, client("organizations", role).list_accounts)
audit = sts.assume_root(TargetPrincipal=member, TaskPolicyArn={
    "arn": "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials"})["Credentials"]
expect("root", client("sts", audit).get_caller_identity()["Arn"] == f"arn:aws:iam::{member}:root")
expect("keys of root", client("iam", audit).list_access_keys()["AccessKeyMetadata"] == [])
refused("NoSuchEntity", 404, client("iam", audit).get_login_profile)

portal = client("sso")
listed = [a["accountId"] for page in portal.get_paginator("list_accounts").paginate(
    accessToken=token, PaginationConfig={"PageSize": 5}) for a in page["accountList"]]
expect(listed, len(listed) == 12 and member in listed)
roles = portal.list_account_roles(accessToken=token, accountId=member)["roleList"]
got = portal.get_role_credentials(accessToken=token, accountId=member, roleName=roles[0]["roleName"])["roleCredentials"]
own = client("sts", dict(AccessKeyId=got["accessKeyId"], SecretAccessKey=got["secretAccessKey"], SessionToken=got["sessionToken"]))
expect("portal", own.get_caller_identity()["Account"] == member and got["expiration"] > 1_600_000_000_000)
refused("UnauthorizedException", 401, portal.list_accounts, accessToken="other")
