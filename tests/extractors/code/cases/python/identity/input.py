from authlib.integrations.flask_client import OAuth
from requests_oauthlib import OAuth2Session

oauth = OAuth()
oauth.register(
    name="google",
    client_id="x",
    client_secret="y",
    server_metadata_url="https://accounts.google.com/.well-known/openid-configuration",
)

PROVIDER = {
    "client_id": "x",
    "authorize_url": "https://login.acme-idp.com/authorize",
    "token_url": "https://login.acme-idp.com/token",
    "redirect_uri": "https://shop.acme.io/callback",
}
