#!/usr/bin/python3
"""The command line as scripts use it: exit codes, JSON, bad input. Argument: the folder of the programs."""

import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "support"))
from servers import Checks, free_port, run_cli

PROGRAMS = sys.argv[1]
ROOT = pathlib.Path(__file__).resolve().parents[2]
SNS = "io.camunda:aws-sns:1"
TOPIC = "arn:aws:sns:us-east-1:000000000000:plugboard-sample"
SECRET = "plugboardTestSecretForServersWithoutChecks"
checks = Checks()


def cli(*arguments, environment=None):
    return run_cli(PROGRAMS, DATA, "--secrets", "environment", *arguments, environment=environment)


def expect(name, code, *arguments, environment=None, text=None):
    """The exit code, and a word that must stand in what was said."""
    got, out, err = cli(*arguments, environment=environment)
    checks.check(got == code, name, f"exit {got}, not {code}: {err or out}")
    if text:
        checks.check(text in out + err, f"{name}: says “{text}”", out + err)
    return out, err


def filled(*more):
    return ["--set", f"topic.topicArn={TOPIC}", "--set", "topic.message=={ id: 1 }", "--set", "configuration.region=us-east-1", *more]


def good_calls():
    out, _ = expect("a saved request", 0, "--sandbox", "--json", "invoke", str(WORKSPACE / "requests/publish-a-message.request.json"))
    run = json.loads(out)
    checks.check(run["outcome"] == "success" and run["attempts"] == 1 and run["status"] == 200, "its JSON", out)
    checks.check(run["variables"]["createdMessageID"] == run["response"]["messageId"], "its variable", out)
    checks.check(set(run) >= {"outcome", "connector", "status", "response", "variables", "error", "attempts", "timing", "request", "trace"},
                 "the members of the contract", str(set(run)))
    expect("a job type", 0, "--sandbox", "invoke", SNS, *filled(), text="messageId")
    expect("an operation", 0, "--sandbox", "invoke", "aws:sns:ListTopics", text="plugboard-sample")
    expect("the caller", 0, "--sandbox", "invoke", "aws:sts:GetCallerIdentity", text="000000000000")
    out, _ = expect("a dry run", 0, "--sandbox", "--json", "invoke", SNS, *filled(), "--dry-run")
    checks.check(json.loads(out)["attempts"] == 0, "a dry run sends nothing", out)
    out, _ = expect("an expression of its own", 0, "--sandbox", "--json", "invoke", SNS, *filled(), "--result-expression",
                    "= { x: string length(response.messageId) }")
    checks.check(json.loads(out)["variables"] == {"x": 36}, "its variable", out)
    out, err = expect("a trace", 0, "--sandbox", "invoke", SNS, *filled(), "--trace")
    for word in ("── inputs", "── canonical request", "── string to sign", "── response", "credentials: "):
        checks.check(word in err, f"the trace has “{word}”", err)


