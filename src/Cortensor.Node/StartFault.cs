using System.Net.Sockets;
using Cortensor.Node.Options;
using Microsoft.AspNetCore.Connections;

namespace Cortensor.Node;

/// <summary>Tells the faults of the world at a node's start apart: they come through the same call, as the same kind of exception.</summary>
internal static class StartFault
{
    /// <summary>Code of a data folder that another process uses, or that cannot be written.</summary>
    public const string DataDirCode = "data_dir_unusable";

    /// <summary>Whether <see cref="Of"/> knows what it means.</summary>
    public static bool IsKnown(Exception fault) => fault is IOException or SocketException;

    /// <summary>As a person can act on it.</summary>
    public static CodedException Of(Exception fault, NodeOptions options) => fault is SocketException || fault.InnerException is AddressInUseException or SocketException
        ? new CodedException(ExitCodes.Listen, $"Cannot listen on {options.EffectiveListen}: {fault.Message}", inner: fault)
        : new CodedException(ExitCodes.Configuration, $"The node's folder {options.DataDir} cannot be used; does another node run in it? {fault.Message}", DataDirCode, fault);
}
