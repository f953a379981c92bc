using System.Reflection;
using Cortensor.Chain.Bindings;
using Cortensor.Chain.Contracts;
using Cortensor.Chain.Encoding;
using Cortensor.Chain.Ledgers;
using Cortensor.Primitives;

namespace Cortensor.Tests.Chain.Ledgers;

public sealed class RevertRefusalsTests
{
    // Errors that no move made through the ledgers can meet: they come from the inside of libraries, from permits, or from unpausing what
    // is not paused.
    private static readonly string[] Unreachable =
    [
        "ECDSAInvalidSignature",
        "ECDSAInvalidSignatureLength",
        "ECDSAInvalidSignatureS",
        "ERC2612ExpiredSignature",
        "ERC2612InvalidSigner",
        "ExpectedPause",
        "InvalidAccountNonce",
        "InvalidShortString",
        "ReentrancyGuardReentrantCall",
        "SafeERC20FailedOperation",
        "StringTooLong",
    ];

    [Fact]
    public void Every_error_of_the_bindings_is_known_or_unreachable()
    {
        Type[] errors =
        [
            .. typeof(SessionContract)
                .Assembly.GetTypes()
                .Where(type => type.DeclaringType?.Namespace == typeof(SessionContract).Namespace && IsError(type)),
        ];
        Assert.True(errors.Length > 60);
        string[] unknown =
        [
            .. errors
                .Where(error => !RevertRefusals.Knows(SelectorOf(error)))
                .Select(error => error.Name)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        Assert.Equal(Unreachable, unknown);
    }

    [Theory]
    [InlineData("0x")]
    [InlineData("0xd93c06")]
    [InlineData("0x00000000")]
    [InlineData("0x4e487b710000000000000000000000000000000000000000000000000000000000000012")]
    public void What_is_no_known_error_is_no_refusal(string data) => Assert.Null(RevertRefusals.Read(Hex.Decode(data)));

    [Fact]
    public void A_truncated_error_is_no_refusal()
    {
        byte[] whole = [.. PoolLevelOutOfRange(), .. new byte[AbiType.WordSize]];
        Assert.Equal("PoolLevelOutOfRange", RevertRefusals.Read(whole)?.Code);
        Assert.Null(RevertRefusals.Read(whole.AsMemory(..^1)));
    }

    private static byte[] PoolLevelOutOfRange() => NodePoolContract.PoolLevelOutOfRange.Selector.ToArray();

    private static bool IsError(Type type) =>
        type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IContractError<>));

    private static Selector SelectorOf(Type error) =>
        (Selector)error.GetProperty("Selector", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
}
