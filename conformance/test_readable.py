"""The client refuses members and values that it does not know. Here everything that can be filled in is."""

import uuid

import pytest
from given import id_of, ids, refs, tag, tag_names, term
from metadata.generated.schema.api.data.createChart import CreateChartRequest
from metadata.generated.schema.api.data.createCustomProperty import CreateCustomPropertyRequest
from metadata.generated.schema.api.data.createDashboard import CreateDashboardRequest
from metadata.generated.schema.api.data.createDashboardDataModel import CreateDashboardDataModelRequest
from metadata.generated.schema.api.data.createGlossary import CreateGlossaryRequest
from metadata.generated.schema.api.data.createGlossaryTerm import CreateGlossaryTermRequest
from metadata.generated.schema.api.domains.createDataProduct import CreateDataProductRequest
from metadata.generated.schema.api.domains.createDomain import CreateDomainRequest
from metadata.generated.schema.entity.data.dashboard import Dashboard
from metadata.generated.schema.entity.policies.policy import Policy
from metadata.generated.schema.entity.teams.role import Role
from metadata.generated.schema.entity.type import Type
from metadata.generated.schema.type.assetCertification import AssetCertification
from metadata.generated.schema.type.basic import EntityExtension, Markdown
from metadata.generated.schema.type.lifeCycle import AccessDetails, LifeCycle
from metadata.generated.schema.type.usageRequest import UsageRequest
from metadata.ingestion.models.custom_properties import (
    CustomPropertyDataTypes,
    CustomPropertyType,
    OMetaCustomProperties,
)
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


@pytest.fixture(scope="module")
def stem():
    return uuid.uuid4().hex[:12]


@pytest.fixture(scope="module")
def full(ometa, server, token, service, a_user, stem) -> Dashboard:
    """A dashboard with a value in every member that a client or the server can fill."""
    fqn = service.fullyQualifiedName.root
    domain = ometa.create_or_update(
        CreateDomainRequest(
            name=f"domain_{stem}", domainType="Aggregate", description="d", owners=refs((a_user, "user"))
        )
    )
    product = DataProducts.create(
        CreateDataProductRequest(name=f"product_{stem}", description="d", domains=[domain.fullyQualifiedName.root])
    )
    glossary = Glossaries.create(CreateGlossaryRequest(name=f"glossary_{stem}", description="d"))
    word = GlossaryTerms.create(
        CreateGlossaryTermRequest(glossary=glossary.fullyQualifiedName.root, name="word", description="d")
    )
    chart = Charts.create(CreateChartRequest(name=f"chart_{stem}", service=fqn, chartType="Line"))
    model = DashboardDataModels.create(
        CreateDashboardDataModelRequest(
            name=f"model_{stem}",
            service=fqn,
            dataModelType="TableauDataModel",
            sql="select 1",
            columns=[{"name": "id", "dataType": "INT", "tags": [tag("PII.None")]}],
        )
    )
    ometa.create_or_update_custom_property(
        OMetaCustomProperties(
            entity_type=Dashboard,
            createCustomPropertyRequest=CreateCustomPropertyRequest(
                name=f"p{stem}",
                description="d",
                propertyType=ometa.get_property_type_ref(CustomPropertyDataTypes.STRING),
            ),
        )
    )
    board = Dashboards.create(
        CreateDashboardRequest(
            name=f"board_{stem}",
            service=fqn,
            displayName="Full",
            description="d",
            project="p",
            sourceUrl="http://host/1",
            sourceHash="a" * 32,
            charts=[chart.fullyQualifiedName.root],
            dataModels=[model.fullyQualifiedName.root],
            owners=refs((a_user, "user")),
            tags=[tag("Tier.Tier1"), term(word.fullyQualifiedName.root)],
            domains=[domain.fullyQualifiedName.root],
            dataProducts=[product.fullyQualifiedName.root],
            lifeCycle=LifeCycle(created=AccessDetails(timestamp=1700000000000, accessedByAProcess="etl")),
            extension=EntityExtension(root={f"p{stem}": "value"}),
        )
    )
    Dashboards.add_followers(board.id, [a_user.id])
    server.call("PUT", f"/dashboards/{id_of(board)}/vote", token=token, json={"updatedVoteType": "votedUp"})
    ometa.publish_dashboard_usage(board, UsageRequest(date="2026-01-15", count=7))
    current = Dashboards.retrieve(board.id)
    current.description = Markdown("again")
    current.entityStatus = "Approved"
    current.certification = AssetCertification(
        tagLabel=tag("Certification.Gold"), appliedDate=1700000000000, expiryDate=1800000000000
    )
    assert Dashboards.update(current) is not None
    return board


def test_every_member_of_a_full_dashboard_is_read(full, a_user, stem):
    read = Dashboards.retrieve(full.id, fields=["*"])
    assert ids(read.owners) == ids(read.followers) == {id_of(a_user)}
    assert tag_names(read) == ["Tier.Tier1", f"glossary_{stem}.word"]
    assert read.certification.tagLabel.tagFQN.root == "Certification.Gold"
    assert read.entityStatus.value == "Approved"
    assert (read.votes.upVotes, read.votes.downVotes, len(read.votes.upVoters.root)) == (1, 0, 1)
    assert read.extension.root == {f"p{stem}": "value"}
    assert read.lifeCycle.created.accessedByAProcess == "etl"
    assert read.usageSummary.dailyStats.count >= 0
    filled = {member for member in Dashboard.model_fields if getattr(read, member) is not None}
    # Nobody impersonated anybody; there are no data contracts here.
    assert set(Dashboard.model_fields) - filled <= {"impersonatedBy", "dataContract"}


def test_its_earlier_version_is_read_too(full):
    first = Dashboards.get_specific_version(full.id, "0.1")
    assert first.description.root == "d"
    for entry in Dashboards.get_versions(full.id):
        Dashboard.model_validate_json(entry)


def test_it_is_read_while_it_is_deleted(ometa, full):
    Dashboards.delete(full.id)
    read = ometa.get_by_name(Dashboard, full.fullyQualifiedName, fields=["*"], include="all")
    assert read.deleted is True
    restored = Dashboards.restore(full.id)
    assert ids(restored.owners)


@pytest.mark.parametrize(
    "facade",
    [
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
    ],
)
def test_everything_there_is_can_be_listed_with_every_field(full, facade):
    everything = facade.list_all(fields=["*"], filters={"include": "all"})
    assert everything
    for entity in everything[:3]:
        for version in facade.get_versions(entity.id):
            facade.entity_type().model_validate_json(version)


@pytest.mark.parametrize("entity", [Role, Policy])
def test_roles_and_policies_are_listed_with_every_field(ometa, entity):
    assert list(ometa.list_all_entities(entity, fields=["*"]))


def test_types_are_in_the_clients_model(server, token):
    answer = server.call("GET", "/metadata/types?limit=1000&fields=*", token=token)
    # The client has a model of its own for property types: `Type` refuses the dash in `date-cp`.
    kinds = {"entity": Type, "field": CustomPropertyType}
    names = {kinds[entry["category"]].model_validate(entry).name.root for entry in answer.body["data"]}
    assert {"dashboard", "chart", "dashboardService", "user", "team", "string", "enum", "date-cp"} <= names
