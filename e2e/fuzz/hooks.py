"""What the fuzzer must not do: take away its own user."""

import os

import schemathesis

OWN = set(os.environ["FUZZER_KEYS"].split())


@schemathesis.hook
def filter_path_parameters(_context, parameters):
    return not parameters or OWN.isdisjoint(str(value) for value in parameters.values())


@schemathesis.hook
def filter_body(_context, body):
    return not (isinstance(body, dict) and (body.get("id") in OWN or body.get("name") in OWN))
