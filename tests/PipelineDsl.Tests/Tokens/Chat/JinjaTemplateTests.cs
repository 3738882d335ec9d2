using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace PipelineDsl.Tests.Tokens.Chat;

/// <summary>What the gold texts do not show: origins, generation blocks, the bounds of the sandbox, and what errors say.</summary>
public class JinjaTemplateTests
{
    [Theory]
    [InlineData("{{ user }}", "uuuuuu")]
    [InlineData("<{{ user }}>", ".uuuuuu.")]
    [InlineData("{{ user[1:4] }}{{ user | upper }}", "uuuuuuuuu")]
    [InlineData("{{ user ~ '-' ~ user.strip() }}", "uuuuuu.uuuu")]
    [InlineData("{{ user.replace('b', '++') }}", "uu..uuu")]
    [InlineData("{{ user.split('b')[1] }}|{{ ['x', user] | join(', ') }}", "uuu....uuuuuu")]
    [InlineData("{{ [user] | tojson }}", "..uuuuuu..")]
    [InlineData("{{ [user] }}", "..uuuuuu..")]
    [InlineData("{% set a = user %}{% macro m(t) %}({{ t }}){% endmacro %}{{ m(a) }}", ".uuuuuu.")]
    [InlineData("{{ '%s!' | format(user) }}{{ user | length }}", "uuuuuu..")]
    [InlineData("{{ user | indent(2, true) }}{% filter lower %}{{ user }}x{% endfilter %}", "..uuuuuuuuuuuu.")]
    public void CharactersOfDataStayToldFromTheTemplates(string template, string expected)
    {
        JinjaText text = JinjaTemplate.Parse(template).Render([new("user", new JinjaText(" abcd ", origin: 3))]);
        Assert.Equal(expected, string.Concat(Enumerable.Range(0, text.Value.Length).Select(i => text.Origin(i) == 3 ? 'u' : '.')));
    }

    [Fact]
    public void GenerationBlocksMarkWhatTheyWrite()
    {
        JinjaTemplate template = JinjaTemplate.Parse("a{% generation %}b{{ user }}{% endgeneration %}c{% for i in range(2) %}{% generation %}{{ i }}{% endgeneration %}-{% endfor %}");
        JinjaText text = template.Render([new("user", new JinjaText("xy", origin: 1))]);
        Assert.True(template.HasGeneration);
        Assert.Equal("abxyc0-1-", text.Value);
        Assert.Equal(".ggg.g.g.", string.Concat(Enumerable.Range(0, text.Value.Length).Select(i => (text.Origin(i) & JinjaText.Generated) != 0 ? 'g' : '.')));
    }

    [Theory]
    [InlineData("a\n\n{{ nothing.at }}", "line 3: 'nothing' is undefined")]
    [InlineData("{% if true %}\n{{ raise_exception('roles must alternate') }}{% endif %}", "line 2: roles must alternate")]
    [InlineData("x\n{% for i in [1] %}\n{{ i }}", "line 3: 'endfor' is missing at the end")]
    [InlineData("{{ a b }}", "line 1: '}}' was expected, not 'b'")]
    [InlineData("\n{{ 'open }}", "line 2: a string is not closed")]
    [InlineData("{{ strftime_now('%Y') }}", "line 1: strftime_now needs the date, an option of the chat template: the clock would make tokens differ from run to run")]
    [InlineData("{% include 'other' %}", "line 1: 'include' is not available to chat templates")]
    public void ErrorsNameTheLine(string template, string message)
        => Assert.Equal(message, Assert.Throws<JinjaException>(() => JinjaTemplate.Parse(template).Render([])).Message);

    [Fact]
    public void ARefusalIsToldFromAFailure()
    {
        Assert.True(Assert.Throws<JinjaException>(() => JinjaTemplate.Parse("{{ raise_exception('no') }}").Render([])).IsRefusal);
        Assert.False(Assert.Throws<JinjaException>(() => JinjaTemplate.Parse("{{ 1 / 0 }}").Render([])).IsRefusal);
    }

    public static IEnumerable<object[]> Endless =>
    [
        ["{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}", "steps"],
        ["{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "nested too deeply"],
        ["{{ range(1000000) }}", "a range may have"],
        ["{{ 'x' * 100000000 }}", "too long"],
        ["{{ [0] * 100000000 }}", "too long"],
        ["{% set ns = namespace(t='xxxxxxxx') %}{% for i in range(60) %}{% set ns.t = ns.t * 16 %}{% endfor %}", "too long"],
        ["{{ " + new string('(', 5000) + "1" + new string(')', 5000) + " }}", "nested too deeply"],
        [string.Concat(Enumerable.Repeat("{% if true %}", 5000)), "nested too deeply"],
        ["{{ '%9999999d' % 1 }}", "too wide"],
        ["{{ 9223372036854775807 + 1 }}", "beyond 64 bits"],
    ];

    [Theory]
    [MemberData(nameof(Endless))]
    public void WhatWouldNotEndIsStopped(string template, string reason)
        => Assert.Contains(reason, Assert.Throws<JinjaException>(() => JinjaTemplate.Parse(template).Render([])).Message, StringComparison.Ordinal);
}
