"""Lineage between dashboards, charts and data models, through the SDK and through ingestion's calls."""

import pytest
from given import id_of
from metadata.generated.schema.api.data.createChart import CreateChartRequest
from metadata.generated.schema.api.data.createDashboardDataModel import CreateDashboardDataModelRequest
from metadata.generated.schema.api.lineage.addLineage import AddLineageRequest
from metadata.generated.schema.entity.data.dashboard import Dashboard
from metadata.generated.schema.entity.data.dashboardDataModel import DashboardDataModel
from metadata.generated.schema.type.entityLineage import ColumnLineage, EntitiesEdge, EntityLineage, LineageDetails
from metadata.generated.schema.type.entityReference import EntityReference
from metadata.sdk import Charts, DashboardDataModels
from metadata.sdk.api import Lineage


@pytest.fixture
def model(service, name):
    return DashboardDataModels.create(
        CreateDashboardDataModelRequest(
            name=name("model"),
            service=service.fullyQualifiedName,
            dataModelType="SupersetDataModel",
            columns=[{"name": "amount", "dataType": "INT"}],
        )
    )


@pytest.fixture
def edge(model, dashboard):
    def make(**details) -> AddLineageRequest:
        return AddLineageRequest(
            edge=EntitiesEdge(
                fromEntity=EntityReference(id=model.id, type="dashboardDataModel"),
                toEntity=EntityReference(id=dashboard.id, type="dashboard"),
                lineageDetails=LineageDetails(source="DashboardLineage", **details),
            )
        )

    return make


def pairs(edges) -> list[tuple[str, str]]:
    return [(str(one.fromEntity.root), str(one.toEntity.root)) for one in edges]


def test_an_edge_added_by_the_sdk_is_seen_from_both_ends(dashboard, service, name):
    chart = Charts.create(CreateChartRequest(name=name("chart"), service=service.fullyQualifiedName))
    Lineage.add_lineage(id_of(chart), "chart", id_of(dashboard), "dashboard", description="drawn in")

    down = Lineage.get_entity_lineage("chart", id_of(chart))
    assert down.entity.fullyQualifiedName == chart.fullyQualifiedName.root
    assert pairs(down.downstreamEdges) == [(id_of(chart), id_of(dashboard))]
    assert [node.fullyQualifiedName for node in down.nodes] == [dashboard.fullyQualifiedName.root]
    assert not down.upstreamEdges

    up = Lineage.get_entity_lineage("dashboard", id_of(dashboard))
    assert pairs(up.upstreamEdges) == [(id_of(chart), id_of(dashboard))]
    assert up.upstreamEdges[0].description.root == "drawn in"

    named = Lineage.get_lineage(dashboard.fullyQualifiedName.root, entity_type="dashboard")
    assert named.entity.id == dashboard.id


def test_ingestions_edge_comes_back_with_its_details(ometa, edge, model, dashboard):
    columns = [ColumnLineage(fromColumns=[f"{model.fullyQualifiedName.root}.amount"], toColumn="shown")]
    graph = ometa.add_lineage(edge(sqlQuery="select 1", columnsLineage=columns))
    lineage = EntityLineage.model_validate(graph)
    assert lineage.entity.fullyQualifiedName == model.fullyQualifiedName.root
    (found,) = lineage.downstreamEdges
    assert found.lineageDetails.source.value == "DashboardLineage"
    assert found.lineageDetails.sqlQuery.root == "select 1"
    assert found.lineageDetails.columnsLineage[0].toColumn.root == "shown"


def test_adding_again_with_check_patch_merges_columns(ometa, edge, model, dashboard):
    fqn = model.fullyQualifiedName.root
    ometa.add_lineage(edge(columnsLineage=[ColumnLineage(fromColumns=[f"{fqn}.amount"], toColumn="a")]))
    ometa.add_lineage(
        edge(sqlQuery="select 2", columnsLineage=[ColumnLineage(fromColumns=[f"{fqn}.amount"], toColumn="b")]),
        check_patch=True,
    )
    stored = EntityLineage.model_validate(ometa.get_lineage_by_id(Dashboard, id_of(dashboard)))
    details = stored.upstreamEdges[0].lineageDetails
    assert {column.toColumn.root for column in details.columnsLineage} == {"a", "b"}
    assert details.sqlQuery.root == "select 2"


def test_one_edge_is_read_by_its_ends(ometa, edge, model, dashboard):
    assert ometa.get_lineage_edge(id_of(dashboard), id_of(model)) is None
    ometa.add_lineage(edge(sqlQuery="select 3"))
    found = ometa.get_lineage_edge(id_of(model), id_of(dashboard))
    assert found["edge"]["sqlQuery"] == "select 3"


