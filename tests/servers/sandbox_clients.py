#!/usr/bin/python3
"""The sandbox before clients that share no code with it: AWS's command line and Python library, right and wrong.

Argument: the folder of the programs."""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "support"))
from servers import Checks, read_keys, start_sandbox

import boto3
import botocore.exceptions
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials

AWS = "/usr/bin/aws" if os.path.exists("/usr/bin/aws") else "aws"
REGION = "us-east-1"
TOPICS = "arn:aws:sns:us-east-1:000000000000:"
SAMPLE = TOPICS + "plugboard-sample"
UNKNOWN_KEY = "AKIAIOSFODNN7EXAMPLE"
UNICODE = "gr\u00fc\u00dfe & <more> + %41 = \u65e5\u672c\u8a9e \U0001f98a\nsecond line"
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


def client(keys, service, secret=None, token=None, key=None):
    return boto3.client(service, region_name=REGION, endpoint_url=keys["endpoint"], aws_access_key_id=key or keys["accessKey"],
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
    "publish": ["sns", "publish", "--topic-arn", SAMPLE, "--message", UNICODE, "--subject", "Hi", "--message-attributes",
                '{"day": {"DataType": "String", "StringValue": "M\u00f6ntag + 1"}, "n": {"DataType": "Number", "StringValue": "1.5"}}'],
    "subscribe": ["sns", "subscribe", "--topic-arn", SAMPLE, "--protocol", "sqs", "--notification-endpoint",
                  "arn:aws:sqs:us-east-1:000000000000:queue"],
    "get-topic-attributes": ["sns", "get-topic-attributes", "--topic-arn", SAMPLE],
    "delete-topic": ["sns", "delete-topic", "--topic-arn", TOPICS + "from-awscli"],
    "get-caller-identity": ["sts", "get-caller-identity"],
}


def by_command_line(keys, home):
    wrong = "x" + keys["secretKey"][1:]
    for name, arguments in OPERATIONS.items():
        code, answer, error = aws(keys, home, *arguments)
        checks.check(code == 0, f"awscli {name} with the right secret", error)
        code, answer, error = aws(keys, home, *arguments, secret=wrong)
        checks.check(code != 0 and "SignatureDoesNotMatch" in error, f"awscli {name} with a wrong secret", error + answer)
        code, answer, error = aws(keys, home, *arguments, key=UNKNOWN_KEY)
        checks.check(code != 0 and "InvalidClientTokenId" in error, f"awscli {name} with an unknown key", error + answer)
    code, answer, _ = aws(keys, home, "sts", "get-caller-identity")
    checks.check(code == 0 and json.loads(answer)["Account"] == "000000000000", "awscli reads the account", answer)


