"""Configuring the client, the version check, and what it makes of refusals."""

import pytest
from given import connect
from metadata.__version__ import get_client_version
from metadata.generated.schema.entity.data.dashboard import Dashboard
from metadata.generated.schema.entity.teams.user import User
from metadata.ingestion.ometa.client import APIError
from metadata.ingestion.ometa.mixins.server_mixin import VersionMismatchException
from metadata.sdk.client import OpenMetadata as SdkClient
from metadata.sdk.config import OpenMetadataConfig
from server import start


def test_configuring_the_sdk_makes_one_request_the_version_check(server, token, wire):
    SdkClient(OpenMetadataConfig(server_url=server.host, jwt_token=token))
    assert wire.requests == [("GET", "/system/version")]


@pytest.mark.parametrize("token_name", ["OPENMETADATA_JWT_TOKEN", "OPENMETADATA_API_KEY"])
@pytest.mark.parametrize("host_name", ["OPENMETADATA_HOST", "OPENMETADATA_SERVER_URL"])
def test_the_environment_says_where_and_who(server, token, monkeypatch, host_name, token_name):
    monkeypatch.setenv(host_name, f"{server.host}/")
    monkeypatch.setenv(token_name, token)
    assert SdkClient(OpenMetadataConfig.from_env()).ometa.get_by_name(User, "admin") is not None


def test_the_server_reports_the_clients_major_and_minor_version(ometa):
    assert ometa.server_version.split(".")[:2] == get_client_version().split(".")[:2]
    ometa.validate_versions()


def test_a_server_of_another_minor_version_is_refused_by_the_client(token):
    other = start(OPENMETADATA_VERSION="1.4.0")
    try:
        with pytest.raises(VersionMismatchException, match=r"Server version is 1\.4\.0"):
            connect(other.host, token)
        assert connect(other.host, token, enableVersionValidation=False).server_version == "1.4.0"
    finally:
        other.stop()


def test_the_health_check_is_true(ometa):
    assert ometa.health_check() is True


def test_an_unknown_id_is_none_and_an_error_when_it_must_exist(ometa):
    unknown = "00000000-0000-4000-8000-000000000000"
    assert ometa.get_by_id(Dashboard, unknown) is None
    with pytest.raises(APIError, match=f"dashboard instance for {unknown} not found") as refused:
        ometa.get_by_id(Dashboard, unknown, nullable=False)
    assert refused.value.code == 404


@pytest.mark.parametrize("key", ["no-uuid", "1", "00000000-0000-4000-8000-00000000000G"])
def test_a_malformed_id_names_nothing(ometa, key):
    assert ometa.get_by_id(Dashboard, key) is None


def test_a_path_that_does_not_exist_is_an_api_error(ometa):
    with pytest.raises(APIError) as refused:
        ometa.client.get("/nonsense/of/ours")
    assert refused.value.code == 404


def test_a_refused_delete_raises(ometa):
    with pytest.raises(APIError) as refused:
        ometa.delete(Dashboard, "00000000-0000-4000-8000-000000000000")
    assert refused.value.code == 404


def test_a_token_that_is_none_of_ours_is_refused_with_a_code(server):
    with pytest.raises(APIError) as refused:
        connect(server.host, "not.a.token").get_by_name(Dashboard, "x")
    assert refused.value.code == 401


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/dashboards?fields=nonsense", None, 400),
        ("GET", "/dashboards?limit=-1", None, 400),
        ("GET", "/dashboards?after=%25%25", None, 400),
        ("GET", "/nowhere", None, 404),
        ("GET", "/dashboards/name/none.none", None, 404),
        ("POST", "/dashboards", b'{"name": ', 400),
        ("POST", "/dashboards", b'{"name": "x", "service": "s", "unheardOf": 1}', 400),
        ("PUT", "/dashboards", b"", 400),
        ("PATCH", "/dashboards", b"[]", 405),
        ("DELETE", "/dashboards/00000000-0000-4000-8000-000000000000", None, 404),
    ],
)
def test_every_refusal_has_a_numeric_code_and_a_message(server, token, method, path, body, status):
    answer = server.call(method, path, token=token, data=body)
    assert answer.status == status
    assert answer.body["code"] == status
    assert answer.body["message"]
    assert "error" not in answer.body


@pytest.mark.parametrize("authorization", [None, "", "Bearer", "Bearer ", "Basic YTpi", "Bearer not.a.token"])
def test_a_missing_or_broken_token_is_401_with_code_and_message(server, authorization):
    headers = {} if authorization is None else {"Authorization": authorization}
    answer = server.call("GET", "/dashboards", headers=headers)
    assert (answer.status, answer.body["code"]) == (401, 401)
    assert answer.body["message"]


@pytest.mark.parametrize("path", ["/dashboards/", "/system/version/", "/nowhere/", "/users/loggedInUser/"])
def test_nothing_redirects(server, token, path):
    assert not 300 <= server.call("GET", path, token=token).status < 400


def test_a_burst_of_calls_meets_no_limit(ometa, dashboard):
    for _ in range(100):
        assert ometa.get_by_id(Dashboard, dashboard.id) is not None
