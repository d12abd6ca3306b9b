"""Properties that a site adds, and their values on dashboards."""

import pytest
from given import id_of
from metadata.generated.schema.api.data.createCustomProperty import CreateCustomPropertyRequest
from metadata.generated.schema.entity.data.chart import Chart
from metadata.generated.schema.entity.data.dashboard import Dashboard
from metadata.generated.schema.entity.data.dashboardDataModel import DashboardDataModel
from metadata.generated.schema.entity.data.glossary import Glossary
from metadata.generated.schema.entity.data.glossaryTerm import GlossaryTerm
from metadata.generated.schema.entity.domains.dataProduct import DataProduct
from metadata.generated.schema.entity.domains.domain import Domain
from metadata.generated.schema.entity.teams.team import Team
from metadata.generated.schema.entity.teams.user import User
from metadata.generated.schema.type.basic import EntityExtension
from metadata.generated.schema.type.customProperty import CustomProperty
from metadata.ingestion.models.custom_properties import CustomPropertyDataTypes, OMetaCustomProperties
from metadata.ingestion.ometa.client import APIError
from metadata.sdk import Dashboards
from metadata.sdk.entities.custom_properties import CustomProperties


@pytest.fixture
def define(ometa, name):
    """Adds a property to an entity type and gives its name."""

    def make(kind: CustomPropertyDataTypes, config=None, entity=Dashboard, title=None) -> str:
        title = title or name("property")
        request = CreateCustomPropertyRequest(
            name=title,
            description=f"Of type {kind.value}",
            propertyType=ometa.get_property_type_ref(kind),
            customPropertyConfig=None if config is None else {"config": config},
        )
        ometa.create_or_update_custom_property(
            OMetaCustomProperties(entity_type=entity, createCustomPropertyRequest=request)
        )
        return title

    return make


def values(board) -> dict:
    stored = Dashboards.retrieve(board.id, fields=["extension"]).extension
    return {} if stored is None else stored.root


@pytest.mark.parametrize("kind", list(CustomPropertyDataTypes))
def test_every_property_type_the_client_knows_has_an_id_that_stays(ometa, kind):
    first, again = ometa.get_custom_property_type(kind), ometa.get_custom_property_type(kind)
    assert first.name.root == kind.value
    assert first.id == again.id
    assert first.category == "field"


@pytest.mark.parametrize(
    "entity", [Dashboard, Chart, DashboardDataModel, Glossary, GlossaryTerm, Domain, DataProduct, User, Team]
)
def test_entity_types_take_properties_and_tell_them(ometa, define, entity):
    title = define(CustomPropertyDataTypes.STRING, entity=entity)
    told = [CustomProperty.model_validate(entry) for entry in ometa.get_entity_custom_properties(entity)]
    (mine,) = [entry for entry in told if entry.name.root == title]
    assert mine.propertyType.root.name == "string"
    assert mine.description.root == "Of type string"


def test_a_field_type_takes_no_properties(ometa):
    string = ometa.get_custom_property_type(CustomPropertyDataTypes.STRING)
    with pytest.raises(APIError, match="Only entity types can be extended"):
        ometa.client.put(
            f"/metadata/types/{string.id.root}",
            json={"name": "x", "description": "", "propertyType": {"id": str(string.id.root), "type": "type"}},
        )


@pytest.mark.parametrize(
    ("kind", "config", "value"),
    [
        (CustomPropertyDataTypes.STRING, None, "text"),
        (CustomPropertyDataTypes.MARKDOWN, None, "**text**"),
        (CustomPropertyDataTypes.SQLQUERY, None, "select 1"),
        (CustomPropertyDataTypes.DURATION, None, "P1D"),
        (CustomPropertyDataTypes.EMAIL, None, "someone@example.com"),
        (CustomPropertyDataTypes.INTEGER, None, 42),
        (CustomPropertyDataTypes.NUMBER, None, 1.5),
        (CustomPropertyDataTypes.TIMESTAMP, None, 1700000000000),
        (CustomPropertyDataTypes.TIMEINTERVAL, None, {"start": 1700000000000, "end": 1700000001000}),
        (CustomPropertyDataTypes.ENUM, {"values": ["low", "high"], "multiSelect": False}, ["high"]),
        (CustomPropertyDataTypes.ENUM, {"values": ["a", "b", "c"], "multiSelect": True}, ["a", "c"]),
        (CustomPropertyDataTypes.DATE, "yyyy-MM-dd", "2026-01-31"),
        (CustomPropertyDataTypes.DATETIME, "yyyy-MM-dd HH:mm:ss", "2026-01-31 12:30:00"),
        (CustomPropertyDataTypes.TIME, "HH:mm:ss", "12:30:00"),
    ],
    ids=lambda given: given.value if isinstance(given, CustomPropertyDataTypes) else None,
)
def test_a_value_comes_back_as_it_was_set(define, dashboard, kind, config, value):
    title = define(kind, config)
    Dashboards.update_custom_properties(dashboard.id).with_property(title, value).execute()
    assert values(dashboard) == {title: value}


