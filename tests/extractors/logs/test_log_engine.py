"""The common machinery: histograms, agents, masking, reading, unwrapping, merging, limits."""

from __future__ import annotations

import gzip
import math
import pickle
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.logs import LogFile, best_extractor
from extractors.logs.engine import histogram
from extractors.logs.engine.agents import caller_class, product
from extractors.logs.engine.callers import caller, host_key
from extractors.logs.engine.event import Event
from extractors.logs.engine.masking import EXCERPT_LIMIT, mask
from extractors.logs.engine.parallel import map_parallel
from extractors.logs.engine.partial import Partial
from extractors.logs.engine.reading import LineBlocks, split_ranges
from extractors.logs.engine.times import iso_utc
from extractors.logs.engine.unwrap import unwrapper
from extractors.logs.formats.access import AccessLog
from mapgen.model.facts import Noticed, TrafficObserved

LINE = '10.0.0.5 - - [02/Mar/2026:06:00:0{second} +0000] "GET /v1/{path} HTTP/1.1" 200 5 "-" "worker/1.0"\n'


def write_access(path: Path, count: int) -> Path:
    path.write_text("".join(LINE.format(second=i % 10, path=f"items/{i}" if i % 3 else "ping2") for i in range(count)))
    return path


def facts_of(path: Path) -> list[object]:
    return list(best_extractor(path).extract_log(str(path), LogFile(path, path.parent)))


@given(st.lists(st.floats(min_value=1, max_value=70_000), min_size=1, max_size=200), st.sampled_from([0.5, 0.95]))
def test_quantiles_are_within_two_and_a_half_percent(values: list[float], share: float) -> None:
    counts: histogram.Histogram = {}
    for value in values:
        histogram.add(counts, value)
    exact = sorted(values)[max(1, math.ceil(share * len(values) - 1e-9)) - 1]
    found = histogram.quantile(counts, share)
    assert found is not None
    assert abs(found - exact) <= 0.0251 * exact


def test_buckets_stay_within_their_number() -> None:
    assert [histogram.bucket(ms) for ms in (-1, 0, 1, 1e9, math.inf, math.nan)] == [0, 0, 0, 231, 231, 0]


@pytest.mark.parametrize(
    ("agent", "name", "kind"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/131.0.0.0 Safari/537.36", "browser", "browser"),
        ("Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)", "bingbot", "crawler"),
        ("Mozilla/5.0 (compatible; MSIE 10.0; Windows NT 6.1)", "browser", "browser"),
        ("Mozilla/5.0 zgrab/0.x", "zgrab", "scanner"),
        ("Mozilla/5.00 (Nikto/2.1.6) (Evasions:None) (Test:Port Check)", "Nikto", "scanner"),
        ("kube-probe/1.31", "kube-probe", "probe"),
        ("ELB-HealthChecker/2.0", "ELB-HealthChecker", "probe"),
        ("HubSpot Connect 2.0 (http://dev.hubspot.com/) - WebHooks", "HubSpot Connect", ""),
        ("billing-service/1.4.2 (go-http; prod)", "billing-service", ""),
        ("Apache-HttpClient/5.3 (Java/21.0.2)", "Apache-HttpClient", ""),
        ("-", "", ""),
    ],
)
def test_user_agents_have_a_product_and_a_class(agent: str, name: str, kind: str) -> None:
    assert (product(agent), caller_class(product(agent))) == (name, kind)


def test_public_addresses_are_not_kept() -> None:
    assert caller("-", "203.0.113.9") == ("clients", "clients")
    assert caller("-", "10.1.2.3") == ("10.1.2.3", "ip")


def test_cluster_names_and_default_ports_are_shortened() -> None:
    assert host_key("CRM.prod.svc.cluster.local:8080") == "crm.prod:8080"
    assert host_key("api.example.com:443") == "api.example.com"


