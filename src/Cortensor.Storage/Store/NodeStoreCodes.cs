namespace Cortensor.Storage.Store;

/// <summary>Stable codes of a store that a node refuses to use; docs/operate/exit-codes.md says what to do.</summary>
public static class NodeStoreCodes
{
    /// <summary>The file, or a record in it, is not what was written.</summary>
    public const string Damaged = "store_damaged";

    /// <summary>The file is no store of a node.</summary>
    public const string Foreign = "store_foreign";

    /// <summary>A newer version of the program wrote the file.</summary>
    public const string TooNew = "store_too_new";

    /// <summary>The folder holds a journal in the format that versions before the store wrote.</summary>
    public const string OldJournal = "journal_too_old";
}
