"""Asks for every action of the service through botocore, and prints one line for each that is not as expected."""

import os
import sys

import botocore.session
from botocore.config import Config
from botocore.exceptions import ClientError

session = botocore.session.Session()


def client(service, **credentials):
    return session.create_client(
        service, region_name="us-east-1", endpoint_url=os.environ["AWS_ENDPOINT_URL"],
        config=Config(retries={"total_max_attempts": 1}), **credentials)


iam, sts = client("iam"), client("sts")
asked = set()


def expect(what, ok):
    if not ok:
        print("wrong:", what)


def ask(service, action, **params):
    asked.add(action)
    method = "".join("_" + c.lower() if c.isupper() else c for c in action).lstrip("_")
    method = method.replace("m_f_a_devices", "mfa_devices")
    return getattr(service, method)(**params)


def refused(code, status, service, action, **params):
    try:
        ask(service, action, **params)
        print("wrong:", action, "was not refused")
    except ClientError as e:
        expect((action, e.response),
               e.response["Error"]["Code"] == code and e.response["ResponseMetadata"]["HTTPStatusCode"] == status)


me = ask(sts, "GetCallerIdentity")
account = me["Account"]
users = [u for page in iam.get_paginator("list_users").paginate(PaginationConfig={"PageSize": 7}) for u in page["Users"]]
asked.add("ListUsers")
expect("users", len(users) == 31 and users[0]["UserName"] == "aaliyah.khan")
expect("aliases", ask(iam, "ListAccountAliases")["AccountAliases"] == ["acme-prod"])

name = "Zoë".replace("ë", "e") + "+=,.@_-"
made = ask(iam, "CreateUser", UserName=name, Path="/a&b<c>/", Tags=[{"Key": "a b", "Value": "é"}])["User"]
expect(made, made["Path"] == "/a&b<c>/" and made["Tags"] == [{"Key": "a b", "Value": "é"}])
refused("EntityAlreadyExists", 409, iam, "CreateUser", UserName=name.upper())
expect("user", ask(iam, "GetUser", UserName=name)["User"]["Arn"] == f"arn:aws:iam::{account}:user/a&b<c>/{name}")
refused("NoSuchEntity", 404, iam, "GetUser", UserName="nobody")

key = ask(iam, "CreateAccessKey", UserName=name)["AccessKey"]
expect("account of the key", ask(sts, "GetAccessKeyInfo", AccessKeyId=key["AccessKeyId"])["Account"] == account)
own = client("sts", aws_access_key_id=key["AccessKeyId"], aws_secret_access_key=key["SecretAccessKey"])
expect("own identity", ask(own, "GetCallerIdentity")["Arn"] == made["Arn"])
used = ask(iam, "GetAccessKeyLastUsed", AccessKeyId=key["AccessKeyId"])
expect(used, used["UserName"] == name and used["AccessKeyLastUsed"]["ServiceName"] == "sts")
refused("AccessDenied", 403, iam, "GetAccessKeyLastUsed", AccessKeyId="AKIAQQQQQQQQQQQQQQQQ")
ask(iam, "CreateAccessKey", UserName=name)
refused("LimitExceeded", 409, iam, "CreateAccessKey", UserName=name)
ask(iam, "UpdateAccessKey", UserName=name, AccessKeyId=key["AccessKeyId"], Status="Inactive")
refused("InvalidInput", 400, iam, "UpdateAccessKey", UserName=name, AccessKeyId=key["AccessKeyId"], Status="Expired")
refused("InvalidClientTokenId", 403, own, "GetCallerIdentity")

ask(iam, "TagUser", UserName=name, Tags=[{"Key": key["AccessKeyId"], "Value": "what it is for"}])
expect("tags", len(ask(iam, "ListUserTags", UserName=name)["Tags"]) == 2)
ask(iam, "UntagUser", UserName=name, TagKeys=[key["AccessKeyId"]])
expect("tags", len(ask(iam, "ListUserTags", UserName=name)["Tags"]) == 1)

