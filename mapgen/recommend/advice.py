"""Everything there is to say about the connector of one flow, and about all flows of a map."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mapgen.catalog import Catalog
from mapgen.model.flow import Flow, Recommendation
from mapgen.model.integration_map import IntegrationMap
from mapgen.model.vocabulary import ConnectorKind, FlowStatus, Tier
from mapgen.recommend.book import Book
from mapgen.recommend.choice import Choice, choose
from mapgen.recommend.connector import recommend
from mapgen.recommend.from_map import landscape_of_map, situation_of_flow
from mapgen.recommend.parse import with_facts
from mapgen.recommend.runbook import runbook
from mapgen.recommend.sensitivity import Question, in_words, questions, turning_points
from mapgen.recommend.sheet import Line, lines, sums
from mapgen.recommend.situation import Situation
from mapgen.recommend.style import StyleAdvice, recommend_style
from mapgen.recommend.tools import ToolOption, tool_options


@dataclass(frozen=True, slots=True)
class FlowAdvice:
    """The recommendation for one flow with everything behind it. `sheet` scores the eligible connectors, best first;
    `turns` says which known facts carry the choice."""

    flow: Flow
    recommendation: Recommendation
    choice: Choice
    sheet: list[Line]
    questions: list[Question]
    turns: list[str]
    runbook: dict[str, str]
    tools: list[ToolOption]

    @property
    def agrees(self) -> bool:
        """True when the flow is built as recommended."""
        return self.flow.connector is self.recommendation.connector

    def data(self) -> dict[str, Any]:
        """The advice for machines."""
        totals = sums(self.sheet)
        return {
            "flow": self.flow.id,
            "source": self.flow.source,
            "target": self.flow.target,
            "built_as": str(self.flow.connector),
            **self.recommendation.model_dump(mode="json"),
            "questions": [
                {"fact": q.fact, "question": q.text, "outcomes": {k: str(v) for k, v in q.outcomes.items()}}
                for q in self.questions
            ],
            "shape": self.choice.shape,
            "unproven": {str(kind): why for kind, why in self.choice.unproven.items()},
            "assumed": {fact: in_words(fact, value) for fact, value in self.choice.assumed.items()},
            "scores": [_line_data(line) for line in self.sheet],
            "totals": {str(kind): dataclasses.asdict(totals[kind]) for kind, _ in self.choice.ranking},
            "would_change": self.turns,
            "runbook": self.runbook,
            "tools": [dataclasses.asdict(tool) for tool in self.tools],
        }


@dataclass(frozen=True, slots=True)
class MapAdvice:
    """The recommendations for the flows of a map, and the style for the map as a whole. platform: how many flows of
    the platform itself (discovery, monitoring, ...) were left out."""

    flows: list[FlowAdvice]
    style: StyleAdvice
    platform: int = 0

    def data(self) -> dict[str, Any]:
        """The advice for machines: one short row per flow."""
        return {
            "flows": [_row_data(advice) for advice in self.flows],
            "platform_flows_left_out": self.platform,
            "style": dataclasses.asdict(self.style),
        }


def advise_flow(
    flow: Flow, imap: IntegrationMap, catalog: Catalog, book: Book, facts: Mapping[str, Any] | None = None
) -> FlowAdvice:
    """Everything about one flow; `facts` (what-if) outweigh what the map says."""
    return _advise(flow, with_facts(situation_of_flow(flow, imap, catalog), dict(facts or {})), imap, catalog, book)


def advise_map(
    imap: IntegrationMap,
    catalog: Catalog,
    book: Book,
    facts: Mapping[str, Any] | None = None,
    estate: Mapping[str, Any] | None = None,
) -> MapAdvice:
    """All business flows that nobody rejected, and the style. `facts` hold for every flow, `estate` for the whole."""
    alive = [flow for flow in imap.flows if flow.status is not FlowStatus.REJECTED]
    flows = [flow for flow in alive if flow.tier is Tier.CORE]
    situations = {flow.id: with_facts(situation_of_flow(flow, imap, catalog), dict(facts or {})) for flow in flows}
    advice = [_advise(flow, situations[flow.id], imap, catalog, book) for flow in flows]
    land = dataclasses.replace(landscape_of_map(imap, situations), **dict(estate or {}))
    return MapAdvice(advice, recommend_style(land, book), len(alive) - len(flows))


def _advise(flow: Flow, situation: Situation, imap: IntegrationMap, catalog: Catalog, book: Book) -> FlowAdvice:
    made = choose(situation, book)
    kinds = tuple(kind for kind, _ in made.ranking)
    stated = {name: getattr(flow, name) for name in ("owner", "sla", "retry", "dead_letter", "idempotency")}
    return FlowAdvice(
        flow=flow,
        recommendation=recommend(situation, book),
        choice=made,
        sheet=lines(situation, made.situation, made.shape, kinds, book),
        questions=questions(situation, made, book),
        turns=turning_points(situation, made, book),
        runbook=runbook(made.connector, stated),
        tools=tool_options(made.connector, catalog, _products(imap)),
    )


def _products(imap: IntegrationMap) -> Sequence[str]:
    return [system.vendor for system in imap.systems if system.vendor]


def _line_data(line: Line) -> dict[str, Any]:
    marks = {str(kind): dataclasses.asdict(mark) for kind, mark in line.marks.items()}
    return {"criterion": line.criterion, "title": line.title, "weight": line.weight, "scores": marks}


def _row_data(advice: FlowAdvice) -> dict[str, Any]:
    runner_up: ConnectorKind | None = advice.recommendation.runner_up
    return {
        "flow": advice.flow.id,
        "built_as": str(advice.flow.connector),
        "connector": str(advice.recommendation.connector),
        "runner_up": str(runner_up) if runner_up else None,
        "because": advice.recommendation.because,
        "questions": [question.fact for question in advice.questions],
        "warnings": advice.recommendation.warnings,
    }
