"""A program that the run starts, waits for and ends."""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

START_SECONDS = 120
STOP_SECONDS = 40


class Process:
    """Runs from the moment it answers at `health` until `stop`. Raises with what it wrote when it does not come up."""

    def __init__(self, command: list, health: str, log: Path, env: dict, cwd: Path):
        self.log = log
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                command, cwd=cwd, env={**os.environ, **env}, stdout=output, stderr=subprocess.STDOUT
            )
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self.process.poll() is None:
            try:
                with urlopen(health, timeout=5):
                    return
            except (URLError, ConnectionError):
                time.sleep(0.2)
        self.stop()
        raise RuntimeError(f"{command[0]} did not come up:\n{log.read_text()}")

    def stop(self) -> None:
        if self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
