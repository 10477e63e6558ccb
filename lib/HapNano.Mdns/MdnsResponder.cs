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
/// <para>How a server uses it, all on one thread: it calls <see cref="Receive"/> for each packet, and
/// <see cref="Poll"/> when <see cref="NextDeadlineMs"/> has come; after each of these and of every other method, call
/// <see cref="TakeOutput"/> until it gives 0, and send what it gave, with IP TTL 255 (RFC 6762 §11). Then look at
/// <see cref="TakeRename"/>.</para>
/// <para>The socket is bound to <see cref="Port"/> and has joined <see cref="IPv4Group"/> on the link whose addresses
/// <see cref="SetAddresses"/> was told. It may have multicast loop-back on or off: own packets are recognised by their content.</para>
/// <para>What it does of itself, on a packet or in time, stands in MdnsResponder.Transitions.cs.</para>
/// <para>Time is in milliseconds of a clock that never goes back; only differences count.</para>
/// </remarks>
public sealed partial class MdnsResponder
{
    /// <summary>UDP port of multicast DNS (RFC 6762 §3).</summary>
    public const int Port = 5353;

    /// <summary>Longest packet that is looked at: an Ethernet frame less IPv4 and UDP headers, 1500 - 20 - 8. Longer ones are ignored.</summary>
    public const int MaxInputBytes = 1472;

    /// <summary>
    /// Room that <see cref="TakeOutput"/> asks for. The longest packet is a reply to a plain resolver with the longest names and text: header 12,
    /// questions 259, PTR 108, PTR of the type list 52, SRV 153, TXT 412, A 80, AAAA 28, together 1,104.
    /// </summary>
    public const int MaxOutputBytes = 1200;

    /// <summary>What <see cref="NextDeadlineMs"/> gives when nothing will happen unless a packet or a call comes.</summary>
    public const long Never = long.MaxValue;


    // RFC 6762 §8.3 asks for two or more; three reach sleepy Wi-Fi receivers better.
    private const int StartAnnouncements = 3;
    private const int MinReannounceMs = 10_000;

    private readonly MdnsService _service;
    private readonly DelayGenerator _delays;
    private readonly RecordSet _records;
    private readonly MessageScan _scan;
    private readonly MessageComposer _composer;
    private readonly AnswerQueue _answers;
    private readonly LinkFilter _link;
    private readonly PublishedNames _names;
    private readonly ProbeRound _probes = new ProbeRound();
    private readonly AnnouncementPlan _announcements = new AnnouncementPlan();
    private readonly ConflictWindow _conflicts = new ConflictWindow();

    private MdnsState _state;
    private long _nowMs;
    private bool _hasAddresses;

    // The text that the records hold; a change is another array.
    private byte[] _text;

    // Records under the present names were sent, so that a goodbye makes sense; which ones it is to name now; whether probing follows it.
    private bool _isPublished;
    private int _goodbyeRecords;
    private bool _isRestartWanted;

    /// <summary>Makes a responder that is stopped.</summary>
    /// <param name="service">What to publish. Read at <see cref="Start"/> and <see cref="Update"/>.</param>
    /// <param name="seed">Draws the random delays of RFC 6762; any value that differs between two devices switched on together.</param>
    /// <exception cref="ArgumentNullException">No service.</exception>
    public MdnsResponder(MdnsService service, uint seed)
    {
        if (service == null)
        {
            throw new ArgumentNullException();
        }

        _service = service;
        _delays = new DelayGenerator(seed);
        _records = new RecordSet(service.ServiceName);
        _link = new LinkFilter(_records);
        _names = new PublishedNames(service, _records, _delays);
        _scan = new MessageScan(_records);
        _composer = new MessageComposer(_records);
        _answers = new AnswerQueue(_records, _composer, _delays);
    }

    /// <summary>The IPv4 multicast group, 224.0.0.251 (RFC 6762 §3). A new array each time.</summary>
    public static byte[] IPv4Group => new byte[] { 224, 0, 0, 251 };

