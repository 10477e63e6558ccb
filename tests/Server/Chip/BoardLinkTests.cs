// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Device.Wifi;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Server.Tests;

/// <summary>The board's own source of its link, over a class library of ours.</summary>
[TestClass]
public class BoardLinkTests
{
    private readonly byte[] _address = new byte[4];
    private readonly byte[] _mask = new byte[4];

    [TestInitialize]
    public void NewChip() => FakeChip.Reset();

    [TestMethod]
    public void Radio_ImageWithoutWifi_IsNullAndTheCableIsTheLink()
    {
        var cable = new NetworkInterface(NetworkInterfaceType.Ethernet);
        FakeChip.Interfaces = [cable];
        FakeChip.HasWifiLibrary = false;

        var link = new BoardLink();

        Assert.IsNull(link.Radio);
        Assert.IsFalse(link.TryGetAddress(null!, _address, _mask));
        cable.IPv4Address = "10.0.0.7";
        Assert.IsTrue(link.TryGetAddress(null!, _address, _mask));
        CollectionAssert.AreEqual(new byte[] { 10, 0, 0, 7 }, _address);
        CollectionAssert.AreEqual(new byte[] { 255, 255, 255, 0 }, _mask);

        int upCount = link.UpCount;
        NetworkChange.Raise(false);
        NetworkChange.Raise(true);
        Assert.AreNotEqual(upCount, link.UpCount, "the cable was out: groups have to be joined anew");
    }

    [TestMethod]
    [DataRow(false, DisplayName = "no interface at all")]
    [DataRow(true, DisplayName = "Wi-Fi that the class library cannot reach")]
    public void Radio_ImageThatLeavesWifiOut_IsNull(bool hasInterface)
    {
        FakeChip.Interfaces = hasInterface ? FakeChip.Interfaces : [];
        FakeChip.HasWifiLibrary = false;

        var link = new BoardLink();

        Assert.IsNull(link.Radio);
        Assert.IsFalse(link.TryGetAddress(null!, _address, _mask));
    }

    [TestMethod]
    public void TryGetAddress_RadioAndCable_TheRadioWhileItIsUp()
    {
        NetworkInterface wifi = FakeChip.Interfaces[0], cable = new(NetworkInterfaceType.Ethernet) { IPv4Address = "10.0.0.7" };
        FakeChip.Interfaces = [.. FakeChip.Interfaces, cable];
        var link = new BoardLink();
        Assert.AreEqual(10, First(link));

        wifi.IPv4Address = "192.168.1.7";
        NetworkChange.Raise(true);
        NetworkChange.RaiseAddress();
        Assert.AreEqual(192, First(link));

        // The address stays for a while.
        NetworkChange.Raise(false);
        Assert.AreEqual(10, First(link));
    }

    [TestMethod]
    [DataRow(null, false)]
    [DataRow("", false)]
    [DataRow("0.0.0.0", false)]
    [DataRow("192.168.1.7", true)]
    public void IsUp_FromTheStart_WhenTheImageHasJoinedAlready(string? address, bool isUp)
    {
        FakeChip.Interfaces[0].IPv4Address = address;

        Assert.AreEqual(isUp, new BoardLink().Radio.IsUp);
    }

    [TestMethod]
    public void IsUp_LinkComesAndGoes_FollowsTheEventsAndCountsReturns()
    {
        NetworkInterface wifi = FakeChip.Interfaces[0];
        WifiRadio radio = new BoardLink().Radio;
        NetworkChange.Raise(true);
        Assert.IsFalse(radio.IsUp, "no address yet");
        wifi.IPv4Address = "192.168.1.7";
        NetworkChange.RaiseAddress();
        Assert.IsTrue(radio.IsUp);
        int upCount = radio.UpCount;

        NetworkChange.Raise(false);
        Assert.IsFalse(radio.IsUp);
        NetworkChange.Raise(true);
        Assert.IsTrue(radio.IsUp);
        Assert.AreNotEqual(upCount, radio.UpCount);
    }

    [TestMethod]
    public void HasCredentials_StoredAndEnabled_Only()
    {
        Assert.IsFalse(new BoardLink().Radio.HasCredentials, "as it comes");

        FakeChip.Station.Ssid = "Home";
        Assert.IsTrue(new BoardLink().Radio.HasCredentials);

        FakeChip.Station.Options = Wireless80211Configuration.ConfigurationOptions.Disable;
        Assert.IsFalse(new BoardLink().Radio.HasCredentials, "it leaves the radio off and cannot join");
    }

    [TestMethod]
    public void Join_NetworkIsThere_WaitsForItsAddress()
    {
        FakeChip.Station.Ssid = "Home";
        FakeChip.Station.Password = "correct horse";
        Task? dhcp = null;
        FakeChip.Connect = (name, password) =>
        {
            Assert.AreEqual(("Home", "correct horse"), (name, password));
            NetworkChange.Raise(true);
            dhcp = Task.Run(() =>
            {
                Thread.Sleep(300);
                FakeChip.Interfaces[0].IPv4Address = "192.168.1.7";
                NetworkChange.RaiseAddress();
            });
            return WifiConnectionStatus.Success;
        };
        WifiRadio radio = new BoardLink().Radio;

        Assert.AreEqual(WifiJoinResult.Joined, radio.Join());

        Assert.IsTrue(radio.IsUp);
        Assert.IsTrue(dhcp!.Wait(Patience.Long));
        Assert.IsNull(FakeChip.SavedStation, "nothing is stored by joining");
    }

