"""One hub on loopback: no proxy in front, no password asked, and a service that may issue and revoke tokens."""

import os

from jupyterhub.proxy import Proxy


class NoProxy(Proxy):
    should_start = False

    async def add_route(self, routespec, target, data):
        pass

    async def delete_route(self, routespec):
        pass

    async def get_all_routes(self):
        return {}

    async def check_routes(self, user_dict, service_dict, routes=None):
        pass


c = get_config()  # noqa: F821
c.JupyterHub.proxy_class = NoProxy
c.JupyterHub.authenticator_class = "dummy"
c.JupyterHub.hub_bind_url = c.JupyterHub.bind_url = os.environ["HUB_URL"]
c.JupyterHub.services = [{"name": "issuer", "api_token": os.environ["HUB_ISSUER_KEY"]}]
c.JupyterHub.load_roles = [{"name": "issuer", "services": ["issuer"], "scopes": ["admin:users", "tokens"]}]
