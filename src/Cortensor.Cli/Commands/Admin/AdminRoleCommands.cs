using System.CommandLine;
using Cortensor.Protocol.Nodes;

namespace Cortensor.Cli.Commands.Admin;

/// <summary>Who may do what: roles and the list of accounts that are shut out.</summary>
internal static class AdminRoleCommands
{
    private static readonly string[] Roles = [.. Enum.GetNames<NodeRole>().Select(name => name.ToLowerInvariant())];

    public static Command Grant(CliConsole console)
    {
        (Argument<string> role, Argument<string> account) = (Role(), AdminMove.Account());
        return new Command("grant", "Registrar: gives a role to an account that registered for it.") { role, account }.Does(
            console,
            "give the role",
            (parsed, network, token) =>
                network.Administration.GrantAsync(
                    Read(parsed.GetRequiredValue(role)),
                    AdminMove.Parse(parsed.GetRequiredValue(account)),
                    token
                )
        );
    }

    public static Command Revoke(CliConsole console)
    {
        (Argument<string> role, Argument<string> account) = (Role(), AdminMove.Account());
        return new Command("revoke", "Registrar: takes a role.") { role, account }.Does(
            console,
            "take the role",
            (parsed, network, token) =>
                network.Administration.RevokeAsync(
                    Read(parsed.GetRequiredValue(role)),
                    AdminMove.Parse(parsed.GetRequiredValue(account)),
                    token
                )
        );
    }

    public static Command Block(CliConsole console) =>
        Blocking(console, "block", "Guardian: shuts an account out, which takes all its roles.", "shut the account out", blocked: true);

    public static Command Unblock(CliConsole console) =>
        Blocking(console, "unblock", "Guardian: lets an account in again.", "let the account in", blocked: false);

    private static Command Blocking(CliConsole console, string name, string description, string what, bool blocked)
    {
        Argument<string> account = AdminMove.Account();
        return new Command(name, description) { account }.Does(
            console,
            what,
            (parsed, network, token) =>
                network.Administration.SetBlockedAsync(AdminMove.Parse(parsed.GetRequiredValue(account)), blocked, token)
        );
    }

    private static Argument<string> Role()
    {
        Argument<string> role = new("role") { Description = $"One of {string.Join(", ", Roles)}." };
        _ = role.AcceptOnlyFromAmong(Roles);
        return role;
    }

    private static NodeRole Read(string role) => Enum.Parse<NodeRole>(role, ignoreCase: true);
}
