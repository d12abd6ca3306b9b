"""The built server as a process of its own, on a database of its own."""

import base64
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import requests

ROOT = Path(__file__).resolve().parent.parent
ADMIN_EMAIL = "admin@example.com"
ADMIN_PASSWORD = "Correct-horse-7"
START_SECONDS = 60


@dataclass
class Answer:
    """What the wire said, for tests of the transport itself."""

    status: int
    body: dict
    headers: dict


class Server:
    """A process of the built server. `url` ends before `/api`."""

    def __init__(self, **env: str):
        self.directory = tempfile.mkdtemp(prefix="dashcat-conformance-")
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.host = f"{self.url}/api"
        self.log = Path(self.directory, "server.log")
        self.process = subprocess.Popen(
            [ROOT / "node_modules/node/bin/node", ROOT / "scripts/serve.mjs"],
            cwd=ROOT,
            env={
                "PATH": os.environ["PATH"],
                "NODE_ENV": "production",
                "HOST": "127.0.0.1",
                "PORT": str(self.port),
                "DATABASE_URL": f"file:{self.directory}/catalog.db",
                "ADMIN_EMAIL": ADMIN_EMAIL,
                "ADMIN_PASSWORD": ADMIN_PASSWORD,
                **env,
            },
            stdout=self.log.open("wb"),
            stderr=subprocess.STDOUT,
        )

    def wait(self) -> None:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            if self.process.poll() is not None:
                break
            try:
                if requests.get(f"{self.host}/v1/system/health", timeout=5).status_code == 200:
                    return
            except requests.ConnectionError:
                time.sleep(0.1)
        said = self.log.read_text()
        self.stop()
        raise RuntimeError(f"the server did not come up: {said}")

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=40)
        shutil.rmtree(self.directory)

    def sign_in(self, email: str = ADMIN_EMAIL, password: str = ADMIN_PASSWORD) -> str:
        """A token as programs get one: e-mail address and password in base 64."""
        encoded = base64.b64encode(password.encode()).decode()
        answer = self.call("POST", "/users/login", json={"email": email, "password": encoded})
        assert answer.status == 200, answer.body
        return answer.body["accessToken"]

    def call(self, method: str, path: str, token: str | None = None, headers: dict | None = None, **given) -> Answer:
        """A call that no client stands between. `path` is below `/api/v1`."""
        authorization = {} if token is None else {"Authorization": f"Bearer {token}"}
        response = requests.request(
            method,
            f"{self.host}/v1{path}",
            headers={"Content-type": "application/json", **authorization, **(headers or {})},
            allow_redirects=False,
            timeout=60,
            **given,
        )
        body = response.json() if "json" in response.headers.get("content-type", "") else {}
        return Answer(response.status_code, body, response.headers)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(**env: str) -> Server:
    server = Server(**env)
    server.wait()
    return server
