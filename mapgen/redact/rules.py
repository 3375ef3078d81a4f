"""Token shapes that are secrets wherever they stand, as data: one row per shape.

To add one: a row here and an example in `tests/redact/samples.py`. Every quantifier is bounded or over one
character class without overlap to what follows, so that matching takes linear time. Shapes are those the
issuing services document for their tokens.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TokenRule:
    """A secret's shape. `anchors`: one of these stands in every match, so texts without any are skipped fast.

    Group 1 of the pattern, when there is one, is the secret part; otherwise the whole match is.
    """

    id: str
    anchors: tuple[str, ...]
    pattern: re.Pattern[str]


def _rule(name: str, anchors: str, pattern: str) -> TokenRule:
    return TokenRule(name, tuple(anchors.split()), re.compile(rf"(?<![A-Za-z0-9])(?:{pattern})"))


TOKEN_RULES: tuple[TokenRule, ...] = (
    _rule(
        "private-key", "PRIVATE", r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[^-]*(?:-----END[^-\n]*-----)?"
    ),
    _rule("jwt", "eyJ", r"eyJ[\w-]{8,4000}\.eyJ[\w-]{8,8000}(?:\.[\w-]{0,2000})?"),
    _rule("aws-access-key", "AKIA ASIA ABIA ACCA", r"(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])"),
    _rule("aws-bedrock-key", "ABSK", r"ABSK[A-Za-z0-9+/]{60,300}={0,2}"),
    _rule("gcp-api-key", "AIza", r"AIza[\w-]{35}"),
    _rule("gcp-client-secret", "GOCSPX-", r"GOCSPX-[\w-]{20,60}"),
    _rule("google-oauth-token", "ya29. 1//0", r"ya29\.[\w-]{20,1000}|1//0[\w-]{30,200}"),
    _rule("azure-client-secret", "Q~", r"[\w.~-]{3}\dQ~[\w.~-]{31,34}"),
    _rule("azure-storage-key", "AccountKey=", r"AccountKey=([A-Za-z0-9+/]{40,200}={0,2})"),
    _rule("azure-shared-access", "SharedAccessKey=", r"SharedAccessKey=([A-Za-z0-9+/]{20,200}={0,2})"),
    _rule(
        "github-token", "ghp_ gho_ ghu_ ghs_ ghr_ github_pat_", r"gh[pousr]_[A-Za-z0-9]{30,255}|github_pat_\w{22,255}"
    ),
    _rule("gitlab-token", "gl", r"gl(?:pat|ptt|dt|rt|rtr|cbt|oas|ft|soat|agent|imt|ffct)-[\w-]{20,300}"),
    _rule("slack-token", "xox xapp-", r"xox[abeoprs](?:\.xox[abp])?-[A-Za-z0-9-]{10,300}|xapp-\d-[A-Za-z0-9-]{20,300}"),
    _rule(
        "slack-webhook",
        "hooks.slack.com",
        r"https?://hooks\.slack\.com/(?:services|workflows|triggers)/([\w/-]{10,300})",
    ),
    _rule(
        "discord-webhook",
        "/api/webhooks/",
        r"https?://[\w.]{0,40}discord(?:app)?\.com/api/webhooks/(\d{5,25}/[\w-]{20,120})",
    ),
    _rule("discord-token", ".", r"[MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,45}(?![\w-])"),
    _rule("teams-webhook", "webhook.office.com", r"https?://[\w.-]{1,80}webhook\.office\.com/([\w@/-]{20,400})"),
    _rule("zapier-webhook", "hooks.zapier.com", r"https?://hooks\.zapier\.com/hooks/catch/([\w/-]{6,200})"),
    _rule(
        "make-webhook", ".make.com/ .integromat.com/", r"https?://hook\.[\w.]{0,20}(?:make|integromat)\.com/(\w{16,80})"
    ),
    _rule("stripe-key", "sk_ rk_", r"[sr]k_(?:live|test)_[A-Za-z0-9]{10,250}"),
    _rule("webhook-signing-secret", "whsec_", r"whsec_[A-Za-z0-9+/]{16,120}={0,2}"),
    _rule("square-token", "sq0 EAAA", r"sq0(?:atp|csp|idp)-[\w-]{22,60}|EAAA[\w-]{56,64}(?![\w-])"),
    _rule("braintree-token", "access_token$", r"access_token\$(?:production|sandbox)\$[0-9a-z]{16}\$[0-9a-f]{32}"),
    _rule("twilio-key", "SK", r"SK[0-9a-f]{32}(?![A-Za-z0-9])"),
    _rule("sendgrid-key", "SG.", r"SG\.[\w-]{16,40}\.[\w-]{16,80}"),
    _rule("mailgun-key", "key-", r"key-[0-9a-f]{32}(?![A-Za-z0-9])"),
    _rule("mailchimp-key", "-us", r"[0-9a-f]{32}-us\d{1,2}(?!\d)"),
    _rule("brevo-key", "xkeysib-", r"xkeysib-[0-9a-f]{40,80}-[A-Za-z0-9]{10,30}"),
    _rule("npm-token", "npm_", r"npm_[A-Za-z0-9]{36}"),
    _rule("pypi-token", "pypi-", r"pypi-[\w-]{50,300}"),
    _rule("rubygems-token", "rubygems_", r"rubygems_[0-9a-f]{48}"),
    _rule("docker-token", "dckr_", r"dckr_(?:pat|oat)_[\w-]{20,100}"),
    _rule("openai-key", "sk-", r"sk-(?:proj|svcacct|admin|ant|or)-[\w-]{20,300}|sk-[A-Za-z0-9]{20,100}(?![\w-])"),
    _rule("huggingface-token", "hf_", r"hf_[A-Za-z0-9]{30,50}"),
    _rule("replicate-token", "r8_", r"r8_[A-Za-z0-9]{30,50}"),
    _rule("groq-key", "gsk_", r"gsk_[A-Za-z0-9]{40,60}"),
    _rule("telegram-token", ":AA", r"(?:bot)?\d{8,10}:AA[\w-]{32,35}"),
    _rule("facebook-token", "EAA", r"EAA[A-Z][A-Za-z0-9]{60,300}"),
    _rule("shopify-token", "shp", r"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}"),
    _rule("hubspot-token", "pat-", r"pat-(?:na|eu|ap)\d-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
    _rule("salesforce-token", "!A", r"00D[A-Za-z0-9]{12,15}![\w.]{60,160}"),
    _rule("new-relic-key", "NRAK- NRII- NRJS-", r"NR(?:AK|II|JS)-[A-Za-z0-9_-]{19,40}"),
    _rule("sentry-token", "sntry", r"sntry[su]_[A-Za-z0-9+/=_]{40,400}"),
    _rule("grafana-token", "glsa_ glc_", r"glsa_[A-Za-z0-9]{32}_[0-9a-f]{8}|glc_[A-Za-z0-9+/]{32,400}={0,2}"),
    _rule("linear-key", "lin_", r"lin_(?:api|oauth)_[A-Za-z0-9]{32,64}"),
    _rule("notion-token", "secret_ ntn_", r"secret_[A-Za-z0-9]{43}(?![A-Za-z0-9])|ntn_[A-Za-z0-9]{40,60}"),
    _rule("figma-token", "figd_", r"figd_[\w-]{40,60}"),
    _rule("atlassian-token", "ATATT3 ATCTT3", r"AT[AC]TT3[\w=-]{60,300}"),
    _rule("asana-token", "/", r"[01]/\d{16}:[0-9a-f]{32}"),
    _rule("digitalocean-token", "_v1_", r"do[opr]_v1_[0-9a-f]{64}"),
    _rule("vault-token", "hvs. hvb. hvr.", r"hv[sbr]\.[\w-]{24,300}"),
    _rule("terraform-cloud-token", ".atlasv1.", r"[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,80}"),
    _rule("doppler-token", "dp.", r"dp\.(?:st|pt|ct|sa|scim|audit)\.[\w.-]{40,80}"),
    _rule("databricks-token", "dapi", r"dapi[0-9a-f]{32}(?:-\d)?(?![A-Za-z0-9])"),
    _rule("planetscale-token", "pscale_", r"pscale_(?:tkn|pw|oauth)_[\w.=-]{32,64}"),
    _rule("postman-key", "PMAK-", r"PMAK-[0-9a-f]{24}-[0-9a-f]{34}"),
    _rule("airtable-token", "pat", r"pat[A-Za-z0-9]{14}\.[0-9a-f]{64}"),
    _rule("supabase-key", "sbp_ sb_secret_", r"sbp_[0-9a-f]{40}|sb_secret_[\w-]{20,60}"),
    _rule("resend-key", "re_", r"re_[A-Za-z0-9]{8,12}_[A-Za-z0-9]{20,30}(?![A-Za-z0-9])"),
    _rule("age-key", "AGE-SECRET-KEY-", r"AGE-SECRET-KEY-1[0-9A-Z]{58}"),
    _rule("dynatrace-token", "dt0", r"dt0[a-z]\d{2}\.[A-Z0-9]{24}\.[A-Z0-9]{64}"),
    _rule("confluent-or-mapbox-secret", "sk.eyJ", r"sk\.eyJ[\w-]{20,300}\.[\w-]{10,60}"),
)
"""All shapes; the first that matches names the finding."""
