using System.Collections;
using System.Numerics;
using Cortensor.Chain.Encoding;
using Cortensor.Primitives;
using Nethereum.ABI;
using Nethereum.ABI.FunctionEncoding;
using Nethereum.ABI.Model;

namespace Cortensor.Tests.Chain;

/// <summary>
/// Asks Nethereum, an implementation in C# that shares no code with ours. Values go in and come out as our encoder and decoder have them.
/// </summary>
internal static class NethereumPeer
{
    public static byte[] Encode(AbiType tuple, object[] values) =>
        new ParametersEncoder().EncodeParameters(Parameters(tuple), [.. tuple.Components.Zip(values, ToPeer)]);

    /// <remarks>
    /// Known faults of Nethereum 6.1.0. ArrayLengthWraps: the check of an array's length multiplies in 32 bits, so a length such as
    /// 0x04000003 passes and the peer allocates until memory ends. OffsetsOutOfOrder: it cuts an element of dynamic size at the next
    /// element's offset, so an offset that points back empties the element before it. Ask it only about bytes that an encoder writes.
    /// </remarks>
    public static object[] Decode(AbiType tuple, byte[] data) =>
        [.. tuple.Components.Zip(new ParameterDecoder().DecodeDefaultData(data, Parameters(tuple)), FromPeer)];

    private static Parameter[] Parameters(AbiType tuple) =>
        [.. tuple.Components.Select(static (component, index) => ToParameter(component, index + 1))];

    private static Parameter ToParameter(AbiType type, int order)
    {
        AbiType leaf = type;
        string dimensions = string.Empty;
        while (leaf.Kind == AbiKind.Array)
        {
            dimensions = $"[{leaf.Length}]{dimensions}";
            leaf = leaf.Element!;
        }

        Parameter parameter = new((leaf.Kind == AbiKind.Tuple ? "tuple" : leaf.Text) + dimensions, $"p{order}", order);
        ABIType peerLeaf = parameter.ABIType;
        while (peerLeaf is ArrayType array)
        {
            peerLeaf = array.ElementType;
        }

        (peerLeaf as TupleType)?.SetComponents(Parameters(leaf));
        return parameter;
    }

    private static object ToPeer(AbiType type, object value) =>
        value switch
        {
            object[] members when type.Kind == AbiKind.Tuple => type.Components.Zip(members, ToPeer).ToArray(),
            object[] elements => elements.Select(element => ToPeer(type.Element!, element)).ToList(),
            Address address => address.ToString(),
            _ => value,
        };

    private static object FromPeer(AbiType type, object value) =>
        (type.Kind, value) switch
        {
            (_, ParameterOutput output) => FromPeer(type, output.Result),
            (AbiKind.Tuple, IEnumerable<ParameterOutput> members) => type.Components.Zip(members, FromPeer).ToArray(),
            (AbiKind.Array, IEnumerable elements) => elements.Cast<object>().Select(element => FromPeer(type.Element!, element)).ToArray(),
            (AbiKind.Address, string text) => Address.Parse(text),
            (AbiKind.Unsigned or AbiKind.Signed, BigInteger) => value,
            (AbiKind.Bool, bool) or (AbiKind.Text, string) or (AbiKind.Bytes or AbiKind.FixedBytes, byte[]) => value,
            _ => throw new InvalidOperationException($"The peer gives a {value.GetType()} for {type}."),
        };
}
