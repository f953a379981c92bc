using Cortensor.Api.Errors;
using Cortensor.Api.Native;
using Cortensor.Api.OpenAi;
using Cortensor.Cli.Doctor;
using Cortensor.Cli.Http;
using Cortensor.Cli.Output;
using Cortensor.Devnet;
using Cortensor.Devnet.State;
using Cortensor.Inference.Models;
using Cortensor.Node;

namespace Cortensor.Cli.Demo;

/// <summary>A demonstration: network up, one prompt as any client would send it, the table, network down.</summary>
internal sealed class DemoRun(CliConsole console, DemoSettings settings, TimeProvider time)
{
    private readonly Phases _phases = new(console.Error, time);

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(settings.Prompt))
        {
            throw new CodedException(ExitCodes.Refused, ErrorCodes.EmptyPrompt.Meaning, ErrorCodes.EmptyPrompt.Code);
        }

        RequireMachine();
        DevnetOptions options = new()
        {
            DataDir = settings.DataDir,
            Home = CliPaths.Home!,
            Program = CliPaths.Program,
            Engine = settings.Engine,
            Model = await DevnetModel.ChooseAsync(
                settings.Model,
                settings.Engine,
                ModelStoreOptions.FromEnvironment(),
                _phases,
                time,
                cancellationToken
            ),
        };
        DevnetFolder.Clear(options.DataDir);
        if (settings.Keep)
        {
            await using DetachedDevnet kept = await DetachedDevnet.StartAsync(options, _phases, time, cancellationToken);
            return Tell(await AskAsync(DevnetDocument.Find(new DevnetPaths(options.DataDir))!, options.Model, cancellationToken));
        }

        await using DevnetHost host = await DevnetHost.StartAsync(options, _phases, time, cancellationToken);
        int exit = Tell(await host.UndisturbedAsync(token => AskAsync(host.Document, options.Model, token), cancellationToken));
        _phases.Report("Stopping the network.");
        return exit;
    }

    private int Tell(DemoReport report)
    {
        if (settings.Json)
        {
            console.WriteJson(report, CliJson.Default.DemoReport);
        }
        else
        {
            DemoPrinter.Write(console.Out, report, settings.Keep);
        }

        return report.Ok
            ? ExitCodes.Ok.Number
            : console.Fail(
                new CodedException(
                    ExitCodes.Task,
                    $"The task ended {report.State} with verdict {report.Verdict}{(report.Money.AddsUp ? string.Empty : ", and the money does not add up")}. The logs are in {new DevnetPaths(settings.DataDir).Logs}."
                )
            );
    }

    private async Task<DemoReport> AskAsync(DevnetDocument document, string model, CancellationToken cancellationToken)
    {
        long networkUp = (long)_phases.Elapsed.TotalMilliseconds;
        using RouterClient router = new(document.Router.Url, document.ApiKey);
        using ChainBooks books = await ChainBooks.OpenAsync(document, time, cancellationToken);
        BooksReading before = await books.ReadAsync(cancellationToken);
        _phases.Report($"Asking: {settings.Prompt}");
        long asked = time.GetTimestamp();
        ChatCompletionRequest request = new()
        {
            Model = model,
            Messages = [new ChatCompletionMessage { Role = "user", Content = settings.Prompt }],
            Temperature = 0,
            MaxTokens = DemoSettings.MaxTokens,
        };
        DemoAnswer answer = await DemoAnswer.AskAsync(router, request, settings.Json ? null : console.Out, time, cancellationToken);
        if (!settings.Json)
        {
            await console.Out.WriteLineAsync();
        }

        TaskDetails task = await new TaskFollower(router, time, _phases).FollowAsync(
            answer.Provenance.Session.Value,
            answer.Provenance.Task.Value,
            cancellationToken
        );
        TimeSpan completed = time.GetElapsedTime(asked);
        BooksReading after = await books.ReadAsync(cancellationToken);
        DemoMoney money = before.MoneyUntil(after, task.Ceiling, task.Charged);
        return new DemoReport(
            task.State == "Completed" && task.Verdict == "VALID" && money.AddsUp,
            model,
            settings.Engine,
            settings.Prompt,
            answer.Text,
            answer.FinishReason,
            task.SessionId,
            task.TaskId,
            task.State,
            task.Verdict,
            task.RequestCid,
            task.ResultCid,
            [.. task.Slots.Select(Miner)],
            await books.GasAsync(task.Steps, cancellationToken),
            money,
            new DemoTimes(
                networkUp,
                Milliseconds(answer.FirstToken),
                Milliseconds(answer.Total),
                Milliseconds(completed),
                Milliseconds(_phases.Elapsed)
            ),
            new DemoNetwork(document.Router.Url, document.ApiKey, settings.DataDir)
        );
    }

    private static DemoMiner Miner(TaskSlotView slot) =>
        new(
            slot.Miner,
            slot.PrecommitTransaction,
            slot.CommitTransaction,
            slot.Distance,
            slot.Accepted switch
            {
                true => "VALID",
                false => "INVALID",
                null => slot.State,
            },
            slot.Paid
        );

    private static long Milliseconds(TimeSpan duration) => (long)duration.TotalMilliseconds;

    private void RequireMachine()
    {
        Finding[] missing = [.. MachineChecks.Ask(new Machine()).Where(finding => finding.Status == Finding.MissingStatus)];
        if (missing.Length > 0)
        {
            throw new CodedException(
                ExitCodes.Machine,
                string.Join(
                    Environment.NewLine,
                    ["This machine is not ready:", .. missing.Select(finding => $"  {finding.Message} Fix: {finding.Fix}")]
                )
            );
        }
    }
}
