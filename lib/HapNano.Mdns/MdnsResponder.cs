// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Mdns;

/// <summary>
/// Publishes one <see cref="MdnsService"/> by multicast DNS (RFC 6762) and DNS-SD (RFC 6763). Packets in, packets out: it opens no
/// socket, reads no clock, and allocates nothing once it is made.
/// </summary>
/// <remarks>
/// <code>
///            Start                  three probes unanswered          last announcement
///  Stopped ────────► Probing ──────────────────────────► Announcing ──────────────────► Running
///     ▲                ▲ │ ▲                                 │                             │
///     │                │ └─┘ name taken: next number;        │ somebody else's record      │
///     │                │     tie lost: again in 1 s          │ under our name              │
///     │                ├─────────────────────────────────────┴─────────────────────────────┤
///     │                │ owner's rename, once the old name's goodbye is taken              │
///     └─────────────── Goodbye ◄───────────────────────────────────────────────────────────┘
///       taken                                    Goodbye, or Update with another name
/// </code>
/// <para>How a server uses it, each step under its lock: a reader thread calls <see cref="Receive"/> for each packet; a timer calls
/// <see cref="Poll"/> when <see cref="NextDeadlineMs"/> has come; after each of these and of every other method, call
/// <see cref="TakeOutput"/> until it gives 0, and send what it gave outside of the lock, with IP TTL 255 (RFC 6762 §11). Then look at
/// <see cref="TakeRename"/>.</para>
/// <para>The socket is bound to <see cref="Port"/> and has joined <see cref="IPv4Group"/> on the link whose addresses
/// <see cref="SetAddresses"/> was told. It may have multicast loop-back on or off: own packets are recognised by their content.</para>
/// <para>Time is in milliseconds of a clock that never goes back; only differences count.</para>
/// </remarks>
public sealed class MdnsResponder
{
    /// <summary>UDP port of multicast DNS (RFC 6762 §3).</summary>
    public const int Port = 5353;

    /// <summary>Longest packet that is looked at: an Ethernet frame less IPv4 and UDP headers, 1500 - 20 - 8. Longer ones are ignored.</summary>
    public const int MaxInputBytes = 1472;

    /// <summary>Room that <see cref="TakeOutput"/> asks for.</summary>
    public const int MaxOutputBytes = 1200;

    /// <summary>What <see cref="NextDeadlineMs"/> gives when nothing will happen unless a packet or a call comes.</summary>
    public const long Never = long.MaxValue;

    /// <summary>Makes a responder that is stopped.</summary>
    /// <param name="service">What to publish. The responder reads it at <see cref="Start"/> and <see cref="Update"/>; its text at any time.</param>
    /// <param name="seed">Draws the random delays of RFC 6762; any value that differs between two devices switched on together.</param>
    /// <exception cref="ArgumentNullException">No service.</exception>
    public MdnsResponder(MdnsService service, uint seed)
    {
        throw new NotImplementedException();
    }

    /// <summary>The IPv4 multicast group, 224.0.0.251 (RFC 6762 §3). A new array each time.</summary>
    public static byte[] IPv4Group => new byte[] { 224, 0, 0, 251 };

    /// <summary>The IPv6 multicast group, FF02::FB (RFC 6762 §3). A new array each time.</summary>
    public static byte[] IPv6Group => new byte[] { 0xFF, 0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFB };

    /// <summary>Where it stands.</summary>
    public MdnsState State => throw new NotImplementedException();

    /// <summary>When <see cref="Poll"/> is due: a time, possibly in the past (now), or <see cref="Never"/>.</summary>
    public long NextDeadlineMs => throw new NotImplementedException();

    /// <summary>
    /// Milliseconds between unsolicited announcements while running; 0, the default, for none. Not in the standard: 60..90 s help where an access
    /// point loses multicast queries, because caches drop the host's records after 120 s.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or below 10 s and not 0.</exception>
    public int ReannounceIntervalMs
    {
        get => throw new NotImplementedException();
        set => throw new NotImplementedException();
    }

    /// <summary>Number of the instance name now in use: 1 for the plain name, n for "name (n)".</summary>
    public int InstanceNumber => throw new NotImplementedException();

