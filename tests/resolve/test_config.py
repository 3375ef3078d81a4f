from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mapgen.model.facts import ConfigSet, ConstantDefined
from mapgen.model.value import Ref, Value
from mapgen.resolve.config import MAX_VARIANTS, ConfigIndex
from mapgen.resolve.units import UnitIndex
from tests.facts import at, constant, env, join, prop, ref, service, text


def expand(
    value: Value, *settings: ConfigSet | ConstantDefined, unit: str = "orders", path: str = "orders/app.py"
) -> str:
    units = UnitIndex([service("orders", "orders"), service("crm", "crm")])
    values = [s for s in settings if isinstance(s, ConfigSet)]
    constants = [s for s in settings if isinstance(s, ConstantDefined)]
    index = ConfigIndex(units, values, constants)
    return index.expand(value, units.find(unit), at(path))[0].text


def test_an_environment_variable_is_filled_from_the_units_own_settings() -> None:
    assert expand(ref("env", "CRM"), env("crm", "CRM", "wrong"), env("orders", "CRM", "http://crm")) == "http://crm"


def test_a_dotenv_file_above_fills_interpolation() -> None:
    compose = env("orders", "CRM_URL", join("http://", ref("env", "CRM_HOST"), ":80"))
    assert expand(ref("env", "CRM_URL"), compose, env(None, "CRM_HOST", "crm", path=".env")) == "http://crm:80"


def test_the_default_in_code_counts_when_nothing_is_set() -> None:
    assert expand(ref("env", "CRM", "http://fallback")) == "http://fallback"


def test_a_property_is_found_in_relaxed_spelling() -> None:
    setting = prop("orders/src/main/resources/application.yml", "crm.base-url", "http://crm")
    assert expand(ref("property", "crm.baseUrl"), setting) == "http://crm"


def test_the_environment_overrides_a_property() -> None:
    setting = prop("orders/application.yml", "crm.url", "http://localhost")
    assert expand(ref("property", "crm.url"), setting, env("orders", "CRM_URL", "http://crm")) == "http://crm"


def test_a_config_repository_sets_values_for_a_unit_by_name() -> None:
    setting = prop("config/orders.yml", "crm.url", "http://crm", unit="orders")
    assert expand(ref("property", "crm.url"), setting) == "http://crm"


def test_a_placeholder_inside_a_value_is_filled_too() -> None:
    setting = prop("orders/application.yml", "crm.url", "http://${crm.host:crm}/v1")
    assert expand(ref("property", "crm.url"), setting) == "http://crm/v1"


def test_a_constant_of_another_file_is_followed() -> None:
    found = constant("orders/config#BASE", join("http://", ref("env", "H", "crm")), "orders/config.py")
    assert expand(join(ref("const", "orders/config#BASE"), "/contacts"), found) == "http://crm/contacts"


def test_the_default_profile_comes_before_others() -> None:
    docker = prop("orders/application-docker.yml", "u", "http://docker", profile="docker")
    assert expand(ref("property", "u"), docker, prop("orders/application.yml", "u", "http://plain")) == "http://plain"


def test_what_nothing_fills_stays_a_named_hole() -> None:
    assert expand(ref("env", "NOWHERE")) == "{env:NOWHERE}"


def test_a_cycle_ends() -> None:
    settings = [env("orders", "A", ref("env", "B")), env("orders", "B", ref("env", "A"))]
    assert expand(ref("env", "A"), *settings).startswith("{env:")


_names = st.sampled_from(["A", "B", "C"])
_values = st.lists(st.one_of(st.text(max_size=5), st.builds(Ref, st.just("env"), _names)), max_size=4)


@given(st.dictionaries(_names, _values, max_size=3), _values)
def test_any_tangle_of_settings_ends_with_a_bounded_number_of_texts(
    table: dict[str, list[object]], asked: list[object]
) -> None:
    units = UnitIndex([service("orders", "orders")])
    settings = [env("orders", key, Value(tuple(parts))) for key, parts in table.items()]  # type: ignore[arg-type]
    index = ConfigIndex(units, settings, [])
    found = index.expand(Value(tuple(asked)), units.find("orders"), at("orders/a.py"))  # type: ignore[arg-type]
    assert 1 <= len(found) <= MAX_VARIANTS
    assert text("") == Value()


def test_a_constant_behind_a_path_alias_is_found_by_the_end_of_its_path() -> None:
    found = constant("packages/lib/constants/crm#BASE", "http://crm", "packages/lib/constants/crm.ts")
    other = constant("packages/other/crm#TOKEN", "x", "packages/other/crm.ts")
    assert expand(ref("const", "@acme/lib/constants/crm#BASE"), found, other) == "http://crm"


def test_a_constant_of_that_name_in_an_unrelated_file_is_not_taken() -> None:
    other = constant("packages/other/settings#BASE", "http://wrong", "packages/other/settings.ts")
    assert expand(ref("const", "@acme/lib/crm#BASE"), other) == "{const:@acme/lib/crm#BASE}"
