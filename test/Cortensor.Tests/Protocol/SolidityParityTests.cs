using System.Reflection;
using System.Text.RegularExpressions;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Pool;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Tests.Protocol;

/// <summary>The interfaces in Solidity and the rules in C# name the same things in the same order (house style, points 5 and 9).</summary>
public sealed partial class SolidityParityTests
{
    private static readonly string Sources = Path.Combine(Repository.Root, "contracts", "src");

    [Theory]
    [InlineData("queue/ISessionQueue.sol", "TaskState", typeof(TaskState))]
    [InlineData("queue/ISessionQueue.sol", "DeclineReason", typeof(DeclineReason))]
    [InlineData("queue/ISessionQueue.sol", "FailReason", typeof(FailReason))]
    [InlineData("session/ISession.sol", "SessionState", typeof(SessionState))]
    [InlineData("session/ISession.sol", "SessionMode", typeof(SessionMode))]
    [InlineData("session/ISession.sol", "Sla", typeof(Sla))]
    [InlineData("session/ISession.sol", "Settlement", typeof(SettlementKind))]
    [InlineData("session/ISession.sol", "ProofKind", typeof(ProofKind))]
    [InlineData("session/ISession.sol", "Privacy", typeof(Privacy))]
    [InlineData("pool/INodePool.sol", "PoolState", typeof(PoolState))]
    public void Enums_have_the_same_members_in_the_same_order(string file, string name, Type type)
    {
        Match body = Regex.Match(Read(file), $@"\benum {name} \{{(?<members>[^}}]*)\}}");
        Assert.True(body.Success, $"{file} has no enum {name}.");
        string[] members =
        [
            .. Member().Matches(LineComment().Replace(body.Groups["members"].Value, string.Empty)).Select(static match => match.Value),
        ];

        Assert.Equal(members, Enum.GetNames(type));
        Assert.Equal(Enumerable.Range(0, members.Length), Enum.GetValues(type).Cast<object>().Select(static value => (int)value));
    }

    [Theory]
    [InlineData("queue/ISessionQueue.sol", typeof(TaskRefusals))]
    [InlineData("session/ISession.sol", typeof(SessionRefusals))]
    [InlineData("payment/ISessionPayment.sol", typeof(PaymentRefusals))]
    [InlineData("pool/INodePool.sol", typeof(PoolRefusals))]
    public void Refusals_are_the_errors(string file, Type refusals)
    {
        IEnumerable<string> errors = ErrorName()
            .Matches(Read(file))
            .Select(static match => match.Groups[1].Value)
            .Order(StringComparer.Ordinal);
        IEnumerable<string> codes = refusals
            .GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Select(static method => method.Name)
            .Order(StringComparer.Ordinal);

        Assert.Equal(errors, codes);
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Sources, file));

    [GeneratedRegex(@"\w+")]
    private static partial Regex Member();

    [GeneratedRegex("//[^\n]*")]
    private static partial Regex LineComment();

    [GeneratedRegex(@"^\s*error (\w+)\(", RegexOptions.Multiline)]
    private static partial Regex ErrorName();
}
