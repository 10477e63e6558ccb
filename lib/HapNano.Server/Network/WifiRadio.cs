// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Server;

/// <summary>The radio of a board, which joins the network whose name and password are stored in it, and can be an access point itself.</summary>
/// <remarks>
/// <para>Name and password live in the radio and nowhere else: on the chip that is nanoFramework's own stored configuration.</para>
/// <para>Two threads call it at different times: the one of <see cref="WifiKeeper"/>, and while the access point is open the server's.</para>
/// </remarks>
public abstract class WifiRadio
{
    /// <summary>The longest name that can be stored, in bytes: nanoFramework keeps one of its 32 for the final zero.</summary>
    public const int MaxNameBytes = 31;

    /// <summary>The longest password, in bytes (IEEE 802.11 passphrases have 8 to 63).</summary>
    public const int MaxPasswordBytes = 63;

    /// <summary>The shortest password of a network that has one, in bytes.</summary>
    public const int LeastPasswordBytes = 8;

    /// <summary>True when a network's name is stored, and the radio is set to be in a network: then the radio is on from the start.</summary>
    public abstract bool HasCredentials { get; }

    /// <summary>True while it belongs to a network and has an address there. Cheap: asked several times a second.</summary>
    public abstract bool IsUp { get; }

    /// <summary>How often the link has come up. Another number than before says that it was down, however short: groups that were joined may be lost.</summary>
    public abstract int UpCount { get; }

    /// <summary>The address of the access point, 4 bytes.</summary>
    public abstract byte[] AccessPointAddress { get; }

    /// <summary>True when those who join the access point get their addresses from us, because nothing below us gives any.</summary>
    public abstract bool IsDhcpOurs { get; }

    /// <summary>True while the access point is open.</summary>
    public abstract bool IsAccessPointOpen { get; }

    /// <summary>Turns power save off where the class library cannot; null where nothing can. Set by the server before the first join.</summary>
    public IWifiPowerSave PowerSave { get; set; }

    /// <summary>Tries the stored network once. Waits, at most 30 s.</summary>
    public abstract WifiJoinResult Join();

    /// <summary>Tries a network once, without storing it. Waits, at most 30 s.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="password">Its password; empty for an open one.</param>
    public abstract WifiJoinResult Try(string name, string password);

    /// <summary>Stores name and password of the network to join from now on.</summary>
    /// <returns>False when they could not be stored.</returns>
    public abstract bool Store(string name, string password);

    /// <summary>Turns power save off. Called after each join: a driver that was started anew has it on again.</summary>
    /// <returns>As <see cref="IWifiPowerSave.TurnPowerSaveOff"/>; below 0 where nothing can.</returns>
    public virtual int TurnPowerSaveOff()
    {
        return PowerSave == null ? -1 : PowerSave.TurnPowerSaveOff();
    }

    /// <summary>Looks around. Waits, at most 10 s, and disturbs whoever uses the link meanwhile.</summary>
    /// <returns>Names of networks that send one, the strongest first, each once.</returns>
    public abstract string[] Scan();

    /// <summary>Looks for the own network. Waits and disturbs as <see cref="Scan"/> does.</summary>
    /// <returns>Its strength in dBm, below 0; 0 when it is not known.</returns>
    public abstract int MeasureSignal();

    /// <summary>Becomes an access point, also where the radio was off. A chip that has to restart for that does not return.</summary>
    /// <param name="name">Its name, at most <see cref="MaxNameBytes"/>.</param>
    /// <param name="password">Its password.</param>
    public abstract void OpenAccessPoint(string name, string password);

    /// <summary>Is no access point any more. A chip that has to restart for that does not return.</summary>
    public abstract void CloseAccessPoint();
}
