using System.Numerics;
using Cortensor.Primitives;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Queue;
using Cortensor.Testing.Network;

namespace Cortensor.FunctionalTests.Trouble.Client;

/// <summary>What a task of any length must have cost, computed from its prices and tokens.</summary>
internal static class TaskMoney
{
    /// <summary>
    /// Every accepted slot was paid its share of what it declared, the session paid 93 % of it all, the rest of the ceiling is back.
    /// </summary>
    public static void AssertPaid(TestNetwork network, SessionBalance before, QueueTask task, int answers)
    {
        TokenAmount gross = TokenAmount.Zero;
        for (int index = 0; index < task.Slots.Length; index++)
        {
            TaskSlot slot = task.Slots[index];
            if ((task.Accepted & (1u << index)) == 0)
            {
                Assert.Equal(TokenAmount.Zero, slot.Paid);
                continue;
            }

            TokenAmount own =
                (new TokenAmount(task.InputPrice) * slot.PromptTokens) + (new TokenAmount(task.OutputPrice) * slot.OutputTokens);
            Assert.Equal(own * 80 / 100, slot.Paid);
            gross += own;
        }

        Assert.Equal(answers, BitOperations.PopCount(task.Accepted));
        Assert.Equal(gross * 93 / 100, task.Charged);
        Assert.Equal(new SessionBalance(before.Free - task.Charged, TokenAmount.Zero), network.Balance);
        network.Chain.AssertMoneyConserved();
    }
}
