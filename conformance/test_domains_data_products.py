"""Domains, data products, and what is in them."""

import pytest
from given import id_of, ids, ref, refs
from metadata.generated.schema.api.data.createDashboard import CreateDashboardRequest
from metadata.generated.schema.api.domains.createDataProduct import CreateDataProductRequest
from metadata.generated.schema.api.services.createDashboardService import CreateDashboardServiceRequest
from metadata.generated.schema.entity.data.dashboard import Dashboard
from metadata.generated.schema.entity.domains.domain import DomainType
from metadata.generated.schema.type.basic import Markdown
from metadata.generated.schema.type.bulkOperationResult import BulkOperationResult
from metadata.generated.schema.type.entityReference import EntityReference
from metadata.generated.schema.type.entityReferenceList import EntityReferenceList
from metadata.ingestion.ometa.client import APIError
from metadata.sdk import Dashboards, DashboardServices, DataProducts, Domains


@pytest.fixture
def domain(make_domain):
    return make_domain()


@pytest.fixture
def product(domain, name):
    return DataProducts.create(
        CreateDataProductRequest(
            name=name("product"), description="Offered together", domains=[domain.fullyQualifiedName.root]
        )
    )


@pytest.fixture
def asset(ometa, dashboard, domain) -> EntityReference:
    """A dashboard in the domain."""
    ometa.patch_domain(Dashboard, dashboard, refs((domain, "domain")))
    return ref(dashboard, "dashboard")


def assets_of(page: dict) -> list[str]:
    return [str(EntityReference.model_validate(entry).id.root) for entry in page["data"]]


@pytest.mark.parametrize("kind", [kind.value for kind in DomainType])
def test_every_type_of_domain_is_kept(make_domain, kind):
    assert Domains.retrieve(make_domain(domainType=kind).id).domainType.value == kind


def test_domains_hang_below_domains(make_domain, domain):
    lower = make_domain(parent=domain.fullyQualifiedName.root)
    assert lower.fullyQualifiedName.root == f"{domain.fullyQualifiedName.root}.{lower.name.root}"
    assert lower.parent.id == domain.id
    assert ids(Domains.retrieve(domain.id, fields=["children"]).children) == {id_of(lower)}


def test_a_domain_is_updated_with_owners_and_experts(make_domain, a_user):
    made = make_domain(owners=refs((a_user, "user")), experts=[a_user.name.root])
    made.description = Markdown("Described anew")
    Domains.update(made)
    stored = Domains.retrieve_by_name(made.fullyQualifiedName, fields=["*"])
    assert stored.description.root == "Described anew"
    assert ids(stored.owners) == ids(stored.experts) == {id_of(a_user)}
    assert id_of(made) in {id_of(entry) for entry in Domains.list_all(fields=["*"])}


def test_a_data_product_is_read_by_its_plain_name_and_by_id(product, domain):
    by_name = DataProducts.retrieve_by_name(product.name.root, fields=["*"])
    assert (by_name.id, ids(by_name.domains)) == (product.id, {id_of(domain)})
    assert DataProducts.retrieve(product.id, fields=["domains"]).name == product.name
    assert id_of(product) in {id_of(entry) for entry in DataProducts.list_all(fields=["*"])}


def test_assets_come_into_a_product_and_leave_it(ometa, product, asset):
    name = product.name.root
    added = BulkOperationResult.model_validate(ometa.add_assets_to_data_product(name, [asset]))
    assert (added.status.value, added.numberOfRowsPassed.root) == ("success", 1)
    assert assets_of(ometa.get_data_product_assets(name)) == [str(asset.id.root)]
    assert ids(Dashboards.retrieve(asset.id, fields=["dataProducts"]).dataProducts) == {id_of(product)}

    again = ometa.add_assets_to_data_product(name, [asset])
    assert again["status"] == "success"

    assert ometa.remove_assets_from_data_product(name, [asset])["status"] == "success"
    assert ometa.get_data_product_assets(name)["data"] == []
    assert ometa.remove_assets_from_data_product(name, [asset])["status"] == "success", (
        "an absent one counts as removed"
    )


def test_the_sdk_changes_assets_too(product, asset):
    assert DataProducts.add_assets(product.name.root, [asset])["status"] == "success"
    assert DataProducts.remove_assets(product.name.root, [asset])["status"] == "success"


def test_an_asset_outside_the_products_domain_is_reported_and_left_out(ometa, product, asset, make_dashboard):
    stranger = ref(make_dashboard(), "dashboard")
    unknown = EntityReference(id="00000000-0000-4000-8000-000000000000", type="dashboard")
    answer = ometa.add_assets_to_data_product(product.name.root, [stranger, unknown, asset])
    result = BulkOperationResult.model_validate(answer)
    assert result.status.value == "partialSuccess"
    assert [failure.status for failure in result.failedRequest] == [400, 404]
    assert "is not in a domain of the data product" in result.failedRequest[0].message
    assert assets_of(ometa.get_data_product_assets(product.name.root)) == [str(asset.id.root)]


def test_an_unknown_product_is_an_error(ometa, asset):
    with pytest.raises(APIError, match="dataProduct instance for nothing not found"):
        ometa.add_assets_to_data_product("nothing", [asset])


def test_assets_of_a_domain_are_listed_in_pages(ometa, domain, make_dashboard):
    boards = [make_dashboard(domains=[domain.fullyQualifiedName.root]) for _ in range(3)]
    name = domain.name.root
    first, rest = ometa.get_domain_assets(name, limit=2), ometa.get_domain_assets(name, limit=2, offset=2)
    assert {*assets_of(first), *assets_of(rest)} == {id_of(board) for board in boards}
    assert (len(first["data"]), first["paging"]["total"]) == (2, 3)


def test_a_dashboard_takes_its_services_domain_until_it_has_its_own(ometa, domain, make_domain, name):
    service = DashboardServices.create(
        CreateDashboardServiceRequest(
            name=name("service"), serviceType="Looker", domains=[domain.fullyQualifiedName.root]
        )
    )
    board = Dashboards.create(CreateDashboardRequest(name=name(), service=service.fullyQualifiedName))
    (inherited,) = Dashboards.retrieve(board.id, fields=["domains"]).domains.root
    assert (inherited.id, inherited.inherited) == (domain.id, True)
    own = make_domain()
    ometa.patch_domain(Dashboard, board, refs((own, "domain")))
    (mine,) = Dashboards.retrieve(board.id, fields=["domains"]).domains.root
    assert (mine.id, bool(mine.inherited)) == (own.id, False)


def test_products_are_set_with_a_domain_by_update(product, domain, dashboard):
    current = Dashboards.retrieve(dashboard.id)
    current.domains = refs((domain, "domain"))
    current.dataProducts = EntityReferenceList(root=[ref(product, "dataProduct")])
    Dashboards.update(current)
    stored = Dashboards.retrieve(dashboard.id, fields=["domains", "dataProducts"])
    assert (ids(stored.domains), ids(stored.dataProducts)) == ({id_of(domain)}, {id_of(product)})


def test_a_domain_is_removed_for_good_with_what_is_below(make_domain, domain, product, dashboard, ometa):
    lower = make_domain(parent=domain.fullyQualifiedName.root)
    ometa.patch_domain(Dashboard, dashboard, refs((domain, "domain")))
    Domains.delete(domain.id, recursive=True, hard_delete=True)
    assert Domains.retrieve(domain.id) is None
    assert Domains.retrieve(lower.id) is None
    assert Dashboards.retrieve(dashboard.id, fields=["domains"]).domains.root == []
