"""Synthetic secrets and look-alikes.

Secrets are put together at run time from a seeded generator, so that no scanner takes this repository for a leak.
"""

from __future__ import annotations

import random
import string

HEX = "0123456789abcdef"
ALNUM = string.ascii_letters + string.digits
UPPER = string.ascii_uppercase + string.digits
B64 = ALNUM + "+/"
URLSAFE = ALNUM + "-_"
_random = random.Random(20_261_122)


def rand(length: int, alphabet: str = ALNUM) -> str:
    """A random string that starts and ends alphanumerically."""
    core = "".join(_random.choice(alphabet) for _ in range(length - 2))
    ends = [char for char in alphabet if char.isalnum()]
    return _random.choice(ends) + core + _random.choice(ends)


def join(*parts: str) -> str:
    return "".join(parts)


def uuid() -> str:
    return "-".join(rand(size, HEX) for size in (8, 4, 4, 4, 12))


def secrets() -> list[tuple[str, str, str]]:
    """(kind, text with the secret in context, the secret)."""
    made: list[tuple[str, str, str]] = []

    def add(kind: str, secret: str, *contexts: str) -> None:
        made.extend((kind, context.replace("@@", secret), secret) for context in contexts)

    add("aws-access-key", join("AK", "IA", rand(16, UPPER)), "key @@ here", 'aws_access_key_id = "@@"')
    add("aws-secret-key", rand(40, B64), "aws_secret_access_key = @@", 'AWS_SECRET_ACCESS_KEY: "@@"')
    add("gcp-api-key", join("AI", "za", rand(35, URLSAFE)), "https://maps.x.com/?key=@@", "const k = '@@';")
    add("gcp-client-secret", join("GOC", "SPX-", rand(28, URLSAFE)), "secret: @@")
    add("google-oauth", join("ya", "29.", rand(60, URLSAFE)), "token @@")
    add("azure-client-secret", join(rand(3), "8", "Q~", rand(34)), 'value = "@@"')
    add("azure-storage", rand(86, B64) + "==", "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=@@;Suffix=x")
    add("azure-servicebus", rand(43, B64) + "=", "Endpoint=sb://x.net/;SharedAccessKeyName=Root;SharedAccessKey=@@")
    add("azure-sas", rand(44), "https://a.blob.core.windows.net/c?sv=2023&sig=@@&se=2026")
    for prefix in ("p", "o", "u", "s", "r"):
        add("github", join("gh", prefix, "_", rand(36)), "remote @@")
    add("github-fine", join("github", "_pat_", rand(22), "_", rand(59)), "GH=@@")
    add("gitlab", join("gl", "pat-", rand(20)), "run: curl --header 'X: @@'")
    add("slack-bot", join("xo", "xb-", rand(12, string.digits), "-", rand(24)), "slack @@ ok")
    add("slack-app", join("xa", "pp-1-", rand(10, UPPER), "-", rand(12, string.digits)), "app @@")
    add(
        "slack-webhook", join(rand(9, UPPER), "/", rand(9, UPPER), "/", rand(24)), "https://hooks.slack.com/services/@@"
    )
    add("discord-webhook", join(rand(18, string.digits), "/", rand(68)), "https://discord.com/api/webhooks/@@")
    add("teams-webhook", join(uuid(), "@", uuid()), "https://acme.webhook.office.com/webhookb2/@@")
    add("zapier-webhook", "1234567/" + rand(7), "https://hooks.zapier.com/hooks/catch/@@")
    add("make-webhook", rand(32), "POST https://hook.eu1.make.com/@@")
    add("stripe", join("sk", "_live_", rand(24)), 'Stripe("@@")', "stripe @@")
    add("stripe-test", join("sk", "_test_", rand(24)), "key=@@")
    add("stripe-restricted", join("rk", "_live_", rand(24)), "k: @@")
    add("stripe-webhook", join("wh", "sec_", rand(32)), "verify(body, '@@')")
    add("square", join("sq0", "atp-", rand(22)), "square: @@")
    add("twilio", join("S", "K", rand(32, HEX)), "client('@@')")
    add("sendgrid", join("S", "G.", rand(22), ".", rand(43)), "mail @@")
    add("mailgun", join("ke", "y-", rand(32, HEX)), "api:@@")
    add("mailchimp", join(rand(32, HEX), "-us", "12"), "mc '@@'")
    add("npm", join("np", "m_", rand(36)), "//registry/:_authToken=@@")
    add("pypi", join("py", "pi-", rand(80)), "upload @@")
    add("docker", join("dckr", "_pat_", rand(27)), "docker login -p @@")
    add("openai", join("s", "k-proj-", rand(48)), "openai @@")
    add("openai-old", join("s", "k-", rand(48)), "x = '@@'")
    add("anthropic-like", join("s", "k-ant-api03-", rand(60)), "y = '@@'")
    add("huggingface", join("h", "f_", rand(34)), "hub @@")
    add("telegram", join(rand(10, "123456789"), ":A", "A", rand(33)), "bot@@/send", "tg @@")
    add("shopify", join("shp", "at_", rand(32, HEX)), "shop @@")
    add("hubspot", join("pa", "t-na1-", uuid()), "crm @@")
    add("databricks", join("da", "pi", rand(32, HEX)), "dbx @@")
    add("digitalocean", join("do", "p_v1_", rand(64, HEX)), "do @@")
    add("grafana", join("gl", "sa_", rand(32), "_", rand(8, HEX)), "grafana @@")
    add("linear", join("li", "n_api_", rand(40)), "linear @@")
    add("notion", join("nt", "n_", rand(46)), "notion @@")
    add("new-relic", join("NR", "AK-", rand(27, UPPER)), "nr @@")
    add("vault", join("hv", "s.", rand(40)), "vault @@")
    add("airtable", join("pa", "t", rand(14), ".", rand(64, HEX)), "air @@")
    add("postman", join("PM", "AK-", rand(24, HEX), "-", rand(34, HEX)), "pm @@")
    add("supabase", join("sb", "p_", rand(40, HEX)), "sb @@")
    jwt = join("ey", "J", rand(30), ".ey", "J", rand(60), ".", rand(43, URLSAFE))
    add("jwt", jwt, "cookie @@", "Authorization: Bearer @@", 'const t = "@@"')
    pem = join("MII", rand(60, B64), "\n", rand(64, B64))
    begin, end = join("-----BEGIN RSA PRIV", "ATE KEY-----"), join("-----END RSA PRIV", "ATE KEY-----")
    add("pem", pem, f"{begin}\n@@\n{end}", f"key: |\n{begin}\n@@")
    for scheme in ("postgres", "mongodb+srv", "amqp", "redis", "https"):
        add("url-password", rand(12), f"{scheme}://crm:@@@db.internal:5432/crm", f'url = "{scheme}://:@@@host/x"')
    add("url-token", rand(24) + "7", "git clone https://@@@github.com/acme/x")
    add("authorization-basic", rand(24, B64) + "==", "Authorization: Basic @@", 'headers["Authorization"] = "Basic @@"')
    add("bearer", rand(40), "-H 'Authorization: Bearer @@'", "Bearer @@")
    add("api-key-header", rand(32, HEX), "X-Api-Key: @@", "'x-api-key': '@@'")
    add("password-env", "hunter2!x", "DB_PASSWORD=@@", "export PGPASSWORD=@@", "- MYSQL_ROOT_PASSWORD=@@")
    add("password-special", "a&b;c(d)9", "DB_PASSWORD=@@")
    add("password-yaml", "Tr0ub4dor", "password: @@", "  spring.datasource.password: @@", "db.password = @@")
    add("password-quoted", "pa ss wo:rd 1", 'password: "@@"', "password = '@@'", '"dbPassword": "@@"')
    add(
        "password-call",
        "S3cr3tPw",
        'ds.setPassword("@@")',
        'props.put("password", "@@")',
        "define('DB_PASSWORD', '@@')",
    )
    add("password-k8s", "0pen5esame", "- name: DB_PASSWORD\n  value: @@", '{"name": "API_TOKEN", "value": "@@"}')
    add("password-xml", "x9K2mmQ", "<password>@@</password>", '<property name="password" value="@@"/>')
    add("password-flag", "w0rd4you", "mysql --password @@", "psql --password=@@", "curl -u admin:@@ https://x")
    add("password-connection", "Qwe-123", "Server=db;User Id=crm;Password=@@;Database=x", '"Server=db;Pwd=@@;"')
    add("password-docker", "d0ck3rPw", "ENV DB_PASSWORD @@", "ARG NPM_TOKEN=@@")
    add("client-secret-uuid", uuid(), "client_secret: @@", "clientSecret = '@@'")
    add("query-token", rand(20), "GET /x?access_token=@@&y=1", "https://x.io/a?api_key=@@")
    add("session-cookie", rand(32), "Cookie: session=@@")
    add("secret-key-base", rand(64, HEX), "SECRET_KEY_BASE=@@", "secret_key_base: @@")
    add("netrc", "n3trcPw", "machine x.io login bob password @@")
    return made