    [TestMethod]
    [DataRow(WifiConnectionStatus.InvalidCredential, WifiJoinResult.Refused)]
    [DataRow(WifiConnectionStatus.NetworkNotAvailable, WifiJoinResult.NotFound)]
    [DataRow(WifiConnectionStatus.UnspecifiedFailure, WifiJoinResult.Failed)]
    public void Try_NetworkThatCannotBeJoined_SaysWhy(object status, WifiJoinResult expected)
    {
        FakeChip.Connect = (_, _) => (WifiConnectionStatus)status;

        Assert.AreEqual(expected, new BoardLink().Radio.Try("Home", "wrong horse"));
    }

    [TestMethod]
    public void Scan_StrongestFirst_EachOnceWithoutHiddenOnes()
    {
        FakeChip.Air.AddRange([Network("Far", -88), Network("Home", -70), Network("", -30), Network(" Near ", -40), Network("Home", -61), Network("Café", -75)]);

        CollectionAssert.AreEqual(new[] { " Near ", "Home", "Café", "Far" }, new BoardLink().Radio.Scan());
    }

    [TestMethod]
    public void Scan_RadioIsBusy_FindsNothing()
    {
        FakeChip.IsRadioBusy = true;
        WifiRadio radio = new BoardLink().Radio;

        Assert.IsEmpty(radio.Scan());
        Assert.AreEqual(0, radio.MeasureSignal());
    }

    [TestMethod]
    public void MeasureSignal_SeveralOfTheName_IsTheStrongest()
    {
        FakeChip.Station.Ssid = "Home";
        WifiRadio radio = new BoardLink().Radio;
        Assert.AreEqual(0, radio.MeasureSignal());

        FakeChip.Air.AddRange([Network("Other", -30), Network("Home", -70), Network("Home", -61), Network("Home", -90)]);

        Assert.AreEqual(-61, radio.MeasureSignal());
    }

    /// <summary>The whole way of a page: open by a restart, try, store, close by another, and join.</summary>
    [TestMethod]
    public void OpenAccessPoint_ToCloseAccessPoint_TakesOneRestartEach()
    {
        WifiRadio radio = new BoardLink().Radio;
        Assert.IsFalse(radio.IsAccessPointOpen);
        Assert.ThrowsExactly<RestartException>(() => radio.OpenAccessPoint("Lamp 1A2B", "hapnano-setup"));

        radio = new BoardLink().Radio;
        Assert.IsTrue(radio.IsAccessPointOpen);
        Assert.AreEqual(("Lamp 1A2B", "hapnano-setup", AuthenticationType.WPA2), (FakeChip.Point.Ssid, FakeChip.Point.Password, FakeChip.Point.Authentication));
        Assert.AreEqual(Wireless80211Configuration.ConfigurationOptions.Enable, FakeChip.Station.Options, "it can scan, and does not join by itself");
        Assert.AreEqual(FakeChip.Interfaces[1].IPv4Address, string.Join('.', radio.AccessPointAddress));
        radio.OpenAccessPoint("Lamp 1A2B", "hapnano-setup");
        Assert.AreEqual(1, FakeChip.Restarts, "it is open");

        Assert.IsTrue(radio.Store("Home", "correct horse"));
        Assert.ThrowsExactly<RestartException>(radio.CloseAccessPoint);

        radio = new BoardLink().Radio;
        Assert.IsFalse(radio.IsAccessPointOpen);
        Assert.IsTrue(radio.HasCredentials);
        Assert.AreEqual(
            ("Home", "correct horse", Wireless80211Configuration.ConfigurationOptions.AutoConnect),
            (FakeChip.Station.Ssid, FakeChip.Station.Password, FakeChip.Station.Options));
        Assert.AreEqual(2, FakeChip.Restarts);
    }

    /// <summary>First boot of a radio that was off: no device id, and so another name, until the restart.</summary>
    [TestMethod]
    public void OpenAccessPoint_OpenUnderAnotherName_RestartsUnderThisOne()
    {
        FakeChip.Station.Options = Wireless80211Configuration.ConfigurationOptions.Disable;
        Assert.ThrowsExactly<RestartException>(() => new BoardLink().Radio.OpenAccessPoint("Lamp 0000", "hapnano-setup"));
        Assert.IsTrue((FakeChip.Station.Options & Wireless80211Configuration.ConfigurationOptions.Enable) != 0, "the radio is on");

        Assert.ThrowsExactly<RestartException>(() => new BoardLink().Radio.OpenAccessPoint("Lamp 1A2B", "hapnano-setup"));

        Assert.AreEqual("Lamp 1A2B", FakeChip.Point.Ssid);
    }

    [TestMethod]
    public void Store_DriveIsFull_SaysSo()
    {
        FakeChip.IsDriveFull = true;

        Assert.IsFalse(new BoardLink().Radio.Store("Home", "correct horse"));
    }

    private byte First(BoardLink link)
    {
        Assert.IsTrue(link.TryGetAddress(null!, _address, _mask));
        return _address[0];
    }

    private static WifiAvailableNetwork Network(string name, double signal) => new(name.PadRight(33, '\0'), signal);
}
