"""A robot with two joints: it answers every command (joint velocities) with a joint state, sends states at a rate as
well (~rate, none at 0), resets on /reset, takes positions to be all one number on /set (SetBool), and says on /count
(Trigger) how often it was asked, which fails from the third time on."""
import rospy
from sensor_msgs.msg import JointState
from std_msgs.msg import Float64MultiArray
from std_srvs.srv import Empty, EmptyResponse, SetBool, SetBoolResponse, Trigger, TriggerResponse

PERIOD = 0.02
positions = [0.0, 0.0]
count = 0
asked = 0


def publish(velocities):
    global count
    count += 1
    state = JointState(name=["shoulder", "elbow"], position=list(positions), velocity=velocities)
    state.header.stamp = rospy.Time.now()
    state.header.frame_id = str(count)
    states.publish(state)


def command(message):
    for i, velocity in enumerate(message.data):
        positions[i] += PERIOD * velocity
    publish(list(message.data))


def reset(_):
    positions[:] = [0.0, 0.0]
    return EmptyResponse()


def put(request):
    if not request.data:
        raise rospy.ServiceException("only true is taken")
    positions[:] = [1.0, 1.0]
    return SetBoolResponse(True, "put")


def ask(_):
    global asked
    asked += 1
    return TriggerResponse(asked <= 2, "asked %d \u00e4" % asked)


rospy.init_node("arm")
states = rospy.Publisher("joint_states", JointState, queue_size=10, tcp_nodelay=True)
rospy.Subscriber("command", Float64MultiArray, command, queue_size=1, tcp_nodelay=True)
rospy.Service("reset", Empty, reset)
rospy.Service("set", SetBool, put)
rospy.Service("count", Trigger, ask)
rate = rospy.get_param("~rate", 0)
print("ready")
if rate:
    pause = rospy.Rate(rate)
    while not rospy.is_shutdown():
        publish([0.0, 0.0])
        pause.sleep()
rospy.spin()