def test_references_are_values(define, dashboard, a_user):
    one = define(CustomPropertyDataTypes.ENTITY_REFERENCE, ["user"])
    many = define(CustomPropertyDataTypes.ENTITY_REFERENCE_LIST, ["user", "team"])
    reference = {"id": id_of(a_user), "type": "user"}
    Dashboards.update_custom_properties(dashboard.id).with_properties({one: reference, many: [reference]}).execute()
    stored = values(dashboard)
    assert (stored[one]["id"], stored[one]["type"]) == (id_of(a_user), "user")
    assert [entry["id"] for entry in stored[many]] == [id_of(a_user)]


def test_properties_are_set_by_name_cleared_one_by_one_and_all_at_once(define, dashboard):
    first, second = define(CustomPropertyDataTypes.STRING), define(CustomPropertyDataTypes.INTEGER)
    fqn = dashboard.fullyQualifiedName.root
    Dashboards.update_custom_properties_by_name(fqn).with_properties({first: "one", second: 2}).execute()
    assert values(dashboard) == {first: "one", second: 2}
    CustomProperties.update(Dashboard, dashboard.id).clear_property(first).execute()
    assert values(dashboard) == {second: 2}
    CustomProperties.update(Dashboard, dashboard.id).clear_all().execute()
    assert values(dashboard) == {}


def test_the_helper_merges_and_by_force_replaces(ometa, define, dashboard):
    first, second = define(CustomPropertyDataTypes.STRING), define(CustomPropertyDataTypes.STRING)
    ometa.patch_custom_properties(Dashboard, dashboard.id, {first: "one"})
    assert values(dashboard) == {first: "one"}
    ometa.patch_custom_properties(Dashboard, dashboard.id, {second: "two"}, force=True)
    assert values(dashboard) == {second: "two"}


def test_values_are_set_when_the_dashboard_is_created(define, make_dashboard):
    title = define(CustomPropertyDataTypes.INTEGER)
    assert values(make_dashboard(extension=EntityExtension(root={title: 7}))) == {title: 7}


def test_an_unknown_property_is_refused(make_dashboard, name):
    with pytest.raises(APIError, match="Unknown custom field"):
        make_dashboard(extension=EntityExtension(root={name("unknown"): 1}))


@pytest.mark.parametrize(
    ("kind", "config", "value", "words"),
    [
        (CustomPropertyDataTypes.INTEGER, None, "many", "has invalid JSON"),
        (CustomPropertyDataTypes.ENUM, {"values": ["a"], "multiSelect": False}, ["z"], "not supported for property"),
        (
            CustomPropertyDataTypes.ENUM,
            {"values": ["a", "b"], "multiSelect": False},
            ["a", "b"],
            "Only one value allowed",
        ),
        (CustomPropertyDataTypes.DATE, "yyyy-MM-dd", "31.01.2026", "not as per defined format"),
    ],
)
def test_a_value_of_the_wrong_shape_is_refused(define, make_dashboard, kind, config, value, words):
    title = define(kind, config)
    with pytest.raises(APIError, match=words):
        make_dashboard(extension=EntityExtension(root={title: value}))


def test_a_property_defined_again_keeps_one_definition(ometa, define):
    title = define(CustomPropertyDataTypes.ENUM, {"values": ["a"], "multiSelect": False})
    define(CustomPropertyDataTypes.ENUM, {"values": ["a", "b"], "multiSelect": True}, title=title)
    told = [entry for entry in ometa.get_entity_custom_properties(Dashboard) if entry["name"] == title]
    assert [entry["customPropertyConfig"]["config"]["values"] for entry in told] == [["a", "b"]]
