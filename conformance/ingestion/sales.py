"""A small shop's database, for Superset to read."""

import sqlite3

SCHEMA = """
CREATE TABLE customers (customer_id INTEGER PRIMARY KEY, name VARCHAR(80), country VARCHAR(2), signed_up DATE);
CREATE TABLE products (product_id INTEGER PRIMARY KEY, title VARCHAR(120), category VARCHAR(40), price NUMERIC(10, 2));
CREATE TABLE orders (
    order_id INTEGER PRIMARY KEY, customer_id INTEGER, product_id INTEGER,
    quantity INTEGER, ordered_at TIMESTAMP, is_gift BOOLEAN
);
"""

CUSTOMERS = [(1, "Bea", "DE", "2024-01-03"), (2, "Carlos", "ES", "2024-02-11"), (3, "Dana", "US", "2024-03-20")]
PRODUCTS = [(1, "Lamp", "Home", 39.9), (2, "Chair", "Home", 129), (3, "Notebook", "Office", 4.5)]
ORDERS = [
    (number, 1 + number % 3, 1 + number * 7 % 3, 1 + number % 4, f"2024-{4 + number % 6:02}-15 10:00:00", number % 5 == 0)
    for number in range(1, 41)
]


def write(path: str) -> None:
    with sqlite3.connect(path) as database:
        database.executescript(SCHEMA)
        database.executemany("INSERT INTO customers VALUES (?, ?, ?, ?)", CUSTOMERS)
        database.executemany("INSERT INTO products VALUES (?, ?, ?, ?)", PRODUCTS)
        database.executemany("INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?)", ORDERS)
