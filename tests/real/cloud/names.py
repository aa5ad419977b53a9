"""Designate whole, in one process: API, central, worker, producer and the name server; names.py CONFIG_DIR PORT.

In one process its parts need no message broker, and the machine imports the same code once instead of five times.
"""
import importlib
import os
import runpy
import sys

import designate.cmd  # noqa: F401 (the first of all: it chooses threads and sets the defaults of the libraries)

directory, port = sys.argv[1:]
os.environ["OS_DESIGNATE_CONFIG_DIR"] = directory
importlib.import_module("designate.wsgi.api")  # reads the configuration
for name in ("central", "mdns", "worker", "producer"):
    importlib.import_module(f"designate.{name}.service").Service().start()
sys.argv = ["serve.py", "designate.wsgi.api", port]
runpy.run_path(os.path.join(os.path.dirname(__file__), "serve.py"))
