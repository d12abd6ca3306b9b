"""Superset's settings for the ingestion run: everything in one directory, reachable from this machine only."""

import os

DATA_DIR = os.environ["SUPERSET_HOME"]
SECRET_KEY = "of-a-superset-that-lives-for-one-run-only"
SQLALCHEMY_DATABASE_URI = f"sqlite:///{DATA_DIR}/superset.db"
# The dashboards read a SQLite file, which Superset takes for unsafe unless told otherwise.
PREVENT_UNSAFE_DB_CONNECTIONS = False
# The seed and the connector call the API without a browser's session.
WTF_CSRF_ENABLED = False
TALISMAN_ENABLED = False
FAB_ADD_SECURITY_API = True
