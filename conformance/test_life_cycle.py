"""One life for every kind of entity that the SDK has a class for and the catalogue keeps."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from given import id_of, ids
from metadata.generated.schema.api.classification.createClassification import CreateClassificationRequest
from metadata.generated.schema.api.classification.createTag import CreateTagRequest
from metadata.generated.schema.api.data.createChart import CreateChartRequest
from metadata.generated.schema.api.data.createDashboard import CreateDashboardRequest
from metadata.generated.schema.api.data.createDashboardDataModel import CreateDashboardDataModelRequest
from metadata.generated.schema.api.data.createGlossary import CreateGlossaryRequest
from metadata.generated.schema.api.data.createGlossaryTerm import CreateGlossaryTermRequest
from metadata.generated.schema.api.domains.createDataProduct import CreateDataProductRequest
from metadata.generated.schema.api.domains.createDomain import CreateDomainRequest
from metadata.generated.schema.api.services.createDashboardService import CreateDashboardServiceRequest
from metadata.generated.schema.api.teams.createTeam import CreateTeamRequest
from metadata.generated.schema.api.teams.createUser import CreateUserRequest
from metadata.generated.schema.type.basic import Markdown
from metadata.generated.schema.type.entityHistory import EntityVersionHistory
from metadata.ingestion.ometa.client import APIError
from metadata.sdk import (
    Charts,
    Classifications,
    DashboardDataModels,
    Dashboards,
    DashboardServices,
    DataProducts,
    Domains,
    Glossaries,
    GlossaryTerms,
    Tags,
    Teams,
    Users,
)


@dataclass
class Kind:
    facade: Any
    type: str
    request: Callable[..., Any]
    """Of a name, a description, and what the entity lives in."""


@dataclass
class Surroundings:
    """Fully qualified names of what the entities live in."""

    service: str
    classification: str
    glossary: str
    domain: str


@pytest.fixture(scope="module")
def surroundings(ometa, service) -> Surroundings:
    stem = service.name.root
    return Surroundings(
        service=service.fullyQualifiedName.root,
        classification=Classifications.create(
            CreateClassificationRequest(name=f"c_{stem}", description="d")
        ).fullyQualifiedName.root,
        glossary=Glossaries.create(CreateGlossaryRequest(name=f"g_{stem}", description="d")).fullyQualifiedName.root,
        domain=Domains.create(
            CreateDomainRequest(name=f"d_{stem}", description="d", domainType="Aggregate")
        ).fullyQualifiedName.root,
    )


kinds = [
    Kind(Dashboards, "dashboard", lambda given, around: CreateDashboardRequest(service=around.service, **given)),
    Kind(Charts, "chart", lambda given, around: CreateChartRequest(service=around.service, **given)),
    Kind(
        DashboardDataModels,
        "dashboardDataModel",
        lambda given, around: CreateDashboardDataModelRequest(
            service=around.service, dataModelType="LookMlView", columns=[], **given
        ),
    ),
    Kind(
        DashboardServices,
        "dashboardService",
        lambda given, _: CreateDashboardServiceRequest(serviceType="Metabase", **given),
    ),
    Kind(Users, "user", lambda given, _: CreateUserRequest(email=f"{given['name']}@example.com", **given)),
    Kind(Teams, "team", lambda given, _: CreateTeamRequest(teamType="Group", **given)),
    Kind(Classifications, "classification", lambda given, _: CreateClassificationRequest(**given)),
    Kind(Tags, "tag", lambda given, around: CreateTagRequest(classification=around.classification, **given)),
    Kind(Glossaries, "glossary", lambda given, _: CreateGlossaryRequest(**given)),
    Kind(
        GlossaryTerms,
        "glossaryTerm",
        lambda given, around: CreateGlossaryTermRequest(glossary=around.glossary, **given),
    ),
    Kind(Domains, "domain", lambda given, _: CreateDomainRequest(domainType="Source-aligned", **given)),
    Kind(DataProducts, "dataProduct", lambda given, around: CreateDataProductRequest(domains=[around.domain], **given)),
]


@pytest.fixture(params=kinds, ids=lambda kind: kind.type)
def kind(request) -> Kind:
    return request.param


@pytest.fixture
def create(kind, surroundings, name):
    title = name(kind.type)
    return lambda description="first": kind.facade.create(
        kind.request({"name": title, "description": description}, surroundings)
    )


def test_creating_twice_gives_one_entity_and_a_change_a_version(create):
    first, again, changed = create(), create(), create("second")
    assert first.id == again.id == changed.id
    assert (first.version.root, again.version.root, changed.version.root) == (0.1, 0.1, 0.2)
    assert changed.description.root == "second"


def test_it_is_read_by_id_by_name_and_from_the_list(kind, create):
    made = create()
    assert kind.facade.retrieve(made.id, fields=["*"]).name == made.name
    assert kind.facade.retrieve_by_name(made.fullyQualifiedName, fields=["*"]).id == made.id
    assert id_of(made) in {id_of(entry) for entry in kind.facade.list_all(batch_size=50)}


def test_its_address_is_absolute_and_leads_to_it(server, token, kind, create):
    made = create()
    href = str(made.href.root)
    assert href.startswith(f"{server.url}/api/v1/")
    answer = server.call("GET", href.partition("/v1")[2], token=token)
    assert (answer.status, answer.body["id"]) == (200, id_of(made))


def test_update_describes_it_anew(kind, create):
    made = create()
    made.description = Markdown("by update")
    updated = kind.facade.update(made)
    assert (updated.description.root, updated.version.root) == ("by update", 0.2)


def test_a_display_name_comes_and_goes(kind, create):
    made = create()
    made.displayName = "For people"
    assert kind.facade.update(made).displayName == "For people"
    named = kind.facade.retrieve(made.id)
    named.displayName = None
    kind.facade.update(named)
    assert kind.facade.retrieve(made.id).displayName is None


def test_its_versions_are_told(ometa, kind, create):
    made = create()
    create("second")
    history = ometa.get_list_entity_versions(made.id, kind.facade.entity_type())
    assert isinstance(history, EntityVersionHistory)
    entity = kind.facade.entity_type()
    read = [entity.model_validate_json(entry) for entry in history.versions]
    assert (history.entityType, [entry.version.root for entry in read]) == (kind.type, [0.2, 0.1])
    assert kind.facade.get_specific_version(made.id, "0.1").description.root == "first"


def test_followers_come_and_go_where_the_client_knows_them(kind, create, a_user):
    if "followers" not in kind.facade.entity_type().model_fields:
        with pytest.raises(APIError):
            kind.facade.add_followers(create().id, [a_user.id])
        return
    made = create()
    assert ids(kind.facade.add_followers(made.id, [a_user.id]).followers) == {id_of(a_user)}
    assert ids(kind.facade.remove_followers(made.id, [a_user.id]).followers) == set()


def test_it_is_deleted_and_restored(kind, create):
    made = create()
    kind.facade.delete(made.id, recursive=True)
    assert kind.facade.retrieve(made.id) is None
    assert id_of(made) not in {id_of(entry) for entry in kind.facade.list_all()}
    restored = kind.facade.restore(made.id)
    assert restored.id == made.id
    assert kind.facade.retrieve(made.id).name == made.name


def test_it_is_deleted_for_good(kind, create):
    made = create()
    kind.facade.delete(made.id, recursive=True, hard_delete=True)
    assert kind.facade.retrieve(made.id) is None
    with pytest.raises(APIError) as refused:
        kind.facade.restore(made.id)
    assert refused.value.code == 404
