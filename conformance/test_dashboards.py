"""Dashboards through the SDK: created, read, listed, updated, deleted, restored, followed and found."""

import copy

import pytest
from given import id_of, ids, refs, tag, tag_names
from metadata.generated.schema.api.data.createChart import CreateChartRequest
from metadata.generated.schema.api.data.createDashboard import CreateDashboardRequest
from metadata.generated.schema.api.services.createDashboardService import CreateDashboardServiceRequest
from metadata.generated.schema.entity.data.dashboard import Dashboard
from metadata.generated.schema.type.basic import Markdown
from metadata.ingestion.ometa.client import APIError
from metadata.sdk import Charts, Dashboards, Users
from server import Server

UNKNOWN = "00000000-0000-4000-8000-000000000000"


def test_a_created_dashboard_has_what_was_asked_for_and_what_the_server_adds(server: Server, service, name):
    title = name("board")
    created = Dashboards.create(
        CreateDashboardRequest(
            name=title,
            service=service.fullyQualifiedName,
            displayName="deck.gl Demo",
            description="**What** it shows",
            sourceUrl="http://host/dashboard/10/",
            project="Sales",
            dashboardType="Report",
            tags=[tag("PII.Sensitive")],
            sourceHash="d41d8cd98f00b204e9800998ecf8427e",
        )
    )
    assert created.name.root == title
    assert created.fullyQualifiedName.root == f"{service.fullyQualifiedName.root}.{title}"
    assert created.displayName == "deck.gl Demo"
    assert created.description.root == "**What** it shows"
    assert str(created.sourceUrl.root) == "http://host/dashboard/10/"
    assert (created.project, created.dashboardType.value) == ("Sales", "Report")
    assert created.service.id == service.id
    assert created.serviceType.value == "Superset"
    assert created.version.root == 0.1
    assert created.updatedBy
    assert created.deleted is False
    assert str(created.href.root) == f"{server.host}/v1/dashboards/{created.id.root}"
    assert tag_names(created) == ["PII.Sensitive"]


def test_creating_again_updates_under_the_same_id(make_dashboard, name):
    title = name("board")
    first = make_dashboard(name=title, description="before")
    again = make_dashboard(name=title, description="before")
    assert (again.id, again.version.root) == (first.id, 0.1)
    changed = make_dashboard(name=title, description="after")
    assert (changed.id, changed.version.root) == (first.id, 0.2)
    assert changed.description.root == "after"


def test_the_low_level_create_refuses_what_exists(ometa, dashboard, service):
    with pytest.raises(APIError) as refused:
        ometa.create(CreateDashboardRequest(name=dashboard.name, service=service.fullyQualifiedName))
    assert refused.value.code == 409


def test_a_service_that_does_not_exist_is_named_in_the_refusal(ometa, name):
    with pytest.raises(APIError, match="dashboardService instance for nowhere not found") as refused:
        Dashboards.create(CreateDashboardRequest(name=name(), service="nowhere"))
    assert refused.value.code == 404


def test_a_dashboard_is_retrieved_by_id_and_by_name(dashboard):
    assert Dashboards.retrieve(dashboard.id).name == dashboard.name
    assert Dashboards.retrieve(str(dashboard.id.root)).id == dashboard.id
    assert Dashboards.retrieve_by_name(dashboard.fullyQualifiedName).id == dashboard.id


def test_an_unknown_dashboard_is_none_and_an_error_on_request():
    assert Dashboards.retrieve(UNKNOWN) is None
    assert Dashboards.retrieve_by_name("nowhere.nothing") is None
    with pytest.raises(APIError):
        Dashboards.retrieve(UNKNOWN, nullable=False)


def test_without_fields_a_read_omits_what_it_did_not_load(server, token, make_dashboard):
    board = make_dashboard(tags=[tag("Tier.Tier2")])
    body = server.call("GET", f"/dashboards/{board.id.root}", token=token).body
    absent = {"tags", "owners", "charts", "dataModels", "extension", "followers", "votes", "usageSummary"}
    assert absent.isdisjoint(body)
    assert body["service"]["type"] == "dashboardService"