def test_an_edge_without_the_graph(ometa, edge, model):
    answer = ometa.add_lineage(edge(), return_lineage=False)
    assert answer["entity"]["id"] == id_of(model)


def test_edges_are_added_read_and_deleted_by_name(ometa, model, dashboard):
    ends = {
        "from_entity_fqn": model.fullyQualifiedName.root,
        "from_entity_type": "dashboardDataModel",
        "to_entity_fqn": dashboard.fullyQualifiedName.root,
        "to_entity_type": "dashboard",
    }
    graph = ometa.add_lineage_by_name(**ends, lineage_details=LineageDetails(source="DashboardLineage"))
    assert pairs(EntityLineage.model_validate(graph).downstreamEdges) == [(id_of(model), id_of(dashboard))]
    assert ometa.get_lineage_edge_by_name(**ends)["edge"]["source"] == "DashboardLineage"
    ometa.delete_lineage_by_name(**ends)
    assert not EntityLineage.model_validate(ometa.get_lineage_by_id(Dashboard, id_of(dashboard))).upstreamEdges


def test_a_deleted_edge_is_gone_from_both_ends(ometa, edge, model, dashboard):
    request = edge()
    ometa.add_lineage(request)
    ometa.delete_lineage_edge(request.edge)
    assert not EntityLineage.model_validate(ometa.get_lineage_by_id(Dashboard, id_of(dashboard))).upstreamEdges
    assert not EntityLineage.model_validate(ometa.get_lineage_by_id(DashboardDataModel, id_of(model))).downstreamEdges


def test_edges_of_one_source_are_deleted_and_others_stay(ometa, edge, model, dashboard, service, name):
    chart = Charts.create(CreateChartRequest(name=name("chart"), service=service.fullyQualifiedName))
    ometa.add_lineage(edge())
    Lineage.add_lineage(id_of(chart), "chart", id_of(dashboard), "dashboard")
    ometa.delete_lineage_by_source("dashboard", id_of(dashboard), "DashboardLineage")
    left = EntityLineage.model_validate(ometa.get_lineage_by_id(Dashboard, id_of(dashboard)))
    assert pairs(left.upstreamEdges) == [(id_of(chart), id_of(dashboard))]


def test_depth_counts_steps(ometa, edge, model, dashboard, make_dashboard):
    last = make_dashboard()
    ometa.add_lineage(edge())
    Lineage.add_lineage(id_of(dashboard), "dashboard", id_of(last), "dashboard")
    near = Lineage.get_entity_lineage("dashboard", id_of(last), upstream_depth=1)
    far = Lineage.get_entity_lineage("dashboard", id_of(last), upstream_depth=2)
    assert pairs(near.upstreamEdges) == [(id_of(dashboard), id_of(last))]
    assert set(pairs(far.upstreamEdges)) == {(id_of(dashboard), id_of(last)), (id_of(model), id_of(dashboard))}


def test_an_end_that_is_not_there_is_reported(ometa, dashboard):
    nowhere = EntityReference(id="00000000-0000-4000-8000-000000000000", type="dashboard")
    answer = ometa.add_lineage(
        AddLineageRequest(
            edge=EntitiesEdge(fromEntity=nowhere, toEntity=EntityReference(id=dashboard.id, type="dashboard"))
        )
    )
    assert "404" in answer["error"]
    assert ometa.get_lineage_by_name(Dashboard, "no.where") is None


def test_the_sdk_deletes_exports_and_works_by_name(model, dashboard):
    names = (model.fullyQualifiedName.root, "dashboardDataModel", dashboard.fullyQualifiedName.root, "dashboard")
    Lineage.add_lineage_by_name(*names)
    exported = Lineage.export_lineage("dashboard", id_of(dashboard))
    assert exported["upstreamEdges"][0]["fromEntity"] == id_of(model)
    Lineage.delete_lineage_by_name(*names)
    assert not Lineage.get_entity_lineage("dashboard", id_of(dashboard)).upstreamEdges

    Lineage.builder().from_entity(id_of(model), "dashboardDataModel").to_entity(id_of(dashboard), "dashboard").execute()
    found = Lineage.builder().entity_type("dashboard").entity_id(id_of(dashboard)).execute()
    assert pairs(found.upstreamEdges) == [(id_of(model), id_of(dashboard))]
    Lineage.delete_lineage(id_of(model), "dashboardDataModel", id_of(dashboard), "dashboard")
    assert not Lineage.get_entity_lineage("dashboard", id_of(dashboard)).upstreamEdges


def test_edges_of_one_source_are_deleted_by_name(ometa, edge, dashboard):
    ometa.add_lineage(edge())
    Lineage.delete_lineage_by_source_by_name("dashboard", dashboard.fullyQualifiedName.root, "DashboardLineage")
    assert not Lineage.get_entity_lineage("dashboard", id_of(dashboard)).upstreamEdges
