from flask import Blueprint, Flask

app = Flask(__name__)
api = Blueprint("api", __name__, url_prefix="/api")


@app.route("/health")
def health():
    return "ok"


@api.route("/contacts", methods=["POST"])
def create():
    return ""
