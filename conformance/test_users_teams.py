"""Users, teams, roles, bots and the tokens they come with."""

import base64
import json

import pytest
from given import connect, id_of, ids, refs
from metadata.generated.schema.api.createBot import CreateBot
from metadata.generated.schema.api.teams.createRole import CreateRoleRequest
from metadata.generated.schema.api.teams.createTeam import CreateTeamRequest
from metadata.generated.schema.api.teams.createUser import CreateUserRequest
from metadata.generated.schema.auth.jwtAuth import JWTAuthMechanism
from metadata.generated.schema.entity.bot import Bot
from metadata.generated.schema.entity.policies.policy import Policy
from metadata.generated.schema.entity.teams.role import Role
from metadata.generated.schema.entity.teams.team import Team
from metadata.generated.schema.entity.teams.user import AuthenticationMechanism, User
from metadata.generated.schema.type.basic import Markdown
from metadata.ingestion.ometa.client import APIError
from metadata.sdk import Dashboards, Teams, Users
from server import Server


@pytest.fixture
def make_user(name):
    def make(**given) -> User:
        stem = given.pop("name", name("user"))
        return Users.create(CreateUserRequest(name=stem, email=f"{stem}@example.com", **given))

    return make


@pytest.fixture
def make_team(name):
    return lambda **given: Teams.create(CreateTeamRequest(**{"name": name("team"), "teamType": "Group", **given}))


def test_the_catalogue_starts_with_an_administrator_and_the_ingestion_bot():
    admin = Users.retrieve_by_name("admin", fields=["*"])
    bot = Users.retrieve_by_name("ingestion-bot", fields=["*"])
    assert (admin.isAdmin, admin.isBot) == (True, False)
    assert bot.isBot is True
    assert [role.name for role in bot.roles.root] == ["IngestionBotRole"]


def test_every_user_and_team_can_be_read_by_the_client():
    assert {"admin", "ingestion-bot"} <= {user.name.root for user in Users.list_all(fields=["*"])}
    assert "Organization" in {team.name.root for team in Teams.list_all(fields=["*"])}


def test_a_user_is_created_updated_and_found_by_a_dotted_name(make_user, name):
    dotted = make_user(name=f"john.{name('doe')}", displayName="John", description="A person")
    assert Users.retrieve_by_name(dotted.name.root).id == dotted.id
    assert Users.retrieve_by_name(dotted.fullyQualifiedName).id == dotted.id
    dotted.displayName = "Johnny"
    assert Users.update(dotted).displayName == "Johnny"


def test_bots_and_administrators_are_listed_apart(make_user):
    person = make_user()
    bots = Users.list_all(filters={"isBot": "true"})
    assert all(user.isBot for user in bots)
    assert id_of(person) not in {id_of(user) for user in bots}


def test_a_user_joins_teams_and_teams_tell_their_users(make_user, make_team):
    team = make_team(description="People")
    member = make_user(teams=[team.id])
    assert id_of(team) in ids(Users.retrieve(member.id, fields=["teams"]).teams)
    stored = Teams.retrieve(team.id, fields=["users", "userCount"])
    assert ids(stored.users) == {id_of(member)}
    assert stored.userCount == 1


def test_teams_hang_below_one_another(make_team):
    department = make_team(teamType="Department")
    group = make_team(parents=[department.id])
    assert ids(Teams.retrieve(group.id, fields=["parents"]).parents) == {id_of(department)}
    stored = Teams.retrieve(department.id, fields=["children", "childrenCount"])
    assert ids(stored.children) == {id_of(group)}
    assert stored.childrenCount == 1


def test_only_groups_own(make_team, make_dashboard):
    with pytest.raises(APIError, match="Only Team of type Group can own entities"):
        make_dashboard(owners=refs((make_team(teamType="Department"), "team")))


def test_users_or_one_team_own_never_both(make_team, make_user, make_dashboard):
    with pytest.raises(APIError) as refused:
        make_dashboard(owners=refs((make_team(), "team"), (make_user(), "user")))
    assert refused.value.code == 400


def test_what_a_user_owns_and_follows(make_user, make_dashboard):
    user = make_user()
    board = make_dashboard(owners=refs((user, "user")))
    Dashboards.add_followers(board.id, [user.id])
    stored = Users.retrieve(user.id, fields=["owns", "follows"])
    assert ids(stored.owns) == {id_of(board)}
    assert ids(stored.follows) == {id_of(board)}


def test_a_deleted_user_is_restored(make_user):
    user = make_user()
    Users.delete(user.id)
    assert Users.retrieve(user.id) is None
    assert Users.restore(user.id).deleted is False
    Users.delete(user.id, hard_delete=True)
    assert Users.retrieve(user.id) is None


def test_the_organization_stays(ometa):
    organization = Teams.retrieve_by_name("Organization")
    with pytest.raises(APIError):
        Teams.delete(organization.id, recursive=True, hard_delete=True)
    assert Teams.retrieve_by_name("Organization").id == organization.id


