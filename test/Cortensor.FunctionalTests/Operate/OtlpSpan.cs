using Google.Protobuf;

namespace Cortensor.FunctionalTests.Operate;

/// <summary>What a test asks of a span. Field numbers are those of <c>opentelemetry/proto/trace/v1/trace.proto</c>.</summary>
/// <param name="Instance">The resource's <c>service.instance.id</c>.</param>
/// <param name="Service">The resource's <c>service.name</c>.</param>
/// <param name="Trace">Trace id in hex.</param>
/// <param name="Id">Span id in hex.</param>
/// <param name="Parent">Span id of the parent in hex; empty for none.</param>
/// <param name="Name">The span's name.</param>
/// <param name="Attributes">Names of its attributes.</param>
internal sealed record OtlpSpan(
    string Instance,
    string Service,
    string Trace,
    string Id,
    string Parent,
    string Name,
    IReadOnlyList<string> Attributes
)
{
    /// <summary>The spans of an <c>ExportTraceServiceRequest</c>.</summary>
    public static IEnumerable<OtlpSpan> Read(byte[] request)
    {
        foreach (ByteString resourceSpans in Parts(ByteString.CopyFrom(request), 1))
        {
            Dictionary<string, string> resource = Parts(resourceSpans, 1).SelectMany(part => Parts(part, 1)).ToDictionary(KeyOf, ValueOf);
            foreach (ByteString span in Parts(resourceSpans, 2).SelectMany(scope => Parts(scope, 2)))
            {
                yield return new OtlpSpan(
                    resource["service.instance.id"],
                    resource["service.name"],
                    Hex(span, 1),
                    Hex(span, 2),
                    Hex(span, 4),
                    Text(span, 5),
                    [.. Parts(span, 9).Select(KeyOf)]
                );
            }
        }
    }

    private static string KeyOf(ByteString attribute) => Text(attribute, 1);

    private static string ValueOf(ByteString attribute) => Parts(attribute, 2).Select(value => Text(value, 1)).Single();

    private static string Text(ByteString message, int field) => Parts(message, field).SingleOrDefault(ByteString.Empty).ToStringUtf8();

    private static string Hex(ByteString message, int field) =>
        Convert.ToHexStringLower(Parts(message, field).SingleOrDefault(ByteString.Empty).Span);

    /// <summary>The values of one field that are strings, bytes or messages.</summary>
    private static IEnumerable<ByteString> Parts(ByteString message, int field)
    {
        using CodedInputStream input = message.CreateCodedInput();
        while (input.ReadTag() is > 0 and uint tag)
        {
            if (WireFormat.GetTagWireType(tag) != WireFormat.WireType.LengthDelimited)
            {
                input.SkipLastField();
            }
            else if (input.ReadBytes() is var value && WireFormat.GetTagFieldNumber(tag) == field)
            {
                yield return value;
            }
        }
    }
}
