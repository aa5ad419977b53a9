"""Serves one OpenStack API from its WSGI module, in one process: serve.py MODULE PORT [what the service reads from argv]."""
import importlib
import sys

from cheroot import wsgi

module, port = sys.argv[1], int(sys.argv[2])
sys.argv = [module] + sys.argv[3:]
app = importlib.import_module(module).application
server = wsgi.Server(("127.0.0.1", port), app, numthreads=8, request_queue_size=128)
server.max_request_body_size = 0
server.start()
