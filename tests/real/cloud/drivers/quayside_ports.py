"""A mechanism driver of Neutron that binds every port on every host: for Nova's fake driver, where no agent runs."""
from neutron_lib import constants
from neutron_lib.api.definitions import portbindings
from neutron_lib.plugins.ml2 import api


class EveryPort(api.MechanismDriver):
    resource_provider_uuid5_namespace = None

    def initialize(self):
        pass

    def bind_port(self, context):
        segment = next(iter(context.segments_to_bind), None)
        if segment:
            context.set_binding(segment[api.ID], portbindings.VIF_TYPE_OVS,
                                {portbindings.CAP_PORT_FILTER: True}, status=constants.PORT_STATUS_ACTIVE)

    def filter_hosts_with_segment_access(self, context, segments, candidate_hosts, agent_getter):
        return set(candidate_hosts)