def personal() -> list[tuple[str, str, str]]:
    """(kind, text, personal datum)."""
    at = "@"
    return [
        ("email", f"to: jane.doe{at}acme.com", f"jane.doe{at}acme.com"),
        ("email", f"<bob+crm{at}mail.acme.co.uk>", f"bob+crm{at}mail.acme.co.uk"),
        ("phone", "call +49 30 1234 5678 now", "+49 30 1234 5678"),
        ("phone", "tel: (415) 555-2671", "(415) 555-2671"),
        ("card", "pan=4111 1111 1111 1111", "4111 1111 1111 1111"),
        ("card", "card 378282246310005.", "378282246310005"),
        ("iban", "IBAN DE89 3704 0044 0532 0130 00", "DE89 3704 0044 0532 0130 00"),
        ("iban", "pay GB29NWBK60161331926819", "GB29NWBK60161331926819"),
        ("ssn", "ssn: 078-05-1120", "078-05-1120"),
        ("ip", "client 93.184.216.34 asked", "93.184.216.34"),
        ("ip", "addr=2606:2800:220:1:248:1893:25c8:1946", "2606:2800:220:1:248:1893:25c8:1946"),
    ]


def look_alikes() -> list[str]:
    """Texts that must stay as they are."""
    sha = rand(40, HEX)
    return [
        f"commit {sha}",
        f"image: crm@sha256:{rand(64, HEX)}",
        f"id: {uuid()}",
        f"request_id={uuid()}",
        f"integrity sha512-{rand(86, B64)}==",
        f"uses: actions/checkout@{sha}",
        "password: ${DB_PASSWORD}",
        "password: ${DB_PASSWORD:changeme}",
        "DB_PASSWORD=$DB_PASSWORD",
        "apiKey: <your-api-key>",
        "api_key: YOUR_API_KEY",
        "token: changeme",
        "SECRET_KEY=xxxxxxxxxxxx",
        "password: '********'",
        "password: {{ .Values.db.password }}",
        "secret: !Ref DbSecret",
        "secret: arn:aws:secretsmanager:eu-west-1:123456789012:secret:crm",
        "password_file: /run/secrets/db_password",
        "DB_PASSWORD_FILE=/run/secrets/db_password",
        "secretName: crm-db-credentials",
        "secretKeyRef:\n  name: crm-db\n  key: password",
        "valueFrom: secretKeyRef",
        "token_url: https://auth.acme.com/oauth/token",
        "tokenEndpoint = 'https://login.acme.com/token'",
        "accessTokenUri: http://auth-service:5000/uaa/oauth/token",
        "max_tokens: 4096",
        "tokenizer = Tokenizer()",
        "password = os.environ['DB_PASSWORD']",
        "const token = process.env.STRIPE_SECRET_KEY;",
        "api_key=os.getenv('STRIPE_API_KEY')",
        "password: str",
        "password: string;",
        "String password;",
        "token = get_token()",
        "self.token = token",
        "secret = settings.WEBHOOK_SECRET",
        "apiKey: config.apiKey,",
        "passwordEncoder.matches(raw, user.password)",
        '@Value("${stripe.api-key}") String apiKey',
        "getSecret('stripe-api-key')",
        "Authorization: Bearer ${TOKEN}",
        "Authorization: `Bearer ${token}`",
        "headers: {Authorization: authHeader(token)}",
        "postgres://crm:${DB_PASS}@db:5432/crm",
        "postgres://db.internal:5432/crm",
        "http://orders:8080/api/v1/orders",
        "kafka:9092",
        "topic: crm.contact.updated",
        "git@github.com:acme/crm.git",
        "https://api.hubapi.com/crm/v3/objects/contacts",
        "version: 10.4.2.1",
        "image: redis:7.2.4-alpine",
        "bind 0.0.0.0:8080",
        "proxy_pass http://10.0.3.7:8080;",
        "127.0.0.1 - - [10/Oct/2026:13:55:36 +0000] GET / 200",
        "timestamp: 1700000000000",
        "order 4111111111111112 shipped",
        "part 123-456-78",
        "sk-spinner-double-bounce",
        "npm install lodash@4.17.21",
        "grid-template: key-value-list",
        "SCREAMING_SNAKE_SECRET_NAME",
        "ssh-rsa-key-type",
        "x-request-id header",
        "background: url(logo@2x.png)",
        "password is required",
        "Host=${DB_HOST};Username=crm;Password=${DB_PASSWORD};Database=crm",
        'CLEARBIT_KEY = Secret("env", "CLEARBIT_KEY")',
        "headers = {'Authorization': f\"Token {token}\"}",
        "headers: {'Authorization': 'Bearer ' + token},",
        "if ('authorization' == $section) {",
        "if old_password == new_password:",
        "id-token: write",
        "placeholder: 'jane@example.com'",
        "max = +999999999",
    ]