def outcomes():
    expect("a service that says no", 1, "--sandbox", "invoke", SNS, *filled("--set", f"topic.topicArn={TOPIC}x"),
           text="Topic does not exist")
    expect("an error that is ignored", 0, "--sandbox", "invoke", SNS,
           *filled("--set", f"topic.topicArn={TOPIC}x", "--error-expression", "= ignoreError({})"))
    out, _ = expect("a BPMN error", 1, "--sandbox", "--json", "invoke", SNS,
                    *filled("--set", f"topic.topicArn={TOPIC}x", "--error-expression", '= bpmnError("GONE", "no topic")'))
    checks.check(json.loads(out)["outcome"] == "bpmnError" and json.loads(out)["error"]["code"] == "GONE", "its code", out)
    out, _ = expect("missing inputs", 3, "--sandbox", "--json", "invoke", SNS)
    fields = {finding["field"] for finding in json.loads(out)["error"]["findings"]}
    checks.check({"topic.topicArn", "topic.message"} <= fields, "all findings at once", out)
    expect("a message that is null", 3, "--sandbox", "invoke", SNS, *filled("--set", "topic.message=hi"), text="written in quotes")
    expect("FEEL that does not parse", 3, "--sandbox", "invoke", SNS, *filled("--set", "topic.message== { id: "), text="topic.message")
    expect("a secret that is missing", 4, "invoke", SNS,
           *filled("--set", "authentication.accessKey={{secrets.NOT_THERE}}", "--set", "authentication.secretKey={{secrets.NOT_THERE}}"),
           text="NOT_THERE")
    expect("half a key pair", 4, "invoke", SNS, *filled("--set", "authentication.accessKey=AKIA"), text="belong together")
    keys = {"AWS_ACCESS_KEY_ID": "AKIAPLUGBOARDTESTKEY", "AWS_SECRET_ACCESS_KEY": SECRET}
    expect("no credentials at all", 4, "invoke", SNS, *filled(), environment={"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""})
    expect("a port that nobody listens on", 5, "invoke", SNS, *filled("--endpoint-url", f"http://127.0.0.1:{free_port()}"), environment=keys)
    expect("a host that does not exist", 5, "invoke", SNS, *filled("--endpoint-url", "http://nowhere.invalid"), environment=keys)
    expect("a region that cannot be one", 3, "invoke", SNS, *filled("--region", "mars 1"), environment=keys, text="region")
    with one_shot(b"") as port:
        expect("no answer", 6, "invoke", SNS, *filled("--endpoint-url", f"http://127.0.0.1:{port}"), environment=keys)
    with one_shot(b"HTTP/1.1 500 Oops\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>") as port:
        expect("an HTML page", 1, "invoke", SNS, *filled("--endpoint-url", f"http://127.0.0.1:{port}"), environment=keys)
    with one_shot(b"HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n") as port:
        out, err = expect("a redirect elsewhere", 1, "invoke", SNS, *filled("--endpoint-url", f"http://127.0.0.1:{port}"), environment=keys)
        checks.check(SECRET not in out + err, "nothing it says holds the secret")
    out, err = expect("a trace with a typed key", 5, "invoke", SNS, "--trace", *filled(
        "--set", "authentication.accessKey=AKIAPLUGBOARDTESTKEY", "--set", f"authentication.secretKey={SECRET}",
        "--endpoint-url", f"http://127.0.0.1:{free_port()}"))
    checks.check(SECRET not in out + err, "a typed key is in no output", out + err)


class one_shot:
    """A server that reads one request and answers it with these bytes, or not at all."""

    def __init__(self, answer):
        self.answer = answer

    def __enter__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()
        return self.listener.getsockname()[1]

    def serve(self):
        try:
            connection, _ = self.listener.accept()
        except OSError:
            return
        with connection:
            connection.settimeout(5)
            connection.recv(65536)
            time.sleep(0.1)
            connection.sendall(self.answer)

    def __exit__(self, *_):
        self.listener.close()
        self.thread.join(5)


def usage():
    expect("an unknown option", 2, "invoke", SNS, "--nonsense")
    expect("no command", 2)
    expect("an unknown field", 2, "--sandbox", "invoke", SNS, "--set", "topic.topicarn=x", text="did you mean topic.topicArn")
    expect("a --set without text", 2, "--sandbox", "invoke", SNS, "--set", "topic.topicArn")
    expect("an unknown connector", 3, "invoke", "io.example:nothing:1", text="no connector")
    expect("an unknown operation", 3, "invoke", "aws:sns:Fly", text="no operation Fly")
    expect("an unknown environment", 2, "--workspace", str(WORKSPACE), "--environment", "mars", "invoke", SNS, text="aws, sandbox")
    for program in ("", "invoke", "form", "inputs", "feel", "secrets", "sandbox", "connectors", "services"):
        expect(f"help of {program or 'all'}", 0, *([program] if program else []), "--help")


def files():
    request = WORKSPACE / "requests/publish-a-message.request.json"
    whole = request.read_bytes()
    broken = WORKSPACE / "requests/broken.request.json"
    for length in range(0, len(whole) - 2, 37):
        broken.write_bytes(whole[:length])
        code, _, err = cli("--sandbox", "invoke", str(broken))
        checks.check(code == 3 and "broken.request.json:" in err, f"a request cut at {length}", err)
    broken.write_text('{"format": 7, "connector": "x"}')
    expect("a request of a newer format", 3, "invoke", str(broken), text="newer Plugboard")
    broken.unlink()
    expect("a request that is not there", 3, "invoke", str(broken))
    values = pathlib.Path(DATA, "values.json")
    values.write_text(json.dumps({"topic.topicArn": TOPIC, "topic.message": '= "hi"', "configuration.region": "us-east-1"}))
    expect("values from a file", 0, "--sandbox", "invoke", SNS, "--values", str(values))
    text = pathlib.Path(DATA, "text.txt")
    text.write_text("line one\nline two\n")
    out, _ = expect("a field from a file", 0, "inputs", "aws:sns:Publish", "--set", f"Message=@{text}")
    checks.check(json.loads(out)["Message"] == "line one\nline two\n", "its text is whole", out)
    out, _ = expect("a literal @", 0, "inputs", SNS, *filled("--set", "topic.subject=@@you"))
    checks.check(json.loads(out)["topic"]["subject"] == "@you", "the @ is literal", out)
    body = pathlib.Path(DATA, "body.xml")
    expect("the body to a file", 0, "--sandbox", "invoke", "aws:sns:ListTopics", "--output", str(body))
    checks.check(b"<ListTopicsResponse" in body.read_bytes(), "the body is in it")


def shows():
    out, _ = expect("the form", 0, "form", SNS)
    form = json.loads(out)
    fields = {field["path"]: field for group in form["groups"] for field in group["fields"]}
    checks.check(fields["topic.topicArn"]["required"] and fields["topic.topicArn"]["findings"], "a required field and its finding", out)
    checks.check(fields["topic.message"]["feel"] == "required", "a FEEL field")
    out, _ = expect("the form of an operation", 0, "form", "aws:sns:Publish")
    checks.check("Message" in out, "its members")
    out, _ = expect("the connectors", 0, "--json", "connectors", "list")
    checks.check(any(row["jobType"] == SNS for row in json.loads(out)), "with ours", out)
    expect("one connector", 0, "connectors", "show", SNS, text="topic.topicArn")
    expect("the services", 0, "services", "list", text="sns")
    expect("a template that is fine", 0, "connectors", "check", str(ROOT / "resources/connectors"), text="0 failed")
    bad = pathlib.Path(DATA, "bad.json")
    bad.write_text('{"name": 7}')
    expect("one that is not", 1, "connectors", "check", str(bad), text="refused")
    out, _ = expect("FEEL", 0, "--json", "feel", "= 0.1 + 0.2")
    checks.check(json.loads(out)["value"] == 0.3, "its value", out)
    expect("FEEL that is none", 3, "feel", "1 +", text="1:")
    expect("secrets by name", 0, "secrets", "list", environment={"PLUGBOARD_SECRET_A": "x"}, text="A")
    expect("environment variables are read only", 4, "secrets", "remove", "A", environment={"PLUGBOARD_SECRET_A": "x"})


def interrupted():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        process = subprocess.Popen(
            [os.path.join(PROGRAMS, "plugboard-cli"), "--data-dir", DATA, "--secrets", "environment", "invoke", SNS,
             *filled("--endpoint-url", f"http://127.0.0.1:{silent.getsockname()[1]}")],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={**os.environ, "AWS_ACCESS_KEY_ID": "AKIAPLUGBOARDTESTKEY", "AWS_SECRET_ACCESS_KEY": SECRET})
        connection, _ = silent.accept()
        connection.recv(65536)
        process.send_signal(signal.SIGINT)
        code = process.wait(10)
        connection.close()
        process.stdout.close()
        process.stderr.close()
    checks.check(code == 6, "Ctrl+C after sending is unknown", str(code))


with tempfile.TemporaryDirectory() as DATA:
    WORKSPACE = pathlib.Path(DATA, "workspace")
    shutil.copytree(ROOT / "resources/samples/workspace", WORKSPACE)
    for part in (good_calls, outcomes, usage, files, shows, interrupted):
        part()
checks.end()