@pytest.mark.parametrize(
    "fields", [["*"], ["sourceHash"], ["owners", "tags", "charts", "followers", "domains", "votes"]]
)
def test_the_fields_asked_for_are_accepted_on_reads_and_lists(dashboard, service, fields):
    assert Dashboards.retrieve(dashboard.id, fields=fields).id == dashboard.id
    page = Dashboards.list(fields=fields, filters={"service": service.fullyQualifiedName.root}, limit=1000)
    assert dashboard.id in [board.id for board in page.entities]


def test_the_source_hash_comes_with_its_field(make_dashboard):
    board = make_dashboard(sourceHash="0" * 32)
    assert Dashboards.retrieve(board.id, fields=["sourceHash"]).sourceHash == "0" * 32


@pytest.mark.parametrize(
    "awkward",
    [
        "a.dot",
        "a/slash",
        "a quote'd one",
        "two  spaces",
        "100%25",
        "a&b=c?d#e",
        "Übersicht 概要",
        "+plus;semi",
        "[x](y)",
        "..",
    ],
)
def test_awkward_names_come_back_as_they_went_in(make_dashboard, service, name, awkward):
    title = f"{awkward} {name('t')}" if awkward != ".." else f"..{name('t')}"
    board = make_dashboard(name=title)
    assert board.name.root == title
    found = Dashboards.retrieve_by_name(board.fullyQualifiedName)
    assert (found.id, found.name.root) == (board.id, title)


def test_a_double_quote_in_a_name_survives_in_the_clients_own_spelling(make_dashboard, name):
    board = make_dashboard(name=f'the "best" > {name()}')
    assert Dashboards.retrieve_by_name(board.fullyQualifiedName).id == board.id


def test_a_page_leads_to_the_next_and_back(make_dashboard, service):
    for _ in range(3):
        make_dashboard()
    filters = {"service": service.fullyQualifiedName.root}
    first = Dashboards.list(limit=1, filters=filters)
    second = Dashboards.list(limit=1, filters=filters, after=first.after)
    back = Dashboards.list(limit=1, filters=filters, before=second.before)
    assert first.entities[0].id != second.entities[0].id
    assert back.entities[0].id == first.entities[0].id


def test_a_service_that_does_not_exist_has_no_dashboards(dashboard):
    assert Dashboards.list(filters={"service": "nowhere"}).entities == []


def test_list_all_over_250_dashboards_ends_with_each_of_them_once(ometa, server, token, name):
    crowded = ometa.create_or_update(CreateDashboardServiceRequest(name=name("crowded"), serviceType="Tableau"))
    fqn = crowded.fullyQualifiedName.root
    requests = [CreateDashboardRequest(name=f"board {number:03}+/=", service=fqn) for number in range(250)]
    result = ometa.bulk_create_or_update(requests)
    assert (result.status.value, result.numberOfRowsProcessed.root, result.numberOfRowsFailed.root) == (
        "success",
        250,
        0,
    )

    everything = Dashboards.list_all(batch_size=40, filters={"service": fqn})
    assert len({board.id.root for board in everything}) == len(everything) == 250
    assert len(list(ometa.list_all_entities(Dashboard, limit=100, params={"service": fqn}))) == 250
    page = server.call("GET", f"/dashboards?limit=10&service={fqn}", token=token).body["paging"]
    assert page["total"] == 250
    assert not set("+/= ") & set(page["after"]), "the client puts cursors into addresses as they are"


def test_bulk_reports_each_failure_and_keeps_the_rest(ometa, service, name):
    good = CreateDashboardRequest(name=name(), service=service.fullyQualifiedName)
    bad = CreateDashboardRequest(name=name(), service="nowhere")
    result = ometa.bulk_create_or_update([good, bad])
    assert (result.numberOfRowsProcessed.root, result.numberOfRowsFailed.root) == (2, 1)
    assert len(result.successRequest) == len(result.failedRequest) == 1
    assert "nowhere" in result.failedRequest[0].message
    assert Dashboards.retrieve_by_name(f"{service.fullyQualifiedName.root}.{good.name.root}") is not None


