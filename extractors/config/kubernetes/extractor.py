"""Kubernetes objects in YAML: plain manifests, Kustomize folders, Helm templates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractors.config.common.base import ConfigExtractor, env_set
from extractors.config.common.placeholders import kubernetes
from extractors.config.common.tree import as_list, text_at
from extractors.config.compose_services import is_compose
from extractors.config.kubernetes.networking import route_facts, service_facts
from extractors.config.kubernetes.resources import Resource, entries_of, neighbours, resources_of
from extractors.config.kubernetes.workloads import containers_of, workload_facts
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import AnyFact


class KubernetesManifest(ConfigExtractor):
    """Reads workloads, Services, ConfigMaps and routes of any YAML file with `apiVersion` and `kind`."""

    name = "config/kubernetes"
    version = "1"
    description = "Kubernetes manifests, Kustomize, Helm templates"
    files = "any *.yaml or *.yml with apiVersion and kind; charts/*/templates/*.yaml"
    example = 'env: [{name: CRM_URL, value: "http://crm:8080"}]'
    yields = "a unit per workload and Service; environment (ConfigMaps joined); Ingress and gateway routes"

    def accepts(self, path: str) -> bool:
        """Any YAML file outside hidden folders."""
        return path.endswith((".yaml", ".yml")) and not path.startswith(".") and not is_compose(path)

    def extract(self, source: SourceFile) -> Iterable[AnyFact]:
        """The facts of the file's objects. Raises `DocumentError` for broken YAML that says `apiVersion`."""
        raw = source.data()
        if b"apiVersion" not in raw or b"kind" not in raw:
            return
        for found in resources_of(source):
            yield from _facts(source, found)


def _facts(source: SourceFile, found: Resource) -> Iterator[AnyFact]:
    if found.template is not None:
        yield from workload_facts(source, found)
    elif found.kind == "Service":
        yield from service_facts(source, found)
    elif found.kind == "ConfigMap":
        yield from _unclaimed(source, found)
    else:
        yield from route_facts(found)


def _unclaimed(source: SourceFile, found: Resource) -> Iterator[AnyFact]:
    """A ConfigMap no workload of the folder names: whoever reads it gets it. Embedded files are no variables."""
    if any(_refers(other, found.name) for other in neighbours(source) if other.template is not None):
        return
    for entry in entries_of(source, found, "ConfigMap", found.name):
        if "\n" not in entry.value and "." not in entry.key:
            yield env_set(entry.place, "kubernetes/ConfigMap", entry.key, kubernetes(entry.value), shared=True)


def _refers(workload: Resource, name: str) -> bool:
    for _, container in containers_of(workload):
        for item in as_list(container.get("envFrom")):
            if text_at(item, "configMapRef", "name") == name:
                return True
        for item in as_list(container.get("env")):
            if text_at(item, "valueFrom", "configMapKeyRef", "name") == name:
                return True
    return False
