using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Sessions;
using Cortensor.Router.Admission;

namespace Cortensor.Router.Sessions;

/// <summary>
/// Which session pays: the one that is named, else the key's first active one with the model, else its first one with the model.
/// </summary>
internal static class SessionPicker
{
    public static SessionInfo? Pick(ClientRequest clientRequest, NetworkSnapshot network)
    {
        if (clientRequest.Session is SessionId named)
        {
            return network.Sessions.GetValueOrDefault(named);
        }

        Hash32? model = clientRequest.Model is { } name ? Keccak256.HashText(name) : null;
        SessionInfo[] fitting =
        [
            .. clientRequest
                .Key.Sessions.Select(id => network.Sessions.GetValueOrDefault(id))
                .OfType<SessionInfo>()
                .Where(session => model is null || session.Config.ModelId == model),
        ];
        return fitting.FirstOrDefault(session => session.State == SessionState.Active) ?? fitting.FirstOrDefault();
    }
}
