from __future__ import annotations

from msgspec import structs

from mapgen.model.facts import UnitDeclared
from mapgen.resolve.units import UnitIndex, stem, with_root_units
from tests.facts import at, call, module, service, text


def image(name: str, directory: str) -> UnitDeclared:
    place = at(f"{directory}/Dockerfile".lstrip("/"))
    return UnitDeclared(
        location=place, rule="dockerfile/from", name=name, unit_kind="container_image", directory=directory,
        image=text("debian:12"),
    )  # fmt: skip


def test_a_compose_service_and_the_module_in_its_build_folder_are_one_unit() -> None:
    index = UnitIndex([service("account-service", "account"), module("accounts-parent", "account")])
    assert [unit.name for unit in index.units] == ["account-service"]


def test_declarations_of_one_name_are_one_unit_even_without_a_folder() -> None:
    index = UnitIndex([service("gateway", image="acme/gateway"), module("gateway", "gateway")])
    assert len(index.units) == 1
    assert index.units[0].directories == {("app", "gateway")}


def test_modules_of_one_name_in_different_folders_are_different_units() -> None:
    index = UnitIndex([module("app", "shop/app"), module("app", "crm/app")])
    assert len(index.units) == 2
    assert len({unit.key for unit in index.units}) == 2


def test_services_built_from_one_folder_stay_apart() -> None:
    index = UnitIndex([service("web", "src"), service("worker", "src")])
    assert [unit.name for unit in index.units] == ["web", "worker"]


def test_a_file_belongs_to_the_nearest_unit_above_it() -> None:
    index = UnitIndex([module("root", ""), service("orders", "services/orders")])
    owner = index.owner(at("services/orders/src/app.py"))
    assert owner is not None
    assert owner.name == "orders"


def test_a_unit_is_found_without_its_generic_suffix_when_only_one_fits() -> None:
    index = UnitIndex([service("account-service"), service("orders")])
    found = index.find("AccountClient".removesuffix("Client"))
    assert found is not None
    assert found.name == "account-service"


def test_an_ambiguous_stem_finds_nothing() -> None:
    index = UnitIndex([service("account-service"), service("account-api")])
    assert index.find("account") is None


def test_the_root_of_a_monorepo_is_a_workspace_not_an_actor() -> None:
    index = UnitIndex([module("monorepo", ""), service("a", "a"), service("b", "b")])
    root = next(unit for unit in index.units if unit.name == "monorepo")
    assert root.workspace
    assert not root.deployed


def test_code_that_no_unit_owns_makes_its_root_a_unit() -> None:
    facts = {type(fact): [fact] for fact in (call("lib/client.py", "https://api.stripe.com"),)}
    assert [unit.name for unit in with_root_units(facts)] == ["app"]


def test_stem_never_cuts_a_name_away_entirely() -> None:
    assert stem("service") == "service"
    assert stem("api-server") == "api"


def test_a_dockerfile_in_a_folder_packs_the_repository_of_the_same_name() -> None:
    packed = image("shop", "docker/shop")
    assert len(UnitIndex([packed, module("shop", "")]).units) == 1


def test_a_module_called_like_its_workspace_is_not_the_workspace() -> None:
    assert len(UnitIndex([module("shop", ""), module("shop", "apps/shop")]).units) == 2


def test_a_deployment_without_a_folder_is_the_repository_of_its_name() -> None:
    deployed = service("front-end", image="acme/front-end:1")
    code = structs.replace(module("acme-shop-ui", ""), location=at("package.json", root="front-end"))
    assert [unit.name for unit in UnitIndex([deployed, code]).units] == ["front-end"]


def test_an_image_built_from_a_workspace_belongs_to_the_service_of_its_name() -> None:
    index = UnitIndex([service("orders", "src/orders"), module("shop", "", deployed=False), image("orders", "")])
    assert [sorted(unit.aliases) for unit in index.units] == [["orders"], ["shop"]]
    assert index.units[0].directories == {("app", "src/orders")}


def test_folders_that_only_pack_an_application_do_not_make_it_a_workspace() -> None:
    declared = [module("shop", ""), service("app", ".devcontainer"), service("worker", ".devcontainer")]
    shop = next(unit for unit in UnitIndex(declared, code={("app", "app/models")}).units if unit.name == "shop")
    assert shop.deployed
    assert not shop.workspace


def test_a_library_is_not_the_image_deployed_under_its_name() -> None:
    index = UnitIndex([service("eventbus", image="rabbitmq:3"), module("EventBus", "src/EventBus", deployed=False)])
    assert {unit.name: unit.deployed for unit in index.units} == {"eventbus": True, "EventBus": False}


def test_a_products_image_is_not_the_folder_its_last_word_names() -> None:
    database = service("mysql", image="mysql/mysql-server:8")
    assert len(UnitIndex([database, module("github.com/acme/shop", "server")]).units) == 2
