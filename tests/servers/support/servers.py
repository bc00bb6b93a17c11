"""What the tests against real servers share: starting programs, counting checks."""

import json
import os
import socket
import subprocess
import sys
import time


class Checks:
    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    def check(self, condition, name, detail=""):
        if condition:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED: {name}{f': {detail}' if detail else ''}")

    def end(self):
        print(f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped")
        sys.exit(1 if self.failed or self.skipped else 0)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_port(port, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return True
        except OSError:
            time.sleep(0.05)
    return False


class Program:
    """A server that runs until the end of a `with` block; stopped by its pid."""

    def __init__(self, *command, environment=None, **more):
        self.command, self.environment, self.more = command, environment, more

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                                        env={**os.environ, **(self.environment or {})}, **self.more)
        return self

    def first_line(self):
        return self.process.stdout.readline()

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()


def start_sandbox(programs, data):
    """Enter it, then read_keys()."""
    return Program(os.path.join(programs, "plugboard-cli"), "--data-dir", data, "sandbox")


def read_keys(sandbox):
    return json.loads(sandbox.first_line())


def run_cli(programs, data, *arguments, environment=None, timeout=60):
    """Ends with (exit code, stdout, stderr)."""
    done = subprocess.run([os.path.join(programs, "plugboard-cli"), "--data-dir", data, *arguments], capture_output=True, text=True,
                          env={**os.environ, **(environment or {})}, timeout=timeout)
    return done.returncode, done.stdout, done.stderr
