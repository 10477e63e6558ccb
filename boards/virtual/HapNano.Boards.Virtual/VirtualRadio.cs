// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Server;

namespace HapNano.Boards.Virtual;

/// <summary>
/// The virtual board's radio. Its air holds three networks, all of which are the PC's own; its access point is 127.0.0.1. What it stores lasts as long as
/// the process.
/// </summary>
/// <param name="isNew">True for a radio that knows no network yet; another one knows <see cref="Home"/>.</param>
internal sealed class VirtualRadio(bool isNew) : WifiRadio
{
    /// <summary>A network with a password.</summary>
    public const string Home = "Virtual Home";

    /// <summary>The password of <see cref="Home"/>.</summary>
    public const string HomePassword = "correct horse";

    /// <summary>A network without a password.</summary>
    public const string Open = "Virtual Café & Bar";

    /// <summary>A name that is hard to carry through a page: 31 bytes, blanks at both ends, quotes, signs of HTML. The password is that of <see cref="Home"/>.</summary>
    public const string Awkward = " \"Büro\" & 'Garten' <Größen> ";

    private const int HomeSignal = -58;
    private const int OpenSignal = -77;

    // As long as a person sees that something is going on; real ones take some seconds.
    private static readonly TimeSpan s_attempt = TimeSpan.FromMilliseconds(500);

    private (string Name, string Password)? _stored = isNew ? null : (Home, HomePassword);
    private volatile bool _isUp;
    private volatile int _upCount;
    private volatile bool _isAccessPointOpen;

    public override bool HasCredentials => _stored != null;

    public override bool IsUp => _isUp;

    public override int UpCount => _upCount;

    public override byte[] AccessPointAddress => [127, 0, 0, 1];

    public override bool IsDhcpOurs => false;

    public override bool IsAccessPointOpen => _isAccessPointOpen;

    public override WifiJoinResult Join()
    {
        WifiJoinResult result = _stored is { } stored ? Check(stored.Name, stored.Password) : WifiJoinResult.NotFound;
        if (result == WifiJoinResult.Joined)
        {
            _upCount++;
            _isUp = true;
        }

        return result;
    }

    public override WifiJoinResult Try(string name, string password)
    {
        Thread.Sleep(s_attempt);
        return Check(name, password);
    }

    public override bool Store(string name, string password)
    {
        _stored = (name, password);
        return true;
    }

    public override string[] Scan() => [Home, Open, Awkward];

    public override int MeasureSignal() => _stored is not { } stored ? 0 : stored.Name == Home ? HomeSignal : OpenSignal;

    public override void OpenAccessPoint(string name, string password)
    {
        _isUp = false;
        _isAccessPointOpen = true;
    }

    public override void CloseAccessPoint() => _isAccessPointOpen = false;

    private static WifiJoinResult Check(string name, string password) => name switch
    {
        Home or Awkward => password == HomePassword ? WifiJoinResult.Joined : WifiJoinResult.Refused,
        Open => password.Length == 0 ? WifiJoinResult.Joined : WifiJoinResult.Refused,
        _ => WifiJoinResult.NotFound,
    };
}
