namespace Cortensor.Bench.Common;

/// <summary>The checkout that is measured.</summary>
internal static class Checkout
{
    /// <summary>Its root.</summary>
    public static string Home { get; } = FindHome();

    /// <summary>The program that plays the nodes: built beside this one.</summary>
    public static string Program => Path.Combine(AppContext.BaseDirectory, "cortensor");

    private static string FindHome()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Cortensor.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName
            ?? throw new InvalidOperationException("Benches run inside a checkout: there is no Cortensor.slnx above them.");
    }
}
