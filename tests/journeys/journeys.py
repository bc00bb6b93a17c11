#!/usr/bin/python3
"""The window's main jobs, from the first start on, worked as people work them. Argument: the folder of the programs."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from window import Journeys, Window, wait_for

PROGRAMS = sys.argv[1]
SAMPLE = "publish-a-message"


def expect(condition, message):
    if not condition:
        raise AssertionError(message)


def files_below(folder):
    return [path for path in pathlib.Path(folder).rglob("*") if path.is_file()]


def publish_by_screen_reader():
    """First start: press Invoke, read the answer and the variable, change the mapping and see it follow."""
    window = Window(PROGRAMS, "--secrets", "none")
    try:
        window.find("page tab", SAMPLE)
        window.press("Invoke")
        window.find("label", contains="Success")
        window.find("table cell", contains="response.messageId: ")
        window.find("table cell", contains="createdMessageID: ")
        window.type_into("Result expression", "= { renamed: upper case(response.messageId) }")
        window.find("table cell", contains="renamed: ")
        window.gone("table cell", contains="createdMessageID: ")
        window.type_into("Result expression", "= { broken: ")
        window.find("list item", contains="(line 1, column ")
        window.find("page tab", "Trace").do_action(0)
        stages = window.find("list", "Stages of the run")
        names = [stages.get_child_at_index(i).get_name().split(",")[0] for i in range(stages.get_child_count())]
        wanted = ["inputs", "identity", "request", "canonical request", "string to sign"]
        expect(names[:5] == wanted, f"stages are {names}")
        try_expressions(window)
    finally:
        window.forget()


def try_expressions(window):
    """Opens the bench, gives it a context and an expression; reads value, type and why something is null; completes a name."""
    window.keys("ctrl+shift+x")
    window.type_into("Context as JSON", '{"order": {"total": 100}}')
    window.type_into("Expression to try", "order.total * 2")
    window.find("label", contains="number · read in")
    window.find("table cell", contains="value: 200")
    window.type_into("Expression to try", "order.totl")
    window.find("list item", contains="did you mean 'total'")
    window.click(window.find("text", "Expression to try"))
    window.keys("ctrl+a", "text:order.to")
    window.click(window.find("list item", contains="total, entry, number = 100"))
    wait_for(lambda: window.text_of("Expression to try") == "order.total", "the completed name")


def fill_by_screen_reader():
    """Fill a fresh form of the connector: findings at once, then the message goes out."""
    window = Window(PROGRAMS, "--secrets", "none", "--open", "io.camunda:aws-sns:1")
    try:
        window.find("page tab", "Amazon SNS: publish")
        window.press("Invoke")
        window.find("label", contains="Not sent")
        window.find("push button", contains="Topic ARN: ")
        window.type_into("Topic ARN", "arn:aws:sns:us-east-1:000000000000:plugboard-sample")
        window.type_into("Message", "{ orderId: 4711 }")
        window.press("Invoke")
        window.find("label", contains="Success")
        window.find("table cell", contains="response.messageId: ")
        window.type_into("Topic ARN", "arn:aws:sns:us-east-1:000000000000:nowhere")
        window.press("Invoke")
        window.find("label", contains="Topic does not exist")
        window.find("push button", "Copy the request id")
    finally:
        window.forget()


def publish_by_hand():
    """Clicks and types the whole job: Invoke, a field, the mapping, Ctrl+Return, Ctrl+W and back."""
    window = Window(PROGRAMS, "--secrets", "none")
    try:
        window.find("page tab", SAMPLE)
        window.click(window.find("push button", "Invoke"))
        window.find("label", contains="Success")
        window.find("table cell", contains="createdMessageID: ")
        window.click(window.find("text", "Topic ARN"))
        window.keys("ctrl+a", "text:arn:aws:sns:us-east-1:000000000000:nowhere", "ctrl+Return")
        window.find("label", contains="Topic does not exist")
        window.click(window.find("text", "Topic ARN"))
        window.keys("ctrl+a", "text:arn:aws:sns:us-east-1:000000000000:plugboard-sample", "ctrl+Return")
        window.find("label", contains="Success")
        window.click(window.find("text", "Result expression"))
        window.keys("ctrl+a", "text:= { typed: 1 + 1 }")
        window.find("table cell", contains="typed: 2")
        before = window.find("table cell", contains="response.messageId: ").get_name()
        window.keys("ctrl+Return")
        wait_for(lambda: window.find("table cell", contains="response.messageId: ").get_name() != before, "a second answer")
        window.find("page tab", "● " + SAMPLE)
        window.keys("ctrl+w")
        window.gone("page tab", "● " + SAMPLE)
        window.find("label", contains="not saved")
        window.press("Open again")
        window.find("page tab", "● " + SAMPLE)
    finally:
        window.forget()


def select_request(window, name):
    """In the explorer, by clicking where the row is."""
    window.click(window.find("table cell", name))
    time.sleep(0.2)


def keep_requests():
    """An operation that no template describes: invoke it, save it under a name, find it after a restart, duplicate, rename,
    reorder, delete and bring back."""
    with tempfile.TemporaryDirectory() as data:
        requests = pathlib.Path(data, "workspace", "requests")
        window = Window(PROGRAMS, "--secrets", "none", "--open", "aws:sns:ListTopics", data=data)
        try:
            window.find("page tab", "ListTopics")
            window.press("Invoke")
            window.find("label", contains="Success")
            window.find("table cell", contains="plugboard-sample")
            window.keys("ctrl+s")
            window.type_into("Name of the request", "My topics")
            window.press("Save the request under this name")
            window.find("page tab", "My topics")
            saved = requests / "My topics.request.json"
            expect(json.loads(saved.read_text())["connector"] == "aws:sns:ListTopics", "the file names another connector")
            window.close()

            window = Window(PROGRAMS, "--secrets", "none", data=data)
            window.find("page tab", "My topics")
            window.find("table cell", "My topics")
            select_request(window, "My topics")
            window.keys("ctrl+d")
            window.find("table cell", "My topics 2")
            select_request(window, "My topics 2")
            window.keys("F2", "ctrl+a", "text:Renamed", "Return")
            window.find("table cell", "Renamed")
            expect((requests / "Renamed.request.json").exists(), "the renamed file is not there")
            select_request(window, "Renamed")
            window.keys("alt+Up")
            wait_for(lambda: rank(requests, "Renamed") < rank(requests, "My topics"), "the new order")
            select_request(window, "Renamed")
            window.keys("Delete")
            window.gone("table cell", "Renamed")
            expect(not (requests / "Renamed.request.json").exists(), "the deleted file is still there")
            window.press("Undo")
            window.find("table cell", "Renamed")
        finally:
            window.forget()


def rank(requests, name):
    return json.loads((requests / f"{name}.request.json").read_text())["rank"]


def keep_secrets():
    """A secret goes into the keyring and into no file, and signs a request to another endpoint."""
    with tempfile.TemporaryDirectory() as data:
        sandbox = subprocess.Popen([os.path.join(PROGRAMS, "plugboard-cli"), "--data-dir", data + "/cli", "sandbox"],
                                   stdout=subprocess.PIPE, text=True)
        window = None
        try:
            keys = json.loads(sandbox.stdout.readline())
            window = Window(PROGRAMS, "--environment", "aws", data=data)
            window.find("page tab", SAMPLE)
            window.keys("ctrl+shift+s")
            for name, value in (("AWS_ACCESS_KEY", keys["accessKey"]), ("AWS_SECRET_KEY", keys["secretKey"])):
                window.type_into("Name of the secret", name)
                window.type_into("Value to store", value)
                window.press("Store the secret")
                window.find("label", contains="Stored. Write {{secrets." + name)
            window.keys("ctrl+shift+e")
            window.type_into("Endpoint URL", keys["endpoint"])
            window.press("Save environment")
            window.find("label", contains=keys["endpoint"])
            window.press("Invoke")
            window.find("label", contains="Success")
            window.close()
            for file in files_below(data):
                expect(keys["secretKey"].encode() not in file.read_bytes(), f"{file} holds the secret")
            for file in files_below(os.environ["HOME"]):
                expect(keys["secretKey"].encode() not in file.read_bytes(), f"{file} holds the secret")
            found = subprocess.run([os.path.join(PROGRAMS, "plugboard-cli"), "--data-dir", data, "--environment", "aws", "secrets",
                                    "list"], capture_output=True, text=True, check=True).stdout.split()
            expect(found == ["AWS_ACCESS_KEY", "AWS_SECRET_KEY"], f"the command line finds {found}")
        finally:
            sandbox.terminate()
            sandbox.wait()
            if window:
                window.forget()


def drafts_survive():
    """Changes that were not saved are there again after a restart and after a crash, without the key that was typed."""
    key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
    with tempfile.TemporaryDirectory() as data:
        window = Window(PROGRAMS, "--secrets", "none", data=data)
        try:
            window.find("page tab", SAMPLE)
            window.type_into("Topic ARN", "arn:aws:sns:us-east-1:000000000000:draft")
            window.type_into("Secret key", key)
            window.find("page tab", "● " + SAMPLE)
            window.close()
            for file in files_below(data):
                expect(key.encode() not in file.read_bytes(), f"{file} holds the key")
            window = Window(PROGRAMS, "--secrets", "none", data=data)
            window.find("page tab", "● " + SAMPLE)
            expect(window.text_of("Topic ARN").endswith(":draft"), "the draft's text is lost")
            window.type_into("Topic ARN", "arn:aws:sns:us-east-1:000000000000:crash")
            wait_for(lambda: any(b":crash" in file.read_bytes() for file in files_below(data)), "the draft on the disk")
            window.kill()
            window = Window(PROGRAMS, "--secrets", "none", data=data)
            window.find("page tab", "● " + SAMPLE)
            expect(window.text_of("Topic ARN").endswith(":crash"), "what was typed before the crash is lost")
        finally:
            window.forget()


journeys = Journeys()
for journey in (publish_by_screen_reader, fill_by_screen_reader, publish_by_hand, keep_requests, keep_secrets,
                drafts_survive):
    journeys.run(journey)
journeys.end()
