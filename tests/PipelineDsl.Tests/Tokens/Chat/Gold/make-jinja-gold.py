"""Writes jinja.jsonl: templates, their variables, and what Jinja 3.1 makes of them in the environment that transformers renders chat templates with.

Usage: python3 make-jinja-gold.py > jinja.jsonl  (needs the package Jinja2)
"""
import copy
import json
import random
from datetime import datetime

import jinja2
import jinja2.ext
from jinja2.sandbox import ImmutableSandboxedEnvironment

DATE = datetime(2024, 7, 4, 9, 5, 3)


class Generation(jinja2.ext.Extension):
    """Lets {% generation %} blocks pass."""

    tags = {"generation"}

    def parse(self, parser):
        line = next(parser.stream).lineno
        body = parser.parse_statements(["name:endgeneration"], drop_needle=True)
        return jinja2.nodes.CallBlock(self.call_method("_render"), [], [], body).set_lineno(line)

    def _render(self, caller):
        return caller()


def environment():
    # Not optimized: folding of constants turns some errors into undefined values.
    env = ImmutableSandboxedEnvironment(optimized=False, trim_blocks=True, lstrip_blocks=True, extensions=[Generation, jinja2.ext.loopcontrols])

    def tojson(x, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
        return json.dumps(x, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)

    def raise_exception(message):
        raise jinja2.exceptions.TemplateError(message)

    env.filters["tojson"] = tojson
    env.globals["raise_exception"] = raise_exception
    env.globals["strftime_now"] = DATE.strftime
    return env


VARIABLES = {
    "messages": [
        {"role": "system", "content": "You are kind.\n"},
        {"role": "user", "content": " Hello 'world' \U0001F600 "},
        {"role": "assistant", "content": None, "tool_calls": [{"id": "abc123def", "type": "function", "function": {"name": "add", "arguments": {"a": 1, "b": [2.0, 1e-7, None, True]}}}]},
        {"role": "tool", "content": "3", "name": "add"},
        {"role": "assistant", "content": "<think>\nhm\n</think>\n\nIt is 3."},
    ],
    "tools": [
        {"type": "function", "function": {"name": "add", "description": "Adds \"two\" numbers", "parameters": {"type": "object", "properties": {"b": {"type": "number"}, "a": {"type": "number"}}}}},
        {"type": "function", "function": {"name": "sub", "description": "zieht ab \u2014 ä\u2028", "parameters": {}}},
    ],
    "bos_token": "<s>",
    "eos_token": "</s>",
    "add_generation_prompt": True,
    "n": 7,
    "x": 2.5,
    "words": ["beta", "Alpha", "gamma", "alpha", ""],
    "numbers": [3, 1, 2, 10, -4],
    "nested": {"z": {"y": [1, {"w": "deep"}]}, "items": "own", "a b": 1},
    "text": "  Line one\nline TWO\r\n\tline-three  ",
}

CASES = r'''
{{ bos_token }}{% for message in messages %}{{ message.role }}:{{ message['content'] }}|{% endfor %}
{% for m in messages %}{% if loop.first %}first{% elif loop.last %}last{% else %}{{ loop.index }}/{{ loop.index0 }}/{{ loop.revindex }}/{{ loop.revindex0 }}/{{ loop.length }}{% endif %};{% endfor %}
{% for m in messages %}{{ loop.previtem.role if loop.previtem is defined else '-' }}>{{ m.role }}>{{ loop.nextitem.role if loop.nextitem is defined else '-' }} {% endfor %}
{% for i in range(5) %}{% if i == 1 %}{% continue %}{% endif %}{% if i == 3 %}{% break %}{% endif %}{{ i }}{% endfor %}
{% for i in [] %}x{% else %}empty{% endfor %}
{% for a, b in nested.z.items() %}{{ a }}={{ b }}{% endfor %}
{% for k in nested %}{{ k }},{% endfor %}|{{ nested['items'] }}|{{ nested['a b'] }}
{% for i in range(3) if i != 1 %}{{ loop.index }}{{ i }}{% endfor %}
{%- for item in [1,[2,[3]]] recursive %}{{ loop.depth }}:{% if item is iterable and item is not string %}({{ loop(item) }}){% else %}{{ item }}{% endif %}{% endfor %}
{% set x = 1 %}{% for i in range(3) %}{% set x = x + 1 %}{{ x }}{% endfor %}{{ x }}
{% set ns = namespace(count=0, found=false) %}{% for i in range(3) %}{% set ns.count = ns.count + i %}{% endfor %}{{ ns.count }} {{ ns.found }}
{% set a, b = 1, 'two' %}{{ a }}{{ b }}
{% set block %}  inner {{ n }} {% endset %}[{{ block }}]
{% set block | upper | trim %}  inner {{ n }} {% endset %}[{{ block }}]
{% filter upper %}shout {{ x }}{% endfilter %}
{% with a = 1, b = 2 %}{{ a + b }}{% endwith %}{{ a is defined }}
{% macro greet(name, greeting='Hello') %}{{ greeting }}, {{ name }}!{% endmacro %}{{ greet('Ann') }} {{ greet('Bob', greeting='Bye') }} {{ greet() }}
{% macro outer() %}<{{ caller() }}>{% endmacro %}{% call outer() %}in{{ n }}{% endcall %}
{% macro each(items) %}{% for i in items %}{{ caller(i) }}{% endfor %}{% endmacro %}{% call(i) each([1,2]) %}[{{ i }}]{% endcall %}
{% macro fact(k) %}{% if k <= 1 %}1{% else %}{{ k * (fact(k - 1) | int) }}{% endif %}{% endmacro %}{{ fact(5) }}
{{ undefined_name }}|{{ undefined_name is defined }}|{{ undefined_name | default('d') }}|{{ '' | default('e', true) }}|{{ none | default('f') }}
{{ undefined_name.attribute }}
{{ undefined_name + 1 }}
{{ messages[0].missing }}|{{ messages[0].missing is undefined }}
{{ messages[99] }}|{{ messages[-1].role }}|{{ messages[1:3] | map(attribute='role') | list }}
{{ messages[::-1] | map(attribute='role') | join(',') }}|{{ messages[1:] | length }}|{{ messages[:-1] | length }}
{{ 'abcdef'[1:4] }}{{ 'abcdef'[::-1] }}{{ 'abcdef'[-2:] }}{{ 'abcdef'[::2] }}{{ 'abc'[5:] }}{{ 'abcdef'[4:1:-1] }}
{{ messages[1].content[16:] }}|{{ messages[1].content | length }}|{{ messages[1].content[-3] }}|{{ messages[1].content[::-1] }}
{{ 7 // 2 }} {{ -7 // 2 }} {{ 7 % 3 }} {{ -7 % 3 }} {{ 7 / 2 }} {{ 4 / 2 }} {{ 2 ** 10 }} {{ 2 ** -1 }} {{ 2.0 ** 3 }} {{ 7.5 // 2 }} {{ -7.5 % 2 }}
{{ 1 + 2 * 3 - 4 }} {{ (1 + 2) * 3 }} {{ -n }} {{ +n }} {{ - 2 ** 2 }} {{ 1 ~ 2 ~ 'x' }} {{ 'a' + 'b' ~ 'c' * 2 }}
{{ 1 / 0 }}
{{ 'a' + 1 }}
{{ 'ab' * 3 }} {{ [1, 2] + [3] }} {{ [0] * 3 }} {{ (1, 2) + (3,) }} {{ (1,) }} {{ () }} {{ [] }} {{ {} }}
{{ 1 < 2 < 3 }} {{ 1 < 3 < 2 }} {{ 1 == 1.0 }} {{ true == 1 }} {{ 'a' < 'b' }} {{ [1, 2] < [1, 3] }} {{ none == none }} {{ 1 != 2 }} {{ 'a' == 'a' }}
{{ 1 in [1, 2] }} {{ 'a' in 'cat' }} {{ 'role' in messages[0] }} {{ 3 not in [1] }} {{ not true }} {{ not 1 in [1] }} {{ 'z' in undefined_name }}
{{ true and 'yes' }} {{ false or 'no' }} {{ none or 0 }} {{ '' and 'x' }} {{ 1 and 2 }} {{ 'a' if n > 5 else 'b' }} {{ 'a' if n > 50 }}|
{{ 'a' if false else 'b' if true else 'c' }} {{ n is number and x is float }} {{ n is odd }} {{ n is divisibleby 7 }} {{ n is divisibleby(3) }} {{ n is even }}
{{ n is integer }} {{ 'a' is string }} {{ none is none }} {{ tools is sequence }} {{ nested is mapping }} {{ n is iterable }} {{ true is boolean }} {{ true is integer }} {{ true is number }} {{ 1.0 is integer }}
{{ 1 is eq 1 }} {{ 2 is gt 1 }} {{ 2 is lessthan 1 }} {{ 'a' is in ['a'] }} {{ 'A' is upper }} {{ 'a1' is lower }} {{ greet is callable }} {{ range is callable }} {{ none is sameas none }} {{ false is false }} {{ 0 is false }} {{ 'map' is filter }}
{{ x is not defined }} {{ y is not defined }} {{ n is not string }} {{ messages is defined and messages | length > 3 }}
{{ text | trim }}|{{ text.strip() }}|{{ text.lstrip() }}|{{ text.rstrip() }}|{{ 'xxaxx'.strip('x') }}|{{ '\n\na\n'.strip('\n') }}|{{ 'abcba' | trim('ab') }}
{{ text.split() }} {{ text.split('\n') }} {{ 'a,b,,c'.split(',') }} {{ 'a,b,c'.split(',', 1) }} {{ 'a,b,c'.rsplit(',', 1) }} {{ ' a  b '.split(none, 1) }} {{ '  a b  c '.rsplit(none, 1) }} {{ ''.split() }} {{ ''.split(',') }}
{{ text.splitlines() }} {{ 'a\nb\n'.splitlines(true) }} {{ 'k=v=w'.partition('=') }} {{ 'k=v=w'.rpartition('=') }} {{ 'kv'.partition('=') }}
{{ text.upper() }}|{{ text.lower() }}|{{ text | title }}|{{ 'hello world-wide (web)' | title }}|{{ "it's".title() }}|{{ 'heLLO wOrld'.capitalize() }}|{{ 'äÖ' | upper }}
{{ 'abcabc'.replace('b', 'X') }} {{ 'abcabc'.replace('b', 'X', 1) }} {{ 'abc' | replace('c', 'd') }} {{ 'abc'.replace('', '-') }} {{ 'aaaa'.replace('aa', 'b') }}
{{ 'abc'.startswith('ab') }} {{ 'abc'.endswith(('x', 'c')) }} {{ 'abcb'.find('b') }} {{ 'abcb'.rfind('b') }} {{ 'abc'.find('z') }} {{ 'abcb'.count('b') }} {{ 'abc'.index('c') }} {{ '-'.join(['a', 'b']) }}
{{ 'abc'.index('z') }}
{{ 'ab'.removeprefix('a') }} {{ 'ab'.removesuffix('b') }} {{ '42'.zfill(5) }} {{ '-42'.zfill(5) }} {{ 'ab'.center(5) }}| {{ 'ab'.ljust(4) }}|{{ 'ab'.rjust(4) }}|{{ 'abc' | center(6) }}|
{{ '12'.isdigit() }} {{ 'ab1'.isalnum() }} {{ 'ab'.isalpha() }} {{ ' \t'.isspace() }} {{ ''.isspace() }} {{ 'AB1'.isupper() }} {{ '1'.islower() }}
{{ '%s is %d and %.2f%%' | format('a', 3, 1.5) }} {{ '%5d|%-5s|%05d' % (42, 'ab', 42) }} {{ '%r' % 'q' }} {{ '{} {1} {x}'.format(1, 2, x=3) if false else '{} {} {x}'.format(1, 2, x=3) }} {{ '{{' }}
{{ words | sort }} {{ words | sort(reverse=true) }} {{ words | sort(case_sensitive=true) }} {{ numbers | sort }} {{ messages | sort(attribute='role') | map(attribute='role') | list }}
{{ words | unique | list }} {{ words | first }} {{ words | last }} {{ numbers | max }} {{ numbers | min }} {{ numbers | sum }} {{ words | join('|') }} {{ messages | map(attribute='role') | unique | join(', ') }}
{{ nested | dictsort }} {{ {'b': 1, 'A': 2} | dictsort(case_sensitive=true) }} {{ {'b': 1, 'A': 2} | dictsort(by='value', reverse=true) }}
{{ messages | selectattr('role', 'equalto', 'user') | list | length }} {{ messages | selectattr('tool_calls') | map(attribute='role') | list }} {{ messages | rejectattr('role', 'in', ['user', 'system']) | map(attribute='role') | list }} {{ messages | selectattr('name', 'defined') | map(attribute='name') | first }}
{{ numbers | select('gt', 2) | list }} {{ numbers | reject('odd') | list }} {{ words | select | list }} {{ words | map('upper') | list }} {{ words | map('replace', 'a', 'o') | join(' ') }} {{ messages | map(attribute='name', default='?') | list }}
{{ messages | groupby('role') | map('first') | list }} {% for role, group in messages | groupby('role') %}{{ role }}:{{ group | length }} {% endfor %}
{{ numbers | batch(2) | list }} {{ numbers | batch(2, 'x') | list }} {{ numbers | slice(2) | list }} {{ numbers | reverse | list }} {{ 'abc' | reverse }} {{ 'abc' | list }}
{{ '3.7' | int }} {{ 'x' | int }} {{ 'x' | int(9) }} {{ 'ff' | int(0, 16) }} {{ 3.99 | int }} {{ '2.50' | float }} {{ 'x' | float }} {{ 2.567 | round(2) }} {{ 2.5 | round }} {{ 3.5 | round }} {{ 2.1 | round(0, 'ceil') }} {{ 2.9 | round(method='floor') }} {{ -5 | abs }}
{{ 'a\nb\n\nc' | indent }}|{{ 'a\nb' | indent(2, true) }}|{{ 'a\n\nb' | indent(2, blank=true) }}|{{ 'a\nb\n' | indent('>>') }}|
{{ 'one two three four' | truncate(10) }} {{ 'one two three four' | truncate(10, true) }} {{ 'one two' | truncate(5, leeway=0) }} {{ 'one two three' | wordcount }} {{ '<a href="x">&\'' | e }} {{ 'x' | safe }}
{{ tools | tojson }}
{{ tools | tojson(indent=2) }}
{{ {'a': 1, 'b': [1.0, 2.5, 1e16, 1e-5, 123456789.125, none, true], 'c': {}, 'd': []} | tojson }}
{{ {'b': 1, 'a': 'ä"\\\n\t\u0001\u2028'} | tojson(ensure_ascii=true, sort_keys=true, separators=(',', ':')) }}
{{ tools }}
{{ ['it\'s', "say \"hi\"", 'both \' and "', 'tab\t\n\\', 'ä\u00a0\u200b', 1.5, none, true, (1, 'x'), {'k': 'v'}] }}
{{ 1.0 }} {{ 0.1 }} {{ 1e16 }} {{ 1e15 }} {{ 123456789012345680.0 }} {{ 1e-5 }} {{ 0.0001 }} {{ 1e100 }} {{ 1.5e-10 }} {{ -0.0 }} {{ 100.0 }} {{ 3.14159 }} {{ 1_000 }}
{{ strftime_now('%d %b %Y %A %B %H:%M:%S %j %y %p %I %%') }} {{ strftime_now('%-d') }}
{{ raise_exception('no such role: ' + messages[0].role) }}
{% if n > 5 and x < 3 or false %}yes{% else %}no{% endif %} {% if not messages %}none{% elif messages[0].role == 'system' %}system{% endif %}
{{ "a" "b" 'c' }} {{ 'tab\tq\x41\u00e4\101\q' }} {{ 'it''s' }}
{{ dict(a=1, b=2) }} {{ dict([('k', 'v')]).k }} {{ nested.get('q', 'none') }} {{ nested.get('z').y[1].w }} {{ nested.keys() | list }} {{ nested.z['y'].0 }}
{{ loop }}
{{ [1, 2, 3].append(4) }}
{{ messages | length }} {{ messages | count }} {{ n | string ~ 'x' }} {{ [1, [2, 3]] | string }} {{ (1 if true) + 1 }} {{ [1, 2,] }} {{ {'a': 1,} }}
{{ messages | map(attribute='tool_calls.0.function.name') | list }} {{ messages | map(attribute='tool_calls') | select('defined') | list | length }}
{{ range(3) | list }} {{ range(1, 10, 3) | list }} {{ range(5, 0, -2) | list }} {{ range(3)[1] }} {{ range(3) | length }}
{% raw %}{{ not }} {% rendered %}{% endraw %}|{# a comment #}|{{ '}}' }}|{{ '{%' }}
{% set j = joiner(', ') %}{% for i in range(3) %}{{ j() }}{{ i }}{% endfor %}
{% for i in range(4) %}{{ loop.cycle('a', 'b') }}{% if loop.changed(i // 2) %}!{% endif %}{% endfor %}
{% generation %}{{ n }} generated{% endgeneration %} {% for m in messages %}{% generation %}{{ loop.index }}{% endgeneration %}{% endfor %}
{% if messages | selectattr('role', 'equalto', 'nobody') %}generators are true{% endif %}{% set g = messages | map(attribute='role') %}{{ g | join }}/{{ g | join }}
{{ messages | selectattr('role') | length }}
{{ none.foo }}|{{ n['q'] }}
{{ 'a' is defined if true else 'b' }}
{{ unknown_function('x') }}
{{ 'x' | nosuchfilter }}
{% nosuchtag %}
{% if true %}unclosed
{{ (1, 2 }}
{{ 'unclosed }}
{% for i in 5 %}{% endfor %}
{% endfor %}
{{ {}[[]] }}
{{ 'a' < 1 }}
{{ [3, 'a'] | sort }}
{% break %}
'''.strip("\n").split("\n")

BLOCKS = [
    "{% if true %}\n  x\n{% endif %}\n  y\n",
    "a\n  {% if true %}\n  x\n  {% endif %}\nb\n\n",
    "a\n  {%+ if true %}\n  x\n  {%+ endif +%}\nb\n",
    "a \n {%- if true -%} \n x \n {%- endif -%} \n b",
    "a \n {{- n -}} \n b {{ n }}\n c",
    "  {# comment #}\n  x {# c #} y\n {#- c -#} \n z",
    "{% for i in range(2) %}\n    {{ i }}\n{% endfor %}\nend",
    "x {% if true %} y {% endif %} z\n",
    "\t{% set a = 1 %}\n\t{{ a }}\n",
    "{{ n }}\n{{ n }}\n",
    "a{% if true %}\n\n\nb{% endif %}\n\n",
    "{%- raw -%}\n  {{ x }}\n  {%- endraw -%}\n y",
    "{% raw %}\n  {{ x }}\n  {% endraw %}\n y",
    "crlf\r\n{% if true %}\r\nx\r\n{% endif %}\r\ny\r",
    "{% if true %}  \n x{% endif %}  \n y",
    "{%- macro f(a) %}\n  [{{ a }}]\n{%- endmacro %}\n{{ f(1) }}\n",
    "{% set t %}\n a\n b\n{% endset %}\n{{ t | indent(2) }}",
    "{{\n n\n}}{%\n if true\n%}\nq{% endif %}",
    "{%if true%}tight{%endif%}",
    "a {#- x #}\n b {# y -#}\n c",
    "é{% if true %}ü{% endif %}\u3000{%- if true %}x{% endif %}",
]


def random_expression(rng, depth):
    if depth == 0:
        return rng.choice(["n", "x", "words", "numbers", "text", "nested", "messages", "none", "true", "false", "missing", "0", "1", "-2", "3.5", "''", "'ab c'", "'Ä\\n'", "[]", "[1, 'a']", "{'k': 1}", "(1, 2)", "messages[0]", "messages[1].content", "tools[0].function.name", "words[1]", "numbers[2]"])
    e = lambda: random_expression(rng, rng.randrange(depth))
    kind = rng.randrange(12)
    if kind == 0:
        return f"({e()} {rng.choice(['+', '-', '*', '/', '//', '%', '~'])} {e()})"
    if kind == 1:
        return f"({e()} {rng.choice(['==', '!=', '<', '>', '<=', '>=', 'in', 'not in', 'and', 'or'])} {e()})"
    if kind == 2:
        return f"(not {e()})"
    if kind == 3:
        return f"({e()} if {e()} else {e()})"
    if kind == 4:
        return f"({e()} is {rng.choice(['defined', 'none', 'string', 'number', 'mapping', 'sequence', 'iterable', 'boolean', 'integer', 'odd', 'not defined', 'true', 'lower'])})"
    if kind == 5:
        return f"({e()} | {rng.choice(['length', 'list', 'string', 'upper', 'lower', 'trim', 'first', 'last', 'tojson', 'sort', 'sum', 'join', 'int', 'float', 'abs', 'capitalize', 'title', 'max', 'min', 'unique | list', 'reverse | list', 'dictsort', 'wordcount', 'round', 'indent', 'items | list', 'default(0)', 'default(0, true)', 'map(attribute=' + chr(39) + 'role' + chr(39) + ') | list', 'selectattr(' + chr(39) + 'role' + chr(39) + ') | list', 'batch(2) | list', 'replace(' + chr(39) + 'a' + chr(39) + ', ' + chr(39) + 'b' + chr(39) + ')'])})"
    if kind == 6:
        if rng.random() < 0.5:
            return f"{rng.choice(['words', 'text', 'numbers', 'messages', 'messages[1].content', 'words[1]', 'n', 'missing'])}[{rng.choice(['1:', ':-1', '::-1', '::2', '1:3', '-3:', '5:1:-2'])}]"
        return f"{e()}[{rng.choice(['0', '1', '-1', '5', chr(39) + 'role' + chr(39), e()])}]"
    if kind == 7:
        return f"{e()}.{rng.choice(['role', 'content', 'strip()', 'upper()', 'split()', 'items()', 'keys()', 'title()', 'missing', 'lower()', 'isdigit()', 'get(' + chr(39) + 'k' + chr(39) + ')', 'startswith(' + chr(39) + 'a' + chr(39) + ')', 'splitlines()', 'z'])}"
    if kind == 8:
        return f"[{e()}, {e()}]"
    if kind == 9:
        return f"{{'a': {e()}, {e()}: 1}}"
    if kind == 10:
        return f"({e()} ~ {e()})"
    return f"({e()})"


def case(env, template, variables):
    row = {"template": template}
    try:
        row["expected"] = env.from_string(template).render(**copy.deepcopy(variables))
    except jinja2.TemplateSyntaxError:
        row["error"] = "syntax"
    except Exception:  # noqa: BLE001 - any error of a rendering is an error of the template
        row["error"] = "render"
    return row


def main():
    env = environment()
    print(json.dumps({"variables": VARIABLES}, ensure_ascii=True))
    for template in CASES + BLOCKS:
        print(json.dumps(case(env, template, VARIABLES), ensure_ascii=True))
    rng = random.Random(20240704)
    seen = 0
    while seen < 700:
        row = case(env, "{{ " + random_expression(rng, 4) + " }}", VARIABLES)
        text = row.get("expected", "")
        # What has no fixed text in Python, or depends on its version, says nothing.
        if "<" in text and " at 0x" in text or "dict_" in text or "<generator" in text or "built-in" in text or len(text) > 3000 or "&lt;" in text and "built-in" in text:
            continue
        if "error" in row and rng.random() < 0.6:
            continue
        print(json.dumps(row, ensure_ascii=True))
        seen += 1


main()
