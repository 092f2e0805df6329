# The texts that the tests in C++ are compiled from, cut out of ../texts/NAME.hpp: of each struct its members that are
# strings.
import re
from common import *


def texts_of(name):
    with open(os.path.join(here, '..', 'texts', name + '.hpp')) as file:
        source = file.read()
    found = {}
    for struct in re.finditer(r'^struct (\w+) \{\n(.*?)^\};', source, re.DOTALL | re.MULTILINE):
        members = re.finditer(r'(\w+)\s*=\s*(?:R"\((.*?)\)"|"((?:[^"\\]|\\.)*)")', struct[2], re.DOTALL)
        # (input) is the one flag that Brian2 does not know.
        found[struct[1]] = {m[1]: (m[2] or m[3].replace('\\n', '\n')).replace('(input)', '') for m in members}
    return found


def neurons(name, text, n, **values):
    """A group of neurons with the start values of its text."""
    options = {key: text[key] for key in ('threshold', 'reset', 'refractory', 'method') if key in text}
    group = NeuronGroup(n, text['model'], name=name, **options)
    for key, value in values.items():
        setattr(group, key, value)
    for line in re.split('[;\n]', text.get('start', '')):
        if line.strip():
            variable, value = line.split('=', 1)
            setattr(group, variable.strip(), value.strip())
    return group
