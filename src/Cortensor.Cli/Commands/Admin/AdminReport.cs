using Cortensor.Primitives;

namespace Cortensor.Cli.Commands.Admin;

/// <summary>Output of <c>cortensor admin … --json</c>.</summary>
internal sealed record AdminReport(Address Administrator, Hash32 Transaction, ulong Block, ulong Gas);
