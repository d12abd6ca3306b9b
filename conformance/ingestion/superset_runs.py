"""A connector fills the catalogue, run after run. The tests are one story: each goes on where the one before it ended."""

from ingest import PIPELINE, SERVICE
from seed_superset import CHARTS, DASHBOARDS, DATASETS

QUOTED = f'"{SERVICE}"'


def dashboard_fqn(superset, title: str) -> str:
    """Superset's ids are the names of dashboards in the catalogue."""
    return f"{QUOTED}.{superset.id_of('dashboard', title)}"


def changed(before: dict, after: dict) -> dict:
    """What differs, by display name. Neither reports of runs nor what others own change a pipeline or a person."""

    def bare(entity: dict) -> dict:
        return {name: value for name, value in entity.items() if name not in ("pipelineStatuses", "owns")}

    assert before.keys() <= after.keys()
    return {
        (collection, entity.get("displayName", fqn)): entity
        for (collection, fqn), entity in after.items()
        if (collection, fqn) not in before or bare(before[collection, fqn]) != bare(entity)
    }


def test_the_first_run_writes_everything(ingest, superset, catalogue):
    report = ingest("first")
    assert (report.exit_code, report.errors) == (0, 0), report.log
    assert report.steps["Superset"]["Processed records"] > 0

    charts = {chart["displayName"]: chart for chart in catalogue.call("GET", "charts?limit=100&fields=*")["data"]}
    assert charts.keys() == {name for name, *_rest in CHARTS}
    assert all(charts[name].get("description") == text for name, _dataset, _kind, text in CHARTS)

    for title, on_it, owner in DASHBOARDS:
        dashboard = catalogue.read("dashboards", dashboard_fqn(superset, title))
        assert dashboard["displayName"] == title
        assert sorted(chart["displayName"] for chart in dashboard["charts"]) == sorted(on_it)
        assert [person["name"] for person in dashboard["owners"]] == [owner]
        assert dashboard["service"]["name"] == SERVICE
        assert dashboard["sourceUrl"].startswith(superset.url)
        assert (dashboard["version"], dashboard["updatedBy"]) == (0.1, "ingestion-bot")

    models = {
        model["displayName"]: model for model in catalogue.call("GET", "dashboard/datamodels?limit=100&fields=*")["data"]
    }
    assert models.keys() == DATASETS.keys()
    columns = [column["name"] for column in models["customers"]["columns"]]
    assert columns == ["customer_id", "name", "country", "signed_up"]
    assert models["gift_orders"]["sql"] == DATASETS["gift_orders"]


def test_datasets_stand_upstream_of_the_dashboards_that_show_them(superset, catalogue):
    lineage = catalogue.lineage("dashboard", dashboard_fqn(superset, "Sales overview"))
    upstream = {edge["fromEntity"] for edge in lineage["upstreamEdges"]}
    names = {node["displayName"] for node in lineage["nodes"] if node["id"] in upstream}
    assert names == {"orders", "customers"}


def test_the_run_has_reported_to_its_pipeline(catalogue):
    pipeline = catalogue.read("services/ingestionPipelines", PIPELINE)
    [status] = pipeline["pipelineStatuses"]
    assert status["pipelineState"] == "success"
    assert {step["name"]: step["errors"] for step in status["status"]} == {"Superset": 0, "OpenMetadata": 0}


def test_the_second_run_changes_nothing(ingest, catalogue):
    before = catalogue.everything()
    report = ingest("second")
    assert (report.exit_code, report.errors) == (0, 0), report.log
    after = catalogue.everything()
    # Versions, times of change and everything else: the same.
    assert changed(before, after) == {}
    assert len(after["services/ingestionPipelines", PIPELINE]["pipelineStatuses"]) == 2


def test_what_is_gone_from_superset_is_marked_deleted_by_the_third_run(ingest, superset, catalogue):
    fqn = dashboard_fqn(superset, "Gifts / seasonal")
    superset.delete(f"dashboard/{superset.id_of('dashboard', 'Gifts / seasonal')}")
    before = catalogue.everything()
    report = ingest("third")
    assert (report.exit_code, report.errors) == (0, 0), report.log

    gone = changed(before, catalogue.everything())
    assert gone.keys() == {
        ("dashboards", "Gifts / seasonal"),
        # Shown and used there alone.
        ("charts", "Gifts per month"),
        ("dashboard/datamodels", "gift_orders"),
    }
    for entity in gone.values():
        assert (entity["deleted"], entity["version"], entity["updatedBy"]) == (True, 0.2, "ingestion-bot")
    listed = catalogue.call("GET", "dashboards?limit=100")["data"]
    assert fqn not in [dashboard["fullyQualifiedName"] for dashboard in listed]


