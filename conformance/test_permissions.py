"""What people and programs without an administrator's rights meet, as the client tells them."""

import pytest
from given import connect, id_of, refs, tag, tag_names
from metadata.generated.schema.api.data.createDashboard import CreateDashboardRequest
from metadata.generated.schema.api.policies.createPolicy import CreatePolicyRequest
from metadata.generated.schema.api.teams.createRole import CreateRoleRequest
from metadata.generated.schema.api.teams.createUser import CreateUserRequest
from metadata.generated.schema.entity.data.dashboard import Dashboard
from metadata.generated.schema.entity.policies.policy import Policy
from metadata.generated.schema.entity.teams.role import Role
from metadata.generated.schema.entity.teams.user import User
from metadata.ingestion.ometa.client import APIError
from metadata.sdk import Dashboards, Users
from server import ADMIN_PASSWORD


@pytest.fixture
def person(server, name):
    """Somebody with no rights but those of everybody, with a client of their own."""
    stem = name("person")
    email = f"{stem}@example.com"
    user = Users.create(
        CreateUserRequest(
            name=stem,
            email=email,
            createPasswordType="ADMIN_CREATE",
            password=ADMIN_PASSWORD,
            confirmPassword=ADMIN_PASSWORD,
        )
    )
    return user, connect(server.host, server.sign_in(email))


def test_everybody_reads(person, dashboard):
    _, client = person
    assert client.get_by_id(Dashboard, dashboard.id, fields=["*"]).id == dashboard.id
    assert list(client.list_all_entities(Dashboard))


def test_a_person_without_the_right_deletes_and_creates_nothing(person, dashboard, service, name):
    user, client = person
    with pytest.raises(
        APIError, match=rf"CatalogPrincipal{{name='{user.name.root}'}} operations \[Delete\] not allowed"
    ):
        client.delete(Dashboard, dashboard.id, hard_delete=True)
    with pytest.raises(APIError, match="not allowed") as refused:
        client.create_or_update(CreateDashboardRequest(name=name(), service=service.fullyQualifiedName))
    assert refused.value.code == 403
    assert Dashboards.retrieve(dashboard.id) is not None


def test_an_owner_edits_and_deletes_what_is_theirs(ometa, person, dashboard):
    user, client = person
    assert client.patch_description(Dashboard, dashboard, "mine").description.root == "mine", "nobody owns it yet"
    ometa.patch_owner(Dashboard, dashboard, refs((user, "user")))
    source = client.get_by_id(Dashboard, dashboard.id)
    wanted = source.model_copy(deep=True)
    wanted.displayName = "Mine"
    assert client.patch(Dashboard, source, wanted).displayName == "Mine"
    client.delete(Dashboard, dashboard.id)
    assert Dashboards.retrieve(dashboard.id) is None


def test_what_somebody_else_owns_is_left_alone(ometa, person, dashboard, a_user):
    _, client = person
    ometa.patch_owner(Dashboard, dashboard, refs((a_user, "user")))
    assert client.patch_tags(Dashboard, dashboard, [tag("PII.None")]) is None
    assert tag_names(Dashboards.retrieve(dashboard.id, fields=["tags"])) == []


def test_a_person_follows_for_themself(person, dashboard):
    user, client = person
    client.client.put(f"/dashboards/{id_of(dashboard)}/followers", json=id_of(user))
    (follower,) = Dashboards.retrieve(dashboard.id, fields=["followers"]).followers.root
    assert follower.id == user.id


def test_a_role_gives_rights(ometa, person, service, name):
    user, client = person
    policy = ometa.create_or_update(
        CreatePolicyRequest(
            name=name("policy"),
            rules=[
                {
                    "name": "makers",
                    "effect": "allow",
                    "operations": ["Create", "EditAll"],
                    "resources": ["dashboard"],
                }
            ],
        )
    )
    role = ometa.create_or_update(CreateRoleRequest(name=name("role"), policies=[policy.fullyQualifiedName.root]))
    current = Users.retrieve(user.id, fields=["roles"])
    current.roles = refs((role, "role"))
    ometa.patch(User, Users.retrieve(user.id, fields=["roles"]), current, skip_on_failure=False)
    made = client.create_or_update(CreateDashboardRequest(name=name(), service=service.fullyQualifiedName))
    assert made.updatedBy == user.name.root
    with pytest.raises(APIError):
        client.delete(Dashboard, made.id)


def test_policies_and_rules_are_added_by_the_clients_helpers(ometa, name):
    rule = {"name": "one", "effect": "allow", "operations": ["ViewAll"], "resources": ["all"], "condition": "isOwner()"}
    first = ometa.create_or_update(CreatePolicyRequest(name=name("policy"), rules=[rule]))
    more = first.rules.root[0].model_copy(update={"name": "two"})
    patched = ometa.patch_policy_rule(first.id, more)
    assert {entry.name for entry in patched.rules.root} == {"one", "two"}
    role = ometa.create_or_update(CreateRoleRequest(name=name("role"), policies=["DataConsumerPolicy"]))
    ometa.patch_role_policy(role.id, first.id)
    stored = ometa.get_by_id(Role, role.id, fields=["policies"])
    assert {entry.name for entry in stored.policies.root} == {"DataConsumerPolicy", first.name.root}
    assert ometa.get_by_id(Policy, first.id, fields=["roles"]).roles.root[0].id == role.id


def test_a_bots_put_fills_gaps_and_overwrites_only_on_request(server, bot_token, make_dashboard, service, name):
    bot = connect(server.host, bot_token)
    title = name()
    board = make_dashboard(name=title, description="people wrote this")
    again = CreateDashboardRequest(
        name=title, service=service.fullyQualifiedName, description="the bot wrote this", project="Sales"
    )
    assert bot.create_or_update(again).description.root == "people wrote this"
    assert Dashboards.retrieve(board.id).project == "Sales"
    assert bot.bulk_create_or_update([again], override_metadata=True).numberOfRowsFailed.root == 0
    assert Dashboards.retrieve(board.id).description.root == "the bot wrote this"


def test_everybody_is_told_who_they_are(person):
    user, client = person
    me = User.model_validate(client.client.get("/users/loggedInUser?fields=*"))
    assert (me.id, me.email.root) == (user.id, user.email.root)
