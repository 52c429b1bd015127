"""A headless Chromium, driven through its driver by the WebDriver protocol; nothing but the standard library."""

import base64
import json
import shutil
import subprocess
import tempfile
import time
import urllib.request
from contextlib import contextmanager

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DRIVER = shutil.which("chromedriver")
IS_MISSING = CHROMIUM is None or DRIVER is None
ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
)  # fmt: skip


class Browser:
    """One window; what `show` opens is looked at by the other methods."""

    def __init__(self, port, folder):
        self.port = port
        options = {"binary": CHROMIUM, "args": [*ARGUMENTS, f"--user-data-dir={folder}"]}
        wanted = {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        self.session = ""
        session = self.call("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self.session = f"/session/{session['sessionId']}"

    def call(self, method, path, data=None):
        """One request of the protocol."""
        body = None if data is None else json.dumps(data).encode()
        url = f"http://127.0.0.1:{self.port}{self.session}{path}"
        request = urllib.request.Request(url, body, {"Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["value"]

    def command(self, name, **parameters):
        """A command of Chromium's own protocol."""
        return self.call("POST", "/goog/cdp/execute", {"cmd": name, "params": parameters})

    def show(self, url, *, width=1000, height=1400, scheme="light", media=""):
        """Open a page in a window of this size."""
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.command("Emulation.setEmulatedMedia", media=media, features=features)
        self.call("POST", "/url", {"url": url})

    def value(self, expression):
        """The value of an expression of JavaScript in the page."""
        return self.call("POST", "/execute/sync", {"script": f"return {expression}", "args": []})

    def shown(self, selector):
        """How many elements can be seen."""
        return self.value(f"[...document.querySelectorAll({selector!r})].filter(e => e.checkVisibility()).length")

    def click(self, selector):
        """Click on an element."""
        self.call("POST", "/element/" + self._element(selector) + "/click", {})

    def press(self, selector, keys):
        """Type keys into an element."""
        self.call("POST", "/element/" + self._element(selector) + "/value", {"text": keys})

    def messages(self):
        """What stands in the console."""
        return self.call("POST", "/se/log", {"type": "browser"})

    def picture(self):
        """The window as a PNG."""
        return base64.b64decode(self.call("GET", "/screenshot"))

    def _element(self, selector):
        found = self.call("POST", "/element", {"using": "css selector", "value": selector})
        return next(iter(found.values()))


@contextmanager
def browser():
    """A browser, which is closed behind the block."""
    process = subprocess.Popen([DRIVER, "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        try:
            window = Browser(_port(process), folder)
            yield window
            window.call("DELETE", "")
        finally:
            process.terminate()
            process.wait(timeout=20)
            process.stdout.close()


def _port(process):
    """The port that the driver has found for itself."""
    deadline = time.monotonic() + 30
    for line in process.stdout:
        words = line.replace(".", " ").split()
        if "successfully" in words and words[-1].isdigit():
            return int(words[-1])
        if time.monotonic() > deadline:
            break
    raise RuntimeError("the driver has not started")
