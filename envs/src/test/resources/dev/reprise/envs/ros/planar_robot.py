#!/usr/bin/python3
"""A two-link arm on rospy, which knows nothing of Reprise: joint_states out, velocities in, the service reset.

  planar_robot.py lockstep    moves by 0.05 s per command and then tells the time on /clock
  planar_robot.py realtime    moves at 100 Hz and stands still when no command came for 0.2 s

With a second word, other-type, it listens to geometry_msgs/Twist instead; with late, it listens only after two seconds.

The topic set_back (std_msgs/Float64) sets its clock back by so many seconds.
"""
import math
import sys
import threading
import time

import rospy
from geometry_msgs.msg import Twist
from rosgraph_msgs.msg import Clock
from sensor_msgs.msg import JointState
from std_msgs.msg import Float64, Float64MultiArray
from std_srvs.srv import Empty, EmptyResponse

PERIOD = 0.05
PART = 0.01
WATCHDOG = 0.2
NAMES = ["joint_2", "joint_1"]  # in an order of its own


class Arm:
    def __init__(self, lockstep):
        self.lock = threading.Lock()
        self.lockstep = lockstep
        self.angles = {"joint_1": 0.0, "joint_2": 0.0}
        self.speeds = [0.0, 0.0]
        self.time = rospy.Time(100)
        self.heard = time.monotonic()
        self.states = rospy.Publisher("joint_states", JointState, queue_size=1, tcp_nodelay=True, latch=lockstep)
        self.clock = rospy.Publisher("/clock", Clock, queue_size=1, tcp_nodelay=True, latch=True) if lockstep else None
        rospy.Service("reset", Empty, self.reset)
        rospy.Subscriber("set_back", Float64, self.set_back, queue_size=1)

    def listen(self, commands):
        rospy.Subscriber("joint_group_velocity_controller/command", commands, self.command,
                         queue_size=1, tcp_nodelay=True)

    def set_back(self, message):
        with self.lock:
            self.time -= rospy.Duration.from_sec(message.data)
        print("set back", flush=True)

    def reset(self, request):
        with self.lock:
            self.angles = {"joint_1": 0.3, "joint_2": 0.7}
            self.speeds = [0.0, 0.0]
            if self.lockstep:
                self.tell(PERIOD)
        return EmptyResponse()

    def command(self, message):
        with self.lock:
            self.speeds = list(message.data)
            self.heard = time.monotonic()
            if self.lockstep:
                self.move(PERIOD)
                self.tell(PERIOD)

    def move(self, seconds):
        for name, speed in zip(["joint_1", "joint_2"], self.speeds):
            self.angles[name] = math.remainder(self.angles[name] + speed * seconds, 2 * math.pi)

    def tell(self, seconds):
        self.time += rospy.Duration.from_sec(seconds)
        message = JointState()
        message.header.stamp = self.time
        message.name = NAMES
        message.position = [self.angles[name] for name in NAMES]
        self.states.publish(message)
        if self.clock:
            self.clock.publish(Clock(self.time))

    def run(self):
        due = time.monotonic()
        while not rospy.is_shutdown():
            due += PART
            time.sleep(max(0.0, due - time.monotonic()))
            with self.lock:
                if time.monotonic() - self.heard > WATCHDOG:
                    self.speeds = [0.0, 0.0]
                self.move(PART)
                self.tell(PART)


def main():
    rospy.init_node("arm", disable_signals=True)
    arm = Arm(sys.argv[1] == "lockstep")
    threading.Timer(2.0 if "late" in sys.argv else 0.0, arm.listen,
                    [Twist if "other-type" in sys.argv else Float64MultiArray]).start()
    print("ready", flush=True)
    if arm.lockstep:
        rospy.spin()
    else:
        arm.run()


main()
