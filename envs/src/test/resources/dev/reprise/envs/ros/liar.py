"""A robot whose joint_states begin with bytes that rospy would never write. With the argument truncated they are every
beginning of a joint state, and some with a count of 2^31 - 1; with the argument long, one joint state of more than 16 MiB.
Good ones follow at 100 Hz. It prints how many are broken, and every connection of a listener."""
import io
import sys

import rospy
from sensor_msgs.msg import JointState

FRAME_NAME, NAMES, POSITIONS = 12, 16, 29  # where their counts stand


class Raw(JointState):
    """A joint state by its type and sum alone."""

    def __init__(self, payload):
        super().__init__()
        self.payload = payload

    def serialize(self, buff):
        buff.write(self.payload)


class Listeners(rospy.SubscribeListener):
    def peer_subscribe(self, topic, publish, publish_here):
        print("connected")


def good():
    out = io.BytesIO()
    JointState(name=["elbow"], position=[0.25]).serialize(out)
    return out.getvalue()


def truncated():
    whole = good()
    beginnings = [whole[:length] for length in range(len(whole))]
    return beginnings + [whole[:at] + b"\xff\xff\xff\x7f" + whole[at + 4:] for at in (FRAME_NAME, NAMES, POSITIONS)]


def long():
    return [bytes((16 << 20) + 1)]


rospy.init_node("liar")
states = rospy.Publisher("joint_states", JointState, subscriber_listener=Listeners(), queue_size=100, tcp_nodelay=True)
pause = rospy.Rate(100)
while not states.get_num_connections() and not rospy.is_shutdown():
    pause.sleep()
broken = {"truncated": truncated, "long": long}[sys.argv[1]]()
for payload in broken:
    states.publish(Raw(payload))
print("broken: %d" % len(broken))
while not rospy.is_shutdown():
    states.publish(Raw(good()))
    pause.sleep()
