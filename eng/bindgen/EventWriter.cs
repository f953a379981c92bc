using Cortensor.Chain.Encoding;

namespace Cortensor.Bindgen;

/// <summary>Writes events: a record of the values, read from topics and data.</summary>
internal static class EventWriter
{
    private static readonly AbiType Word = AbiType.Parse("bytes32");

    public static void Write(SourceWriter source, AbiEntry entry, string name)
    {
        AbiParameter[] values = [.. entry.Inputs.Select(AsCarried)];
        AbiParameter[] topics = [.. values.Where(value => value.Indexed)];
        AbiParameter[] data = [.. values.Where(value => !value.Indexed)];
        string[] members = Names.OfMembers(values, name);
        source.Line();
        source.Line($"/// <summary><c>event {entry.Signature}</c></summary>");
        using (source.Block($"public sealed record {name}({BindingGenerator.Parameters(values, members)}) : IContractEvent<{name}>"))
        {
            source.Line($"private static readonly AbiType Indexed = AbiType.Parse(\"{TupleOf(topics)}\");");
            source.Line($"private static readonly AbiType Data = AbiType.Parse(\"{TupleOf(data)}\");");
            source.Line();
            source.Line($"public static Hash32 Topic {{ get; }} = Hash32.Parse(\"{BindingGenerator.TopicOf(entry)}\");");
            source.Line();
            using (source.Block($"public static {name} Decode(LogEntry log)"))
            {
                // Both are read even when unused: a log with too few values is refused.
                source.Line("object[] t = AbiConvert.DecodeTopics(Indexed, log);");
                source.Line("object[] v = AbiDecoder.DecodeArguments(Data, log.Data.Span);");
                int topic = 0;
                int position = 0;
                IEnumerable<string> expressions = values.Select(value =>
                    TypeMap.FromAbi(value, value.Indexed ? $"t[{topic++}]" : $"v[{position++}]")
                );
                source.Line($"return new {name}({string.Join(", ", expressions)});");
            }
        }
    }

    private static AbiType TupleOf(AbiParameter[] parameters) => AbiType.Tuple([.. parameters.Select(parameter => parameter.Type)]);

    // A topic has room for one word: longer values are there as their hash.
    private static AbiParameter AsCarried(AbiParameter value) =>
        value.Indexed && value.Type.Kind is (AbiKind.Bytes or AbiKind.Text or AbiKind.Array or AbiKind.Tuple)
            ? value with
            {
                Type = Word,
                Components = [],
            }
            : value;
}
