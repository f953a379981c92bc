using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;

namespace Cortensor.Tests.Chain.Views;

/// <summary>
/// Everything in a snapshot as text, one value a line, without what two chains cannot share: hashes and numbers of blocks and transactions.
/// Transactions of slots become the number of the step that holds them.
/// </summary>
internal static class SnapshotText
{
    private static readonly Hash32 SeedOfBlock = Keccak256.HashText("a seed that depends on a block's hash");

    public static string Of(NetworkSnapshot snapshot)
    {
        StringBuilder text = new();
        NetworkSnapshot comparable = snapshot with
        {
            Head = new ChainHead(0, Hash32.Zero, 0),
            Tasks = snapshot.Tasks.ToImmutableDictionary(static entry => entry.Key, static entry => Comparable(entry.Value)),
        };
        Write(text, string.Empty, comparable);
        return text.ToString();
    }

    private static QueueTask Comparable(QueueTask task) =>
        task with
        {
            SeedBlock = task.SeedBlock == 0 ? 0UL : 1UL,
            SelectionSeed = task.Router.IsZero && !task.SelectionSeed.IsZero ? SeedOfBlock : task.SelectionSeed,
            Steps = [.. task.Steps.Select(static step => step with { Transaction = Hash32.Zero, Block = 0 })],
            Slots =
            [
                .. task.Slots.Select(slot =>
                    slot with
                    {
                        PrecommitTransaction = Place(task, slot.PrecommitTransaction),
                        CommitTransaction = Place(task, slot.CommitTransaction),
                    }
                ),
            ],
        };

    private static Hash32 Place(QueueTask task, Hash32 transaction)
    {
        if (transaction.IsZero)
        {
            return transaction;
        }

        int place = task.Steps.Select(static step => step.Transaction).ToList().IndexOf(transaction);
        Assert.True(place >= 0, "A slot names a transaction that is no step.");
        return Keccak256.HashWords((ulong)place);
    }

    private static void Write(StringBuilder text, string path, object? value)
    {
        switch (value)
        {
            case null or string or bool or Enum or IFormattable:
                _ = text.Append(CultureInfo.InvariantCulture, $"{path} = {value}\n");
                break;
            case not null when value.GetType().Namespace == typeof(Hash32).Namespace || value is TaskKey:
                _ = text.Append(CultureInfo.InvariantCulture, $"{path} = {value}\n");
                break;
            case IDictionary dictionary:
                foreach (object key in dictionary.Keys.Cast<object>().OrderBy(static key => key.ToString(), StringComparer.Ordinal))
                {
                    Write(text, $"{path}[{key}]", dictionary[key]);
                }

                break;
            case IEnumerable sequence:
                WriteSequence(text, path, sequence);
                break;
            default:
                foreach (PropertyInfo property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
                {
                    Write(text, $"{path}.{property.Name}", property.GetValue(value));
                }

                break;
        }
    }

    private static void WriteSequence(StringBuilder text, string path, IEnumerable sequence)
    {
        object[] items = [.. sequence.Cast<object>()];
        bool isSet = sequence.GetType().GetGenericTypeDefinition() == typeof(ImmutableHashSet<>);
        int index = 0;
        foreach (object item in isSet ? items.OrderBy(static item => item.ToString(), StringComparer.Ordinal) : items.AsEnumerable())
        {
            Write(text, $"{path}[{index++}]", item);
        }
    }
}
