using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static System.Numerics.BitOperations;

namespace Cortensor.Crypto;

/// <summary>The 1,600-bit Keccak state and its permutation (FIPS 202, section 3), lanes as named fields so that the compiler keeps them out of arrays.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct KeccakState
{
    /// <summary>Lanes in the state.</summary>
    public const int LaneCount = 25;

    private static readonly ulong[] RoundConstants =
    [
        0x0000000000000001, 0x0000000000008082, 0x800000000000808A, 0x8000000080008000,
        0x000000000000808B, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
        0x000000000000008A, 0x0000000000000088, 0x0000000080008009, 0x000000008000000A,
        0x000000008000808B, 0x800000000000008B, 0x8000000000008089, 0x8000000000008003,
        0x8000000000008002, 0x8000000000000080, 0x000000000000800A, 0x800000008000000A,
        0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
    ];

    // Lane aXY stands in column X, row Y; the order below is the order of absorption.
    private ulong _a00, _a10, _a20, _a30, _a40;
    private ulong _a01, _a11, _a21, _a31, _a41;
    private ulong _a02, _a12, _a22, _a32, _a42;
    private ulong _a03, _a13, _a23, _a33, _a43;
    private ulong _a04, _a14, _a24, _a34, _a44;

    /// <summary>The lanes in absorption order.</summary>
    public static Span<ulong> Lanes(ref KeccakState state) => MemoryMarshal.CreateSpan(ref state._a00, LaneCount);

    /// <summary>Keccak-f[1600]: 24 rounds, two an iteration so that the state moves back and forth without copies.</summary>
    public static void Permute(ref KeccakState state)
    {
        Unsafe.SkipInit(out KeccakState other);
        ulong[] constants = RoundConstants;
        for (int round = 0; round + 1 < constants.Length; round += 2)
        {
            Round(in state, ref other, constants[round]);
            Round(in other, ref state, constants[round + 1]);
        }
    }

    private static void Round(in KeccakState a, ref KeccakState e, ulong roundConstant)
    {
        // theta: column parities mixed into every lane
        ulong c0 = a._a00 ^ a._a01 ^ a._a02 ^ a._a03 ^ a._a04;
        ulong c1 = a._a10 ^ a._a11 ^ a._a12 ^ a._a13 ^ a._a14;
        ulong c2 = a._a20 ^ a._a21 ^ a._a22 ^ a._a23 ^ a._a24;
        ulong c3 = a._a30 ^ a._a31 ^ a._a32 ^ a._a33 ^ a._a34;
        ulong c4 = a._a40 ^ a._a41 ^ a._a42 ^ a._a43 ^ a._a44;
        ulong d0 = c4 ^ RotateLeft(c1, 1);
        ulong d1 = c0 ^ RotateLeft(c2, 1);
        ulong d2 = c1 ^ RotateLeft(c3, 1);
        ulong d3 = c2 ^ RotateLeft(c4, 1);
        ulong d4 = c3 ^ RotateLeft(c0, 1);

        // rho, pi, chi: row by row of the result; iota on the first lane
        ulong b0 = a._a00 ^ d0;
        ulong b1 = RotateLeft(a._a11 ^ d1, 44);
        ulong b2 = RotateLeft(a._a22 ^ d2, 43);
        ulong b3 = RotateLeft(a._a33 ^ d3, 21);
        ulong b4 = RotateLeft(a._a44 ^ d4, 14);
        e._a00 = b0 ^ (~b1 & b2) ^ roundConstant;
        e._a10 = b1 ^ (~b2 & b3);
        e._a20 = b2 ^ (~b3 & b4);
        e._a30 = b3 ^ (~b4 & b0);
        e._a40 = b4 ^ (~b0 & b1);

        b0 = RotateLeft(a._a30 ^ d3, 28);
        b1 = RotateLeft(a._a41 ^ d4, 20);
        b2 = RotateLeft(a._a02 ^ d0, 3);
        b3 = RotateLeft(a._a13 ^ d1, 45);
        b4 = RotateLeft(a._a24 ^ d2, 61);
        e._a01 = b0 ^ (~b1 & b2);
        e._a11 = b1 ^ (~b2 & b3);
        e._a21 = b2 ^ (~b3 & b4);
        e._a31 = b3 ^ (~b4 & b0);
        e._a41 = b4 ^ (~b0 & b1);

        b0 = RotateLeft(a._a10 ^ d1, 1);
        b1 = RotateLeft(a._a21 ^ d2, 6);
        b2 = RotateLeft(a._a32 ^ d3, 25);
        b3 = RotateLeft(a._a43 ^ d4, 8);
        b4 = RotateLeft(a._a04 ^ d0, 18);
        e._a02 = b0 ^ (~b1 & b2);
        e._a12 = b1 ^ (~b2 & b3);
        e._a22 = b2 ^ (~b3 & b4);
        e._a32 = b3 ^ (~b4 & b0);
        e._a42 = b4 ^ (~b0 & b1);

        b0 = RotateLeft(a._a40 ^ d4, 27);
        b1 = RotateLeft(a._a01 ^ d0, 36);
        b2 = RotateLeft(a._a12 ^ d1, 10);
        b3 = RotateLeft(a._a23 ^ d2, 15);
        b4 = RotateLeft(a._a34 ^ d3, 56);
        e._a03 = b0 ^ (~b1 & b2);
        e._a13 = b1 ^ (~b2 & b3);
        e._a23 = b2 ^ (~b3 & b4);
        e._a33 = b3 ^ (~b4 & b0);
        e._a43 = b4 ^ (~b0 & b1);

        b0 = RotateLeft(a._a20 ^ d2, 62);
        b1 = RotateLeft(a._a31 ^ d3, 55);
        b2 = RotateLeft(a._a42 ^ d4, 39);
        b3 = RotateLeft(a._a03 ^ d0, 41);
        b4 = RotateLeft(a._a14 ^ d1, 2);
        e._a04 = b0 ^ (~b1 & b2);
        e._a14 = b1 ^ (~b2 & b3);
        e._a24 = b2 ^ (~b3 & b4);
        e._a34 = b3 ^ (~b4 & b0);
        e._a44 = b4 ^ (~b0 & b1);
    }
}
