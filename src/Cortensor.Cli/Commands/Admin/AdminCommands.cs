using System.CommandLine;

namespace Cortensor.Cli.Commands.Admin;

/// <summary>
/// <c>cortensor admin …</c>: what a network's administrator does. Which moves a key may make is for the contracts to say.
/// </summary>
internal static class AdminCommands
{
    public static Command Create(CliConsole console) =>
        new("admin", "Admits nodes, shuts accounts out, sets prices and deadlines, hands out money.")
        {
            AdminRoleCommands.Grant(console),
            AdminRoleCommands.Revoke(console),
            AdminRoleCommands.Block(console),
            AdminRoleCommands.Unblock(console),
            AdminParameterCommands.Price(console),
            AdminParameterCommands.Deadlines(console),
            AdminFundCommand.Create(console),
        };
}
