"""Dashboard services: with and without a connection, and what hangs below them."""

import pytest
from connections import every_connection
from given import id_of, ids, refs, tag, tag_names
from metadata.generated.schema.api.data.createChart import CreateChartRequest
from metadata.generated.schema.api.data.createDashboard import CreateDashboardRequest
from metadata.generated.schema.api.services.createDashboardService import CreateDashboardServiceRequest
from metadata.generated.schema.entity.services.dashboardService import DashboardService, DashboardServiceType
from metadata.generated.schema.metadataIngestion.workflow import Source
from metadata.generated.schema.type.basic import Markdown
from metadata.ingestion.ometa.client import APIError
from metadata.sdk import Charts, Dashboards, DashboardServices
from server import Server


def looker() -> dict:
    return {
        "type": "Looker",
        "clientId": "id",
        "clientSecret": "very secret",
        "hostPort": "http://looker.example.com",
    }


@pytest.fixture
def make_service(name):
    def make(**given) -> DashboardService:
        return DashboardServices.create(
            CreateDashboardServiceRequest(**{"name": name("service"), "serviceType": "Tableau", **given})
        )

    return make


@pytest.mark.parametrize("kind", [kind.value for kind in DashboardServiceType])
def test_every_type_of_service_the_client_knows_is_kept(make_service, kind):
    made = make_service(serviceType=kind)
    assert DashboardServices.retrieve(made.id).serviceType.value == kind


def test_a_service_is_listed_and_updated(make_service, a_user):
    made = make_service(description="before", owners=refs((a_user, "user")), tags=[tag("Tier.Tier4")])
    made.description = Markdown("after")
    assert DashboardServices.update(made).description.root == "after"
    stored = DashboardServices.retrieve_by_name(made.fullyQualifiedName, fields=["*"])
    assert (ids(stored.owners), tag_names(stored)) == ({id_of(a_user)}, ["Tier.Tier4"])
    assert id_of(made) in {id_of(entry) for entry in DashboardServices.list_all()}


@pytest.mark.parametrize(
    ("kind", "connection"),
    [
        ("Looker", looker()),
        (
            "Tableau",
            {
                "type": "Tableau",
                "hostPort": "http://tableau.example.com",
                "authType": {"username": "u", "password": "very secret"},
                "siteName": "site",
            },
        ),
    ],
)
def test_get_service_or_create_makes_it_once_and_finds_it_again(ometa, name, kind, connection):
    source = Source(
        type=kind.lower(), serviceName=name("found"), serviceConnection={"config": connection}, sourceConfig={}
    )
    first = ometa.get_service_or_create(DashboardService, source)
    again = ometa.get_service_or_create(DashboardService, source)
    assert first.serviceType.value == kind
    assert again == first


def test_the_secret_is_readable_with_the_bots_token_and_masked_for_people(server: Server, token, name, bot_token):
    body = {"name": name("secret"), "serviceType": "Looker", "connection": {"config": looker()}}
    made = server.call("PUT", "/services/dashboardServices", token=token, json=body).body
    path = f"/services/dashboardServices/{made['id']}"
    assert server.call("GET", path, token=bot_token).body["connection"]["config"]["clientSecret"] == "very secret"
    assert server.call("GET", path, token=token).body["connection"]["config"]["clientSecret"] == "*********"


@pytest.mark.parametrize(("kind", "config"), every_connection())
def test_what_a_connection_may_have_is_what_the_client_knows(server: Server, token, bot_token, name, kind, config):
    body = {"name": name("shape"), "serviceType": kind, "connection": {"config": config}}
    made = server.call("POST", "/services/dashboardServices", token=token, json=body)
    assert made.status == 201, made.body
    path = f"/services/dashboardServices/{made.body['id']}"
    assert server.call("GET", path, token=bot_token).body["connection"] == body["connection"]
    # Masked, it is still something that the client can read.
    DashboardService.model_validate(server.call("GET", path, token=token).body)


def test_a_connection_that_the_client_cannot_read_is_refused(server: Server, token, name):
    config = {"type": "Superset", "foo": 1}
    body = {"name": name("unfit"), "serviceType": "Superset", "connection": {"config": config}}
    assert server.call("POST", "/services/dashboardServices", token=token, json=body).status == 400
    assert all(entry.name for entry in DashboardServices.list_all())


def test_a_service_is_given_by_its_plain_name_even_where_its_full_name_is_quoted(make_service, name):
    dotted = make_service(name=f"team.{name()}")
    assert dotted.fullyQualifiedName.root == f'"{dotted.name.root}"'
    by_name = Dashboards.create(CreateDashboardRequest(name="one", service=dotted.name.root))
    by_fqn = Dashboards.create(CreateDashboardRequest(name="two", service=dotted.fullyQualifiedName))
    assert by_name.service.id == by_fqn.service.id == dotted.id
    assert by_name.fullyQualifiedName.root == f'"{dotted.name.root}".one'
    assert Dashboards.retrieve_by_name(by_name.fullyQualifiedName).id == by_name.id
    assert DashboardServices.retrieve_by_name(dotted.name.root).id == dotted.id
    listed = Dashboards.list(filters={"service": dotted.name.root}).entities
    assert {id_of(board) for board in listed} == {id_of(by_name), id_of(by_fqn)}


def test_a_service_with_dashboards_is_only_deleted_with_them(make_service, name):
    made = make_service()
    board = Dashboards.create(CreateDashboardRequest(name=name(), service=made.fullyQualifiedName))
    chart = Charts.create(CreateChartRequest(name=name(), service=made.fullyQualifiedName))
    with pytest.raises(APIError, match="is not empty"):
        DashboardServices.delete(made.id)
    DashboardServices.delete(made.id, recursive=True)
    assert Dashboards.retrieve(board.id) is None
    assert DashboardServices.restore(made.id).deleted is False
    assert Dashboards.retrieve(board.id) is not None
    assert Charts.retrieve(chart.id) is not None
    DashboardServices.delete(made.id, recursive=True, hard_delete=True)
    assert DashboardServices.retrieve_by_name(made.fullyQualifiedName) is None
    assert Charts.retrieve(chart.id) is None
