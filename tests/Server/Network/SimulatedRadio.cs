// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;

namespace HapNano.Server.Tests;

/// <summary>A radio in virtual time: its network can be away, refuse, drop the device for a moment and give it another address.</summary>
internal sealed class SimulatedRadio : WifiRadio
{
    private readonly object _lock = new();
    private byte[]? _address;
    private int _upCount;

    /// <summary>Now, in milliseconds; an attempt takes <see cref="AttemptMs"/> of it.</summary>
    public long NowMs { get; set; }

    public long AttemptMs { get; set; } = 3000;

    /// <summary>What the next attempts end with.</summary>
    public WifiJoinResult Answer { get; set; }

    /// <summary>True while it sleeps between beacons, as it does after each start of its driver until it is told not to. Nobody knows when that starts: here with each link.</summary>
    public bool IsSavingPower { get; private set; } = true;

    /// <summary>Strength of the own network in dBm.</summary>
    public int Signal { get; set; } = -61;

    /// <summary>When each attempt began.</summary>
    public List<long> AttemptsMs { get; } = [];

    /// <summary>What was stored.</summary>
    public (string Name, string Password)? Stored { get; set; } = ("Home", "correct horse");

    /// <summary>The address that the network gives.</summary>
    public byte[] Offered { get; set; } = [127, 0, 0, 1];

    public byte[]? Address
    {
        get
        {
            lock (_lock)
            {
                return _address;
            }
        }
    }

    /// <summary>False: the station is disabled, so nothing turns the radio on but the access point, whose opening enables it.</summary>
    public bool IsStationOn { get; set; } = true;

    /// <summary>True while the chip's radio is on.</summary>
    public bool IsOn => IsStationOn || AccessPoint != null;

    /// <summary>Names of access points that were opened.</summary>
    public List<string> Opened { get; } = [];

    public override bool HasCredentials => Stored != null && IsStationOn;

    public override bool IsUp => Address != null;

    public override int UpCount
    {
        get
        {
            lock (_lock)
            {
                return _upCount;
            }
        }
    }

    public override byte[] AccessPointAddress => [127, 0, 0, 1];

    public override bool IsDhcpOurs => false;

    public override bool IsAccessPointOpen => AccessPoint != null;

    /// <summary>Name and password of the access point while it is open.</summary>
    public (string Name, string Password)? AccessPoint { get; private set; }

    /// <summary>What was tried from the page.</summary>
    public List<(string Name, string Password)> Tried { get; } = [];

    /// <summary>The link is gone.</summary>
    public void Drop()
    {
        lock (_lock)
        {
            _address = null;
        }
    }

    /// <summary>The link comes up, as after an attempt, or by itself.</summary>
    public void ComeUp()
    {
        lock (_lock)
        {
            _address = Offered;
            _upCount++;
            IsSavingPower = true;
        }
    }

    /// <summary>Goes over to another access point of its network: down for a moment that nobody sees, and up with the same address or another one.</summary>
    public void Roam(byte[]? address = null)
    {
        Offered = address ?? Offered;
        Drop();
        ComeUp();
    }

    public override int TurnPowerSaveOff()
    {
        int error = base.TurnPowerSaveOff();
        IsSavingPower = error != 0;
        return error;
    }

    public override WifiJoinResult Join()
    {
        AttemptsMs.Add(NowMs);
        NowMs += AttemptMs;
        if (Answer == WifiJoinResult.Joined)
        {
            ComeUp();
        }

        return Answer;
    }

    /// <summary>The right password: another one is refused, another name is not found.</summary>
    public override WifiJoinResult Try(string name, string password)
    {
        Tried.Add((name, password));
        return name != "Home" ? WifiJoinResult.NotFound : password != "correct horse" ? WifiJoinResult.Refused : WifiJoinResult.Joined;
    }

    public override bool Store(string name, string password)
    {
        Stored = (name, password);
        return true;
    }

    public override string[] Scan() => ["Home", "<b>&\"Neighbour\"", "Café"];

    public override int MeasureSignal() => Signal;

    public override void OpenAccessPoint(string name, string password)
    {
        Opened.Add(name);
        AccessPoint = (name, password);
        IsStationOn = true;
        Drop();
    }

    public override void CloseAccessPoint() => AccessPoint = null;
}
