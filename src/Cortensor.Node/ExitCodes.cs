namespace Cortensor.Node;

/// <summary>Every exit code of <c>cortensor</c>. A test compares the table with docs/operate/exit-codes.md.</summary>
public static class ExitCodes
{
    public static readonly ExitCode Ok = new(0, "ok", "Done.");
    public static readonly ExitCode Internal = new(1, "internal_error", "A bug, or a world we did not think of: please report the output.");
    public static readonly ExitCode Configuration = new(
        2,
        "config_invalid",
        "An option, argument or configuration file is wrong; every fault is listed."
    );
    public static readonly ExitCode Chain = new(
        3,
        "chain_unavailable",
        "The chain does not answer, has another id, or lacks the contracts."
    );
    public static readonly ExitCode Key = new(
        4,
        "key_unavailable",
        "The node's key file is missing, damaged, or the password does not open it."
    );
    public static readonly ExitCode Engine = new(
        5,
        "engine_unavailable",
        "The model, the native libraries or the inference worker are missing or broken."
    );
    public static readonly ExitCode Listen = new(6, "listen_failed", "The address to listen on is taken or not allowed.");
    public static readonly ExitCode Network = new(
        7,
        "network_failed",
        "A process of the development network did not start or ended early; it is named with its last log lines."
    );
    public static readonly ExitCode Task = new(
        8,
        "task_failed",
        "The task did not complete with a VALID verdict, or the money does not add up."
    );
    public static readonly ExitCode Refused = new(
        9,
        "request_refused",
        "The router or the chain refused the request; the message holds its own code."
    );
    public static readonly ExitCode Machine = new(10, "machine_not_ready", "Something the program needs is missing; the fix is printed.");
    public static readonly ExitCode AlreadyRunning = new(11, "already_running", "A development network already runs in this folder.");
    public static readonly ExitCode NotRunning = new(
        12,
        "not_running",
        "No development network runs in this folder, or the router cannot be reached."
    );
    public static readonly ExitCode Deadline = new(
        13,
        "stop_deadline",
        "The node had to be stopped before its work was put away; the journal holds what matters."
    );
    public static readonly ExitCode Interrupted = new(130, "interrupted", "Ctrl-C.");

    /// <summary>All of them, by number.</summary>
    public static IReadOnlyList<ExitCode> All { get; } =
    [
        Ok,
        Internal,
        Configuration,
        Chain,
        Key,
        Engine,
        Listen,
        Network,
        Task,
        Refused,
        Machine,
        AlreadyRunning,
        NotRunning,
        Deadline,
        Interrupted,
    ];
}
