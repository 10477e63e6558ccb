// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using HapNano.Crypto;
using HapNano.Model;
using HapNano.Pairing;
using HapNano.Storage;
using HapNano.Tests;
using HapNano.Tests.Fakes;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Server.Tests;

/// <summary>A lamp from one boot to the next: the real host, flash writer and store on a <see cref="PowerMedium"/>, without sockets and threads.</summary>
/// <remarks>The arithmetic is <see cref="QuickCrypto"/>: it is the order of writes and answers that counts here.</remarks>
internal sealed class PowerBoard : IHapHostListener, IPeerBench
{
    public const string Code = "518-08-582";
    public const string OtherCode = "031-45-154";

    private readonly PowerMedium _medium;
    private readonly QuickCrypto _crypto;
    private readonly Lightbulb _lamp = new();
    private readonly AccessoryState _state;

    /// <summary>Boots.</summary>
    /// <exception cref="PowerLostException">Not to the end.</exception>
    /// <exception cref="ServerException">The state is damaged, or could not be written.</exception>
    public PowerBoard(PowerMedium medium, string firmware = "1.0", string? code = null)
    {
        _medium = medium;
        _crypto = new QuickCrypto((ulong)((medium.Generation * 16) + ++medium.Boots) << 32);
        Store = new FlashStore(medium);
        _state = new AccessoryState(Store, _crypto);
        Require(_state.Load(new SetupOptions { Code = code == null ? null : Hex.Utf8(code) }), _state.Record);
        AccessoryDatabase database = NewDatabase(firmware);
        var databaseState = new DatabaseState(Store, _crypto);
        Require(databaseState.Load(database), databaseState.Record);
        Host = new HapHost(database, databaseState, _state, _crypto, this);
        Flash = new FlashWriter(Host, Store);
    }

    public FlashStore Store { get; }

    public HapHost Host { get; }

    /// <summary>Writes in <see cref="Settle"/>.</summary>
    public FlashWriter Flash { get; }

    /// <inheritdoc/>
    public CryptoProvider Arithmetic => _crypto;

    /// <inheritdoc/>
    public long NowMs => 1000;

    /// <inheritdoc/>
    public void Settle()
    {
        bool isBusy = true;
        while (isBusy)
        {
            if (Host.NextDeadlineMs <= NowMs)
            {
                Host.Poll(NowMs);
            }

            isBusy = Host.Work(NowMs);
            isBusy |= Flash.TryWrite();
            CheckPower();
        }
    }

    /// <summary>The power fails unless it already has.</summary>
    public void CheckPower()
    {
        if (_medium.IsCut)
        {
            throw new PowerLostException();
        }
    }

    public HostPeer Connect() => new(this, Host.Accept(1, NowMs));

    /// <summary>Connects and verifies.</summary>
    /// <returns>Null when the lamp does not know the controller.</returns>
    public HostPeer? Connect(QuickController controller)
    {
        HostPeer peer = Connect();
        return peer.Verify(controller) ? peer : null;
    }

    /// <summary>PUT of both values of the lamp.</summary>
    public string Switch(HostPeer peer, bool isOn, int brightness) => peer.Ask(SwitchRequest(isOn, brightness));

    public byte[] SwitchRequest(bool isOn, int brightness)
    {
        return HostPeer.Put(
            "/characteristics",
            $"{{\"characteristics\":[{{\"aid\":1,\"iid\":{_lamp.On.InstanceId},\"value\":{(isOn ? 1 : 0)}}}," +
            $"{{\"aid\":1,\"iid\":{_lamp.Brightness.InstanceId},\"value\":{brightness}}}]}}");
    }

    /// <summary>Everything that is to survive a power cut.</summary>
    public Dictionary<string, string> Observe()
    {
        byte[] names = new byte[NamesRecord.StoredBytes];
        NamesRecord.TryRead(names, Store.Read(StoreRecord.Names, names, 0, names.Length), out int instance, out int host);
        return new Dictionary<string, string>
        {
            ["identity"] = Hex.Text(_state.Identity.DeviceId) + Hex.Text(_state.Identity.Seed),
            ["setup"] = _state.Setup.Matches(_crypto, Hex.Utf8(Code)) ? Code : _state.Setup.Matches(_crypto, Hex.Utf8(OtherCode)) ? OtherCode : "drawn",
            ["pairings"] = Pairings(),
            ["attempts"] = Host.Setup.FailedAttempts.ToString(),
            ["number"] = Host.ConfigurationNumber.ToString(),
            ["ids"] = $"{_lamp.InstanceId} {_lamp.On.InstanceId} {_lamp.Brightness.InstanceId}",
            ["values"] = $"{_lamp.On.Value} {_lamp.Brightness.Value}",
            ["names"] = $"{instance} {host}",
        };
    }

    /// <summary>A record as the store reads it.</summary>
    public string Record(StoreRecord record)
    {
        byte[] buffer = new byte[256];
        int count = Store.Read(record, buffer, 0, buffer.Length);
        return count < 0 ? "none" : Hex.Text(buffer, 0, count);
    }

    public static string Pairing(QuickController controller, byte permissions)
    {
        return $"{Hex.Text(controller.Identifier)[..16]}:{permissions} ";
    }

    /// <inheritdoc/>
    public void OutputReady(HapConnection connection)
    {
    }

    /// <inheritdoc/>
    public void WorkReady()
    {
    }

    /// <inheritdoc/>
    public void StoreReady()
    {
    }

    /// <inheritdoc/>
    public void PairedChanged(bool isPaired)
    {
    }

    /// <inheritdoc/>
    public void IdentifyRequested(ulong accessoryId)
    {
    }

    /// <inheritdoc/>
    public void ProductFailed(Exception exception) => Assert.Fail(exception.ToString());

    // A later firmware has one service more, in front of the lamp.
    private AccessoryDatabase NewDatabase(string firmware)
    {
        _lamp.AddBrightness(50);
        var accessory = new Accessory("Lamp", "Maker", "Model1", "SN0001");
        accessory.Information.FirmwareRevision.Value = firmware;
        if (firmware != "1.0")
        {
            accessory.Add(new Switch());
        }

        accessory.Add(_lamp);
        return new AccessoryDatabase(accessory);
    }

    private void Require(BootStatus status, StoreRecord record)
    {
        CheckPower();
        if (status != BootStatus.Ready)
        {
            throw new ServerException(
                status == BootStatus.Damaged ? ServerFault.StateDamaged : ServerFault.StateNotWritable, $"{status}: {record}");
        }
    }

    private string Pairings()
    {
        PairingTable table = _state.Pairings;
        var texts = new List<string>();
        for (int slot = 0; slot < PairingTable.Capacity; slot++)
        {
            int pairing = table.At(slot);
            if (pairing != 0)
            {
                texts.Add($"{Hex.Text(table.Bytes, table.IdentifierStart(pairing), table.IdentifierLength(pairing))[..16]}:{table.Permissions(pairing)} ");
            }
        }

        texts.Sort(StringComparer.Ordinal);
        return string.Concat(texts);
    }
}
