"""Short spellings of what the tests hand to the client and take out of its answers."""

from metadata.generated.schema.entity.services.connections.metadata.openMetadataConnection import OpenMetadataConnection
from metadata.generated.schema.security.client.openMetadataJWTClientConfig import OpenMetadataJWTClientConfig
from metadata.generated.schema.type.entityReference import EntityReference
from metadata.generated.schema.type.entityReferenceList import EntityReferenceList
from metadata.generated.schema.type.tagLabel import TagLabel
from metadata.ingestion.ometa.ometa_api import OpenMetadata


def tag(fqn: str, source: str = "Classification") -> TagLabel:
    return TagLabel(tagFQN=fqn, source=source, labelType="Manual", state="Confirmed")


def term(fqn: str) -> TagLabel:
    return tag(fqn, "Glossary")


def ref(entity, kind: str) -> EntityReference:
    """As thin as a client may write it: id and type."""
    return EntityReference(id=entity.id, type=kind)


def refs(*pairs) -> EntityReferenceList:
    """`refs((user, "user"), (other, "user"))`."""
    return EntityReferenceList(root=[ref(entity, kind) for entity, kind in pairs])


def ids(references: EntityReferenceList | list[EntityReference]) -> set[str]:
    """Some models hold the list itself, some wrap it."""
    return {str(reference.id.root) for reference in getattr(references, "root", references)}


def id_of(entity) -> str:
    return str(entity.id.root)


def tag_names(entity) -> list[str]:
    return [label.tagFQN.root for label in entity.tags]


def connect(host: str, token: str, **more) -> OpenMetadata:
    """The low-level client with a token of one's own, beside the configured one."""
    return OpenMetadata(
        OpenMetadataConnection(
            hostPort=host,
            authProvider="openmetadata",
            securityConfig=OpenMetadataJWTClientConfig(jwtToken=token),
            **more,
        )
    )
