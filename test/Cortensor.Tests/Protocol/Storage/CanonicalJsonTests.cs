using System.Text;
using System.Text.Json;
using Cortensor.Protocol.Storage;

namespace Cortensor.Tests.Protocol.Storage;

public sealed class CanonicalJsonTests
{
    // RFC 8785, section 3.2.2: strings and literals (its numbers are fractions, which canonical objects do not have).
    [Fact]
    public void Strings_are_escaped_as_the_RFC_says() =>
        AssertCanonical(
            """{"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}""",
            "{\"literals\":[null,true,false],\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}"
        );

    // RFC 8785, section 3.2.3.
    [Fact]
    public void Keys_are_sorted_by_UTF_16_code_units() =>
        AssertCanonical(
            """
            {"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face",
             "\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}
            """,
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"\u00f6\":\"Latin Small Letter O With Diaeresis\","
                + "\"\u20ac\":\"Euro Sign\",\"\ud83d\ude00\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}"
        );

    [Theory]
    [InlineData(
        """{"peach":"This sorting order","péché":"is wrong according to French","pêche":"but canonicalization MUST","sin":"ignore locale"}"""
    )]
    [InlineData("""{"":1,"a":{"":[],"b":{}},"aa":-9007199254740991}""")]
    [InlineData("9007199254740991")]
    [InlineData("\"\u007f\u2028\u2029\"")]
    [InlineData("{\"Unnormalized Unicode\":\"A\u030a\"}")]
    public void Canonical_text_stays_as_it_is(string text) =>
        Assert.Equal(text, Encoding.UTF8.GetString(CanonicalJson.Encode(CanonicalJson.Parse(Encoding.UTF8.GetBytes(text)))));

    [Fact]
    public void Every_control_character_has_its_one_escape() =>
        AssertCanonical(
            JsonSerializer.Serialize(new string([.. Enumerable.Range(0, 0x20).Select(i => (char)i)])),
            "\""
                + string.Concat(
                    Enumerable
                        .Range(0, 0x20)
                        .Select(i =>
                            i switch
                            {
                                8 => "\\b",
                                9 => "\\t",
                                10 => "\\n",
                                12 => "\\f",
                                13 => "\\r",
                                _ => $"\\u{i:x4}",
                            }
                        )
                )
                + "\""
        );

    [Theory]
    [InlineData("""{"b":1,"a":2}""", CanonicalJsonCodes.NotCanonical)]
    [InlineData("""{"a": 1}""", CanonicalJsonCodes.NotCanonical)]
    [InlineData("{\"a\":1}\n", CanonicalJsonCodes.NotCanonical)]
    [InlineData("""["\u0041"]""", CanonicalJsonCodes.NotCanonical)]
    [InlineData("""["\/"]""", CanonicalJsonCodes.NotCanonical)]
    [InlineData("""{"a":1,"a":1}""", CanonicalJsonCodes.DuplicateKey)]
    [InlineData("""{"a":1,"\u0061":2}""", CanonicalJsonCodes.DuplicateKey)]
    [InlineData("[1.5]", CanonicalJsonCodes.NotAnInteger)]
    [InlineData("[1.0]", CanonicalJsonCodes.NotAnInteger)]
    [InlineData("[1e2]", CanonicalJsonCodes.NotAnInteger)]
    [InlineData("[-0]", CanonicalJsonCodes.NotAnInteger)]
    [InlineData("[9007199254740992]", CanonicalJsonCodes.NotAnInteger)]
    [InlineData("[99999999999999999999]", CanonicalJsonCodes.NotAnInteger)]
    [InlineData("""["\ud800"]""", CanonicalJsonCodes.LoneSurrogate)]
    [InlineData("""["\udc00\ud800"]""", CanonicalJsonCodes.LoneSurrogate)]
    [InlineData("""{"\ud800":1}""", CanonicalJsonCodes.LoneSurrogate)]
    [InlineData("{", CanonicalJsonCodes.NotJson)]
    [InlineData("", CanonicalJsonCodes.NotJson)]
    [InlineData("[01]", CanonicalJsonCodes.NotJson)]
    [InlineData("[1,]", CanonicalJsonCodes.NotJson)]
    [InlineData("[1]//", CanonicalJsonCodes.NotJson)]
    [InlineData("\uFEFF{}", CanonicalJsonCodes.NotJson)]
    public void Anything_else_is_refused_with_its_code(string text, string code) => AssertRefused(code, Encoding.UTF8.GetBytes(text));

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused()
    {
        AssertRefused(CanonicalJsonCodes.NotJson, [(byte)'"', 0xFF, (byte)'"']);
        // CESU-8: a surrogate pair written as two three-byte sequences.
        AssertRefused(CanonicalJsonCodes.NotJson, [(byte)'"', 0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80, (byte)'"']);
    }

    [Fact]
    public void Depth_and_size_have_limits()
    {
        Assert.Equal(JsonValueKind.Array, CanonicalJson.Parse(Nested(CanonicalJson.MaxDepth)).ValueKind);
        AssertRefused(CanonicalJsonCodes.TooDeep, Nested(CanonicalJson.MaxDepth + 1));
        AssertRefused(CanonicalJsonCodes.NotJson, Nested(100_000));

        byte[] largest = Encoding.ASCII.GetBytes("\"" + new string('a', CanonicalJson.MaxBytes - 2) + "\"");
        Assert.Equal(JsonValueKind.String, CanonicalJson.Parse(largest).ValueKind);
        AssertRefused(CanonicalJsonCodes.TooLarge, [.. largest, (byte)' ']);
        AssertBuilderRefuses(CanonicalJsonCodes.TooLarge, o => o.Add("a", new string('a', CanonicalJson.MaxBytes)).Encode());

        static byte[] Nested(int depth) => Encoding.ASCII.GetBytes(new string('[', depth) + new string(']', depth));
    }

    [Fact]
    public void The_builder_keeps_the_same_rules()
    {
        byte[] built = new CanonicalObject()
            .Add("b", [1, 2])
            .Add("a", "\u2028😀")
            .AddOptional("c", null)
            .Add("d", new CanonicalObject())
            .Encode();
        Assert.Equal("{\"a\":\"\u2028😀\",\"b\":[1,2],\"d\":{}}", Encoding.UTF8.GetString(built));
        AssertBuilderRefuses(CanonicalJsonCodes.DuplicateKey, o => o.Add("a", 1).Add("a", 2));
        AssertBuilderRefuses(CanonicalJsonCodes.LoneSurrogate, o => o.Add("a", "x\ud800"));
        AssertBuilderRefuses(CanonicalJsonCodes.LoneSurrogate, o => o.Add("\udc00", 1));
        AssertBuilderRefuses(CanonicalJsonCodes.NotAnInteger, o => o.Add("a", CanonicalJson.MaxInteger + 1));
    }

    private static void AssertCanonical(string json, string expected)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        Assert.Equal(expected, Encoding.UTF8.GetString(CanonicalJson.Encode(document.RootElement)));
    }

    private static void AssertRefused(string code, byte[] bytes) =>
        Assert.Equal(code, Assert.Throws<CanonicalJsonException>(() => CanonicalJson.Parse(bytes)).Code);

    private static void AssertBuilderRefuses(string code, Action<CanonicalObject> build) =>
        Assert.Equal(code, Assert.Throws<CanonicalJsonException>(() => build(new CanonicalObject())).Code);
}
