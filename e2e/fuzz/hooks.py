"""What the fuzzer must not do: take away its own user, or send what no address or no body can hold."""

import os
from urllib.parse import quote

import schemathesis

OWN = set(os.environ["FUZZER_KEYS"].split())

# Longer addresses are refused before there is a path that could describe it (door.test.ts).
ENCODED_MAX = 24_000

# Larger bodies come from the bounds of long lists. They take the fuzzer minutes; bounds.test.ts holds the bounds.
BODY_MAX = 1_000_000


def fits_body(body):
    """Whether a body is within BODY_MAX characters, about; stops looking where it is not."""
    room, rest = BODY_MAX, [body]
    while rest and room >= 0:
        value = rest.pop()
        if isinstance(value, dict):
            room -= sum(len(str(key)) for key in value)
            rest.extend(value.values())
        elif isinstance(value, list):
            if len(value) > room:
                return False
            rest.extend(value)
        else:
            room -= len(str(value))
    return room >= 0


def fits(parameters):
    return sum(len(quote(str(value), safe="")) for value in parameters.values()) < ENCODED_MAX


@schemathesis.hook
def filter_path_parameters(_context, parameters):
    return not parameters or (OWN.isdisjoint(str(value) for value in parameters.values()) and fits(parameters))


@schemathesis.hook
def filter_query(_context, query):
    return not query or fits(query)


@schemathesis.hook
def filter_body(_context, body):
    return fits_body(body) and not (isinstance(body, dict) and (body.get("id") in OWN or body.get("name") in OWN))
