// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Pairing;

/// <summary>Keeps strangers from making the accessory compute: Pair Verify M1 from addresses that never verified, five a second overall and at most eight at once.</summary>
/// <remarks>
/// <para>After a power cut nobody has verified yet: there is room for every controller to come at once, and an address that asks again and again
/// leaves three requests of it for others.</para>
/// <para>Addresses that verified are remembered until 16 others did. Allocates nothing after construction.</para>
/// </remarks>
internal sealed class VerifyLimiter
{
    /// <summary>Requests admitted a second.</summary>
    internal const int RequestsPerSecond = 5;

    /// <summary>Requests admitted at once after a pause.</summary>
    internal const int Burst = HapHost.MaxVerifiedConnections;

    /// <summary>Of them, those that the address of the last request does not get.</summary>
    internal const int KeptForOthers = 3;

    private const int AddressCount = 16;
    private const int RefillMs = 1000 / RequestsPerSecond;

    private readonly ulong[] _known = new ulong[AddressCount];
    private int _knownCount;
    private int _nextKnown;
    private ulong _lastAddress;

    // When the bucket will be full again: it lacks (then - now) / RefillMs requests.
    private long _fullAtMs;

    /// <summary>Asks for one request.</summary>
    /// <returns>False when there were too many: close the connection.</returns>
    internal bool TryAdmit(ulong remoteAddress, long nowMs)
    {
        if (IsKnown(remoteAddress))
        {
            return true;
        }

        long fullAtMs = _fullAtMs > nowMs ? _fullAtMs : nowMs;
        int kept = remoteAddress == _lastAddress ? KeptForOthers : 0;
        if (fullAtMs - nowMs > (Burst - 1 - kept) * RefillMs)
        {
            return false;
        }

        _lastAddress = remoteAddress;
        _fullAtMs = fullAtMs + RefillMs;
        return true;
    }

    /// <summary>A connection from this address was verified.</summary>
    internal void Verified(ulong remoteAddress)
    {
        if (IsKnown(remoteAddress))
        {
            return;
        }

        _known[_nextKnown] = remoteAddress;
        _nextKnown = (_nextKnown + 1) % AddressCount;
        _knownCount += _knownCount < AddressCount ? 1 : 0;
    }

    /// <summary>True for an address that verified, and was not forgotten for others.</summary>
    internal bool IsKnown(ulong remoteAddress)
    {
        for (int i = 0; i < _knownCount; i++)
        {
            if (_known[i] == remoteAddress)
            {
                return true;
            }
        }

        return false;
    }
}
