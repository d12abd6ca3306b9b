"""One server on a database of its own, and OpenMetadata's client pointed at it. Nothing here stands in for either."""

import base64
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from metadata.generated.schema.api.data.createDashboard import CreateDashboardRequest
from metadata.generated.schema.api.domains.createDomain import CreateDomainRequest
from metadata.generated.schema.api.services.createDashboardService import CreateDashboardServiceRequest
from metadata.generated.schema.api.teams.createTeam import CreateTeamRequest
from metadata.generated.schema.api.teams.createUser import CreateUserRequest
from metadata.generated.schema.entity.data.dashboard import Dashboard
from metadata.generated.schema.entity.domains.domain import Domain
from metadata.generated.schema.entity.services.dashboardService import DashboardService
from metadata.generated.schema.entity.teams.team import Team
from metadata.generated.schema.entity.teams.user import AuthenticationMechanism, User
from metadata.sdk import Dashboards, DashboardServices, Domains, Teams, Users, configure

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
        self.stop()
        raise RuntimeError(f"the server did not come up: {self.log.read_text()}")

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=40)

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


@pytest.fixture(scope="session")
def server():
    running = start()
    yield running
    running.stop()
    shutil.rmtree(running.directory)


@pytest.fixture(scope="session")
def token(server: Server) -> str:
    """The administrator's."""
    return server.sign_in()


@pytest.fixture(scope="session", autouse=True)
def sdk(server: Server, token: str):
    """The SDK as its users set it up; from here on `Dashboards` and the others reach the server."""
    return configure(host=server.host, jwt_token=token)


@pytest.fixture(scope="session")
def ometa(sdk):
    """The low-level client below the SDK."""
    return sdk.ometa


@pytest.fixture(scope="session")
def bot_token(ometa) -> str:
    """The ingestion bot's, fetched as administrators fetch it."""
    user = Users.retrieve_by_name("ingestion-bot")
    return ometa.get_by_id(AuthenticationMechanism, user.id).config.JWTToken.get_secret_value()


@pytest.fixture
def name():
    """Names that nothing else bears: `name("board")`."""
    return lambda stem="thing": f"{stem}_{uuid.uuid4().hex[:12]}"


@pytest.fixture(scope="module")
def service() -> DashboardService:
    """A dashboard service without a connection, for the tests of one file."""
    request = CreateDashboardServiceRequest(name=f"service_{uuid.uuid4().hex[:12]}", serviceType="Superset")
    return DashboardServices.create(request)


@pytest.fixture
def make_dashboard(service: DashboardService, name):
    """Creates a dashboard in the file's service: `make_dashboard(description="…")`."""

    def make(**given) -> Dashboard:
        given = {"name": name("board"), "service": service.fullyQualifiedName.root, **given}
        return Dashboards.create(CreateDashboardRequest(**given))

    return make


@pytest.fixture
def dashboard(make_dashboard) -> Dashboard:
    return make_dashboard()


@pytest.fixture(scope="module")
def a_user() -> User:
    stem = f"user_{uuid.uuid4().hex[:12]}"
    return Users.create(CreateUserRequest(name=stem, email=f"{stem}@example.com", displayName="Ursula User"))


@pytest.fixture(scope="module")
def a_team() -> Team:
    """Of type Group: no other owns anything."""
    return Teams.create(CreateTeamRequest(name=f"team_{uuid.uuid4().hex[:12]}", teamType="Group"))


@pytest.fixture
def make_domain(name):
    def make(**given) -> Domain:
        given = {"name": name("domain"), "domainType": "Aggregate", "description": "A part of the business", **given}
        return Domains.create(CreateDomainRequest(**given))

    return make


class Wire:
    """The requests that the client sent, as `(method, path and query)`; the path is below `/api/v1`."""

    def __init__(self):
        self.requests: list[tuple[str, str]] = []


@pytest.fixture
def wire(monkeypatch) -> Wire:
    """Looks on while the client talks; it changes nothing."""
    seen = Wire()
    send = requests.Session.send

    def watch(session, request, **given):
        seen.requests.append((request.method, request.path_url.partition("/v1")[2]))
        return send(session, request, **given)

    monkeypatch.setattr(requests.Session, "send", watch)
    return seen