    /// <summary>The IPv6 multicast group, FF02::FB (RFC 6762 §3). A new array each time.</summary>
    public static byte[] IPv6Group => new byte[] { 0xFF, 0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFB };

    /// <summary>Where it stands.</summary>
    public MdnsState State => _state;

    /// <summary>When <see cref="Poll"/> is due: a time, possibly in the past (now), or <see cref="Never"/>.</summary>
    public long NextDeadlineMs
    {
        get
        {
            if (_probes.IsReady || _goodbyeRecords != 0)
            {
                return _nowMs;
            }

            if (_state == MdnsState.Probing)
            {
                return _probes.NextMs;
            }

            if (!IsPublishing)
            {
                return Never;
            }

            long answers = _answers.NextMs(_nowMs);
            long announcement = _announcements.NextMs;
            return answers < announcement ? answers : announcement;
        }
    }

    /// <summary>
    /// Milliseconds between unsolicited announcements while running; 0, the default, for none. Not in the standard: 60..90 s help where an access
    /// point loses multicast queries, because caches drop the host's records after 120 s.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or below 10 s and not 0.</exception>
    public int ReannounceIntervalMs
    {
        get => _announcements.IntervalMs;
        set
        {
            if (value != 0 && value < MinReannounceMs)
            {
                throw new ArgumentOutOfRangeException();
            }

            _announcements.SetInterval(value, _nowMs);
        }
    }

    /// <summary>Number of the instance name now in use: 1 for the plain name, n for "name (n)".</summary>
    public int InstanceNumber => _names.InstanceNumber;

    /// <summary>Number of the host label now in use: 1 for the plain label, n for "host-n".</summary>
    public int HostNumber => _names.HostNumber;

    private bool IsPublishing => _state == MdnsState.Announcing || _state == MdnsState.Running;

    /// <summary>
    /// Tells the addresses of the link, before <see cref="Start"/> and whenever they change. A change while announcing or running is announced
    /// (RFC 6762 §8.4); call <see cref="Start"/> as well when the link was down.
    /// </summary>
    /// <param name="ipv4">4 bytes, network order.</param>
    /// <param name="ipv4Mask">4 bytes: packets from elsewhere are ignored (RFC 6762 §11). Null: every source is taken to be on the link.</param>
    /// <param name="ipv6">16 bytes, only when the service accepts IPv6 connections; null: no AAAA record, and NSEC says so.</param>
    /// <param name="nowMs">Now.</param>
    /// <exception cref="ArgumentNullException">No IPv4 address.</exception>
    /// <exception cref="ArgumentException">An array of the wrong length.</exception>
    public void SetAddresses(byte[] ipv4, byte[] ipv4Mask, byte[] ipv6, long nowMs)
    {
        if (ipv4 == null)
        {
            throw new ArgumentNullException();
        }

        if (ipv4.Length != MdnsEndpoint.IPv4Bytes
            || (ipv4Mask != null && ipv4Mask.Length != MdnsEndpoint.IPv4Bytes)
            || (ipv6 != null && ipv6.Length != MdnsEndpoint.IPv6Bytes))
        {
            throw new ArgumentException();
        }

        Poll(nowMs);
        bool isSame = _hasAddresses && _records.IsAddresses(ipv4, ipv6);
        if (IsPublishing && ipv6 == null)
        {
            // Cache-flush works within one type: nothing else would take an AAAA record back.
            _goodbyeRecords |= _records.Present & RecordSet.IPv6;
        }

        _link.SetMask(ipv4Mask);
        _records.LoadAddresses(ipv4, ipv6);
        _hasAddresses = true;
        if (!isSame && IsPublishing)
        {
            Announce(RecordSet.Announced);
        }
    }

    /// <summary>Reads the service and begins to probe. Call it when the link comes up, and again whenever it was down in between.</summary>
    /// <param name="nowMs">Now.</param>
    /// <exception cref="InvalidOperationException">No address has been set.</exception>
    public void Start(long nowMs)
    {
        if (!_hasAddresses)
        {
            throw new InvalidOperationException();
        }

        _nowMs = nowMs;
        Restart();
    }

