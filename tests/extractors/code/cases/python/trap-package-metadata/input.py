from setuptools import setup

OAUTH_REDIRECT_URI = "https://app.acme.io/oauth/callback"

setup(name="crm", license="https://www.apache.org/licenses/LICENSE-2.0", project_urls={"Homepage": "https://acme.io"})
NAMESPACES = {"soap": "http://schemas.xmlsoap.org/soap/envelope/"}
