"""Says commands to a running qemu over its control socket: qmp.py SOCKET JSON…; prints the last answer."""

import json
import socket
import sys


def main(path, commands):
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(path)
        stream = connection.makefile("rw")
        stream.readline()  # who it is
        answer = None
        for command in ['{"execute": "qmp_capabilities"}', *commands]:
            stream.write(command + "\n")
            stream.flush()
            answer = reply(stream, command)
    print(json.dumps(answer))


def reply(stream, command):
    """What is said between are events; a qemu that was told to end says nothing more."""
    for line in stream:
        said = json.loads(line)
        if "error" in said:
            sys.exit(f"{command}: {said['error']['desc']}")
        if "return" in said:
            return said["return"]
    return None


main(sys.argv[1], sys.argv[2:])
