// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Text;

namespace HapNano.Mdns;

/// <summary>
/// What is to be published: one DNS-SD service of one host (RFC 6763 §4). It knows nothing of HAP; the server fills the text keys.
/// </summary>
/// <remarks>
/// Changes take effect at the next <see cref="MdnsResponder.Start"/> or <see cref="MdnsResponder.Update"/>, which copy what they
/// need. Not thread-safe: the server changes it under the lock that also guards the responder. Setters allocate; they are for start,
/// for a pairing made or removed and for a new configuration number, not for every packet.
/// </remarks>
public sealed partial class MdnsService
{
    /// <summary>One DNS label, in bytes (RFC 1035 §2.3.4).</summary>
    public const int MaxLabelBytes = 63;

    /// <summary>One text string, length byte apart (RFC 6763 §6.1).</summary>
    public const int MaxTextStringBytes = 255;

    /// <summary>All text strings with their length bytes. HAP's nine keys with a model name of 64 bytes need about 140.</summary>
    public const int MaxTextBytes = 400;

    /// <summary>Service type with ".local" as an uncompressed name.</summary>
    internal readonly byte[] ServiceName;

    /// <summary>Instance name without number: UTF-8, no length byte.</summary>
    internal byte[] InstanceLabel;

    /// <summary>Host label without number: ASCII, no length byte.</summary>
    internal byte[] HostLabel;

    /// <summary>
    /// Text strings, each after its length byte, in the order in which their keys were first set; empty when no key is. A change puts another array here and leaves
    /// this one as it is; a value set again to what it was is none.
    /// </summary>
    internal byte[] Text = new byte[0];

    private int _port;
    private int _instanceNumber = 1;
    private int _hostNumber = 1;

    /// <summary>Describes a service.</summary>
    /// <param name="instanceName">User-visible name, 1..63 bytes of UTF-8; spaces and dots allowed (RFC 6763 §4.1.1).</param>
    /// <param name="hostLabel">Host name without ".local": 1..63 letters, digits and inner hyphens.</param>
    /// <param name="serviceType">Two labels with a dot between, each starting with an underscore: "_hap._tcp".</param>
    /// <param name="port">TCP port of the service, 1..65535.</param>
    /// <exception cref="ArgumentNullException">A text is null.</exception>
    /// <exception cref="ArgumentException">A name breaks its rule.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No such port.</exception>
    public MdnsService(string instanceName, string hostLabel, string serviceType, int port)
    {
        ServiceName = WireName.FromServiceType(serviceType);
        SetInstanceName(instanceName);
        SetHostLabel(hostLabel);
        SetPort(port);
    }

    /// <summary>TCP port of the service.</summary>
    public int Port => _port;

    /// <summary>
    /// Number to start with when the name was taken before: 1 is the plain name, n publishes "name (n)". The owner stores
    /// <see cref="MdnsResponder.InstanceNumber"/> when <see cref="MdnsResponder.TakeRename"/> says so, and sets it here at the next start.
    /// </summary>
    public int InstanceNumber => _instanceNumber;

    /// <summary>The same for the host: n publishes "host-n".</summary>
    public int HostNumber => _hostNumber;

    /// <summary>Changes the instance name; its number goes back to 1.</summary>
    /// <param name="instanceName">1..63 bytes of UTF-8 without control characters (RFC 6763 §4.1.1).</param>
    /// <exception cref="ArgumentNullException">No name.</exception>
    /// <exception cref="ArgumentException">Empty, too long, or with a control character.</exception>
    public void SetInstanceName(string instanceName)
    {
        byte[] label = ToLabel(instanceName);
        for (int i = 0; i < label.Length; i++)
        {
            if (label[i] < 0x20 || label[i] == 0x7F)
            {
                throw new ArgumentException();
            }
        }

        InstanceLabel = label;
        _instanceNumber = 1;
    }

    /// <summary>Changes the host label; its number goes back to 1.</summary>
    /// <param name="hostLabel">1..63 letters, digits and inner hyphens (RFC 1123 §2.1).</param>
    /// <exception cref="ArgumentNullException">No label.</exception>
    /// <exception cref="ArgumentException">The label breaks that rule.</exception>
    public void SetHostLabel(string hostLabel)
    {
        byte[] label = ToLabel(hostLabel);
        for (int i = 0; i < label.Length; i++)
        {
            bool isHyphen = label[i] == (byte)'-';
            bool isInner = i > 0 && i < label.Length - 1;
            if (!WireName.IsLetterOrDigit(label[i]) && !(isHyphen && isInner))
            {
                throw new ArgumentException();
            }
        }

        HostLabel = label;
        _hostNumber = 1;
    }

    /// <summary>Restores the numbers that an earlier run ended with.</summary>
    /// <param name="instanceNumber">1..9999; 1 is the plain name.</param>
    /// <param name="hostNumber">1..9999; 1 is the plain label.</param>
    /// <exception cref="ArgumentOutOfRangeException">Outside of that range.</exception>
    public void SetNumbers(int instanceNumber, int hostNumber)
    {
        if (instanceNumber < 1 || instanceNumber > WireName.MaxNumber || hostNumber < 1 || hostNumber > WireName.MaxNumber)
        {
            throw new ArgumentOutOfRangeException();
        }

        _instanceNumber = instanceNumber;
        _hostNumber = hostNumber;
    }

    /// <summary>Changes the port.</summary>
    /// <param name="port">1..65535.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such port.</exception>
    public void SetPort(int port)
    {
        if (port < 1 || port > 65535)
        {
            throw new ArgumentOutOfRangeException();
        }

        _port = port;
    }

    private static byte[] ToLabel(string text)
    {
        if (text == null)
        {
            throw new ArgumentNullException();
        }

        byte[] label = Encoding.UTF8.GetBytes(text);
        if (label.Length == 0 || label.Length > MaxLabelBytes)
        {
            throw new ArgumentException();
        }

        return label;
    }
}
