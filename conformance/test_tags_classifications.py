"""Classifications and tags, and the labels they become."""

import pytest
from given import id_of, tag, tag_names
from metadata.generated.schema.api.classification.createClassification import CreateClassificationRequest
from metadata.generated.schema.api.classification.createTag import CreateTagRequest
from metadata.generated.schema.entity.classification.classification import Classification
from metadata.generated.schema.entity.classification.tag import Tag
from metadata.generated.schema.type.basic import Markdown
from metadata.ingestion.ometa.client import APIError
from metadata.sdk import Classifications, Dashboards, Tags


@pytest.fixture
def classification(name):
    return Classifications.create(CreateClassificationRequest(name=name("family"), description="A family"))


@pytest.fixture
def make_tag(classification, name):
    def make(**given) -> Tag:
        given = {"name": name("tag"), "description": "What it means", **given}
        return Tags.create(CreateTagRequest(classification=classification.fullyQualifiedName, **given))

    return make


@pytest.mark.parametrize(
    "fqn",
    [
        *(f"Tier.Tier{level}" for level in range(1, 6)),
        *(f"PII.{kind}" for kind in ("None", "NonSensitive", "Sensitive")),
        *(f"PersonalData.{kind}" for kind in ("Personal", "SpecialCategory")),
        *(f"Certification.{metal}" for metal in ("Bronze", "Silver", "Gold")),
    ],
)
def test_the_tags_clients_rely_on_are_there(fqn):
    found = Tags.retrieve_by_name(fqn, fields=["*"])
    assert found.description.root
    assert found.classification.name == fqn.partition(".")[0]


def test_the_seeded_classifications_exclude_their_tags_from_one_another():
    assert Classifications.retrieve_by_name("Tier").mutuallyExclusive is True
    assert Classifications.retrieve_by_name("PII").mutuallyExclusive is True


def test_a_system_classification_is_not_deleted():
    with pytest.raises(APIError, match=r"System entity \[Tier\] of type classification can not be deleted"):
        Classifications.delete(Classifications.retrieve_by_name("Tier").id, recursive=True, hard_delete=True)


def test_a_classification_is_created_read_updated_and_listed(classification, make_tag):
    make_tag()
    classification.description = Markdown("Described anew")
    assert Classifications.update(classification).description.root == "Described anew"
    stored = Classifications.retrieve_by_name(classification.fullyQualifiedName, fields=["*"])
    assert (stored.id, stored.termCount, stored.provider.value) == (classification.id, 1, "user")
    assert id_of(classification) in {id_of(entry) for entry in Classifications.list_all(fields=["*"])}


def test_tags_hang_below_tags(make_tag, classification):
    upper = make_tag()
    lower = make_tag(parent=upper.fullyQualifiedName)
    assert lower.fullyQualifiedName == f"{upper.fullyQualifiedName}.{lower.name.root}"
    assert lower.parent.id == upper.id
    assert lower.classification.id == classification.id
    assert [child.name for child in Tags.retrieve(upper.id, fields=["children"]).children.root] == [lower.name.root]


def test_tags_are_listed_by_classification(ometa, make_tag, classification):
    made = {id_of(make_tag()) for _ in range(3)}
    params = {"parent": classification.fullyQualifiedName.root}
    assert {id_of(entry) for entry in ometa.list_all_entities(Tag, limit=2, params=params)} == made
    assert all(entry.description for entry in ometa.list_all_entities(Tag, fields=["*"]))
    assert all(entry.description for entry in ometa.list_all_entities(Classification, fields=["*"]))


def test_a_label_shows_the_tag_as_it_is_now(make_tag, make_dashboard):
    made = make_tag(displayName="Shown", style={"color": "#ff0000"})
    board = make_dashboard(tags=[tag(made.fullyQualifiedName)])
    (label,) = board.tags
    assert (label.name, label.displayName, label.style.color) == (made.name.root, "Shown", "#ff0000")
    assert (label.source.value, label.labelType.value, label.state.value) == ("Classification", "Manual", "Confirmed")
    made.description = Markdown("Means something else")
    Tags.update(made)
    assert Dashboards.retrieve(board.id, fields=["tags"]).tags[0].description.root == "Means something else"


def test_a_tag_that_does_not_exist_is_refused(make_dashboard):
    with pytest.raises(APIError, match="tag instance for No.Such not found"):
        make_dashboard(tags=[tag("No.Such")])


def test_a_disabled_tag_is_refused(make_tag, make_dashboard):
    made = make_tag()
    made.disabled = True
    Tags.update(made)
    with pytest.raises(APIError, match="is disabled and can't be assigned"):
        make_dashboard(tags=[tag(made.fullyQualifiedName)])


def test_deleting_a_tag_for_good_takes_its_labels_away(make_tag, make_dashboard):
    made = make_tag()
    board = make_dashboard(tags=[tag(made.fullyQualifiedName)])
    Tags.delete(made.id, recursive=True, hard_delete=True)
    assert tag_names(Dashboards.retrieve(board.id, fields=["tags"])) == []


def test_a_soft_deleted_tag_is_restored(make_tag):
    made = make_tag()
    Tags.delete(made.id)
    assert Tags.retrieve(made.id) is None
    assert Tags.restore(made.id).deleted is False


def test_assets_of_a_tag_are_listed(ometa, make_tag, make_dashboard):
    made = make_tag()
    board = make_dashboard(tags=[tag(made.fullyQualifiedName)])
    page = ometa.get_tag_assets(made.fullyQualifiedName)
    assert [asset["id"] for asset in page["data"]] == [id_of(board)]
    assert page["paging"]["total"] == 1


def test_a_tag_is_found(make_tag):
    made = make_tag()
    assert [hit.id for hit in Tags.search(made.fullyQualifiedName)] == [made.id]
