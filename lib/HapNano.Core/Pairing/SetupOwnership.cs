// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Pairing;

/// <summary>Which connection owns Pair Setup, and which addresses had it lately: one host cannot keep the others out.</summary>
/// <remarks>
/// <para>An owner may be displaced 30 s after its address's first M1, and only by an address that has not owned Pair Setup for ten minutes.
/// The clock belongs to the address, not to the connection: who closes and comes back, or repeats M1, does not set it back.</para>
/// <para>An owner's own address may displace it too, because a phone whose Wi-Fi broke leaves a dead connection behind; its clock goes on, so
/// others gain their turn no later for it.</para>
/// <para>A wrong code reserves the free slot for its address for 30 s, three times, so that somebody who mistyped is not overtaken.</para>
/// <para>The promise is against one host. Who has many addresses can delay newcomers. Its table comes with the first owner and goes when somebody has paired.</para>
/// </remarks>
internal sealed class SetupOwnership
{
    /// <summary>From an address's first M1 until another address may take over, in milliseconds.</summary>
    internal const int TakeoverMs = 30 * 1000;

    /// <summary>How long a wrong code keeps the slot for its address, in milliseconds.</summary>
    internal const int ReservationMs = 30 * 1000;

    /// <summary>Wrong codes of one address that reserve the slot.</summary>
    internal const int MaxReservations = 3;

    /// <summary>Without owning for this long, an address is a newcomer again, in milliseconds.</summary>
    internal const int ForgetMs = 10 * 60 * 1000;

    /// <summary>After a right proof nobody takes over for this long, in milliseconds.</summary>
    internal const int ProvedProtectionMs = 60 * 1000;

    private const int AddressCount = 8;
    private const int None = -1;

    // Null while no address owned Pair Setup: of no use to an accessory that is paired.
    private ulong[] _addresses;
    private bool[] _isUsed;
    private long[] _firstMs;
    private long[] _lastMs;
    private byte[] _reservations;

    private int _ownerEntry = None;
    private int _reservedEntry = None;
    private long _reservedUntilMs;
    private long _provedMs;

    /// <summary>The connection that owns Pair Setup; null while it is free.</summary>
    internal IPairingPeer Owner { get; private set; }

    /// <summary>Asks whether a connection could own Pair Setup now; changes nothing.</summary>
    /// <param name="peer">The connection that sent M1.</param>
    /// <param name="step">What is expected of the owner: after a right proof, and while the accessory works for it, nobody displaces it.</param>
    /// <param name="nowMs">Monotonic time.</param>
    /// <returns>False when it is to be told Busy.</returns>
    internal bool IsOpenTo(IPairingPeer peer, PairSetupStep step, long nowMs)
    {
        if (Owner == null)
        {
            return !IsReservedForAnother(peer.RemoteAddress, nowMs);
        }

        return Owner == peer || (!IsProtected(step, nowMs) && MayTakeOver(peer.RemoteAddress, nowMs));
    }

    /// <summary>Makes a connection the owner, in place of another if there is one.</summary>
    internal void Take(IPairingPeer peer, long nowMs)
    {
        if (Owner == peer)
        {
            return;
        }

        Release(nowMs);
        _ownerEntry = Remember(peer.RemoteAddress, nowMs);
        _reservedEntry = None;
        Owner = peer;
    }

    /// <summary>The owner knows the code.</summary>
    internal void Proved(long nowMs)
    {
        _provedMs = nowMs;
    }

    /// <summary>Frees Pair Setup.</summary>
    internal void Release(long nowMs)
    {
        if (Owner != null)
        {
            _lastMs[_ownerEntry] = nowMs;
            _ownerEntry = None;
            Owner = null;
        }
    }

    /// <summary>Frees Pair Setup after a wrong code.</summary>
    internal void ReleaseReserved(long nowMs)
    {
        int entry = _ownerEntry;
        Release(nowMs);
        if (entry != None && _reservations[entry] < MaxReservations)
        {
            _reservations[entry]++;
            _reservedEntry = entry;
            _reservedUntilMs = nowMs + ReservationMs;
        }
    }

    /// <summary>Forgets all addresses: somebody has paired.</summary>
    internal void Reset()
    {
        Owner = null;
        _ownerEntry = None;
        _reservedEntry = None;
        _addresses = null;
        _isUsed = null;
        _firstMs = null;
        _lastMs = null;
        _reservations = null;
    }

    private bool IsProtected(PairSetupStep step, long nowMs)
    {
        switch (step)
        {
            case PairSetupStep.M1:
            case PairSetupStep.Set:
            case PairSetupStep.M3:
                return false;
            case PairSetupStep.M5:
                return nowMs - _provedMs < ProvedProtectionMs;
            default:
                return true;
        }
    }

    private bool IsReservedForAnother(ulong address, long nowMs)
    {
        return _reservedEntry != None && nowMs < _reservedUntilMs && _addresses[_reservedEntry] != address;
    }

    private bool MayTakeOver(ulong address, long nowMs)
    {
        if (nowMs - _firstMs[_ownerEntry] < TakeoverMs)
        {
            return false;
        }

        int entry = Find(address, nowMs);
        return entry == None || entry == _ownerEntry;
    }

    // The entry of an address that owned Pair Setup within the last ten minutes, or owns it.
    private int Find(ulong address, long nowMs)
    {
        for (int i = 0; i < AddressCount; i++)
        {
            if (_isUsed[i] && _addresses[i] == address && (i == _ownerEntry || nowMs - _lastMs[i] < ForgetMs))
            {
                return i;
            }
        }

        return None;
    }

    private int Remember(ulong address, long nowMs)
    {
        if (_addresses == null)
        {
            _isUsed = new bool[AddressCount];
            _firstMs = new long[AddressCount];
            _lastMs = new long[AddressCount];
            _reservations = new byte[AddressCount];

            // The one that is asked for comes last: without memory for one of them the next M1 makes them all.
            _addresses = new ulong[AddressCount];
        }

        int entry = Find(address, nowMs);
        if (entry == None)
        {
            entry = OldestEntry(address);
            _isUsed[entry] = true;
            _addresses[entry] = address;
            _firstMs[entry] = nowMs;
            _reservations[entry] = 0;
        }

        _lastMs[entry] = nowMs;
        return entry;
    }

    // The stale entry of the same address, else an unused one, else the one that owned longest ago. Called while nobody owns.
    private int OldestEntry(ulong address)
    {
        int oldest = 0;
        for (int i = 0; i < AddressCount; i++)
        {
            if (_isUsed[i] && _addresses[i] == address)
            {
                return i;
            }

            bool isOlder = !_isUsed[i] || _lastMs[i] < _lastMs[oldest];
            oldest = _isUsed[oldest] && isOlder ? i : oldest;
        }

        return oldest;
    }
}
