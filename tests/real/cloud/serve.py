"""Serves one OpenStack API from its WSGI module, in one process: serve.py MODULE PORT [what the service reads from argv].

Every request leaves a line in requests.log: who asks, with what, for what, and the answer. It is written before the answer goes out.
"""
import importlib
import os
import sys

from cheroot import wsgi

module, port = sys.argv[1], int(sys.argv[2])
sys.argv = [module] + sys.argv[3:]
app = importlib.import_module(module).application
log = open(f"{os.environ['STATE']}/log/requests.log", "a", buffering=1)  # a line is written in one piece


def told(environ, start_response):
    said = []

    def start(status, *rest):
        said[:] = [status.split()[0]]
        return start_response(status, *rest)

    call = environ["REQUEST_METHOD"], f":{port}{environ['PATH_INFO']}"
    answer = app(environ, start)
    service = "service" if "HTTP_X_SERVICE_TOKEN" in environ else "-"
    log.write("\t".join((environ.get("HTTP_X_USER_NAME", "-"), service, environ.get("HTTP_USER_AGENT", "-"), *call, *said)) + "\n")
    return answer


server = wsgi.Server(("127.0.0.1", port), told, numthreads=8, request_queue_size=128)
server.max_request_body_size = 0
server.start()
