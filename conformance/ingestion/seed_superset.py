"""Fills an empty Superset by its own API: people, a database, datasets, charts and dashboards."""

import json

import sales
from superset_api import Superset

PEOPLE = [("ben", "Ben", "Baker", "ben.baker@example.com"), ("cleo", "Cleo", "Clark", "cleo.clark@example.com")]

GIFTS = "SELECT order_id, quantity, ordered_at FROM orders WHERE is_gift"

# Dataset name, its SQL where it is a query and not a table.
DATASETS = {"customers": None, "products": None, "orders": None, "gift_orders": GIFTS}

# Chart name, dataset, kind, description.
CHARTS = [
    ("Orders per month", "orders", "echarts_timeseries_line", "Counted by the day of the order."),
    ("Items sold", "orders", "big_number_total", None),
    ("Orders by product", "orders", "dist_bar", None),
    ("Customers by country", "customers", "pie", "Where customers signed up."),
    ("New customers", "customers", "table", None),
    ("Price list", "products", "table", "List prices, VAT included."),
    ("Prices by category", "products", "box_plot", None),
    ("Gifts per month", "gift_orders", "echarts_area", None),
]

# Dashboard title, its charts, the user name of its owner.
DASHBOARDS = [
    ("Sales overview", ["Orders per month", "Items sold", "Customers by country"], "ben"),
    ("Customers", ["Customers by country", "New customers"], "cleo"),
    ("Assortment", ["Price list", "Prices by category", "Orders by product"], "ben"),
    ("Gifts / seasonal", ["Gifts per month"], "cleo"),
]


def seed(superset: Superset, database_path: str) -> None:
    sales.write(database_path)
    people = add_people(superset)
    datasets = add_datasets(superset, database_path)
    dashboards = {
        title: superset.post(
            "dashboard/",
            {"dashboard_title": title, "owners": [people[owner]], "published": True, "position_json": "{}"},
        )["id"]
        for title, _charts, owner in DASHBOARDS
    }
    charts = {}
    for name, dataset, kind, description in CHARTS:
        shown_on = [dashboards[title] for title, on_it, _owner in DASHBOARDS if name in on_it]
        params = {"viz_type": kind, "datasource": f"{datasets[dataset]}__table", "metric": "count", "metrics": ["count"]}
        charts[name] = superset.post(
            "chart/",
            {
                "slice_name": name,
                "viz_type": kind,
                "description": description,
                "datasource_id": datasets[dataset],
                "datasource_type": "table",
                "params": json.dumps(params),
                "dashboards": shown_on,
            },
        )["id"]
    for title, on_it, _owner in DASHBOARDS:
        layout = {"position_json": json.dumps(layout_of([charts[name] for name in on_it]))}
        superset.put(f"dashboard/{dashboards[title]}", layout)


def add_people(superset: Superset) -> dict:
    roles = {role["name"]: role["id"] for role in superset.get("security/roles/?q=(page_size:100)")["result"]}
    return {
        username: superset.post(
            "security/users/",
            {
                "username": username,
                "first_name": first_name,
                "last_name": last_name,
                "email": email,
                "active": True,
                "password": "Only-for-this-run-1",
                "roles": [roles["Alpha"]],
            },
        )["id"]
        for username, first_name, last_name, email in PEOPLE
    }


def add_datasets(superset: Superset, database_path: str) -> dict:
    connection = {"database_name": "Shop", "sqlalchemy_uri": f"sqlite:///{database_path}", "expose_in_sqllab": True}
    database = superset.post("database/", connection)["id"]
    return {
        name: superset.post(
            "dataset/", {"database": database, "schema": "main", "table_name": name, **({"sql": sql} if sql else {})}
        )["id"]
        for name, sql in DATASETS.items()
    }


def layout_of(chart_ids: list) -> dict:
    """The grid in which Superset shows the charts; the connector learns from it which charts a dashboard has."""
    row = [f"CHART-{chart_id}" for chart_id in chart_ids]
    parts = {
        "DASHBOARD_VERSION_KEY": "v2",
        "ROOT_ID": {"type": "ROOT", "id": "ROOT_ID", "children": ["GRID_ID"]},
        "GRID_ID": {"type": "GRID", "id": "GRID_ID", "children": ["ROW-1"], "parents": ["ROOT_ID"]},
        "ROW-1": {
            "type": "ROW",
            "id": "ROW-1",
            "children": row,
            "parents": ["ROOT_ID", "GRID_ID"],
            "meta": {"background": "BACKGROUND_TRANSPARENT"},
        },
    }
    for key, chart_id in zip(row, chart_ids):
        parts[key] = {
            "type": "CHART",
            "id": key,
            "children": [],
            "parents": ["ROOT_ID", "GRID_ID", "ROW-1"],
            "meta": {"chartId": chart_id, "width": 4, "height": 50},
        }
    return parts
