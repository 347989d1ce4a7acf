"""Wiring only: settings, addresses, WSGI, response headers. No models, no queries."""
