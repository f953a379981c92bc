using Cortensor.Chain.Encoding;

namespace Cortensor.Bindgen;

/// <summary>Writes functions: a record of the arguments that encodes itself and reads the function's answer.</summary>
internal static class CallWriter
{
    public static void Write(SourceWriter source, AbiEntry entry, MemberNames names)
    {
        string stem = names.ClaimCall(Names.Pascal(entry.Name));
        string name = stem + "Call";
        string[] members = Names.OfMembers(entry.Inputs, name);
        string? result = WriteResult(source, entry, names, stem);
        source.Line();
        source.Line($"/// <summary><c>{entry.Signature} {entry.Mutability}</c></summary>");
        using (
            source.Block(
                $"public sealed record {name}({BindingGenerator.Parameters(entry.Inputs, members)}) : {(result is null ? "IContractCall" : $"IContractQuery<{result}>")}"
            )
        )
        {
            source.Line($"private static readonly AbiType Arguments = AbiType.Parse(\"{entry.InputTuple}\");");
            if (result is not null)
            {
                source.Line($"private static readonly AbiType Results = AbiType.Parse(\"{entry.OutputTuple}\");");
            }

            source.Line();
            source.Line($"public static Selector Selector {{ get; }} = new(0x{Selector.Of(entry.Signature).Value:x8});");
            source.Line();
            source.Line(
                $"public byte[] Encode() => AbiEncoder.EncodeCall(Selector, Arguments, [{string.Join(", ", entry.Inputs.Zip(members, TypeMap.ToAbi))}]);"
            );
            if (result is not null)
            {
                source.Line();
                using (source.Block($"public {result} DecodeResult(ReadOnlySpan<byte> data)"))
                {
                    source.Line("object[] v = AbiDecoder.DecodeArguments(Results, data);");
                    string values = BindingGenerator.Values(entry.Outputs, "v");
                    source.Line(entry.Outputs.Count == 1 ? $"return {values};" : $"return new {result}({values});");
                }
            }
        }
    }

    private static string? WriteResult(SourceWriter source, AbiEntry entry, MemberNames names, string stem)
    {
        switch (entry.Outputs.Count)
        {
            case 0:
                return null;
            case 1:
                return TypeMap.Name(entry.Outputs[0]);
            default:
                string name = names.Claim(stem + "Result");
                source.Line();
                source.Line($"/// <summary>What <c>{entry.Name}</c> returns.</summary>");
                source.Line(
                    $"public sealed record {name}({BindingGenerator.Parameters(entry.Outputs, Names.OfMembers(entry.Outputs, name))});"
                );
                return name;
        }
    }
}
