"""Glossaries and terms, and terms as labels."""

import pytest
from given import id_of, ids, refs, tag, tag_names, term
from metadata.generated.schema.api.data.createGlossary import CreateGlossaryRequest
from metadata.generated.schema.api.data.createGlossaryTerm import CreateGlossaryTermRequest
from metadata.generated.schema.entity.data.glossaryTerm import GlossaryTerm
from metadata.generated.schema.type.basic import Markdown
from metadata.sdk import Dashboards, Glossaries, GlossaryTerms


@pytest.fixture
def glossary(name):
    return Glossaries.create(CreateGlossaryRequest(name=name("glossary"), description="Words of the business"))


@pytest.fixture
def make_term(glossary, name):
    def make(**given) -> GlossaryTerm:
        given = {"name": name("term"), "description": "What it means", **given}
        return GlossaryTerms.create(CreateGlossaryTermRequest(glossary=glossary.fullyQualifiedName.root, **given))

    return make


def test_a_glossary_is_created_read_updated_and_listed(glossary, make_term, a_user):
    make_term()
    glossary.description = Markdown("Described anew")
    glossary.reviewers = refs((a_user, "user"))
    Glossaries.update(glossary)
    stored = Glossaries.retrieve_by_name(glossary.fullyQualifiedName, fields=["*"])
    assert (stored.description.root, stored.termCount) == ("Described anew", 1)
    assert ids(stored.reviewers) == {id_of(a_user)}
    assert id_of(glossary) in {id_of(entry) for entry in Glossaries.list_all(fields=["*"])}


def test_a_term_has_what_was_asked_for(glossary, make_term):
    related = make_term()
    made = make_term(
        displayName="Net revenue",
        synonyms=["turnover"],
        references=[{"name": "Wiki", "endpoint": "http://wiki.example.com/"}],
        relatedTerms=[related.fullyQualifiedName.root],
        tags=[tag("Tier.Tier5")],
    )
    stored = GlossaryTerms.retrieve_by_name(made.fullyQualifiedName, fields=["*"])
    assert stored.fullyQualifiedName.root == f"{glossary.fullyQualifiedName.root}.{made.name.root}"
    assert (stored.displayName, [word.root for word in stored.synonyms]) == ("Net revenue", ["turnover"])
    assert stored.glossary.id == glossary.id
    assert [link.term.id for link in stored.relatedTerms] == [related.id]
    assert tag_names(stored) == ["Tier.Tier5"]
    assert stored.references[0].name == "Wiki"


def test_terms_hang_below_terms(make_term):
    upper = make_term()
    lower = make_term(parent=upper.fullyQualifiedName.root)
    assert lower.fullyQualifiedName.root == f"{upper.fullyQualifiedName.root}.{lower.name.root}"
    assert lower.parent.id == upper.id
    assert ids(GlossaryTerms.retrieve(upper.id, fields=["children"]).children) == {id_of(lower)}


def test_terms_are_listed_by_glossary(ometa, glossary, make_term):
    made = {id_of(make_term()) for _ in range(3)}
    params = {"glossary": id_of(glossary)}
    assert {id_of(entry) for entry in ometa.list_all_entities(GlossaryTerm, limit=2, params=params)} == made


def test_a_term_labels_a_dashboard_beside_a_tag(ometa, make_term, dashboard):
    made = make_term()
    current = Dashboards.retrieve(dashboard.id)
    current.tags = [term(made.fullyQualifiedName.root), tag("PII.None")]
    Dashboards.update(current)
    labels = {label.tagFQN.root: label for label in Dashboards.retrieve(dashboard.id, fields=["tags"]).tags}
    assert labels.keys() == {made.fullyQualifiedName.root, "PII.None"}
    label = labels[made.fullyQualifiedName.root]
    assert (label.source.value, label.name, label.description.root) == ("Glossary", made.name.root, "What it means")
    page = ometa.get_glossary_term_assets(made.fullyQualifiedName.root)
    assert [asset["id"] for asset in page["data"]] == [id_of(dashboard)]


def test_a_glossary_is_removed_for_good_with_its_terms(glossary, make_term):
    made = make_term()
    Glossaries.delete(glossary.id, recursive=True, hard_delete=True)
    assert GlossaryTerms.retrieve(made.id) is None
    assert Glossaries.retrieve(glossary.id) is None


def test_a_term_is_updated_versioned_and_restored(make_term):
    made = make_term()
    made.description = Markdown("Means something else")
    assert GlossaryTerms.update(made).version.root == 0.2
    assert GlossaryTerms.get_specific_version(made.id, "0.1").description.root == "What it means"
    GlossaryTerms.delete(made.id)
    assert GlossaryTerms.retrieve(made.id) is None
    assert GlossaryTerms.restore(made.id).deleted is False


def test_a_term_is_found(make_term):
    made = make_term()
    assert [hit.id for hit in GlossaryTerms.search(made.fullyQualifiedName.root)] == [made.id]
