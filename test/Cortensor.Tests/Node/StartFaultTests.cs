using System.Net;
using System.Net.Sockets;
using Cortensor.Node;
using Cortensor.Node.Options;
using Cortensor.Storage.Files;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Cortensor.Tests.Node;

public sealed class StartFaultTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cortensor-start-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_taken_port_is_about_listening()
    {
        using TcpListener other = new(IPAddress.Loopback, 0);
        other.Start();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        _ = builder.WebHost.UseUrls($"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}");
        await using WebApplication app = builder.Build();
        CodedException told = Describe(await Assert.ThrowsAnyAsync<Exception>(() => app.StartAsync(TestContext.Current.CancellationToken)));
        Assert.Equal((ExitCodes.Listen, "listen_failed"), (told.Exit, told.Code));
    }

    [Fact]
    public void A_folder_in_use_is_not()
    {
        string path = Path.Combine(_folder, "lock");
        using DirectoryLock first = DirectoryLock.Take(path);
        CodedException told = Describe(Assert.Throws<IOException>(() => DirectoryLock.Take(path)));
        Assert.Equal((ExitCodes.Configuration, "data_dir_unusable"), (told.Exit, told.Code));
        Assert.Contains(_folder, told.Message, StringComparison.Ordinal);
    }

    private CodedException Describe(Exception fault)
    {
        Assert.True(StartFault.IsKnown(fault));
        return StartFault.Of(fault, new NodeOptions { DataDir = _folder });
    }
}
