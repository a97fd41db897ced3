"""Calls the service /count (Trigger) three times over one connection that it keeps, and prints what it is told."""
import rospy
from std_srvs.srv import Trigger

rospy.init_node("keeper")
count = rospy.ServiceProxy("count", Trigger, persistent=True)
for _ in range(3):
    print(count().message)
