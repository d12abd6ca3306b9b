"""One server on a database of its own, and OpenMetadata's client pointed at it. Nothing here stands in for either."""

import uuid

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
from server import Server, start


@pytest.fixture(scope="session")
def server():
    running = start()
    yield running
    running.stop()


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
