using System.CommandLine;
using Cortensor.Api.OpenAi;
using Cortensor.Cli.Demo;
using Cortensor.Cli.Http;
using Cortensor.Devnet.State;
using Cortensor.Node;

namespace Cortensor.Cli.Commands;

/// <summary><c>cortensor ask</c>: one prompt to the running network.</summary>
internal static class AskCommand
{
    public static Command Create(CliConsole console)
    {
        Argument<string> prompt = new("prompt") { Description = "What to ask; - reads it from standard input." };
        Option<string?> dataDir = CommonOptions.DataDir();
        Option<string?> model = new("--model") { Description = "Model id; the session's model when left out.", HelpName = "ID" };
        Option<int?> maxTokens = new("--max-tokens") { Description = "Longest answer in tokens.", HelpName = "N" };
        Option<double?> temperature = new("--temperature") { Description = "0 to 2; 0 gives the likeliest answer.", HelpName = "T" };
        Option<ulong?> session = new("--session") { Description = "Session to charge; the network's own when left out.", HelpName = "ID" };
        Option<bool> json = CommonOptions.Json();
        Command command = new("ask", "Sends a prompt to the running development network and streams the answer.")
        {
            prompt,
            dataDir,
            model,
            maxTokens,
            temperature,
            session,
            json,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                DevnetDocument network = RunningDevnet.Require(parsed.GetValue(dataDir));
                using RouterClient router = new(network.Router.Url, network.ApiKey);
                string text = parsed.GetRequiredValue(prompt);
                ChatCompletionRequest request = new()
                {
                    Model = parsed.GetValue(model) ?? await DefaultModelAsync(router, cancellationToken),
                    Messages =
                    [
                        new ChatCompletionMessage
                        {
                            Role = "user",
                            Content = text == "-" ? await Console.In.ReadToEndAsync(cancellationToken) : text,
                        },
                    ],
                    MaxTokens = parsed.GetValue(maxTokens),
                    Temperature = parsed.GetValue(temperature),
                    SessionId = parsed.GetValue(session),
                };
                bool asJson = parsed.GetValue(json);
                DemoAnswer answer = await DemoAnswer.AskAsync(
                    router,
                    request,
                    asJson ? null : console.Out,
                    TimeProvider.System,
                    cancellationToken
                );
                if (asJson)
                {
                    console.WriteJson(
                        new AskReport(
                            answer.Text,
                            answer.FinishReason,
                            answer.Provenance.Session.Value,
                            answer.Provenance.Task.Value,
                            answer.Provenance.RequestCid,
                            answer.Provenance.ResultCid,
                            answer.Provenance.TaskUrl
                        ),
                        CliJson.Default.AskReport
                    );
                }
                else
                {
                    await console.Out.WriteLineAsync();
                    if (answer.Cut is { } cut)
                    {
                        await console.Error.WriteLineAsync($"{cut} --max-tokens allows more.");
                    }

                    await console.Error.WriteLineAsync(
                        $"task {answer.Provenance.Session}/{answer.Provenance.Task}; see it with: cortensor task show {answer.Provenance.Session} {answer.Provenance.Task}"
                    );
                }

                return ExitCodes.Ok.Number;
            }
        );
        return command;
    }

    private static async Task<string> DefaultModelAsync(RouterClient router, CancellationToken cancellationToken)
    {
        ModelList models = await router.ModelsAsync(cancellationToken);
        return models.Data.Count > 0
            ? models.Data[0].Id
            : throw new CodedException(ExitCodes.Refused, "No session of this network's key serves a model.", "model_not_found");
    }
}
