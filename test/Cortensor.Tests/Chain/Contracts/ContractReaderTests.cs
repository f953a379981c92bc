using System.Buffers.Binary;
using Cortensor.Chain.Contracts;
using Cortensor.Chain.Encoding;
using Cortensor.Chain.Rpc;
using Cortensor.Primitives;
using Cortensor.Tests.Chain.Rpc;

namespace Cortensor.Tests.Chain.Contracts;

public sealed class ContractReaderTests
{
    /// <summary>
    /// 352 bytes that announce so many words that their length in bytes wraps around in 32 bits; Nethereum 6.1.0 takes them and allocates
    /// until memory ends.
    /// </summary>
    [Theory]
    [InlineData(0x04000003)]
    [InlineData(0x08000001)]
    [InlineData(int.MaxValue)]
    [InlineData(uint.MaxValue)]
    public async Task An_array_length_that_wraps_is_garbage_of_the_endpoint(uint length)
    {
        byte[] answer = new byte[352];
        answer[31] = AbiType.WordSize;
        BinaryPrimitives.WriteUInt32BigEndian(answer.AsSpan(60), length);
        EthClient client = new(new ScriptedTransport(_ => $"\"{Hex.Encode(answer)}\""));
        RpcUnreachableException refused = await Assert.ThrowsAsync<RpcUnreachableException>(() =>
            client.QueryAsync(
                new Address(new byte[Address.Size]),
                new NumbersQuery(),
                cancellationToken: TestContext.Current.CancellationToken
            )
        );
        Assert.Equal(RpcFault.Garbage, refused.Fault);
        _ = Assert.IsType<FormatException>(refused.InnerException);
    }

    private sealed class NumbersQuery : IContractQuery<IReadOnlyList<ulong>>
    {
        private static readonly AbiType Result = AbiType.Parse("(uint256[])");

        public byte[] Encode() => Selector.Of("numbers()").ToArray();

        public IReadOnlyList<ulong> DecodeResult(ReadOnlySpan<byte> data) =>
            AbiConvert.ToList(AbiDecoder.DecodeArguments(Result, data)[0], AbiConvert.ToUInt64);
    }
}
