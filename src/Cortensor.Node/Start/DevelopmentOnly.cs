using Cortensor.Chain.Deployment;
using Cortensor.Node.Options;
using Cortensor.Primitives;

namespace Cortensor.Node.Start;

/// <summary>Things that would cost somebody money or trust outside a development chain on this machine.</summary>
internal static class DevelopmentOnly
{
    /// <exception cref="CodedException">One of them is used on a real chain.</exception>
    public static async Task RequireAsync(NodeOptions options, Address node, ChainConnection chain, CancellationToken cancellationToken)
    {
        List<string> used = [];
        if (options.Has(NodeRoles.Miner) && options.Miner.Engine == EngineNames.Scripted)
        {
            used.Add("the scripted engine (Miner:Engine)");
        }

        if (DevKeys.Contains(node))
        {
            used.Add("a public development key (Key:File)");
        }

        if (options.Has(NodeRoles.Oracle) && options.Oracle.AutoAdmit)
        {
            used.Add("automatic admission (Oracle:AutoAdmit)");
        }

        if (used.Count == 0)
        {
            return;
        }

        try
        {
            foreach (Uri endpoint in chain.Endpoints)
            {
                await DevKeys.RequireDevelopmentChainAsync(chain.Client, endpoint, cancellationToken);
            }
        }
        catch (DevKeysRefusedException e)
        {
            throw new CodedException(
                ExitCodes.Configuration,
                $"Only for development chains on this machine: {string.Join(", ", used)}. {e.Message}",
                inner: e
            );
        }
    }
}
