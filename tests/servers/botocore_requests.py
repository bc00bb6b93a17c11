#!/usr/bin/python3
"""Our requests beside those of Debian's botocore, for inputs made from the shapes of every service's operations.

Writes what botocore sends in the format of the conformance suite "requests" and lets that suite compare. Three operations
of each service; all of them with PLUGBOARD_LONG=1. Argument: the folder of the programs."""

import json
import os
import subprocess
import sys
import tempfile
import uuid
import warnings
from unittest import mock

import botocore.awsrequest
import botocore.config
import botocore.session

TOKEN = uuid.UUID("11111111-2222-4333-8444-555555555555")  # the suite's
REGION = "eu-central-1"
MAX_DEPTH = 4
ADDED_LATER = {"authorization", "user-agent", "x-amz-date", "amz-sdk-invocation-id", "amz-sdk-request",
               "x-amz-security-token"}

# What botocore and the models do not agree about, or what is no single request: told at the end, not compared.
LEFT_OUT_SERVICES = {
    "sdb": "signs in its own old way, inside the form",
    "timestream-query": "asks for its endpoint first",
    "timestream-write": "asks for its endpoint first",
}
LEFT_OUT = {
    "ec2/CopySnapshot": "holds a link signed for another region",
    "cloudsearchdomain/Search": "botocore makes a POST of the model's GET",
    "dynamodb/DescribeEndpoints": "botocore names the API's version once more",
    "lexv2-runtime/StartConversation": "a stream in both directions",
}


def text_for(shape, name):
    if shape.enum:
        return shape.enum[0]
    if shape.serialization.get("hostLabel") or name == "AccountId":
        return "111122223333"
    if name == "Bucket":
        return "my-bucket"
    least = shape.metadata.get("min", 1)
    # Headers are ASCII, all else is not.
    start = "a, b" if shape.serialization.get("location") in ("header", "headers") else "a\u00e4/ &"
    return (start + "x" * least)[:max(least, 5)]


SCALARS = {"character": "c", "integer": 7, "long": 5000000000, "float": 1.5, "double": 0.25, "boolean": True,
           "timestamp": 1714979289, "blob": "bl\u00f6b"}


def structure_for(shape, depth, trail):
    """All members, but for those that would never end; of a union one that ends."""
    ends = depth >= MAX_DEPTH or shape.name in trail
    result = {}
    for name, member in shape.members.items():
        needed = name in shape.required_members or (shape.is_tagged_union and not result)
        if name == "SourceRegion" and "PreSignedUrl" in shape.members:
            continue  # no member of the model: from it botocore signs a link for that region
        if member.serialization.get("eventstream") or (not needed and (ends or member.name in trail)):
            continue
        if shape.is_tagged_union and (result or member.type_name == "list"):
            continue
        result[name] = value_for(member, name, depth + 1, trail | {shape.name})
    return result


def value_for(shape, name, depth, trail):
    below = trail | {shape.name}
    if shape.type_name == "structure":
        return {"a": [1, None, "b"]} if shape.is_document_type else structure_for(shape, depth, trail)
    if shape.type_name == "list":
        return [value_for(shape.member, name, depth + 1, below)]
    if shape.type_name == "map":
        key = shape.key.enum[0] if shape.key.enum else "k-1"
        return {key: value_for(shape.value, name, depth + 1, below)}
    if shape.serialization.get("jsonvalue"):
        return {"a": 1} if shape.serialization.get("location") == "header" else '{"a": 1}'
    return text_for(shape, name) if shape.type_name == "string" else SCALARS[shape.type_name]


def for_botocore(shape, value):
    if shape.type_name == "structure" and not shape.is_document_type:
        return {name: for_botocore(shape.members[name], each) for name, each in value.items()}
    if shape.type_name == "list":
        return [for_botocore(shape.member, each) for each in value]
    if shape.type_name == "map":
        return {key: for_botocore(shape.value, each) for key, each in value.items()}
    if shape.type_name == "boolean" and shape.serialization.get("location") == "header":
        return "true"  # it would send Python's "True"
    return value.encode() if shape.type_name == "blob" else value


