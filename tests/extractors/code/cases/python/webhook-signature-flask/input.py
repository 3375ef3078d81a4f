import hashlib
import hmac

from flask import Flask, request

app = Flask(__name__)


@app.route("/hooks/github", methods=["POST"])
def github():
    given = request.headers["X-Hub-Signature-256"]
    return str(hmac.compare_digest(given, hmac.new(b"s", request.data, hashlib.sha256).hexdigest()))
