"""A node that takes every message given as argument from /to_ros/TYPE and, when it is equal to the example of
messages.py, gives that example of its own to /from_ros/TYPE."""
import sys

import messages
import rospy


def relay(name):
    expected = messages.example(name)
    out = rospy.Publisher("/from_ros/" + name, type(expected), queue_size=10, latch=True)

    def take(message):
        if hasattr(message, "_has_header") and message._has_header:
            message.header.seq = expected.header.seq
        if message == expected:
            out.publish(messages.example(name))
        else:
            print("differs:", name, message)

    rospy.Subscriber("/to_ros/" + name, type(expected), take)


rospy.init_node("relay")
for name in sys.argv[1:]:
    relay(name)
print("ready")
rospy.spin()