@pytest.mark.parametrize(
    ("secret", "line"),
    [
        ("hunter2", "GET /x?password=hunter2 HTTP/1.1"),
        ("1550939640", "GET /core.css?1550939640 HTTP/1.1"),
        ("carol", "CORP\\carol signed in"),
        ("tail", '{"password": "ab\\"tail"}'),
        ("hunter2", '{"event": "{\\"password\\":\\"hunter2\\"}"}'),
        ("hunter2", '{"db_password": "hunter2"}'),
        ("jane", "mail from jane.doe@example.com"),
        ("jane", "/users/jane%40example.com"),
        ("10.1.2.3", "client 10.1.2.3 connected"),
        ("2001:db8", "from 2001:db8::8a2e:370:7334 ok"),
        ("abcdef123456", "Authorization: Bearer abcdef123456"),
        ("s3cr3t", "postgres://app:s3cr3t@db/crm"),
        ("alice", '198.51.100.1 - alice [02/Mar/2026:06:00:00 +0000] "GET / HTTP/1.1" 200 1'),
    ],
)
def test_samples_are_masked(secret: str, line: str) -> None:
    assert secret not in mask(line)


def test_masking_keeps_what_is_evidence() -> None:
    shown = mask('10.0.0.1 - - [02/Mar/2026:06:00:00 +0000] "GET /v1/deals?limit=5 HTTP/1.1" 200 5 "-" "x/1.0.0.0"')
    assert shown == '*.*.*.* - - [02/Mar/2026:06:00:00 +0000] "GET /v1/deals?limit=* HTTP/1.1" 200 5 "-" "x/1.0.0.0"'


@given(st.binary(max_size=3000))
def test_masking_any_bytes_is_short_and_without_control_characters(line: bytes) -> None:
    shown = mask(line)
    assert len(shown) <= EXCERPT_LIMIT
    assert not any(ord(char) < 32 and char not in "\t\n" for char in shown)


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("02/Mar/2026:06:00:00 +0130", "2026-03-02T04:30:00Z"),
        ("2026-03-02T06:00:00.123Z", "2026-03-02T06:00:00Z"),
        ("2026-03-02 06:00:00+02:00", "2026-03-02T04:00:00Z"),
        ("1772431200", "2026-03-02T06:00:00Z"),
        ("1772431200123456789", "2026-03-02T06:00:00Z"),
        ("Mon Mar  2 06:00:00 2026", "2026-03-02T06:00:00Z"),
        ("99/Foo/2026:06:00:00 +0000", ""),
        ("soon", ""),
    ],
)
def test_times_become_utc(raw: str, iso: str) -> None:
    assert iso_utc(raw) == iso


@settings(max_examples=40, deadline=None)
@given(st.lists(st.binary(max_size=30).filter(lambda b: b"\n" not in b), max_size=40), st.integers(1, 7))
def test_ranges_cover_every_line_once(tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], parts: int) -> None:
    path = tmp_path_factory.mktemp("ranges") / "log"
    path.write_bytes(b"\x20" + b"\n".join(lines))
    read = [
        line
        for start, end in split_ranges(str(path), parts)
        for block in LineBlocks(str(path), start, end)
        for line in block
    ]
    assert b"\n".join(read).rstrip(b"\n") == path.read_bytes().rstrip(b"\n")


def test_chunks_merge_to_the_whole(tmp_path: Path) -> None:
    path = write_access(tmp_path / "access.log", 500)
    extractor = AccessLog()
    whole = list(extractor.facts(extractor.map_chunk(str(path)), LogFile(path, tmp_path)))
    merged = Partial()
    for start, end in split_ranges(str(path), 4):
        merged.merge(pickle.loads(pickle.dumps(extractor.map_chunk(str(path), start, end))))
    assert list(extractor.facts(merged, LogFile(path, tmp_path))) == whole


def test_processes_give_the_same_facts(tmp_path: Path) -> None:
    path = write_access(tmp_path / "access.log", 300)
    extractor = AccessLog()
    together = list(extractor.facts(map_parallel(extractor, str(path), 2), LogFile(path, tmp_path)))
    assert together == list(extractor.extract_log(str(path), LogFile(path, tmp_path)))