def by_library(keys):
    sns, sts = client(keys, "sns"), client(keys, "sts")
    wrong_sns, wrong_sts = client(keys, "sns", "y" * 40), client(keys, "sts", "y" * 40)
    other_sns, other_sts = client(keys, "sns", key=UNKNOWN_KEY), client(keys, "sts", key=UNKNOWN_KEY)
    calls = {
        "CreateTopic": lambda c: c.create_topic(Name="from-boto3", Attributes={"DisplayName": "D"}),
        "ListTopics": lambda c: c.list_topics(),
        "Publish": lambda c: c.publish(TopicArn=SAMPLE, Message="m", MessageAttributes={
            "text": {"DataType": "String", "StringValue": "ä b+c"}, "number": {"DataType": "Number", "StringValue": "1.5"},
            "bytes": {"DataType": "Binary", "BinaryValue": b"\x00\xff"}}),
        "Subscribe": lambda c: c.subscribe(TopicArn=SAMPLE, Protocol="email", Endpoint="a@b.example", ReturnSubscriptionArn=True),
        "GetTopicAttributes": lambda c: c.get_topic_attributes(TopicArn=SAMPLE),
        "DeleteTopic": lambda c: c.delete_topic(TopicArn=TOPICS + "from-boto3"),
    }
    for name, call in calls.items():
        checks.check(refusal(lambda: call(sns)) == "", f"boto3 {name} with the right secret", refusal(lambda: call(sns)))
        code = refusal(lambda: call(wrong_sns))
        checks.check(code == "SignatureDoesNotMatch", f"boto3 {name} with a wrong secret", code)
        code = refusal(lambda: call(other_sns))
        checks.check(code == "InvalidClientTokenId", f"boto3 {name} with an unknown key", code)
    checks.check(sts.get_caller_identity()["Arn"].startswith("arn:aws:iam::000000000000:"), "boto3 GetCallerIdentity")
    checks.check(refusal(wrong_sts.get_caller_identity) == "SignatureDoesNotMatch", "boto3 GetCallerIdentity with a wrong secret")
    checks.check(refusal(other_sts.get_caller_identity) == "InvalidClientTokenId", "boto3 GetCallerIdentity with an unknown key")
    code = refusal(client(keys, "sns", token="foreign").list_topics)
    checks.check(code == "InvalidClientTokenId", "boto3 with a foreign session token", code)
    attributes = sns.get_topic_attributes(TopicArn=SAMPLE)["Attributes"]
    checks.check(attributes["SubscriptionsPending"] == "1", "boto3 sees the subscriptions", str(attributes))
    code = refusal(lambda: sns.publish(TopicArn=SAMPLE + "x", Message="m"))
    checks.check(code == "NotFound", "boto3 is told of a missing topic", code)
    code = refusal(lambda: sns.publish(TopicArn=SAMPLE, Message="m", Subject="line\nbreak"))
    checks.check(code == "InvalidParameter", "boto3 is told of a bad subject", code)
    code = refusal(sns.list_subscriptions)
    checks.check(code == "InvalidAction", "boto3 calls what the sandbox's SNS has not", code)
    code = refusal(client(keys, "ssm").list_commands)
    checks.check(code == "UnknownOperationException", "boto3 calls a service of the JSON protocol", code)
    code = refusal(client(keys, "ssm", "y" * 40).list_commands)
    checks.check(code == "InvalidSignatureException", "boto3 does so with a wrong secret", code)
    code = refusal(client(keys, "s3").list_buckets)
    checks.check(code == "UnknownOperationException", "boto3 calls a service of the REST protocol", code)


def topics_in_pages(keys, home):
    sns = client(keys, "sns")
    made = {sns.create_topic(Name=f"page-{number}")["TopicArn"] for number in range(150)}
    pages = [[topic["TopicArn"] for topic in page["Topics"]] for page in sns.get_paginator("list_topics").paginate()]
    topics = sum(pages, [])
    checks.check(len(pages) == 2 and len(pages[0]) == 100 and len(topics) == len(set(topics)) and made < set(topics),
                 "boto3 pages through all topics", f"{[len(page) for page in pages]}")
    code, answer, error = aws(keys, home, "sns", "list-topics")
    checks.check(code == 0 and len(json.loads(answer)["Topics"]) == len(topics), "awscli pages through all topics", error)


def in_order(keys, home):
    """Both clients send the same text to a topic that compares contents: one message id means one text arrived."""
    sns, topic = client(keys, "sns"), TOPICS + "orders.fifo"
    made = sns.create_topic(Name="orders.fifo", Attributes={"FifoTopic": "true", "ContentBasedDeduplication": "true"})
    checks.check(made["TopicArn"] == topic, "boto3 makes a FIFO topic", str(made))
    first = sns.publish(TopicArn=topic, Message=UNICODE, MessageGroupId="g")
    checks.check(first.get("SequenceNumber") == "1".zfill(20), "boto3 publishes in order", str(first))
    code, answer, error = aws(keys, home, "sns", "publish", "--topic-arn", topic, "--message", UNICODE, "--message-group-id", "g")
    again = json.loads(answer) if code == 0 else {}
    checks.check(again.get("MessageId") == first["MessageId"], "awscli's same text is the same message", error + answer)
    second = sns.publish(TopicArn=topic, Message=UNICODE, MessageGroupId="g", MessageDeduplicationId="2")
    checks.check(second["MessageId"] != first["MessageId"] and second["SequenceNumber"] == "2".zfill(20),
                 "boto3's own deduplication id makes another message", str(second))
    code = refusal(lambda: sns.publish(TopicArn=topic, Message="m"))
    checks.check(code == "InvalidParameter", "boto3 is told of a missing group", code)


