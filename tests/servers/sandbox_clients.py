#!/usr/bin/python3
"""The sandbox before clients that share no code with it: AWS's command line and Python library, right and wrong.

Argument: the folder of the programs."""

import json
import os
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "support"))
from servers import Checks, read_keys, start_sandbox

import boto3
import botocore.exceptions
from botocore.config import Config

AWS = "/usr/bin/aws" if os.path.exists("/usr/bin/aws") else "aws"
REGION = "us-east-1"
SAMPLE = "arn:aws:sns:us-east-1:000000000000:plugboard-sample"
checks = Checks()


def aws(keys, home, *arguments, secret=None, key=None):
    """(exit code, answer, error) of AWS's command line; keys go by the environment."""
    done = subprocess.run(
        [AWS, "--endpoint-url", keys["endpoint"], "--region", REGION, "--output", "json", "--no-cli-pager", *arguments],
        capture_output=True, text=True, timeout=60,
        env={"PATH": os.environ["PATH"], "HOME": home, "LC_ALL": "C.UTF-8", "AWS_MAX_ATTEMPTS": "1",
             "AWS_ACCESS_KEY_ID": key or keys["accessKey"], "AWS_SECRET_ACCESS_KEY": secret or keys["secretKey"],
             "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull, "AWS_EC2_METADATA_DISABLED": "true"})
    return done.returncode, done.stdout, done.stderr


def client(keys, service, secret=None, token=None):
    return boto3.client(service, region_name=REGION, endpoint_url=keys["endpoint"], aws_access_key_id=keys["accessKey"],
                        aws_secret_access_key=secret or keys["secretKey"], aws_session_token=token,
                        config=Config(retries={"max_attempts": 0}))


def refusal(call):
    try:
        call()
    except botocore.exceptions.ClientError as error:
        return error.response["Error"]["Code"]
    return ""


OPERATIONS = {
    "create-topic": ["sns", "create-topic", "--name", "from-awscli"],
    "list-topics": ["sns", "list-topics"],
    "publish": ["sns", "publish", "--topic-arn", SAMPLE, "--message", "grüße & <more>", "--subject", "Hi"],
    "subscribe": ["sns", "subscribe", "--topic-arn", SAMPLE, "--protocol", "sqs", "--notification-endpoint",
                  "arn:aws:sqs:us-east-1:000000000000:queue"],
    "get-topic-attributes": ["sns", "get-topic-attributes", "--topic-arn", SAMPLE],
    "delete-topic": ["sns", "delete-topic", "--topic-arn", "arn:aws:sns:us-east-1:000000000000:from-awscli"],
    "get-caller-identity": ["sts", "get-caller-identity"],
}


def by_command_line(keys, home):
    wrong = "x" + keys["secretKey"][1:]
    for name, arguments in OPERATIONS.items():
        code, answer, error = aws(keys, home, *arguments)
        checks.check(code == 0, f"awscli {name} with the right secret", error)
        code, answer, error = aws(keys, home, *arguments, secret=wrong)
        checks.check(code != 0 and "SignatureDoesNotMatch" in error, f"awscli {name} with a wrong secret", error + answer)
    code, _, error = aws(keys, home, "sns", "list-topics", key="AKIAIOSFODNN7EXAMPLE")
    checks.check(code != 0 and "InvalidClientTokenId" in error, "awscli with an unknown key", error)
    code, answer, _ = aws(keys, home, "sts", "get-caller-identity")
    checks.check(code == 0 and json.loads(answer)["Account"] == "000000000000", "awscli reads the account", answer)


def by_library(keys):
    sns, sts = client(keys, "sns"), client(keys, "sts")
    wrong_sns, wrong_sts = client(keys, "sns", "y" * 40), client(keys, "sts", "y" * 40)
    calls = {
        "CreateTopic": lambda c: c.create_topic(Name="from-boto3", Attributes={"DisplayName": "D"}),
        "ListTopics": lambda c: c.list_topics(),
        "Publish": lambda c: c.publish(TopicArn=SAMPLE, Message="m", MessageAttributes={
            "text": {"DataType": "String", "StringValue": "ä b+c"}, "number": {"DataType": "Number", "StringValue": "1.5"},
            "bytes": {"DataType": "Binary", "BinaryValue": b"\x00\xff"}}),
        "Subscribe": lambda c: c.subscribe(TopicArn=SAMPLE, Protocol="email", Endpoint="a@b.example", ReturnSubscriptionArn=True),
        "GetTopicAttributes": lambda c: c.get_topic_attributes(TopicArn=SAMPLE),
        "DeleteTopic": lambda c: c.delete_topic(TopicArn="arn:aws:sns:us-east-1:000000000000:from-boto3"),
    }
    for name, call in calls.items():
        checks.check(refusal(lambda: call(sns)) == "", f"boto3 {name} with the right secret", refusal(lambda: call(sns)))
        code = refusal(lambda: call(wrong_sns))
        checks.check(code == "SignatureDoesNotMatch", f"boto3 {name} with a wrong secret", code)
    checks.check(sts.get_caller_identity()["Arn"].startswith("arn:aws:iam::000000000000:"), "boto3 GetCallerIdentity")
    checks.check(refusal(wrong_sts.get_caller_identity) == "SignatureDoesNotMatch", "boto3 GetCallerIdentity with a wrong secret")
    code = refusal(client(keys, "sns", token="foreign").list_topics)
    checks.check(code == "InvalidClientTokenId", "boto3 with a foreign session token", code)
    for number in range(150):
        sns.create_topic(Name=f"page-{number}")
    pages = list(sns.get_paginator("list_topics").paginate())
    topics = [topic["TopicArn"] for page in pages for topic in page["Topics"]]
    checks.check(len(pages) == 2 and len(topics) == len(set(topics)) == 151, "boto3 pages through all topics", f"{len(pages)}, {len(topics)}")
    attributes = sns.get_topic_attributes(TopicArn=SAMPLE)["Attributes"]
    checks.check(attributes["SubscriptionsPending"] == "1", "boto3 sees the subscriptions", str(attributes))
    code = refusal(lambda: sns.publish(TopicArn=SAMPLE + "x", Message="m"))
    checks.check(code == "NotFound", "boto3 is told of a missing topic", code)
    code = refusal(lambda: sns.publish(TopicArn=SAMPLE, Message="m", Subject="line\nbreak"))
    checks.check(code == "InvalidParameter", "boto3 is told of a bad subject", code)


def presigned(keys):
    def answer(url):
        try:
            with urllib.request.urlopen(url, timeout=20) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    url = client(keys, "sts").generate_presigned_url("get_caller_identity", ExpiresIn=300, HttpMethod="GET")
    status, body = answer(url)
    checks.check(status == 200 and "<Account>" in body, "a presigned URL", body)
    status, body = answer(url.replace("Version=2011-06-15", "Version=2011-06-16"))
    checks.check(status == 403 and "SignatureDoesNotMatch" in body, "a changed presigned URL", body)
    status, body = answer(keys["endpoint"] + "/?Action=ListTopics")
    checks.check(status == 403 and "MissingAuthenticationToken" in body, "no signature at all", body)


with tempfile.TemporaryDirectory() as home, start_sandbox(sys.argv[1], home) as sandbox:
    started = read_keys(sandbox)
    by_command_line(started, home)
    by_library(started)
    presigned(started)
checks.end()
