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
public sealed class MdnsService
{
    /// <summary>One DNS label, in bytes (RFC 1035 §2.3.4).</summary>
    public const int MaxLabelBytes = 63;

    /// <summary>One text string, length byte apart (RFC 6763 §6.1).</summary>
    public const int MaxTextStringBytes = 255;

    /// <summary>All text strings with their length bytes. HAP's nine keys with a model name of 64 bytes need about 140.</summary>
    public const int MaxTextBytes = 400;

    private readonly byte[] _text = new byte[MaxTextBytes];

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
        InstanceNumber = 1;
        HostNumber = 1;
    }

    /// <summary>TCP port of the service.</summary>
    public int Port { get; private set; }

    /// <summary>
    /// Number to start with when the name was taken before: 1 is the plain name, n publishes "name (n)". The owner stores
    /// <see cref="MdnsResponder.InstanceNumber"/> when <see cref="MdnsResponder.TakeRename"/> says so, and sets it here at the next start.
    /// </summary>
    public int InstanceNumber { get; private set; }

    /// <summary>The same for the host: n publishes "host-n".</summary>
    public int HostNumber { get; private set; }

    /// <summary>Instance name without number: UTF-8, no length byte.</summary>
    internal byte[] InstanceLabel { get; private set; }

    /// <summary>Host label without number: ASCII, no length byte.</summary>
    internal byte[] HostLabel { get; private set; }

    /// <summary>Service type with ".local" as an uncompressed name.</summary>
    internal byte[] ServiceName { get; }

    /// <summary>Text strings, each after its length byte, in the order in which their keys were first set.</summary>
    internal byte[] Text => _text;

    /// <summary>Used bytes of <see cref="Text"/>; 0 when no key is set.</summary>
    internal int TextCount { get; private set; }

    /// <summary>Counts the changes of the text; a value set again to what it was is none.</summary>
    internal int TextVersion { get; private set; }

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
        InstanceNumber = 1;
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
        HostNumber = 1;
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

        InstanceNumber = instanceNumber;
        HostNumber = hostNumber;
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

        Port = port;
    }

    /// <summary>Sets one text key, or removes it (RFC 6763 §6.3, §6.4). Keys are told apart without regard to case.</summary>
    /// <param name="key">1 or more printable ASCII characters, none of them "=".</param>
    /// <param name="value">UTF-8; key, "=" and value together at most 255 bytes. Null removes the key.</param>
    /// <exception cref="ArgumentNullException">No key.</exception>
    /// <exception cref="ArgumentException">The key breaks its rule, the string is too long, or no room is left; nothing has changed.</exception>
    public void SetText(string key, string value)
    {
        if (key == null)
        {
            throw new ArgumentNullException();
        }

        byte[] keyBytes = Encoding.UTF8.GetBytes(key);
        CheckKey(keyBytes);
        int offset = FindKey(keyBytes);
        if (value == null)
        {
            ReplaceString(offset, null);
            return;
        }

        byte[] valueBytes = Encoding.UTF8.GetBytes(value);
        var entry = new byte[keyBytes.Length + 1 + valueBytes.Length];
        Array.Copy(keyBytes, 0, entry, 0, keyBytes.Length);
        entry[keyBytes.Length] = (byte)'=';
        Array.Copy(valueBytes, 0, entry, keyBytes.Length + 1, valueBytes.Length);
        if (entry.Length > MaxTextStringBytes)
        {
            throw new ArgumentException();
        }

        ReplaceString(offset, entry);
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

    private static void CheckKey(byte[] key)
    {
        for (int i = 0; i < key.Length; i++)
        {
            if (key[i] < 0x20 || key[i] > 0x7E || key[i] == (byte)'=')
            {
                throw new ArgumentException();
            }
        }

        if (key.Length == 0)
        {
            throw new ArgumentException();
        }
    }

    /// <summary>Offset of the length byte of the string with this key; <see cref="TextCount"/> when there is none.</summary>
    private int FindKey(byte[] key)
    {
        int offset = 0;
        while (offset < TextCount)
        {
            int length = _text[offset];
            if (length > key.Length
                && _text[offset + 1 + key.Length] == (byte)'='
                && WireName.EqualsIgnoreCase(_text, offset + 1, key, 0, key.Length))
            {
                break;
            }

            offset += 1 + length;
        }

        return offset;
    }

    /// <summary>Puts <paramref name="entry"/> (null: nothing) in place of the string at <paramref name="offset"/>, or at the end.</summary>
    private void ReplaceString(int offset, byte[] entry)
    {
        int oldCount = offset < TextCount ? 1 + _text[offset] : 0;
        int newCount = entry == null ? 0 : 1 + entry.Length;
        if (oldCount == newCount && (entry == null || WireName.BytesEqual(_text, offset + 1, entry, 0, entry.Length)))
        {
            return;
        }

        if (TextCount - oldCount + newCount > MaxTextBytes)
        {
            throw new ArgumentException();
        }

        int tail = offset + oldCount;
        Array.Copy(_text, tail, _text, offset + newCount, TextCount - tail);
        if (entry != null)
        {
            _text[offset] = (byte)entry.Length;
            Array.Copy(entry, 0, _text, offset + 1, entry.Length);
        }

        TextCount += newCount - oldCount;
        TextVersion++;
    }
}
