"""The low-level client: patch helpers, listings and references as ingestion and scripts use them."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from given import id_of, ids, refs, tag, tag_names
from metadata.generated.schema.api.data.createDashboard import CreateDashboardRequest
from metadata.generated.schema.api.teams.createUser import CreateUserRequest
from metadata.generated.schema.entity.data.dashboard import Dashboard
from metadata.generated.schema.entity.services.dashboardService import DashboardService
from metadata.generated.schema.type.lifeCycle import AccessDetails, LifeCycle
from metadata.generated.schema.type.usageRequest import UsageRequest
from metadata.ingestion.models.patch_request import ALLOWED_COMMON_PATCH_FIELDS, RESTRICT_UPDATE_LIST
from metadata.ingestion.ometa.client import APIError
from metadata.ingestion.ometa.mixins.patch_mixin import PatchOperation


@pytest.fixture
def read(ometa):
    return lambda board, *fields: ometa.get_by_id(Dashboard, board.id, fields=list(fields) or None)


def test_patch_description_fills_a_gap_and_overwrites_only_by_force(ometa, dashboard, read):
    assert ometa.patch_description(Dashboard, read(dashboard), "first").description.root == "first"
    assert ometa.patch_description(Dashboard, read(dashboard), "second") is None
    assert read(dashboard).description.root == "first"
    assert ometa.patch_description(Dashboard, read(dashboard), "second", force=True).description.root == "second"


def test_patch_tags_adds_one_after_the_other_and_takes_one_away(ometa, dashboard, read):
    assert tag_names(ometa.patch_tags(Dashboard, dashboard, [tag("PII.Sensitive")])) == ["PII.Sensitive"]
    both = ometa.patch_tags(Dashboard, dashboard, [tag("Tier.Tier2")])
    assert tag_names(both) == ["PII.Sensitive", "Tier.Tier2"]
    left = ometa.patch_tags(Dashboard, dashboard, [tag("PII.Sensitive")], operation=PatchOperation.REMOVE)
    assert tag_names(left) == ["Tier.Tier2"]
    (label,) = read(dashboard, "tags").tags
    assert (label.tagFQN.root, label.name) == ("Tier.Tier2", "Tier2")
    assert label.description.root.startswith("Important")


def test_a_tag_replaced_by_its_four_required_members_shows_its_own_name_and_description(ometa, dashboard, read):
    ometa.patch_tags(Dashboard, dashboard, [tag("PII.Sensitive")])
    source = read(dashboard, "tags")
    wanted = source.model_copy(deep=True)
    wanted.tags = [tag("PersonalData.Personal")]
    ometa.patch(Dashboard, source, wanted)
    (label,) = read(dashboard, "tags").tags
    assert (label.tagFQN.root, label.name) == ("PersonalData.Personal", "Personal")
    assert label.description.root == "Relates to an identified or identifiable person."


def test_tags_of_an_exclusive_classification_exclude_one_another(ometa, dashboard, read):
    ometa.patch_tags(Dashboard, dashboard, [tag("Tier.Tier1")])
    assert ometa.patch_tags(Dashboard, dashboard, [tag("Tier.Tier2")]) is None
    assert tag_names(read(dashboard, "tags")) == ["Tier.Tier1"]


def test_patch_owner_sets_a_first_owner_and_replaces_one_only_by_force(ometa, dashboard, a_user, a_team, read):
    first = ometa.patch_owner(Dashboard, dashboard, refs((a_user, "user")))
    assert ids(first.owners) == {id_of(a_user)}
    ometa.patch_owner(Dashboard, dashboard, refs((a_team, "team")))
    assert ids(read(dashboard, "owners").owners) == {id_of(a_user)}
    ometa.patch_owner(Dashboard, dashboard, refs((a_team, "team")), force=True)
    (owner,) = read(dashboard, "owners").owners.root
    assert (owner.type, owner.id, owner.name) == ("team", a_team.id, a_team.name.root)


def test_patch_owner_by_force_with_none_clears(ometa, dashboard, a_user, read):
    ometa.patch_owner(Dashboard, dashboard, refs((a_user, "user")))
    ometa.patch_owner(Dashboard, dashboard, None, force=True)
    assert read(dashboard, "owners").owners.root == []


def test_patch_domain_sets_replaces_and_clears(ometa, dashboard, make_domain, read):
    one, two = make_domain(), make_domain()
    ometa.patch_domain(Dashboard, dashboard, refs((one, "domain")))
    assert ids(read(dashboard, "domains").domains) == {id_of(one)}
    ometa.patch_domain(Dashboard, dashboard, refs((two, "domain")))
    assert ids(read(dashboard, "domains").domains) == {id_of(two)}
    ometa.patch_domain(Dashboard, dashboard, None)
    assert read(dashboard, "domains").domains.root == []


def test_a_restricted_patch_adds_but_never_overwrites(ometa, dashboard, read):
    ometa.patch_description(Dashboard, read(dashboard), "people wrote this")
    ometa.patch_tags(Dashboard, dashboard, [tag("PII.Sensitive")])
    source = read(dashboard, "tags", "owners")
    wanted = source.model_copy(deep=True)
    wanted.description.root = "ingestion wrote this"
    wanted.project = "Sales"
    wanted.tags = [tag("PersonalData.Personal")]
    ometa.patch(
        Dashboard,
        source,
        wanted,
        allowed_fields=ALLOWED_COMMON_PATCH_FIELDS | {"project": True},
        restrict_update_fields=RESTRICT_UPDATE_LIST,
    )
    stored = read(dashboard, "tags")
    assert stored.description.root == "people wrote this"
    assert stored.project == "Sales"
    assert "PII.Sensitive" in tag_names(stored)


def test_override_metadata_lets_a_patch_overwrite(ometa, dashboard, read):
    ometa.patch_description(Dashboard, read(dashboard), "before")
    source = read(dashboard)
    wanted = source.model_copy(deep=True)
    wanted.description.root = "after"
    ometa.patch(
        Dashboard,
        source,
        wanted,
        allowed_fields=ALLOWED_COMMON_PATCH_FIELDS,
        restrict_update_fields=RESTRICT_UPDATE_LIST,
        override_metadata=True,
    )
    assert read(dashboard).description.root == "after"


def test_patch_life_cycle(ometa, dashboard, read):
    ometa.patch_life_cycle(read(dashboard), LifeCycle(created=AccessDetails(timestamp=1700000000000)))
    assert read(dashboard, "lifeCycle").lifeCycle.created.timestamp.root == 1700000000000


def test_a_patch_of_another_version_is_refused_with_412(ometa, dashboard, read):
    source = read(dashboard)
    wanted = source.model_copy(deep=True)
    wanted.displayName = "Late"
    with pytest.raises(APIError) as refused:
        ometa.patch(Dashboard, source, wanted, if_match='W/"7.7"')
    assert refused.value.code == 412
    assert ometa.patch(Dashboard, source, wanted, if_match='W/"0.1"').displayName == "Late"


def test_list_all_entities_pages_by_one_and_repeats_filters(ometa, make_dashboard, service):
    made = {id_of(make_dashboard()) for _ in range(5)}
    found = [
        id_of(board)
        for board in ometa.list_all_entities(
            Dashboard, limit=1, fields=["owners", "tags"], params={"service": service.fullyQualifiedName.root}
        )
    ]
    assert made <= set(found)
    assert len(found) == len(set(found))


def test_list_all_entities_of_deleted_ones(ometa, dashboard, service):
    ometa.delete(Dashboard, dashboard.id)
    params = {"service": service.fullyQualifiedName.root}
    found = ometa.list_all_entities(Dashboard, params=params, include="deleted")
    assert id_of(dashboard) in {id_of(board) for board in found}


def test_the_deleted_ones_are_listed_by_a_filter_too(ometa, dashboard, service):
    ometa.delete(Dashboard, dashboard.id)
    filters = {"service": service.fullyQualifiedName.root, "include": "deleted"}
    page = ometa.list_entities(Dashboard, params=filters)
    assert all(board.deleted for board in page.entities)
    assert page.total == len(page.entities) > 0


def test_many_writers_of_one_dashboard_make_one(ometa, service, name):
    request = CreateDashboardRequest(name=name(), service=service.fullyQualifiedName, description="by many")
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: ometa.create_or_update(request), range(16)))
    assert len({id_of(board) for board in made}) == 1
    assert {board.version.root for board in made} == {0.1}


def test_many_patches_of_one_dashboard_are_all_kept(ometa, dashboard, read):
    tags = ["PII.Sensitive", "Tier.Tier1", "PersonalData.Personal", "Certification.Gold"]

    def add(fqn: str):
        ometa.client.patch(
            f"/dashboards/{id_of(dashboard)}",
            data=json.dumps([{"op": "add", "path": "/tags/-", "value": {"tagFQN": fqn}}]),
        )

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(add, tags))
    assert sorted(tag_names(read(dashboard, "tags"))) == sorted(tags)


def test_a_bulk_call_may_be_answered_before_it_is_done(ometa, service, name):
    requests = [CreateDashboardRequest(name=name(), service=service.fullyQualifiedName) for _ in range(3)]
    result = ometa.bulk_create_or_update(requests, use_async=True)
    assert result.numberOfRowsFailed.root == 0
    fqns = [f"{service.fullyQualifiedName.root}.{request.name.root}" for request in requests]
    until = time.monotonic() + 20
    while not all(ometa.get_by_name(Dashboard, fqn) for fqn in fqns):
        assert time.monotonic() < until, "the dashboards did not appear"
        time.sleep(0.1)


def test_list_services_gives_services(ometa, service):
    assert all(isinstance(entry, DashboardService) for entry in ometa.list_services(DashboardService))


def test_a_reference_is_made_from_a_name(ometa, dashboard):
    made = ometa.get_entity_reference(Dashboard, dashboard.fullyQualifiedName)
    assert (made.id, made.type) == (dashboard.id, "dashboard")


def test_restore_gives_the_entity_back_and_nothing_for_one_that_is_not_there(ometa, dashboard):
    ometa.delete(Dashboard, dashboard.id)
    assert ometa.restore(Dashboard, dashboard.id).deleted is False
    ometa.delete(Dashboard, dashboard.id, hard_delete=True)
    assert ometa.restore(Dashboard, dashboard.id) is None


def test_an_asynchronous_delete_answers_with_a_job_and_deletes(ometa, dashboard):
    job = ometa.delete_async(Dashboard, dashboard.id, hard_delete=True)
    assert job["jobId"]
    assert job["message"]
    assert ometa.get_by_id(Dashboard, dashboard.id) is None


def test_published_usage_is_read_back(ometa, dashboard, read):
    today = datetime.now(UTC).date().isoformat()
    ometa.publish_dashboard_usage(dashboard, UsageRequest(date=today, count=7))
    ometa.publish_dashboard_usage(dashboard, UsageRequest(date=today, count=3))
    summary = read(dashboard, "usageSummary").usageSummary
    assert (summary.dailyStats.count, summary.weeklyStats.count, summary.monthlyStats.count) == (10, 10, 10)
    ometa.compute_percentile(Dashboard, today)


def test_a_create_request_keeps_what_people_own_and_tag(ometa, dashboard, service, a_user, read):
    ometa.patch_tags(Dashboard, dashboard, [tag("PII.Sensitive")])
    ometa.patch_owner(Dashboard, dashboard, refs((a_user, "user")))
    ometa.create_or_update(
        CreateDashboardRequest(name=dashboard.name, service=service.fullyQualifiedName, displayName="Again")
    )
    stored = read(dashboard, "owners", "tags")
    assert stored.displayName == "Again"
    assert (ids(stored.owners), tag_names(stored)) == ({id_of(a_user)}, ["PII.Sensitive"])


def test_owners_are_found_by_e_mail_address_and_by_name(ometa, a_user, a_team):
    assert ids(ometa.get_reference_by_email(a_user.email.root)) == {id_of(a_user)}
    assert ometa.get_reference_by_email(f"nobody@{a_user.email.root.partition('@')[2]}") is None
    assert ids(ometa.get_reference_by_name(a_user.name.root)) == {id_of(a_user)}
    assert ids(ometa.get_reference_by_name(a_team.name.root, is_owner=True)) == {id_of(a_team)}


def test_a_person_is_found_by_a_name_spelt_as_people_do(ometa, name):
    stem = name("es").replace("_", "")
    user = ometa.create_or_update(
        CreateUserRequest(name=f"random.user.{stem}", email=f"random.user.{stem}@example.com")
    )
    assert ids(ometa.get_reference_by_name(f"Random User {stem}")) == {id_of(user)}
    assert ids(ometa.get_reference_by_name(f"RANDOM USER {stem}")) == {id_of(user)}


def test_the_name_of_the_organization_owns_nothing(ometa):
    assert ometa.get_reference_by_name("Organization", is_owner=True) is None


def test_user_and_team_assets_are_listed(ometa, dashboard, a_user, a_team):
    ometa.patch_owner(Dashboard, dashboard, refs((a_user, "user")))
    assert id_of(dashboard) in {asset["id"] for asset in ometa.get_user_assets(a_user.name.root, limit=100)["data"]}
    ometa.patch_owner(Dashboard, dashboard, refs((a_team, "team")), force=True)
    assert id_of(dashboard) in {asset["id"] for asset in ometa.get_team_assets(a_team.name.root, limit=100)["data"]}