def test_the_group_table_stays_within_its_limit_and_counts_stay_exact() -> None:
    partial = Partial(max_groups=100)
    for i in range(5_000):
        word = "".join(chr(97 + (i // 26**k) % 26) for k in range(5))
        partial.add(Event(source="a", target="b", method="GET", path=f"/x/{word}"), i + 1, b"line")
    assert len(partial.groups) <= 100
    assert sum(group.count for group in partial.groups.values()) == 5_000


def test_a_gzip_file_is_read_like_a_plain_one(tmp_path: Path) -> None:
    plain = write_access(tmp_path / "access.log", 30)
    packed = tmp_path / "access.log.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    counts = [sum(f.count for f in facts_of(path) if isinstance(f, TrafficObserved)) for path in (plain, packed)]
    assert counts == [30, 30]


def test_a_truncated_gzip_file_is_reported(tmp_path: Path) -> None:
    plain = write_access(tmp_path / "access.log", 3_000)
    packed = tmp_path / "access.log.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes())[:-200])
    assert [f.code for f in facts_of(packed) if isinstance(f, Noticed)] == ["log.unreadable"]


def test_a_zstd_log_is_read_like_the_plain_one(tmp_path: Path) -> None:
    plain = write_access(tmp_path / "access.log", 300)
    packed = tmp_path / "access.log.zst"
    packed.write_bytes(zstandard.compress(plain.read_bytes()))
    counts = [sum(f.count for f in facts_of(path) if isinstance(f, TrafficObserved)) for path in (plain, packed)]
    assert counts == [300, 300]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\x7fELF\x02\x01\x01\x00\x00\x00" * 50, "log.unsupported"),
        (b"", "log.empty"),
        (b"\x28\xb5\x2f\xfd rest", "log.unreadable"),
        (b"\x1f\x8b broken", "log.unreadable"),
        (b"just some prose\n", "log.unsupported"),
    ],
)
def test_files_that_cannot_be_read_are_named(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "odd.log"
    path.write_bytes(content)
    assert [f.code for f in facts_of(path) if isinstance(f, Noticed)] == [code]


def test_overlong_lines_and_foreign_bytes_are_counted(tmp_path: Path) -> None:
    path = write_access(tmp_path / "access.log", 20)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes() + b"x" * 3_000_000 + b"\n\xff\xfe\x81\n")
    found = facts_of(path)
    assert sum(f.count for f in found if isinstance(f, TrafficObserved)) == 20
    reasons = {f.message for f in found if isinstance(f, Noticed)}
    assert reasons == {"1 lines left out: line longer than 1 MB", "1 lines left out: not an access log line"}


@pytest.mark.parametrize(
    ("wrapped", "bare"),
    [
        (b"2026-03-02T06:00:00.1234567+01:00 stdout F hello", b"hello"),
        (b"web-1  | hello", b"hello"),
        (b"Mar  2 06:00:00 host nginx: hello", b"hello"),
        (b"<134>1 2026-03-02T06:00:00Z host nginx 123 - - hello", b"hello"),
        (b'{"log":"hello\\n","stream":"stdout"}', b"hello"),
        (b"\x1b[32mhello\x1b[0m", b"hello"),
    ],
)
def test_wrapping_is_taken_off(wrapped: bytes, bare: bytes) -> None:
    unwrap = unwrapper(wrapped + b"\n" + wrapped)
    assert unwrap is not None
    assert unwrap([wrapped]) == [bare]


def test_partial_container_lines_are_joined() -> None:
    lines = [b"2026-03-02T06:00:00.1Z stdout P he", b"2026-03-02T06:00:00.1Z stdout F llo"]
    unwrap = unwrapper(b"\n".join(lines))
    assert unwrap is not None
    assert unwrap(lines) == [b"", b"hello"]