def test_bulk_of_charts_and_dashboards_at_once(ometa, service, name):
    chart = CreateChartRequest(name=name("chart"), service=service.fullyQualifiedName)
    chart_fqn = f"{service.fullyQualifiedName.root}.{chart.name.root}"
    board = CreateDashboardRequest(name=name(), service=service.fullyQualifiedName, charts=[chart_fqn])
    result = ometa.bulk_create_or_update([board, chart])
    assert result.numberOfRowsFailed.root == 0, result.failedRequest
    stored = Dashboards.retrieve_by_name(f"{service.fullyQualifiedName.root}.{board.name.root}", fields=["charts"])
    assert [ref.name for ref in stored.charts.root] == [chart.name.root]


def test_update_changes_what_differs_and_adds_a_version(dashboard):
    dashboard.description = Markdown("written by update")
    dashboard.displayName = "A title"
    updated = Dashboards.update(dashboard)
    assert (updated.description.root, updated.displayName, updated.version.root) == (
        "written by update",
        "A title",
        0.2,
    )


def test_update_without_a_difference_sends_no_patch(dashboard, wire):
    assert Dashboards.update(Dashboards.retrieve(dashboard.id)) is None
    assert {method for method, _ in wire.requests} == {"GET"}


def test_update_after_create_succeeds_although_the_patch_has_followers_and_votes(make_dashboard):
    board = make_dashboard(description="before")
    board.description = Markdown("after")
    assert Dashboards.update(board).description.root == "after"


def test_two_updates_from_the_same_stale_object_both_apply(dashboard):
    stale = copy.deepcopy(dashboard)
    dashboard.displayName = "First"
    assert Dashboards.update(dashboard).displayName == "First"
    stale.description = Markdown("second")
    stale.displayName = "First"
    updated = Dashboards.update(stale)
    assert (updated.displayName, updated.description.root, updated.version.root) == ("First", "second", 0.3)


def test_update_can_take_the_display_name_away(make_dashboard):
    board = make_dashboard(displayName="A title")
    board.displayName = None
    Dashboards.update(board)
    assert Dashboards.retrieve(board.id).displayName is None


def test_replacing_a_tag_through_update_leaves_the_new_one_alone(make_dashboard):
    board = make_dashboard(tags=[tag("PII.Sensitive"), tag("PersonalData.Personal")])
    current = Dashboards.retrieve(board.id)
    current.tags = [tag("Tier.Tier1")]
    Dashboards.update(current)
    (label,) = Dashboards.retrieve(board.id, fields=["tags"]).tags
    assert (label.tagFQN.root, label.name) == ("Tier.Tier1", "Tier1")
    assert label.description.root.startswith("Critical")


def test_a_user_and_then_a_team_own_it(make_dashboard, a_user, a_team):
    board = make_dashboard(owners=refs((a_user, "user")))
    (owner,) = Dashboards.retrieve(board.id, fields=["owners"]).owners.root
    assert (owner.id, owner.name) == (a_user.id, a_user.name.root)
    current = Dashboards.retrieve(board.id)
    current.owners = refs((a_team, "team"))
    Dashboards.update(current)
    (owner,) = Dashboards.retrieve(board.id, fields=["owners"]).owners.root
    assert (owner.id, owner.type, owner.name) == (a_team.id, "team", a_team.name.root)


def test_charts_are_referred_to_and_replaced(make_dashboard, service, name):
    charts = [
        Charts.create(CreateChartRequest(name=name("chart"), service=service.fullyQualifiedName)) for _ in range(3)
    ]
    board = make_dashboard(charts=[charts[0].fullyQualifiedName.root, charts[1].fullyQualifiedName.root])
    assert ids(board.charts) == {id_of(charts[0]), id_of(charts[1])}
    current = Dashboards.retrieve(board.id)
    current.charts = refs((charts[2], "chart"))
    Dashboards.update(current)
    (ref,) = Dashboards.retrieve(board.id, fields=["charts"]).charts.root
    assert (ref.id, ref.name) == (charts[2].id, charts[2].name.root)