def signed(keys, minutes=0, region=REGION, service="sns", token=None, body="Action=ListTopics&Version=2010-03-31", headers=None):
    """A request signed by botocore, for a clock that is wrong by so many minutes."""
    request = AWSRequest("POST", keys["endpoint"] + "/", data=body,
                         headers={"Content-Type": "application/x-www-form-urlencoded; charset=utf-8", **(headers or {})})
    request.context["timestamp"] = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(time.time() + 60 * minutes))
    signer = SigV4Auth(Credentials(keys["accessKey"], keys["secretKey"], token), service, region)
    signer._modify_request_before_signing(request)
    to_sign = signer.string_to_sign(request, signer.canonical_request(request))
    signer._inject_signature_to_request(request, signer.signature(to_sign, request))
    return request


def answer_of(request, body=None, without=None):
    headers = {name: value for name, value in request.headers.items() if name != without}
    try:
        with urllib.request.urlopen(urllib.request.Request(request.url, (body or request.data).encode(), headers), timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def by_hand(keys):
    """What a client library never does, signed by botocore's own signer."""
    cases = {
        "right": (answer_of(signed(keys)), 200, "<ListTopicsResult>"),
        "ten minutes late": (answer_of(signed(keys, minutes=-10)), 200, "<ListTopicsResult>"),
        "twenty minutes late": (answer_of(signed(keys, minutes=-20)), 403, "Signature expired"),
        "twenty minutes early": (answer_of(signed(keys, minutes=20)), 403, "Signature not yet current"),
        "a day late": (answer_of(signed(keys, minutes=-1440)), 403, "Signature expired"),
        "body changed": (answer_of(signed(keys), body="Action=ListTopics&Version=2010-03-31&NextToken=x"), 403, "SignatureDoesNotMatch"),
        "signed header missing": (answer_of(signed(keys, headers={"My-Header": "1"}), without="My-Header"), 403, "SignatureDoesNotMatch"),
        "date missing": (answer_of(signed(keys), without="X-Amz-Date"), 400, "IncompleteSignature"),
        "signature missing": (answer_of(signed(keys), without="Authorization"), 403, "MissingAuthenticationToken"),
        "foreign token": (answer_of(signed(keys, token="foreign")), 403, "InvalidClientTokenId"),
        "another service": (answer_of(signed(keys, service="sts")), 403, "correct service: 'sns'"),
        "a zone for a region": (answer_of(signed(keys, region="us-east-1a")), 403, "valid Region, not 'us-east-1a'"),
        "another body hash declared": (answer_of(signed(keys, headers={"X-Amz-Content-SHA256": "0" * 64})), 403, "SignatureDoesNotMatch"),
        "an ARN of another region": (answer_of(signed(keys, region="eu-west-1", body="Action=Publish&Version=2010-03-31&Message=m&TopicArn=" + SAMPLE)),
                                     400, "Invalid parameter: TopicArn"),
        "an unknown action": (answer_of(signed(keys, body="Action=Fly&Version=2010-03-31")), 400, "InvalidAction"),
    }
    for name, ((status, body), expected, words) in cases.items():
        checks.check(status == expected and words in body and keys["secretKey"] not in body, f"by hand: {name}", f"{status} {body}")


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
    url_of_wrong = client(keys, "sts", "y" * 40).generate_presigned_url("get_caller_identity", ExpiresIn=300, HttpMethod="GET")
    status, body = answer(url_of_wrong)
    checks.check(status == 403 and "SignatureDoesNotMatch" in body, "a presigned URL of a wrong secret", body)
    status, body = answer(url.replace("Version=2011-06-15", "Version=2011-06-16"))
    checks.check(status == 403 and "SignatureDoesNotMatch" in body, "a changed presigned URL", body)
    status, body = answer(keys["endpoint"] + "/?Action=ListTopics")
    checks.check(status == 403 and "MissingAuthenticationToken" in body, "no signature at all", body)


with tempfile.TemporaryDirectory() as home, start_sandbox(sys.argv[1], home) as sandbox:
    started = read_keys(sandbox)
    by_command_line(started, home)
    by_library(started)
    in_order(started, home)
    by_hand(started)
    presigned(started)
    topics_in_pages(started, home)
checks.end()
