using System.CommandLine;
using Cortensor.Cli.Demo;

namespace Cortensor.Cli.Commands;

/// <summary><c>cortensor demo</c>: one prompt through a whole network on this machine.</summary>
internal static class DemoCommand
{
    public static Command Create(CliConsole console)
    {
        Argument<string?> question = new("prompt") { Description = "What to ask.", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> prompt = new("--prompt") { Description = "The same as an option.", HelpName = "TEXT" };
        Option<string?> model = CommonOptions.Model();
        Option<string> engine = CommonOptions.Engine();
        Option<bool> json = CommonOptions.Json();
        Option<bool> keep = new("--keep") { Description = "Leave the network running in the background." };
        Command command = new("demo", "Starts a whole network on this machine, sends it one prompt and shows what happened.")
        {
            question,
            prompt,
            model,
            engine,
            json,
            keep,
            CommonOptions.Yes(),
        };
        command.SetAction(
            (parsed, cancellationToken) =>
            {
                DemoSettings settings = new()
                {
                    Prompt = parsed.GetValue(prompt) ?? parsed.GetValue(question) ?? DemoSettings.DefaultPrompt,
                    Model = parsed.GetValue(model),
                    Engine = parsed.GetRequiredValue(engine),
                    Json = parsed.GetValue(json),
                    Keep = parsed.GetValue(keep),
                };
                return new DemoRun(console, settings, TimeProvider.System).RunAsync(cancellationToken);
            }
        );
        return command;
    }
}