def test_roles_and_policies_are_read(ometa):
    role = ometa.get_by_name(Role, "DataConsumer", fields=["*"])
    policy = ometa.get_by_name(Policy, "DataConsumerPolicy", fields=["*"])
    assert ids(role.policies) == {id_of(policy)}
    assert policy.rules.root
    assert {entry.name.root for entry in ometa.list_all_entities(Role)} >= {"DataSteward", "IngestionBotRole"}
    assert {entry.name.root for entry in ometa.list_all_entities(Policy)} >= {"OrganizationPolicy"}


def test_a_role_is_created_and_given(ometa, name, make_user):
    role = ometa.create_or_update(CreateRoleRequest(name=name("role"), policies=["DataStewardPolicy"]))
    user = make_user(roles=[role.id])
    assert ids(Users.retrieve(user.id, fields=["roles"]).roles) == {id_of(role)}


def test_the_bots_token_is_fetched_as_the_clients_own_tests_do_it(ometa, server):
    user = Users.retrieve_by_name("ingestion-bot")
    mechanism = ometa.get_by_id(AuthenticationMechanism, user.id)
    assert isinstance(mechanism.config, JWTAuthMechanism)
    bot = connect(server.host, mechanism.config.JWTToken.get_secret_value())
    assert bot.get_by_name(User, "admin") is not None


def test_a_bot_may_do_ingestions_work_but_not_rename_for_people(ometa, server, bot_token, dashboard):
    bot = connect(server.host, bot_token)
    assert bot.patch_description(type(dashboard), dashboard, "by the bot").description.root == "by the bot"
    source = bot.get_by_id(type(dashboard), dashboard.id)
    wanted = source.model_copy(deep=True)
    wanted.displayName = "By the bot"
    with pytest.raises(RuntimeError, match="EditDisplayName"):
        bot.patch(type(dashboard), source, wanted, skip_on_failure=False)


def test_a_bot_is_an_entity_with_a_user(ometa, make_user, name):
    user = make_user(isBot=True)
    bot = ometa.create_or_update(CreateBot(name=name("bot"), botUser=user.name.root, description="A program"))
    assert bot.botUser.id == user.id
    assert ometa.get_by_name(Bot, bot.name.root, fields=["*"]).id == bot.id


def test_an_unlimited_token_has_no_end_and_a_revoked_one_is_refused(server: Server, token, make_user):
    user = make_user(isBot=True)
    path = f"/users/generateToken/{id_of(user)}"
    issued = server.call("PUT", path, token=token, json={"JWTTokenExpiry": "Unlimited"}).body["JWTToken"]
    payload = issued.split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    assert claims.get("exp", None) is None
    bot = connect(server.host, issued)
    assert bot.get_by_name(User, "admin") is not None

    assert server.call("PUT", "/users/revokeToken", token=token, json={"id": id_of(user)}).status == 200
    with pytest.raises(APIError) as refused:
        bot.get_by_name(User, "admin")
    assert refused.value.code == 401


def test_a_replaced_token_is_refused(server: Server, token, make_user):
    user = make_user(isBot=True)
    path = f"/users/generateToken/{id_of(user)}"
    first = server.call("PUT", path, token=token, json={"JWTTokenExpiry": "7"}).body["JWTToken"]
    server.call("PUT", path, token=token, json={"JWTTokenExpiry": "7"})
    with pytest.raises(APIError) as refused:
        connect(server.host, first).get_by_name(User, "admin")
    assert refused.value.code == 401


def test_a_personal_token_works_until_it_is_revoked(server: Server, token):
    made = server.call(
        "PUT", "/users/security/token", token=token, json={"tokenName": "script", "JWTTokenExpiry": "1"}
    ).body
    person = connect(server.host, made["jwtToken"])
    assert person.get_by_name(User, "admin") is not None
    server.call("PUT", "/users/security/token/revoke", token=token, json={"tokenIds": [made["token"]]})
    with pytest.raises(APIError) as refused:
        person.get_by_name(User, "admin")
    assert refused.value.code == 401


def test_a_team_is_described(make_team):
    team = make_team(displayName="A team")
    team.description = Markdown("Who we are")
    assert Teams.update(team).description.root == "Who we are"
    assert isinstance(Teams.retrieve_by_name(team.fullyQualifiedName, fields=["*"]), Team)


def test_a_first_password_lets_a_user_sign_in_and_is_not_changed_by_creating_again(server: Server, name):
    stem = name("person")
    email = f"{stem}@example.com"

    def create(password: str, again: str) -> User:
        return Users.create(
            CreateUserRequest(
                name=stem, email=email, createPasswordType="ADMIN_CREATE", password=password, confirmPassword=again
            )
        )

    with pytest.raises(APIError, match="Password must be of minimum 8 characters"):
        create("weak", "weak")
    with pytest.raises(APIError, match="Password and Confirm Password should match"):
        create("First-pass-1", "Other-pass-2")
    assert Users.retrieve_by_name(stem) is None
    create("First-pass-1", "First-pass-1")
    create("Other-pass-2", "Other-pass-2")
    assert server.sign_in(email, "First-pass-1")
