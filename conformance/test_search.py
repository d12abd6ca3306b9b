"""Search in the shape of Elasticsearch, as the SDK and ingestion ask for it."""

import json

import pytest
from given import id_of, tag
from metadata.generated.schema.entity.data.dashboard import Dashboard
from metadata.ingestion.ometa.client import APIError
from metadata.ingestion.ometa.mixins.es_mixin import ESResponse
from metadata.sdk.api import Search


@pytest.fixture
def word(name):
    """A word that stands in nothing else."""
    return name("word").replace("_", "")


def found(answer: dict) -> set[str]:
    return {hit.id for hit in ESResponse.model_validate(answer).hits.hits}


def test_a_word_of_a_description_finds_the_dashboard(make_dashboard, word):
    board = make_dashboard(description=f"All about {word}", displayName="Sales")
    answer = Search.search(word, index="dashboard_search_index")
    response = ESResponse.model_validate(answer)
    assert (response.hits.total.value, response.hits.total.relation) == (1, "eq")
    (hit,) = response.hits.hits
    assert (hit.id, hit.index) == (id_of(board), "dashboard_search_index")
    source = hit.source
    assert source["fullyQualifiedName"] == board.fullyQualifiedName.root
    assert {
        "id",
        "name",
        "displayName",
        "description",
        "entityType",
        "service",
        "owners",
        "tags",
        "deleted",
    } <= source.keys()
    assert not answer["timed_out"]
    assert not answer["_shards"]["failed"]


def test_filters_are_terms(make_dashboard, word, service):
    tagged = make_dashboard(description=word, tags=[tag("Tier.Tier1")])
    make_dashboard(description=word)
    filters = {"tags.tagFQN": "Tier.Tier1", "service.name.keyword": service.name.root}
    assert found(Search.search(word, index="dashboard_search_index", filters=filters)) == {id_of(tagged)}


def test_results_come_in_pages(make_dashboard, word):
    made = {id_of(make_dashboard(description=word)) for _ in range(3)}
    pages = [Search.search(word, index="dashboard_search_index", from_=start, size=2) for start in (0, 2)]
    assert [len(page["hits"]["hits"]) for page in pages] == [2, 1]
    assert found(pages[0]) | found(pages[1]) == made


def test_deleted_dashboards_are_not_found(ometa, make_dashboard, word):
    board = make_dashboard(description=word)
    ometa.delete(Dashboard, board.id)
    assert found(Search.search(word, index="dashboard_search_index")) == set()


def test_an_index_of_what_is_not_kept_here_is_empty(make_dashboard, word):
    make_dashboard(description=word)
    answer = Search.search(word, index="table_search_index")
    assert ESResponse.model_validate(answer).hits.hits == []


def test_an_unknown_index_is_an_error(word):
    with pytest.raises(APIError):
        Search.search(word, index="no_such_search_index")


def test_without_an_index_everything_is_searched(make_dashboard, word):
    board = make_dashboard(displayName=word)
    assert id_of(board) in found(Search.search(word))


def test_pages_of_a_service_go_on_until_the_last(ometa, make_dashboard, service):
    made = {id_of(make_dashboard()) for _ in range(5)}
    query_filter = json.dumps({"query": {"bool": {"must": [{"term": {"service.name.keyword": service.name.root}}]}}})
    boards = ometa.paginate_es(entity=Dashboard, query_filter=query_filter, size=2)
    assert made <= {id_of(board) for board in boards}


def test_a_search_by_name_reads_the_entity_with_its_fields(ometa, make_dashboard):
    board = make_dashboard(tags=[tag("Tier.Tier2")])
    (hit,) = ometa.es_search_from_fqn(Dashboard, board.fullyQualifiedName.root, fields="tags,owners")
    assert [label.tagFQN.root for label in hit.tags] == ["Tier.Tier2"]