    /// <summary>Number of the host label now in use: 1 for the plain label, n for "host-n".</summary>
    public int HostNumber => throw new NotImplementedException();

    /// <summary>
    /// Tells the addresses of the link, before <see cref="Start"/> and whenever they change. A change while announcing or running is announced
    /// (RFC 6762 §8.4); call <see cref="Start"/> instead when the link was down.
    /// </summary>
    /// <param name="ipv4">4 bytes, network order.</param>
    /// <param name="ipv4Mask">4 bytes: packets from elsewhere are ignored (RFC 6762 §11). Null: every source is taken to be on the link.</param>
    /// <param name="ipv6">16 bytes, only when the service accepts IPv6 connections; null: no AAAA record, and NSEC says so.</param>
    /// <param name="nowMs">Now.</param>
    /// <exception cref="ArgumentNullException">No IPv4 address.</exception>
    /// <exception cref="ArgumentException">An array of the wrong length.</exception>
    public void SetAddresses(byte[] ipv4, byte[] ipv4Mask, byte[] ipv6, long nowMs)
    {
        throw new NotImplementedException();
    }

    /// <summary>Reads the service and begins to probe. Call it when the link comes up, and again whenever it was down in between.</summary>
    /// <param name="nowMs">Now.</param>
    /// <exception cref="InvalidOperationException">No address has been set.</exception>
    public void Start(long nowMs)
    {
        throw new NotImplementedException();
    }

    /// <summary>
    /// Publishes what changed in the service. Text or port: announced twice, without goodbye (RFC 6762 §8.4). A name: goodbye to the old one,
    /// then probing for the new one. Nothing changed: nothing happens.
    /// </summary>
    /// <param name="nowMs">Now.</param>
    public void Update(long nowMs)
    {
        throw new NotImplementedException();
    }

    /// <summary>Withdraws the records (RFC 6762 §10.1); when the packet is taken, it is stopped. While probing it stops at once: nothing was published.</summary>
    /// <param name="nowMs">Now.</param>
    public void Goodbye(long nowMs)
    {
        throw new NotImplementedException();
    }

    /// <summary>Handles one UDP packet. Malformed packets, and those which are none of our business, change nothing.</summary>
    /// <param name="packet">Holds the UDP payload. Not kept.</param>
    /// <param name="offset">First byte.</param>
    /// <param name="count">Bytes, any number.</param>
    /// <param name="source">Where it came from. Not kept.</param>
    /// <param name="nowMs">Now.</param>
    /// <exception cref="ArgumentNullException">No array or no source.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The range lies outside of the array.</exception>
    public void Receive(byte[] packet, int offset, int count, MdnsEndpoint source, long nowMs)
    {
        throw new NotImplementedException();
    }

    /// <summary>Lets the time advance. Calling it early or late is harmless.</summary>
    /// <param name="nowMs">Now.</param>
    public void Poll(long nowMs)
    {
        throw new NotImplementedException();
    }

    /// <summary>Writes the next packet that is due at the time of the last call. Repeat until it gives 0.</summary>
    /// <param name="buffer">Receives one UDP payload.</param>
    /// <param name="offset">First byte written; <see cref="MaxOutputBytes"/> must follow.</param>
    /// <param name="destination">Receives where to send it.</param>
    /// <returns>Bytes to send; 0 when nothing is due.</returns>
    /// <exception cref="ArgumentNullException">No array or no endpoint.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Not enough room.</exception>
    public int TakeOutput(byte[] buffer, int offset, MdnsEndpoint destination)
    {
        throw new NotImplementedException();
    }

    /// <summary>
    /// True once after the name or the host label was taken by somebody else and a new number has won its probes: store
    /// <see cref="InstanceNumber"/> and <see cref="HostNumber"/>, and give them to <see cref="MdnsService.SetNumbers"/> at the next start. At most
    /// once in 24 hours, so that a hostile network cannot wear out the flash; a later rename is reported when that time is over.
    /// </summary>
    public bool TakeRename()
    {
        throw new NotImplementedException();
    }
}
