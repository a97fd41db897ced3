"""Messages whose every field has a value of its own, by a rule that the Java tests know as well.

The fields of a message, in the order of its definition and depth first, get k = 1, 2, 3, ...: a bool k odd; a whole
number k; a real number k + 0.5; a string 's<k> \u00e4'; a time k s and k + 1 ns; a duration -k s and k + 1 ns. Arrays of any length
have two elements.

Run with message types as arguments it prints each with its md5 and its bytes as hexadecimal digits.
"""
import importlib
import io
import re
import sys

import genpy

WHOLE = re.compile(r"u?int(8|16|32|64)|byte|char")
ARRAY = re.compile(r"(.*)\[(\d*)\]")


def message_class(name):
    """A message, or one half of a service."""
    package, kind = name.split("/")
    module = "srv" if kind.endswith(("Request", "Response")) else "msg"
    return getattr(importlib.import_module(package + "." + module), kind)


class Rule:
    def __init__(self):
        self.k = 0

    def message(self, name):
        message = message_class(name)()
        for slot, kind in zip(message.__slots__, message._slot_types):
            setattr(message, slot, self.value(kind))
        return message

    def value(self, kind):
        array = ARRAY.fullmatch(kind)
        if array:
            values = [self.value(array.group(1)) for _ in range(int(array.group(2) or 2))]
            return bytes(values) if array.group(1) in ("uint8", "char") else values
        if "/" in kind:
            return self.message(kind)
        self.k += 1
        if kind == "bool":
            return self.k % 2 == 1
        if WHOLE.fullmatch(kind):
            return self.k
        if kind in ("float32", "float64"):
            return self.k + 0.5
        if kind == "string":
            return "s%d \u00e4" % self.k
        if kind == "time":
            return genpy.Time(self.k, self.k + 1)
        if kind == "duration":
            return genpy.Duration(-self.k, self.k + 1)
        raise ValueError(kind)


def example(name):
    return Rule().message(name)


def payload(message):
    out = io.BytesIO()
    message.serialize(out)
    return out.getvalue()


if __name__ == "__main__":
    for name in sys.argv[1:]:
        message = example(name)
        print(name, message._md5sum, payload(message).hex())
