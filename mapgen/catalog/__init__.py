"""What mapgen knows beforehand: systems, library constructs, kinds of data and platform roles.

The knowledge is data (`data/`), the code only looks it up:

    catalog = load_catalog()
    catalog.match_host("api.hubapi.com").system.id            # "hubspot"
    catalog.match_package("npm:stripe").system.id             # "stripe"
    [kind.id for kind in catalog.data_types("customerEmail")]  # ["email_address"]
"""

from mapgen.catalog.catalog import ENVIRONMENT, Catalog, load_catalog
from mapgen.catalog.entries import ConfigKey, Construct, DataType, Package, Role, System, Unverified
from mapgen.catalog.matches import (
    EnvMatch,
    HeaderMatch,
    HostMatch,
    ImageMatch,
    NameMatch,
    PackageMatch,
    RoleMatch,
    SchemeMatch,
)

__all__ = [
    "ENVIRONMENT",
    "Catalog",
    "ConfigKey",
    "Construct",
    "DataType",
    "EnvMatch",
    "HeaderMatch",
    "HostMatch",
    "ImageMatch",
    "NameMatch",
    "Package",
    "PackageMatch",
    "Role",
    "RoleMatch",
    "SchemeMatch",
    "System",
    "Unverified",
    "load_catalog",
]
