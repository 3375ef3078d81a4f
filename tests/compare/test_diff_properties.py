"""What holds for the difference of any two maps."""

from hypothesis import given, settings
from hypothesis import strategies as st

from mapgen.compare.diff import diff_maps
from mapgen.compare.drift import check_drift
from mapgen.model.flow import Flow
from mapgen.model.integration_map import IntegrationMap
from mapgen.model.vocabulary import ConnectorKind, FlowStatus, FlowTransport
from tests.compare.maps import estate, flow

SYSTEMS = ("shop", "crm", "erp", "bus")


@st.composite
def flows(draw: st.DrawFn) -> Flow:
    """A flow between two of few systems."""
    source, target = draw(st.permutations(SYSTEMS))[:2]
    return flow(
        source,
        target,
        draw(st.sampled_from(["", "a", "b"])),
        transport=draw(st.sampled_from([FlowTransport.HTTP, FlowTransport.MESSAGING])),
        connector=draw(st.sampled_from(list(ConnectorKind))),
        status=draw(st.sampled_from(list(FlowStatus))),
    )


def maps() -> st.SearchStrategy[IntegrationMap]:
    """A map whose flows differ in fingerprint."""
    return st.lists(flows(), max_size=8, unique_by=lambda item: item.fingerprint).map(lambda made: estate(*made))


@given(maps())
@settings(max_examples=50)
def test_no_map_differs_from_itself(imap: IntegrationMap) -> None:
    assert diff_maps(imap, imap).empty


@given(maps(), maps())
@settings(max_examples=50)
def test_every_flow_is_accounted_for_exactly_once(before: IntegrationMap, after: IntegrationMap) -> None:
    diff = diff_maps(before, after)
    paired = (*diff.changed_flows, *diff.moved_flows, *diff.same_flows)
    old = [*diff.vanished_flows, *(change.before for change in paired)]
    new = [*diff.new_flows, *(change.after for change in paired)]
    assert sorted(f.fingerprint for f in old) == sorted(f.fingerprint for f in before.flows)
    assert sorted(f.fingerprint for f in new) == sorted(f.fingerprint for f in after.flows)


@given(maps(), maps())
@settings(max_examples=50)
def test_what_is_new_one_way_has_vanished_the_other_way(before: IntegrationMap, after: IntegrationMap) -> None:
    there, back = diff_maps(before, after), diff_maps(after, before)
    assert there.new_flows == back.vanished_flows
    assert there.vanished_flows == back.new_flows
    assert len(there.changed_flows) == len(back.changed_flows)


@given(maps(), maps())
@settings(max_examples=50)
def test_nothing_fails_a_check_that_may_not_fail(before: IntegrationMap, after: IntegrationMap) -> None:
    assert check_drift(before, after, frozenset()).exit_code == 0
