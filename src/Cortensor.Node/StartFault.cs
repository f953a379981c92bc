using System.Net.Sockets;
using Cortensor.Node.Options;
using Cortensor.Storage.Store;
using Microsoft.AspNetCore.Connections;

namespace Cortensor.Node;

/// <summary>
/// Tells the faults of the world at a node's start apart: they come through the same call, as the same kind of exception.
/// </summary>
internal static class StartFault
{
    /// <summary>Code of a data folder that another process uses, or that cannot be written.</summary>
    public const string DataDirCode = "data_dir_unusable";

    /// <summary>Whether <see cref="Of"/> knows what it means.</summary>
    public static bool IsKnown(Exception fault) => fault is IOException or SocketException or UnauthorizedAccessException;

    /// <summary>As a person can act on it.</summary>
    public static CodedException Of(Exception fault, NodeOptions options) =>
        fault switch
        {
            NodeStoreException store => new CodedException(ExitCodes.Configuration, store.Message, store.Code, store),
            SocketException or { InnerException: AddressInUseException or SocketException } => new CodedException(
                ExitCodes.Listen,
                $"Cannot listen on {options.EffectiveListen}: {fault.Message}",
                inner: fault
            ),
            _ => new CodedException(
                ExitCodes.Configuration,
                $"The node's folder {options.DataDir} cannot be used; does another node run in it? {fault.Message}",
                DataDirCode,
                fault
            ),
        };
}
