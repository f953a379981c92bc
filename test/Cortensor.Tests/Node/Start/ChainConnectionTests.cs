using System.Net;
using System.Text;
using System.Text.Json;
using Cortensor.Chain.Deployment;
using Cortensor.Node.Options;
using Cortensor.Node.Start;
using Cortensor.Primitives;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cortensor.Tests.Node.Start;

public sealed class ChainConnectionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cortensor-chain-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_chain_that_goes_away_while_it_is_checked_is_waited_for()
    {
        string[] names = ["CortensorToken", "Iam", "NetworkData", "NodePool", "Session", "SessionPayment", "SessionQueue"];
        AddressBook book = new(
            "test",
            7,
            new(
                names.ToDictionary(
                    name => name,
                    name => new DeployedContract(Address.Parse("0x" + new string('1', 40), null), 1, default, default)
                )
            )
        );
        string file = Path.Combine(_folder, "deployment.json");
        await book.SaveAsync(file, TestContext.Current.CancellationToken);
        using FlakyChain chain = new(failures: 3);
        using HttpClient http = new(chain);
        ChainConnection opened = await ChainConnection.OpenAsync(
            new ChainOptions { Rpc = "http://127.0.0.1:1", Deployment = file },
            TimeSpan.FromSeconds(30),
            http,
            TimeProvider.System,
            new Random(1),
            NullLoggerFactory.Instance,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(7ul, opened.Book.ChainId);
        Assert.Equal(3, chain.Refused);
    }

    /// <summary>A chain whose node breaks the line on the first questions for code.</summary>
    private sealed class FlakyChain(int failures) : HttpMessageHandler
    {
        public int Refused { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using JsonDocument body = JsonDocument.Parse(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
            bool isBatch = body.RootElement.ValueKind == JsonValueKind.Array;
            JsonElement[] calls = isBatch ? [.. body.RootElement.EnumerateArray()] : [body.RootElement];
            if (calls.Any(call => Method(call) == "eth_getCode") && Refused < failures)
            {
                Refused++;
                throw new HttpRequestException("reset by peer");
            }

            string answers = string.Join(',', calls.Select(Answer));
            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(isBatch ? $"[{answers}]" : answers, Encoding.UTF8, "application/json"),
            };
        }

        private static string Method(JsonElement call) => call.GetProperty("method").GetString()!;

        private static string Answer(JsonElement call) =>
            $$"""{"jsonrpc":"2.0","id":{{call.GetProperty("id").GetRawText()}},"result":{{Result(Method(call))}}}""";

        private static string Result(string method) =>
            method switch
            {
                "eth_chainId" => "\"0x7\"",
                "eth_getBlockByNumber" =>
                    $$"""{"number":"0x1","hash":"0x{{new string('1', 64)}}","parentHash":"0x{{new string('0', 64)}}","timestamp":"0x1","baseFeePerGas":"0x1"}""",
                _ => "\"0x6001\"",
            };
    }
}