    /// <summary>
    /// Publishes what changed in the service. Text or port: announced twice, without goodbye (RFC 6762 §8.4). A name: goodbye to the old one,
    /// then probing for the new one. Nothing changed, or stopped: nothing happens.
    /// </summary>
    /// <param name="nowMs">Now.</param>
    public void Update(long nowMs)
    {
        Poll(nowMs);
        if (_state == MdnsState.Stopped || _state == MdnsState.Goodbye)
        {
            return;   // read at Start, or once the goodbye is taken
        }

        int names = _names.Changed();
        if (names != 0)
        {
            FollowNewNames(names);
            return;
        }

        int changed = LoadTextAndPort();
        if (changed != 0 && IsPublishing)
        {
            Announce(changed);
        }
    }

    /// <summary>Withdraws the records (RFC 6762 §10.1); when the packet is taken, it is stopped. Stops at once when nothing was published yet.</summary>
    /// <param name="nowMs">Now.</param>
    public void Goodbye(long nowMs)
    {
        _nowMs = nowMs;
        Silence();
        _isRestartWanted = false;
        _state = _isPublished ? MdnsState.Goodbye : MdnsState.Stopped;

        // The list of types is left alone: other accessories publish the very same record.
        _goodbyeRecords = _isPublished ? RecordSet.Announced & ~RecordSet.TypePointer & _records.Present : 0;
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
        if (packet == null || source == null)
        {
            throw new ArgumentNullException();
        }

        if (offset < 0 || count < 0 || count > packet.Length - offset)
        {
            throw new ArgumentOutOfRangeException();
        }

        Poll(nowMs);
        bool isListening = _state == MdnsState.Probing || IsPublishing;
        if (!isListening || count > MaxInputBytes || !_link.Accepts(source))
        {
            return;
        }

        if (_scan.Read(packet, offset, count))
        {
            if (_scan.IsResponse)
            {
                HandleResponse(source);
            }
            else
            {
                HandleQuery(packet, offset, source);
            }
        }

        _scan.End();
    }

    /// <summary>Lets the time advance. Calling it early or late is harmless.</summary>
    /// <param name="nowMs">Now.</param>
    public void Poll(long nowMs)
    {
        _nowMs = nowMs;
        if (_state == MdnsState.Probing && _probes.IsWon(nowMs))
        {
            _state = MdnsState.Announcing;
            _names.Win();
            _announcements.Add(RecordSet.Announced, StartAnnouncements, nowMs);
        }

        if (IsPublishing)
        {
            _answers.Release(nowMs);
            PlanAnnouncement();
        }
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
        if (buffer == null || destination == null)
        {
            throw new ArgumentNullException();
        }

        if (offset < 0 || buffer.Length - offset < MaxOutputBytes)
        {
            throw new ArgumentOutOfRangeException();
        }

        destination.SetMulticast();
        if (_goodbyeRecords != 0)
        {
            return TakeGoodbye(buffer, offset);
        }

        if (_probes.IsReady)
        {
            _probes.MarkSent(_nowMs);
            return _composer.WriteProbe(buffer, offset);
        }

        int count = IsPublishing ? _answers.Take(buffer, offset, destination, _nowMs) : 0;
        _isPublished |= count != 0;
        return count;
    }

    /// <summary>
    /// True once after the name or the host label was taken by somebody else and a new number has won its probes: store
    /// <see cref="InstanceNumber"/> and <see cref="HostNumber"/>, and give them to <see cref="MdnsService.SetNumbers"/> at the next start. At most
    /// once in 24 hours, so that a hostile network cannot wear out the flash; a later rename is reported when that time is over.
    /// </summary>
    public bool TakeRename()
    {
        return IsPublishing && _names.TakeReport(_nowMs);
    }
}
