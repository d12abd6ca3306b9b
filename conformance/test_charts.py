"""Charts and data models: what dashboards are made of."""

import pytest
from given import id_of, ids, refs, tag, tag_names
from metadata.generated.schema.api.data.createChart import CreateChartRequest
from metadata.generated.schema.api.data.createDashboard import CreateDashboardRequest
from metadata.generated.schema.api.data.createDashboardDataModel import CreateDashboardDataModelRequest
from metadata.generated.schema.entity.data.chart import Chart
from metadata.generated.schema.entity.data.dashboardDataModel import DashboardDataModel
from metadata.generated.schema.type.basic import Markdown
from metadata.sdk import Charts, DashboardDataModels, Dashboards


@pytest.fixture
def chart(service, name):
    return Charts.create(
        CreateChartRequest(
            name=name("chart"),
            service=service.fullyQualifiedName,
            displayName="Sales by month",
            chartType="Bar",
            sourceUrl="http://host/chart/1/",
        )
    )


@pytest.fixture
def make_model(service, name):
    def make(**given):
        columns = [
            {"name": "id", "dataType": "INT"},
            {"name": "a.b", "dataType": "STRUCT", "children": [{"name": "inner", "dataType": "STRING"}]},
        ]
        given = {"name": name("model"), "columns": columns, "dataModelType": "SupersetDataModel", **given}
        return DashboardDataModels.create(CreateDashboardDataModelRequest(service=service.fullyQualifiedName, **given))

    return make


def test_a_chart_has_what_was_asked_for(chart, service):
    assert chart.fullyQualifiedName.root == f"{service.fullyQualifiedName.root}.{chart.name.root}"
    assert (chart.displayName, chart.chartType.value) == ("Sales by month", "Bar")
    assert str(chart.sourceUrl.root) == "http://host/chart/1/"
    assert (chart.service.id, chart.serviceType.value) == (service.id, "Superset")
    assert (chart.version.root, chart.deleted) == (0.1, False)


@pytest.mark.parametrize(
    "kind",
    "Line Table Bar Area Pie Histogram Scatter Text BoxPlot SanKey Gauge Map Graph Heatmap Timeline Other".split(),
)
def test_every_kind_of_chart_the_client_knows_is_kept(service, name, kind):
    made = Charts.create(CreateChartRequest(name=name(), service=service.fullyQualifiedName, chartType=kind))
    assert Charts.retrieve(made.id).chartType.value == kind


def test_a_chart_tells_the_dashboards_it_is_on(chart, service, name):
    board = Dashboards.create(
        CreateDashboardRequest(name=name(), service=service.fullyQualifiedName, charts=[chart.fullyQualifiedName.root])
    )
    assert ids(Charts.retrieve(chart.id, fields=["dashboards"]).dashboards) == {id_of(board)}


def test_charts_are_listed_by_service_with_their_hashes(ometa, service, name):
    hashed = Charts.create(CreateChartRequest(name=name(), service=service.fullyQualifiedName, sourceHash="f" * 32))
    found = ometa.list_all_entities(Chart, fields=["sourceHash"], params={"service": service.fullyQualifiedName.root})
    assert {id_of(entry): entry.sourceHash for entry in found}[id_of(hashed)] == "f" * 32


def test_a_chart_is_updated_deleted_restored_and_versioned(chart):
    chart.description = Markdown("text")
    assert Charts.update(chart).version.root == 0.2
    Charts.delete(chart.id)
    assert Charts.retrieve(chart.id) is None
    assert Charts.restore(chart.id).deleted is False
    assert Charts.get_specific_version(chart.id, "0.1").version.root == 0.1
    Charts.delete(chart.id, hard_delete=True)
    assert Charts.retrieve_by_name(chart.fullyQualifiedName) is None


def test_a_chart_is_found_by_its_name(chart):
    assert [hit.id for hit in Charts.search(chart.fullyQualifiedName.root)] == [chart.id]


def test_the_columns_of_a_data_model_have_names_of_their_own_from_the_root_down(make_model):
    model = make_model(sql="select 1", description="rows")
    fqn = model.fullyQualifiedName.root
    stored = DashboardDataModels.retrieve(model.id, fields=["*"])
    plain, nested = stored.columns
    assert plain.fullyQualifiedName.root == f"{fqn}.id"
    assert nested.fullyQualifiedName.root == f'{fqn}."a.b"'
    assert nested.children[0].fullyQualifiedName.root == f'{fqn}."a.b".inner'
    assert stored.sql.root == "select 1"


def test_a_data_model_is_named_below_its_service(make_model, service):
    model = make_model()
    assert model.fullyQualifiedName.root == f"{service.fullyQualifiedName.root}.model.{model.name.root}"
    assert DashboardDataModels.retrieve_by_name(model.fullyQualifiedName).id == model.id


def test_data_models_are_listed_by_service(ometa, make_model, service):
    model = make_model()
    found = ometa.list_all_entities(
        DashboardDataModel, fields=["sourceHash"], params={"service": service.fullyQualifiedName.root}
    )
    assert id_of(model) in {id_of(entry) for entry in found}


def test_columns_take_descriptions_and_tags_through_update(make_model):
    model = DashboardDataModels.retrieve(make_model().id, fields=["columns", "tags"])
    model.columns[0].description = Markdown("The key")
    model.columns[0].tags = [tag("PII.None")]
    DashboardDataModels.update(model)
    stored = DashboardDataModels.retrieve(model.id, fields=["columns", "tags"])
    assert stored.columns[0].description.root == "The key"
    assert tag_names(stored.columns[0]) == ["PII.None"]
    assert stored.columns[0].fullyQualifiedName == model.columns[0].fullyQualifiedName


def test_a_dashboard_refers_to_its_data_models(make_dashboard, make_model):
    model = make_model()
    board = make_dashboard(dataModels=[model.fullyQualifiedName.root])
    assert ids(Dashboards.retrieve(board.id, fields=["dataModels"]).dataModels) == {id_of(model)}


def test_owners_and_tags_of_a_data_model(ometa, make_model, a_user):
    model = make_model(tags=[tag("Tier.Tier3")], owners=refs((a_user, "user")))
    stored = DashboardDataModels.retrieve(model.id, fields=["owners", "tags"])
    assert (ids(stored.owners), tag_names(stored)) == ({id_of(a_user)}, ["Tier.Tier3"])
