using Cortensor.Chain.Encoding;

namespace Cortensor.Bindgen;

/// <summary>ABI types in C#: their names, and the expressions that turn decoded values into them and back.</summary>
internal static class TypeMap
{
    /// <summary>The C# type.</summary>
    public static string Name(AbiParameter parameter) => Name(parameter.Type, parameter);

    /// <summary>An expression of the C# type over a decoded value.</summary>
    public static string FromAbi(AbiParameter parameter, string value) => FromAbi(parameter.Type, parameter, value, 0);

    /// <summary>An expression that the encoder takes.</summary>
    public static string ToAbi(AbiParameter parameter, string value) => ToAbi(parameter.Type, value, 0);

    private static string Name(AbiType type, AbiParameter parameter) =>
        type.Kind switch
        {
            AbiKind.Unsigned => type.Size switch
            {
                8 => "byte",
                <= 64 => "ulong",
                <= 128 => "UInt128",
                _ => "BigInteger",
            },
            AbiKind.Signed => type.Size switch
            {
                <= 64 => "long",
                <= 128 => "Int128",
                _ => "BigInteger",
            },
            AbiKind.Bool => "bool",
            AbiKind.Address => "Address",
            AbiKind.FixedBytes => type.Size == 32 ? "Hash32" : "byte[]",
            AbiKind.Bytes => "byte[]",
            AbiKind.Text => "string",
            AbiKind.Array => $"IReadOnlyList<{Name(type.Element!, parameter)}>",
            _ => Names.OfStruct(parameter),
        };

    private static string FromAbi(AbiType type, AbiParameter parameter, string value, int depth) =>
        type.Kind switch
        {
            AbiKind.Unsigned => type.Size switch
            {
                8 => $"AbiConvert.ToByte({value})",
                <= 64 => $"AbiConvert.ToUInt64({value})",
                <= 128 => $"AbiConvert.ToUInt128({value})",
                _ => $"(BigInteger){value}",
            },
            AbiKind.Signed => type.Size switch
            {
                <= 64 => $"AbiConvert.ToInt64({value})",
                <= 128 => $"AbiConvert.ToInt128({value})",
                _ => $"(BigInteger){value}",
            },
            AbiKind.FixedBytes when type.Size == 32 => $"AbiConvert.ToHash32({value})",
            AbiKind.Array => $"AbiConvert.ToList({value}, static e{depth} => {FromAbi(type.Element!, parameter, $"e{depth}", depth + 1)})",
            AbiKind.Tuple => $"{Names.OfStruct(parameter)}.FromAbi({value})",
            _ => $"({Name(type, parameter)}){value}",
        };

    private static string ToAbi(AbiType type, string value, int depth) =>
        type.Kind switch
        {
            AbiKind.Tuple => $"{value}.ToAbi()",
            AbiKind.Array when HoldsStructs(type) => $"{value}.Select(static e{depth} => {ToAbi(type.Element!, $"e{depth}", depth + 1)})",
            _ => value,
        };

    private static bool HoldsStructs(AbiType type) => type.Kind == AbiKind.Tuple || (type.Element is { } element && HoldsStructs(element));
}
