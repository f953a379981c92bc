using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Cortensor.Devnet.Processes;

/// <summary>A process that cannot be mistaken for a later one with the same number.</summary>
/// <param name="Pid">Process id.</param>
/// <param name="StartTime">Clock ticks between boot and start, field 22 of <c>/proc/PID/stat</c>.</param>
public sealed record ProcessIdentity(int Pid, long StartTime)
{
    /// <summary>This process.</summary>
    public static ProcessIdentity Current { get; } =
        Of(Environment.ProcessId) ?? throw new PlatformNotSupportedException("The development network needs Linux: there is no /proc.");

    /// <summary>Whether it still runs; a zombie does not.</summary>
    [JsonIgnore]
    public bool IsAlive => Of(Pid) == this;

    /// <summary>Who has this number now; null when nobody, or only a zombie.</summary>
    public static ProcessIdentity? Of(int pid)
    {
        string stat;
        try
        {
            stat = File.ReadAllText($"/proc/{pid}/stat");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        // The command may hold spaces and brackets, so fields count from the last bracket: state is field 3, start time field 22.
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields[0] is "Z" or "X" ? null : new ProcessIdentity(pid, long.Parse(fields[19], CultureInfo.InvariantCulture));
    }

    /// <summary>Ends it at once, if it is still the one we mean.</summary>
    public void Kill()
    {
        if (IsAlive)
        {
            try
            {
                using Process process = Process.GetProcessById(Pid);
                process.Kill();
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException)
            {
                // It ended between the question and the signal: what we wanted.
            }
        }
    }
}
