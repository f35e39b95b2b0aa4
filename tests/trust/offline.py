"""`python offline.py COMMAND ...` runs a command where there is no network, but for this machine's own loopback.

Linux can give a process a network of its own, with nothing in it; where that is not permitted, Python at least is
kept from connecting (no_network/sitecustomize.py).
"""

import ctypes
import fcntl
import os
import socket
import struct
import sys
from pathlib import Path

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000      # linux/sched.h
SIOCSIFFLAGS, IFF_UP = 0x8914, 0x1                        # linux/sockios.h, linux/if.h


def cut_off():
    """Leave the network; whether that was permitted (in a user namespace of one's own it mostly is)."""
    if not any(ctypes.CDLL(None).unshare(flags) == 0 for flags in (CLONE_NEWNET, CLONE_NEWNET | CLONE_NEWUSER)):
        return False
    with socket.socket() as any_socket:
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", IFF_UP))
    return True


if __name__ == "__main__":
    if not cut_off():
        refusing = str(Path(__file__).with_name("no_network"))
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (refusing, os.environ.get("PYTHONPATH"))))
    os.execv(sys.argv[1], sys.argv[1:])
