"""Connections of every tool, made up from the client's own models: the least that each takes, and all that it takes."""

import types
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from metadata.generated.schema.entity.services.dashboardService import DashboardConnection
from pydantic import AnyUrl, BaseModel, RootModel, SecretStr

PLAIN = {str: "text", bool: True, int: 5, float: 5.0, AnyUrl: "https://tool.example.com/", Any: "any"}


def values(kind: Any, whole: bool) -> list[Any]:
    """Every alternative of a type, of models the least or all of the members."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return values(arguments[0], whole)
    if origin in (Union, types.UnionType):
        return [value for part in arguments if part is not type(None) for value in values(part, whole)]
    if origin is list:
        return [[value] for value in values(arguments[0], whole)]
    if origin is dict or kind is dict:
        return [{"key": "value"}]
    if origin is Literal:
        return list(arguments)
    if kind in PLAIN:
        return [PLAIN[kind]]
    if issubclass(kind, Enum):
        return [member.value for member in kind]
    if issubclass(kind, RootModel):
        return values(kind.model_fields["root"].annotation, whole)
    if issubclass(kind, SecretStr):
        return ["secret"]
    assert issubclass(kind, BaseModel), kind
    return members(kind, whole)


def members(model: type[BaseModel], whole: bool) -> list[dict]:
    per_member = {
        name: values(field.annotation, whole)
        for name, field in model.model_fields.items()
        if whole or field.is_required()
    }
    first = {name: alternatives[0] for name, alternatives in per_member.items()}
    others = [{**first, name: other} for name, alternatives in per_member.items() for other in alternatives[1:]]
    return [first, *others]


def every_connection() -> list[tuple[str, dict]]:
    models = [model for model in get_args(DashboardConnection.model_fields["config"].annotation) if model is not type(None)]
    return [
        (values(model.model_fields["type"].annotation, True)[0], config)
        for model in models
        for whole in (False, True)
        for config in members(model, whole)
    ]
