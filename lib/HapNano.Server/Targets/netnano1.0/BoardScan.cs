// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Device.Wifi;
using System.Threading;

namespace HapNano.Server;

/// <summary>Looks which networks are there, through the class library's event.</summary>
internal sealed class BoardScan
{
    private const int LongestMs = 10000;

    private readonly AutoResetEvent _scanned = new AutoResetEvent(false);
    private readonly WifiAdapter _adapter;

    /// <summary>A scan that has not begun.</summary>
    /// <param name="adapter">Does it.</param>
    public BoardScan(WifiAdapter adapter)
    {
        _adapter = adapter;
        _adapter.AvailableNetworksChanged += OnScanned;
    }

    /// <summary>See <see cref="WifiRadio.Scan"/>.</summary>
    public string[] Names()
    {
        WifiAvailableNetwork[] found = Look();
        string[] names = new string[found.Length];
        int count = 0;
        for (int i = 0; i < found.Length; i++)
        {
            int strongest = -1;
            for (int j = 0; j < found.Length; j++)
            {
                bool isNext = found[j] != null
                    && (strongest < 0 || found[j].NetworkRssiInDecibelMilliwatts > found[strongest].NetworkRssiInDecibelMilliwatts);
                strongest = isNext ? j : strongest;
            }

            string name = NameOf(found[strongest]);
            found[strongest] = null;
            if (name.Length > 0 && Array.IndexOf(names, name, 0, count) < 0)
            {
                names[count++] = name;
            }
        }

        string[] result = new string[count];
        Array.Copy(names, result, count);
        return result;
    }

    /// <summary>See <see cref="WifiRadio.MeasureSignal"/>.</summary>
    /// <param name="name">The network's name.</param>
    public int Signal(string name)
    {
        WifiAvailableNetwork[] found = Look();
        int signal = 0;
        for (int i = 0; i < found.Length; i++)
        {
            int next = (int)found[i].NetworkRssiInDecibelMilliwatts;
            if (NameOf(found[i]) == name && (signal == 0 || next > signal))
            {
                signal = next;
            }
        }

        return signal;
    }

    // The name is the zero-terminated text of a field of 33 bytes.
    private static string NameOf(WifiAvailableNetwork network)
    {
        return network.Ssid.Trim('\0');
    }

    private WifiAvailableNetwork[] Look()
    {
        try
        {
            _scanned.Reset();
            _adapter.ScanAsync();
            if (_scanned.WaitOne(LongestMs, false))
            {
                return _adapter.NetworkReport.AvailableNetworks;
            }
        }
        catch (Exception exception)
        {
            // The radio is busy with a join: the image throws plain exceptions.
            Log.Caught(LogCategory.Network, exception);
        }

        return new WifiAvailableNetwork[0];
    }

    private void OnScanned(WifiAdapter sender, object e)
    {
        _scanned.Set();
    }
}
