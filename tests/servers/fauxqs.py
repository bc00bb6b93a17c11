#!/usr/bin/python3
"""A message published by the command line and by the window arrives in a queue that is subscribed to its topic; the server
is fauxqs, which nobody of this project wrote. Argument: the folder of the programs."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "support"))
from servers import Checks, Program, free_port, run_cli, wait_for_port

import boto3

PROGRAMS = sys.argv[1]
HERE = pathlib.Path(__file__).resolve().parent
REGION = "us-east-1"
SECRETS = {"PLUGBOARD_SECRET_AWS_ACCESS_KEY": "AKIAPLUGBOARDTESTKEY",
           "PLUGBOARD_SECRET_AWS_SECRET_KEY": "plugboardTestSecretForServersWithoutChecks"}
checks = Checks()


def ask_sqs(endpoint, action, **body):
    """In SQS's JSON protocol, which Debian's boto3 does not speak yet and fauxqs speaks only."""
    request = urllib.request.Request(endpoint, json.dumps(body).encode(), {
        "Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": f"AmazonSQS.{action}",
        "Authorization": f"AWS4-HMAC-SHA256 Credential=x/20260101/{REGION}/sqs/aws4_request, SignedHeaders=host, Signature=x"})
    with urllib.request.urlopen(request, timeout=20) as response:
        return json.loads(response.read() or "{}")


def subscribed_queue(endpoint):
    sns = boto3.client("sns", region_name=REGION, endpoint_url=endpoint, aws_access_key_id="x", aws_secret_access_key="x")
    topic = sns.create_topic(Name="orders")["TopicArn"]
    queue = ask_sqs(endpoint, "CreateQueue", QueueName="orders")["QueueUrl"]
    attributes = ask_sqs(endpoint, "GetQueueAttributes", QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=attributes["QueueArn"])
    return topic, queue


def received(endpoint, queue):
    """Notifications in the queue, taken out of it."""
    notes = []
    for message in ask_sqs(endpoint, "ReceiveMessage", QueueUrl=queue, WaitTimeSeconds=5, MaxNumberOfMessages=10).get("Messages", []):
        notes.append(json.loads(message["Body"]))
        ask_sqs(endpoint, "DeleteMessage", QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
    return notes


def make_workspace(folder, topic, endpoint):
    requests = pathlib.Path(folder, "requests")
    environments = pathlib.Path(folder, "environments")
    requests.mkdir(parents=True)
    environments.mkdir()
    pathlib.Path(folder, "plugboard.json").write_text('{\n  "format": 1,\n  "name": "Test"\n}\n')
    (environments / "local.environment.json").write_text(json.dumps({"format": 1, "endpoint": endpoint, "variables": {"topic": topic}}))
    (requests / "publish.request.json").write_text(json.dumps({
        "format": 1, "connector": "io.camunda:aws-sns:1",
        "inputs": {"authentication.accessKey": "{{secrets.AWS_ACCESS_KEY}}",
                   "authentication.secretKey": "{{secrets.AWS_SECRET_KEY}}",
                   "topic.topicArn": "=topic", "configuration.region": REGION,
                   "topic.message": '= { from: "Plugboard", sum: 0.1 + 0.2 }', "topic.subject": "Hello",
                   "topic.messageAttributes": '= { kind: { DataType: "String", StringValue: "test" } }'},
        "headers": {"resultExpression": "= { createdMessageID: response.messageId }"}}))
    return requests / "publish.request.json"


def check_note(notes, name):
    checks.check(len(notes) == 1, f"{name}: one message arrives", str(notes))
    note = notes[0] if notes else {}
    checks.check(note.get("Message") == '{"from":"Plugboard","sum":0.3}', f"{name}: the message is whole", str(note))
    checks.check(note.get("Subject") == "Hello", f"{name}: so is the subject", str(note))
    checks.check(note.get("MessageAttributes", {}).get("kind", {}).get("Value") == "test", f"{name}: and the attributes", str(note))
    return note.get("MessageId")


def by_command_line(request, endpoint, queue, data):
    code, answer, error = run_cli(PROGRAMS, data, "--secrets", "environment", "--environment", "local", "--json", "invoke", str(request),
                                  environment=SECRETS)
    checks.check(code == 0, "the command line publishes", error + answer)
    arrived = check_note(received(endpoint, queue), "command line")
    checks.check(json.loads(answer or "{}").get("variables") == {"createdMessageID": arrived}, "its variable is the message's id", answer)
    checks.check(SECRETS["PLUGBOARD_SECRET_AWS_SECRET_KEY"] not in answer + error, "nothing it says holds the secret")


def by_window(workspace, endpoint, queue, data):
    picture = pathlib.Path(data, "window.png")
    done = subprocess.run([os.path.join(PROGRAMS, "plugboard"), str(workspace), "--data-dir", data, "--secrets", "environment",
                           "--environment", "local", "--open", "publish.request.json", "--invoke", "--screenshot", str(picture)],
                          env={**os.environ, **SECRETS}, capture_output=True, text=True, timeout=60)
    checks.check(done.returncode == 0 and picture.exists(), "the window publishes", done.stderr)
    check_note(received(endpoint, queue), "window")


with tempfile.TemporaryDirectory() as data:
    port = free_port()
    with Program("node", str(HERE / "support" / "fauxqs.mjs"), str(port), cwd=str(HERE)) as server:
        checks.check(server.first_line().startswith("ready") and wait_for_port(port), "fauxqs starts")
        endpoint = f"http://127.0.0.1:{port}"
        topic, queue = subscribed_queue(endpoint)
        request = make_workspace(os.path.join(data, "workspace"), topic, endpoint)
        by_command_line(request, endpoint, queue, data)
        by_window(os.path.join(data, "workspace"), endpoint, queue, data)
        code, _, error = run_cli(PROGRAMS, data, "--secrets", "environment", "invoke", "aws:sns:Publish", "--set", f"TopicArn={topic}x",
                                 "--set", "Message=m", "--region", REGION, "--endpoint-url", endpoint,
                                 environment={"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x"})
        checks.check(code == 1, "a missing topic is an error", error)
    code, _, error = run_cli(PROGRAMS, data, "--secrets", "environment", "--environment", "local", "invoke", str(request), environment=SECRETS)
    checks.check(code == 5, "a server that is gone is a transport failure", error)
checks.end()
