"""Starts the window and works it through AT-SPI, as a screen reader does, and by xdotool, as a hand does."""

import os
import shutil
import subprocess
import sys
import tempfile
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi

PATIENCE = 20.0


class Missing(Exception):
    pass


def wait_for(what, describe, patience=PATIENCE):
    """The first true answer of `what`, asked again and again."""
    end = time.monotonic() + patience
    while True:
        try:
            found = what()
        except Exception as error:  # An object that died while it was read
            found, problem = None, error
        else:
            problem = None
        if found:
            return found
        if time.monotonic() > end:
            raise Missing(f"{describe} did not come{f' ({problem})' if problem else ''}")
        time.sleep(0.05)


class Window:
    def __init__(self, programs, *arguments, data=None, environment=None):
        self.own = data is None
        self.data = data or tempfile.mkdtemp(prefix="plugboard-")
        self.process = subprocess.Popen(
            [os.path.join(programs, "plugboard"), "--data-dir", self.data, *arguments],
            env={**os.environ, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "QT_QPA_PLATFORM": "xcb", **(environment or {})},
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.application = wait_for(self._find_application, "the program on the accessibility bus")

    def _find_application(self):
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            if child and child.get_process_id() == self.process.pid and child.get_child_count() > 0:
                return child
        return None

    def _walk(self, node, depth=0):
        yield node
        if depth > 40:
            return
        for index in range(min(node.get_child_count(), 400)):
            child = node.get_child_at_index(index)
            if child:
                yield from self._walk(child, depth + 1)

    def all(self, role=None, name=None, contains=None, showing=True):
        found = []
        for node in self._walk(self.application):
            if role and node.get_role_name() not in role.split("|"):
                continue
            label = node.get_name() or ""
            if name is not None and label != name:
                continue
            if contains is not None and contains not in label:
                continue
            if showing and not node.get_state_set().contains(Atspi.StateType.SHOWING):
                continue
            found.append(node)
        return found

    def find(self, role=None, name=None, contains=None, patience=PATIENCE, showing=True):
        return wait_for(lambda: (self.all(role, name, contains, showing) or [None])[0],
                        f"{role or 'widget'} {name or contains!r}", patience)

    def gone(self, role=None, name=None, contains=None):
        wait_for(lambda: not self.all(role, name, contains), f"the end of {name or contains!r}")

    def press(self, name, role="push button|button|check box|toggle button"):
        node = self.find(role, name)
        actions = [node.get_action_name(index) for index in range(node.get_n_actions())]
        node.do_action(next(i for i, action in enumerate(actions) if action.lower() in ("press", "toggle", "click")))

    def type_into(self, name, text, role="text|editbox|entry|password text|combo box"):
        node = self.find(role, name)
        node.grab_focus()
        if not node.set_text_contents(text):
            raise Missing(f"{name!r} takes no text")
        return node

    def text_of(self, name, role="text|entry|label|password text"):
        node = self.find(role, name)
        return Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))

    def choose_menu(self, menu, item):
        self.press_menu(menu)
        node = self.find("menu item", item)
        node.do_action(0)

    def press_menu(self, menu):
        self.find("menu item|menu", menu).do_action(0)

    def keys(self, *keys):
        """Keys to the window, by the X server."""
        window = wait_for(lambda: subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)],
                                                 capture_output=True, text=True).stdout.split(), "the window")[-1]
        subprocess.run(["xdotool", "windowactivate", "--sync", window], check=False, timeout=10)
        for key in keys:
            if key.startswith("text:"):
                subprocess.run(["xdotool", "type", "--delay", "15", key[5:]], check=True)
            else:
                subprocess.run(["xdotool", "key", "--delay", "30", key], check=True)

    def click(self, node, times=1):
        """With the mouse, into the middle of what is there to see."""
        place = node.get_extents(Atspi.CoordType.SCREEN)
        subprocess.run(["xdotool", "mousemove", str(place.x + place.width // 2), str(place.y + place.height // 2), "click",
                        "--repeat", str(times), "--delay", "60", "1"], check=True)

    def screenshot(self, file):
        subprocess.run(["import", "-window", "root", file], check=False)

    def close(self):
        """As a person does it; the state is saved."""
        self.keys("ctrl+q")
        try:
            self.process.wait(PATIENCE)
        finally:
            self.kill()

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def forget(self):
        self.kill()
        if self.own:
            shutil.rmtree(self.data, ignore_errors=True)


class Journeys:
    """Runs journeys one after the other and counts them."""

    def __init__(self):
        self.passed = self.failed = 0

    def run(self, journey, *arguments):
        try:
            journey(*arguments)
        except Exception as error:
            self.failed += 1
            print(f"FAILED: {journey.__name__}: {type(error).__name__}: {error}")
            if pictures := os.environ.get("PLUGBOARD_PICTURES"):
                subprocess.run(["import", "-window", "root", os.path.join(pictures, journey.__name__ + ".png")], check=False)
        else:
            self.passed += 1
            print(f"ok: {journey.__name__}")

    def end(self):
        print(f"{self.passed} passed, {self.failed} failed, 0 skipped")
        sys.exit(1 if self.failed else 0)
