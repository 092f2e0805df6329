# The texts that the tests in C++ are compiled from, cut out of ../texts/NAME.hpp: of each struct its members that are
# strings, its events and pathways.
import re
from common import *


def texts_of(name):
    with open(os.path.join(here, '..', 'texts', name + '.hpp')) as file:
        source = file.read()
    found = {}
    for struct in re.finditer(r'^struct (\w+) \{\n(.*?)^\};', source, re.DOTALL | re.MULTILINE):
        members = re.finditer(r'(\w+)\s*=\s*(?:R"\((.*?)\)"|"((?:[^"\\]|\\.)*)")', struct[2], re.DOTALL)
        # (input) and (variable) are the flags that Brian2 does not know.
        found[struct[1]] = {m[1]: (m[2] or m[3].replace('\\n', '\n')).replace('(input)', '').replace('(variable)', '') for m in members}
        paths = dict(re.findall(r'on_path<"(\w+)",\s*"(.*?)">', struct[2]))
        if paths:
            found[struct[1]]['paths'] = paths
        events = dict(re.findall(r'custom_event<"(\w+)",\s*"(.*?)">', struct[2]))
        if events:
            found[struct[1]]['events'] = events
    return found


def arguments(text):
    """What NeuronGroup and Synapses take; the start values are given afterwards."""
    return {key: value for key, value in text.items() if key != 'start'}


def start(group, text):
    for line in re.split('[;\n]', text.get('start', '')):
        if line.strip():
            variable, value = line.split('=', 1)
            setattr(group, variable.strip(), value.strip())


def neurons(name, text, n, **values):
    """A group of neurons with the start values of its text."""
    group = NeuronGroup(n, name=name, **arguments(text))
    for key, value in values.items():
        setattr(group, key, value)
    start(group, text)
    return group
