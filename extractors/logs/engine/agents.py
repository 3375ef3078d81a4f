"""User agents: the product behind the string, and what kind of caller it is."""

from __future__ import annotations

import re
from functools import lru_cache

BROWSER = "browser"
"""Product given to every interactive browser."""

_BOT = re.compile(r"([A-Za-z][\w.-]{0,40}?(?:bot|crawler|spider|slurp|hit)[\w-]{0,20})\b", re.I)
_NAMED = re.compile(r"compatible; ([A-Za-z][\w .-]{1,40}?)[/;)]")
_VERSION_TAIL = re.compile(r"[ /]v?\d+(?:\.\d+)*\S*$")
_UNPRINTABLE = re.compile(r"[^\x20-\x7e]")

_SCANNERS = frozenset(
    "nikto sqlmap zgrab masscan nmap nuclei gobuster dirbuster dirb wpscan acunetix nessus openvas censysinspect "
    "shodan l9explore l9tcpid zmap feroxbuster ffuf jorgee arachni w3af whatweb zmeu morfeus expanse netsparker hydra "
    "internet-measurement fuzz".split()
)
_SCANNER_NAMES = re.compile(r"\b(" + "|".join(sorted(_SCANNERS)) + r")\b", re.I)
_PROBES = re.compile(
    r"kube-probe|healthcheck|health[ -]check|googlehc|uptimerobot|pingdom|statuscake|site24x7|newrelicpinger"
    r"|blackbox-exporter|check_http|cloudwatchsynthetics|betteruptime|route ?53",
    re.I,
)
_CRAWLER = re.compile(r"bot\b|bot[-_]|crawler|spider|slurp|externalhit|mediapartners|archiver", re.I)


@lru_cache(maxsize=50_000)
def product(agent: str) -> str:
    """The product name of a user agent: "browser" for browsers, the bot's or scanner's name, else the first
    product without its version; "" when there is none."""
    agent = _UNPRINTABLE.sub("", agent).strip().strip('"')
    if not agent or agent == "-":
        return ""
    if agent.startswith(("Mozilla/", "Opera/")):
        return _behind_mozilla(agent)
    head = agent.split("(", 1)[0].strip() or agent
    first = head.split(" ", 1)[0]
    name = first.partition("/")[0] if "/" in first else _VERSION_TAIL.sub("", head)
    return name.strip(" -;,")[:60] or agent[:60]


def _behind_mozilla(agent: str) -> str:
    if scanner := _SCANNER_NAMES.search(agent):
        return scanner[1]
    if bot := _BOT.search(agent):
        return bot[1]
    named = _NAMED.search(agent)
    if named and not named[1].startswith(("MSIE", "Konqueror", "Windows", "Trident")):
        return named[1].split("/")[0]
    return BROWSER


@lru_cache(maxsize=50_000)
def caller_class(name: str) -> str:
    """What a product name says about the caller: scanner, probe, crawler, browser or "" (an application)."""
    if _SCANNER_NAMES.search(name):
        return "scanner"
    if _PROBES.search(name):
        return "probe"
    if _CRAWLER.search(name):
        return "crawler"
    return BROWSER if name == BROWSER else ""
