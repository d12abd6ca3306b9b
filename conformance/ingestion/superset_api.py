"""Superset's REST API, as far as the ingestion run needs it."""

import json
from urllib.error import HTTPError
from urllib.request import Request, urlopen


class Superset:
    """Signed in as one user."""

    def __init__(self, url: str, username: str, password: str):
        self.url = url
        self.token = None
        credentials = {"username": username, "password": password, "provider": "db"}
        self.token = self.post("security/login", credentials)["access_token"]

    def call(self, method: str, path: str, body: dict | None = None) -> dict:
        headers = {"Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        data = None if body is None else json.dumps(body).encode()
        request = Request(f"{self.url}/api/v1/{path}", data=data, method=method, headers=headers)
        try:
            with urlopen(request, timeout=60) as response:
                return json.load(response)
        except HTTPError as error:
            raise RuntimeError(f"Superset answered {method} {path} with {error.code}: {error.read().decode()}") from None

    def get(self, path: str) -> dict:
        return self.call("GET", path)

    def post(self, path: str, body: dict) -> dict:
        return self.call("POST", path, body)

    def put(self, path: str, body: dict) -> dict:
        return self.call("PUT", path, body)

    def delete(self, path: str) -> dict:
        return self.call("DELETE", path)

    def id_of(self, kind: str, title: str) -> int:
        """`id_of("chart", "Items sold")`; the run has few enough of each for one page."""
        member = {"dashboard": "dashboard_title", "chart": "slice_name", "dataset": "table_name"}[kind]
        found = self.get(f"{kind}/?q=(page_size:100)")["result"]
        return next(entry["id"] for entry in found if entry[member] == title)