policy = '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]}'
ask(iam, "PutUserPolicy", UserName=name, PolicyName="deny", PolicyDocument=policy)
refused("MalformedPolicyDocument", 400, iam, "PutUserPolicy", UserName=name, PolicyName="x", PolicyDocument="{")
expect("policy", ask(iam, "GetUserPolicy", UserName=name, PolicyName="deny")["PolicyDocument"]["Statement"][0]["Effect"] == "Deny")
expect("policies", ask(iam, "ListUserPolicies", UserName=name)["PolicyNames"] == ["deny"])
quarantine = "arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3"
ask(iam, "AttachUserPolicy", UserName=name, PolicyArn=quarantine)
refused("NoSuchEntity", 404, iam, "AttachUserPolicy", UserName=name, PolicyArn=quarantine + "x")
expect("attached", ask(iam, "ListAttachedUserPolicies", UserName=name)["AttachedPolicies"][0]["PolicyArn"] == quarantine)
expect("groups", ask(iam, "ListGroupsForUser", UserName="aaliyah.khan")["Groups"][0]["GroupName"] == "developers")
expect("devices", len(ask(iam, "ListMFADevices", UserName="aaliyah.khan")["MFADevices"]) == 1)
expect("password", "CreateDate" in ask(iam, "GetLoginProfile", UserName="aaliyah.khan")["LoginProfile"])
refused("NoSuchEntity", 404, iam, "GetLoginProfile", UserName=name)
expect("certificates", ask(iam, "ListSigningCertificates", UserName=name)["Certificates"] == [])
expect("summary", ask(iam, "GetAccountSummary")["SummaryMap"]["Users"] == 32)

details = [u for page in iam.get_paginator("get_account_authorization_details").paginate(
    Filter=["User"], PaginationConfig={"PageSize": 9}) for u in page["UserDetailList"]]
asked.add("GetAccountAuthorizationDetails")
mine = [u for u in details if u["UserName"] == name][0]
expect(mine, len(details) == 32 and mine["UserPolicyList"][0]["PolicyDocument"]["Version"] == "2012-10-17")

refused("DeleteConflict", 409, iam, "DeleteUser", UserName=name)
ask(iam, "DetachUserPolicy", UserName=name, PolicyArn=quarantine)
ask(iam, "DeleteUserPolicy", UserName=name, PolicyName="deny")
for k in ask(iam, "ListAccessKeys", UserName=name)["AccessKeyMetadata"]:
    ask(iam, "DeleteAccessKey", UserName=name, AccessKeyId=k["AccessKeyId"])
expect("no keys", ask(iam, "ListAccessKeys", UserName=name)["AccessKeyMetadata"] == [])
ask(iam, "UpdateUser", UserName=name, NewUserName=name + ".renamed")
name += ".renamed"
ask(iam, "DeleteUser", UserName=name)

refused("ReportNotPresent", 410, iam, "GetCredentialReport")
expect("report begun", ask(iam, "GenerateCredentialReport")["State"] == "STARTED")
expect("report made", ask(iam, "GenerateCredentialReport")["State"] == "COMPLETE")
report = ask(iam, "GetCredentialReport")
expect(report, report["Content"].startswith(b"user,arn,") and report["Content"].count(b"\n") == 32)

role = ask(sts, "AssumeRole", RoleArn=f"arn:aws:iam::{account}:role/operator", RoleSessionName="test")["Credentials"]
assumed = dict(aws_access_key_id=role["AccessKeyId"], aws_secret_access_key=role["SecretAccessKey"],
               aws_session_token=role["SessionToken"])
expect("session", ask(client("sts", **assumed), "GetCallerIdentity")["Arn"] == f"arn:aws:sts::{account}:assumed-role/operator/test")
refused("ValidationError", 400, client("iam", **assumed), "GetUser")

own = ask(sts, "GetSessionToken")["Credentials"]
own = dict(aws_access_key_id=own["AccessKeyId"], aws_secret_access_key=own["SecretAccessKey"], aws_session_token=own["SessionToken"])
expect("own session", ask(client("sts", **own), "GetCallerIdentity")["Arn"] == me["Arn"])
refused("InvalidClientTokenId", 403, client("iam", **own), "ListUsers")
refused("OrganizationNotFoundException", 400, iam, "ListOrganizationsFeatures")
refused("AccessDenied", 403, sts, "AssumeRoot", TargetPrincipal="111111111111",
        TaskPolicyArn={"arn": "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials"})

for action in sys.argv[1:]:
    expect("nobody asked for " + action, action in asked)