def test_what_people_wrote_survives_a_change_in_superset(ingest, superset, catalogue):
    fqn = dashboard_fqn(superset, "Customers")
    dashboard = catalogue.read("dashboards", fqn)
    tier = {"tagFQN": "Tier.Tier2", "source": "Classification", "labelType": "Manual", "state": "Confirmed"}
    written = [
        {"op": "add", "path": "/description", "value": "Who buys, and from where."},
        {"op": "add", "path": "/tags/0", "value": tier},
    ]
    catalogue.call("PATCH", f"dashboards/{dashboard['id']}", written)
    dataset = superset.id_of("dataset", "customers")
    model = catalogue.read("dashboard/datamodels", f"{QUOTED}.model.{dataset}")
    about_country = [{"op": "add", "path": "/columns/2/description", "value": "Where the parcel goes."}]
    catalogue.call("PATCH", f"dashboard/datamodels/{model['id']}", about_country)
    ada = superset.get("me/")["result"]["id"]
    superset.put(f"dashboard/{superset.id_of('dashboard', 'Customers')}", {"dashboard_title": "Buyers", "owners": [ada]})
    superset.put(f"chart/{superset.id_of('chart', 'New customers')}", {"description": "Of the last month."})
    superset.put(f"dataset/{dataset}", {"description": "One row for each."})
    before = catalogue.everything()
    report = ingest("fourth")
    assert (report.exit_code, report.errors) == (0, 0), report.log

    edited = changed(before, catalogue.everything())
    assert edited["charts", "New customers"]["description"] == "Of the last month."
    assert edited["dashboard/datamodels", "customers"]["description"] == "One row for each."
    [country] = [one for one in edited["dashboard/datamodels", "customers"]["columns"] if one["name"] == "country"]
    assert country["description"] == "Where the parcel goes."
    kept = catalogue.read("dashboards", fqn)
    assert (kept["displayName"], kept["description"]) == ("Customers", "Who buys, and from where.")
    assert [label["tagFQN"] for label in kept["tags"]] == ["Tier.Tier2"]
    assert [person["name"] for person in kept["owners"]] == ["cleo"]


def test_a_run_that_overrides_takes_what_superset_says(ingest, superset, catalogue):
    report = ingest("overriding", overrideMetadata=True, overrideLineage=True)
    assert (report.exit_code, report.errors) == (0, 0), report.log
    fqn = dashboard_fqn(superset, "Buyers")
    taken = catalogue.read("dashboards", fqn)
    assert (taken["displayName"], [person["name"] for person in taken["owners"]]) == ("Buyers", ["ada"])
    # Superset has no description and no tags for a dashboard, so there is nothing to take their place.
    assert taken["description"] == "Who buys, and from where."
    assert [label["tagFQN"] for label in taken["tags"]] == ["Tier.Tier2"]
    lineage = catalogue.lineage("dashboard", fqn)
    assert len(lineage["upstreamEdges"]) == 1


def test_what_a_run_leaves_out_goes_and_comes_back_with_the_next(ingest, superset, catalogue):
    fqn = dashboard_fqn(superset, "Assortment")
    before = catalogue.read("dashboards", fqn)
    report = ingest("filtered", dashboardFilterPattern={"excludes": ["Assortment"]})
    assert (report.exit_code, report.errors) == (0, 0), report.log
    assert catalogue.read("dashboards", fqn, include="deleted")["deleted"] is True

    report = ingest("unfiltered")
    assert (report.exit_code, report.errors) == (0, 0), report.log
    after = catalogue.read("dashboards", fqn)
    assert after["id"] == before["id"]
    assert [chart["id"] for chart in after["charts"]] == [chart["id"] for chart in before["charts"]]


def test_no_answer_was_an_error_but_that_something_is_not_there_yet(recorder):
    refused = [answer for answer in recorder.answered if answer.status >= 400]
    asking = ("/name/", "/lineage/getLineageEdge/")
    assert all(
        (answer.method, answer.status) == ("GET", 404) and any(part in answer.path for part in asking)
        for answer in refused
    ), refused
