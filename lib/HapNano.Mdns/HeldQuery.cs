// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Mdns;

/// <summary>A query whose known answers go on in further packets (TC bit, RFC 6762 §7.2); its answers wait for them.</summary>
/// <remarks>Fields, because a property is a call on the interpreter; set by the methods, but for IsWaiting when it is done with, and DueMs when it waits longer.</remarks>
internal sealed class HeldQuery
{
    /// <summary>True while it waits.</summary>
    internal bool IsWaiting;

    /// <summary>Who asked; further packets come from the same address and port.</summary>
    internal readonly MdnsEndpoint Source = new MdnsEndpoint();

    /// <summary>Id of the query.</summary>
    internal int Id;

    /// <summary>Answers asked for by multicast.</summary>
    internal int Multicast;

    /// <summary>Answers asked for by unicast.</summary>
    internal int Unicast;

    /// <summary>All that the querier has said it knows.</summary>
    internal int Known;

    /// <summary>When to answer.</summary>
    internal long DueMs;

    /// <summary>Fills it.</summary>
    internal void Set(MdnsEndpoint source, int id, int multicast, int unicast, int known, long dueMs)
    {
        Source.CopyFrom(source);
        Id = id;
        Multicast = multicast;
        Unicast = unicast;
        Known = known;
        DueMs = dueMs;
        IsWaiting = true;
    }

    /// <summary>Adds another packet of the same querier.</summary>
    internal void Add(int multicast, int unicast, int known)
    {
        Known |= known;
        Multicast = (Multicast | multicast) & ~Known;
        Unicast = (Unicast | unicast) & ~Known & ~Multicast;
    }
}