def test_a_soft_deleted_dashboard_is_hidden_until_it_is_restored(ometa, dashboard, service):
    Dashboards.delete(dashboard.id)
    assert Dashboards.retrieve(dashboard.id) is None
    assert Dashboards.retrieve_by_name(dashboard.fullyQualifiedName) is None
    filters = {"service": service.fullyQualifiedName.root}
    assert dashboard.id not in [board.id for board in Dashboards.list_all(filters=filters)]
    deleted = ometa.get_by_name(Dashboard, dashboard.fullyQualifiedName, fields=["*"], include="deleted")
    assert (deleted.id, deleted.deleted) == (dashboard.id, True)

    restored = Dashboards.restore(dashboard.id)
    assert (restored.id, restored.deleted) == (dashboard.id, False)
    assert restored.version.root > dashboard.version.root
    assert Dashboards.retrieve(dashboard.id) is not None


def test_include_without_fields_finds_it_too_although_the_client_forgets_the_question_mark(ometa, dashboard):
    Dashboards.delete(dashboard.id)
    assert ometa.get_by_name(Dashboard, dashboard.fullyQualifiedName, include="all").deleted is True


def test_a_hard_deleted_dashboard_cannot_be_restored(dashboard):
    Dashboards.delete(dashboard.id, hard_delete=True)
    assert Dashboards.retrieve(dashboard.id) is None
    with pytest.raises(APIError) as refused:
        Dashboards.restore(dashboard.id)
    assert refused.value.code == 404


def test_a_name_is_free_again_after_a_hard_delete(make_dashboard, name):
    title = name()
    first = make_dashboard(name=title)
    Dashboards.delete(first.id, hard_delete=True)
    second = make_dashboard(name=title)
    assert (second.version.root, second.id == first.id) == (0.1, False)


def test_versions_are_told_newest_first_and_each_can_be_read(ometa, dashboard):
    for text in ("one", "two"):
        dashboard.description = Markdown(text)
        dashboard = Dashboards.update(dashboard)
    versions = [Dashboard.model_validate_json(entry) for entry in Dashboards.get_versions(dashboard.id)]
    assert [entry.version.root for entry in versions] == [0.3, 0.2, 0.1]
    assert [entry.description and entry.description.root for entry in versions] == ["two", "one", None]
    history = ometa.get_list_entity_versions(dashboard.id, Dashboard)
    assert (history.entityType, len(history.versions)) == ("dashboard", 3)
    oldest = Dashboards.get_specific_version(dashboard.id, "0.1")
    assert (oldest.version.root, oldest.id) == (0.1, dashboard.id)
    assert ometa.get_entity_version(Dashboard, dashboard.id, 0.2).description.root == "one"
    assert ometa.get_entity_version(Dashboard, dashboard.id, "9.9") is None


def test_the_change_of_a_version_is_described(dashboard):
    dashboard.description = Markdown("new")
    change = Dashboards.update(dashboard).changeDescription
    assert change.previousVersion.root == 0.1
    assert [field.name.root for field in change.fieldsAdded] == ["description"]


def test_followers_come_and_go_without_a_version(dashboard, a_user):
    me = Users.retrieve_by_name("admin")
    followed = Dashboards.add_followers(dashboard.id, [a_user.id, me.id])
    assert ids(followed.followers) == {id_of(a_user), id_of(me)}
    left = Dashboards.remove_followers(dashboard.id, [me.id])
    assert ids(left.followers) == {id_of(a_user)}
    assert left.version.root == dashboard.version.root


def test_a_dashboard_is_found_right_after_it_was_created(make_dashboard, service, name):
    title = name("findme")
    board = make_dashboard(name=title)
    assert [hit.id for hit in Dashboards.search(board.fullyQualifiedName.root)] == [board.id]
    assert [hit.id for hit in Dashboards.search(f"*{title}")] == [board.id]
    assert [hit.id for hit in Dashboards.search(f"{service.fullyQualifiedName.root}.{title[:-2]}??")] == [board.id]
    assert Dashboards.search(name("nothing")) == []
