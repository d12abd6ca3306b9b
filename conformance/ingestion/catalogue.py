"""The catalogue's REST API, as an administrator sees it."""

import base64
import json
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

# Everything that a run may write, with all that there is to see of it.
COLLECTIONS = [
    "services/dashboardServices",
    "services/ingestionPipelines",
    "dashboards",
    "charts",
    "dashboard/datamodels",
    "classifications",
    "tags",
    "users",
    "teams",
]


class Catalogue:
    def __init__(self, url: str, email: str, password: str):
        self.url = url
        self.token = None
        encoded = base64.b64encode(password.encode()).decode()
        self.token = self.call("POST", "users/login", {"email": email, "password": encoded})["accessToken"]

    def call(self, method: str, path: str, body: object = None) -> dict:
        kind = "application/json-patch+json" if method == "PATCH" else "application/json"
        headers = {"Content-Type": kind}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        data = None if body is None else json.dumps(body).encode()
        request = Request(f"{self.url}/api/v1/{path}", data=data, method=method, headers=headers)
        try:
            with urlopen(request, timeout=60) as response:
                return json.load(response)
        except HTTPError as error:
            raise RuntimeError(f"{method} {path} was answered {error.code}: {error.read().decode()}") from None

    def bot_token(self) -> str:
        bot = self.call("GET", "users/name/ingestion-bot")
        return self.call("GET", f"users/auth-mechanism/{bot['id']}")["config"]["JWTToken"]

    def read(self, collection: str, fqn: str, include: str = "non-deleted") -> dict:
        return self.call("GET", f"{collection}/name/{quote(fqn, safe='')}?fields=*&include={include}")

    def lineage(self, entity_type: str, fqn: str) -> dict:
        return self.call("GET", f"lineage/{entity_type}/name/{quote(fqn, safe='')}?upstreamDepth=1&downstreamDepth=1")

    def everything(self) -> dict:
        """Every entity, deleted ones too, by collection and fully qualified name."""
        return {
            (collection, entity["fullyQualifiedName"]): entity
            for collection in COLLECTIONS
            for entity in self.all_of(collection)
        }

    def all_of(self, collection: str) -> Iterator[dict]:
        after = ""
        while after is not None:
            page = self.call("GET", f"{collection}?limit=1000&include=all&fields=*&after={quote(after)}")
            yield from page["data"]
            after = page["paging"].get("after")
