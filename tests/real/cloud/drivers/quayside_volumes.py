"""A volume driver of Cinder where a volume is a sparse file on this machine.

Nova's libvirt driver attaches it as a plain file (its "gpfs" kind of volume); Nova's fake driver does not look.
"""
import os

from cinder import interface
from cinder.image import image_utils
from cinder.volume import configuration
from cinder.volume import driver
from oslo_config import cfg

OPTIONS = [cfg.StrOpt("volume_directory")]
cfg.CONF.register_opts(OPTIONS, group=configuration.SHARED_CONF_GROUP)


@interface.volumedriver
class Files(driver.VolumeDriver):
    VERSION = "1"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.configuration.append_config_values(OPTIONS)

    def do_setup(self, context):
        os.makedirs(self.configuration.volume_directory, exist_ok=True)

    def check_for_setup_error(self):
        pass

    def _path(self, volume):
        return os.path.join(self.configuration.volume_directory, volume["name"])

    def create_volume(self, volume):
        with open(self._path(volume), "wb") as file:
            file.truncate(volume["size"] << 30)

    def delete_volume(self, volume):
        try:
            os.unlink(self._path(volume))
        except FileNotFoundError:
            pass

    def extend_volume(self, volume, new_size):
        os.truncate(self._path(volume), new_size << 30)

    def copy_image_to_volume(self, context, volume, image_service, image_id, disable_sparse=False):
        image_utils.fetch_to_raw(context, image_service, image_id, self._path(volume), "1M", size=volume["size"])

    def ensure_export(self, context, volume):
        pass

    def create_export(self, context, volume, connector):
        pass

    def remove_export(self, context, volume):
        pass

    def initialize_connection(self, volume, connector):
        path = self._path(volume)
        return {"driver_volume_type": "gpfs", "data": {"name": volume["name"], "device_path": path}}

    def terminate_connection(self, volume, connector, **kwargs):
        pass

    def get_volume_stats(self, refresh=False):
        return {
            "volume_backend_name": "files", "vendor_name": "Quayside", "driver_version": self.VERSION,
            "storage_protocol": "file", "total_capacity_gb": 2000, "free_capacity_gb": 1900,
            "reserved_percentage": 0, "thin_provisioning_support": True, "thick_provisioning_support": False,
            "max_over_subscription_ratio": 20.0, "provisioned_capacity_gb": 0, "QoS_support": False,
            "multiattach": False,
        }
