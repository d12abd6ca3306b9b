"""One Superset, one catalogue, and a recorder between the connector and the catalogue. All are real and end with the run."""

import os
import subprocess
from pathlib import Path

import pytest
from catalogue import Catalogue
from ingest import Report, run, workflow
from process import Process, free_port
from recorder import Recorder
from seed_superset import PEOPLE, seed
from superset_api import Superset

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
ADMIN = {"ADMIN_EMAIL": "ada@example.com", "ADMIN_PASSWORD": "Correct-horse-7"}


@pytest.fixture(scope="session")
def superset(tmp_path_factory):
    """Filled, with its administrator signed in. `SUPERSET_PYTHON` has the packages of superset-requirements.txt."""
    home = tmp_path_factory.mktemp("superset")
    command = Path(os.environ["SUPERSET_PYTHON"]).parent / "superset"
    settings = HERE / "superset_config.py"
    env = {"SUPERSET_HOME": str(home), "SUPERSET_CONFIG_PATH": str(settings), "FLASK_APP": "superset"}
    admin = "--username admin --firstname Ada --lastname Admin --email ada@example.com --password admin"
    for step in ("db upgrade", f"fab create-admin {admin}", "init"):
        done = subprocess.run(
            [command, *step.split()], cwd=home, env={**os.environ, **env}, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    serve = [command, "run", "-h", "127.0.0.1", "-p", str(port), "--with-threads"]
    process = Process(serve, f"{url}/health", home / "superset.log", env, home)
    try:
        api = Superset(url, "admin", "admin")
        seed(api, str(home / "shop.db"))
        yield api
    finally:
        process.stop()


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory):
    """Empty but for the people of Superset, with its administrator signed in."""
    home = tmp_path_factory.mktemp("catalogue")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    env = {"PORT": str(port), "HOST": "127.0.0.1", "DATABASE_URL": f"file:{home}/catalog.db", "NODE_ENV": "production"}
    serve = [ROOT / "node_modules/node/bin/node", ROOT / "scripts/serve.mjs"]
    process = Process(serve, f"{url}/api/health", home / "server.log", {**env, **ADMIN}, ROOT)
    try:
        api = Catalogue(url, ADMIN["ADMIN_EMAIL"], ADMIN["ADMIN_PASSWORD"])
        for name, first_name, last_name, email in PEOPLE:
            person = {"name": name, "email": email, "displayName": f"{first_name} {last_name}"}
            api.call("PUT", "users", person)
        yield api
    finally:
        process.stop()


@pytest.fixture(scope="session")
def recorder(catalogue):
    between = Recorder(catalogue.url)
    yield between
    between.stop()


@pytest.fixture(scope="session")
def ingest(superset, catalogue, recorder, tmp_path_factory):
    """Runs the connector as the ingestion bot and prints what it reports: `ingest("first")`."""
    token = catalogue.bot_token()

    def start(title: str, **source_config) -> Report:
        config = workflow(superset.url, recorder.url, token, source_config)
        report = run(config, tmp_path_factory.mktemp("workflow"))
        print(f"\n{title} run, as it reports itself (exit code {report.exit_code}):\n{report}")
        return report

    return start