def sent_by(client, operation, arguments):
    """None if botocore refuses the arguments, which are only made up."""
    sent = []

    def capture(request, **_):
        sent.append(request)
        return botocore.awsrequest.AWSResponse(request.url, 200, {}, mock.Mock(stream=lambda *_: [b""]))

    client.meta.events.register("before-send", capture)
    try:
        client._make_api_call(operation, arguments)
    except Exception:  # the answer is empty, so reading it fails often
        pass
    finally:
        client.meta.events.unregister("before-send", capture)
    return sent[0] if sent else None


def bytes_of(body):
    if isinstance(body, (bytes, bytearray)):
        return bytes(body)
    return body.read() if hasattr(body, "read") else (body or "").encode()


def case(client, service, operation):
    shape = client.meta.service_model.operation_model(operation).input_shape
    data = value_for(shape, "", 0, frozenset()) if shape else {}
    request = sent_by(client, operation, for_botocore(shape, data) if shape else {})
    if request is None:
        return None
    headers = {name: value.decode() if isinstance(value, bytes) else value for name, value in request.headers.items()
               if name.lower() not in ADDED_LATER and not name.lower().startswith("x-amz-checksum-")}
    return {"id": f"{service}/{operation}", "service": service, "operation": operation, "region": REGION,
            "input": data, "protocol": client.meta.service_model.metadata["protocol"],
            "expect": {"method": request.method, "url": request.url, "headers": headers,
                       "body": bytes_of(request.body).decode()}}


def write_cases(folder, count):
    """How many botocore refused."""
    os.environ.update(AWS_STS_REGIONAL_ENDPOINTS="regional", AWS_EC2_METADATA_DISABLED="true",
                      AWS_CONFIG_FILE=os.devnull, AWS_SHARED_CREDENTIALS_FILE=os.devnull)
    warnings.simplefilter("ignore")
    session = botocore.session.Session()
    session.set_credentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
    config = botocore.config.Config(parameter_validation=False, retries={"max_attempts": 0},
                                    s3={"us_east_1_regional_endpoint": "regional"})
    refused = 0
    for service in session.get_available_services():
        if service in LEFT_OUT_SERVICES:
            continue
        client = session.create_client(service, region_name=REGION, config=config)
        operations = [name for name in client.meta.service_model.operation_names if f"{service}/{name}" not in LEFT_OUT]
        step = 1 if count is None else max(1, len(operations) // count)
        cases = [case(client, service, operation) for operation in operations[::step][:count]]
        refused += cases.count(None)
        with open(os.path.join(folder, service + ".json"), "w", encoding="utf-8") as file:
            json.dump([each for each in cases if each], file, ensure_ascii=False)
    return refused


def main():
    program = os.path.join(sys.argv[1], "plugboard-conformance")
    with tempfile.TemporaryDirectory() as folder, mock.patch("botocore.handlers.uuid.uuid4", lambda: TOKEN):
        requests = os.path.join(folder, "requests")
        os.mkdir(requests)
        refused = write_cases(requests, None if os.environ.get("PLUGBOARD_LONG") else 3)
        failures = os.path.join(folder, "failures")
        done = subprocess.run([program, "requests", requests, "--failures", failures], capture_output=True, text=True,
                              timeout=600)
        with open(failures, encoding="utf-8") as file:
            print("\n".join(line[:400] for line in file.read().splitlines() if line))
        for name, why in (LEFT_OUT_SERVICES | LEFT_OUT).items():
            print(f"left out: {name}, {why}")
        print(f"botocore refused {refused} of the inputs that were made up")
        print(done.stdout.strip())
        return done.returncode


sys.exit(main())
