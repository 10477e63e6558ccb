// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Model;
using HapNano.Pairing;

namespace HapNano.Server;

/// <summary>What the owner is told: status light, setup code, and which accessory it is. Others mark; the server's own thread tells.</summary>
internal sealed class ServerNews
{
    private readonly HapServer _server;
    private readonly AccessoryDatabase _database;
    private readonly AccessoryState _state;
    private bool _isUp;
    private bool _isPairedChanged = true;
    private bool _isIdentifyWanted;

    /// <summary>Everything is news.</summary>
    public ServerNews(HapServer server, AccessoryDatabase database, AccessoryState state)
    {
        _server = server;
        _database = database;
        _state = state;
        Name = database.AccessoryAt(0).Information.Name.Value;
    }

    /// <summary>Name of the accessory.</summary>
    public readonly string Name;

    /// <summary>The text of the QR code, 20 ASCII bytes; null when only the label has the code. A new array each time.</summary>
    public byte[] SetupPayload
    {
        get
        {
            byte[] code = _state.Setup.Code;
            if (code == null)
            {
                return null;
            }

            byte[] payload = new byte[Pairing.SetupPayload.TextBytes];
            Pairing.SetupPayload.Write(payload, 0, SetupCode.ToNumber(code, 0), _state.Setup.SetupId, (int)_database.Category, SetupPayloadFlags.Ip);
            return payload;
        }
    }

    /// <summary>The accessory has an owner, or has none any more. From any thread.</summary>
    public void PairedChanged()
    {
        _isPairedChanged = true;
        _server.Wake();
    }

    /// <summary>Somebody wants to know which accessory this is. From any thread.</summary>
    public void IdentifyRequested()
    {
        _isIdentifyWanted = true;
        _server.Wake();
    }

    /// <summary>Tells what is new.</summary>
    public void Tell()
    {
        bool isUp = _server.Keeper == null || _server.Keeper.IsUp;
        bool isPairedNews = _isPairedChanged;
        if (isPairedNews || isUp != _isUp)
        {
            _isPairedChanged = false;
            _isUp = isUp;
            TellStatus(isPairedNews);
        }

        if (_isIdentifyWanted)
        {
            _isIdentifyWanted = false;
            Show(AccessoryStatus.Identifying);
            _server.Settings.Panel.Identify();
        }
    }

    /// <summary>Shows a status where there is a light for it.</summary>
    public void Show(AccessoryStatus status)
    {
        IStatusIndicator indicator = _server.Indicator;
        if (indicator != null)
        {
            lock (StackLock.Root)
            {
                indicator.Show(status);
            }
        }
    }

    private void TellStatus(bool isPairedNews)
    {
        bool isPaired;
        lock (StackLock.Root)
        {
            isPaired = _state.Pairings.IsPaired;
        }

        Show(!_isUp ? AccessoryStatus.NoWifi : isPaired ? AccessoryStatus.Paired : AccessoryStatus.Unpaired);
        if (!isPairedNews)
        {
            return;
        }

        if (isPaired)
        {
            _server.Settings.Panel.HideSetup(Name);
        }
        else
        {
            _server.Settings.Panel.ShowSetup(Name, _state.Setup.Code, SetupPayload);
        }
    }
}
