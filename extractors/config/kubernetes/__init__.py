"""Kubernetes manifests, Kustomize folders and Helm charts."""
