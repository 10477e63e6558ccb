// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;
using HapNano.Boards.Virtual;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Server.Tests;

[TestClass]
public class BoardOptionsTests
{
    [TestMethod]
    public void Parse_Nothing_GivesTheDefaults()
    {
        BoardOptions options = BoardOptions.Parse([]);

        Assert.AreEqual(0, options.Port);
        Assert.IsNull(options.Name);
        Assert.IsNull(options.BindAddress);
        Assert.IsNull(options.DataFolder);
        Assert.IsNull(options.Setup.Code);
        Assert.IsNull(options.Setup.SetupId);
        Assert.IsFalse(options.IsResetWanted || options.IsHelpWanted || options.Setup.IsNewRecordWanted || options.IsWifiSetupWanted);
        Assert.AreEqual(0, options.PagePort);
        Assert.IsNull(options.StatusMinutes);
        Assert.AreEqual(LogLevel.Warning, options.LogLevel);
    }

    [TestMethod]
    public void Parse_EveryOption_IsUnderstoodInBothForms()
    {
        BoardOptions options = BoardOptions.Parse(
        [
            "--name", "Hall Lamp", "--port=65535", "--bind", "192.168.1.7", "--setup-code=518-08-582", "--setup-id", "7OSX",
            "--data", "/tmp/somewhere", "--reset", "--new-setup-code", "--log=Debug",
            "--wifi-setup", "--page-port=8080", "--status-minutes", "0.5",
        ]);

        Assert.AreEqual("Hall Lamp", options.Name);
        Assert.AreEqual(65535, options.Port);
        CollectionAssert.AreEqual(new byte[] { 192, 168, 1, 7 }, options.BindAddress);
        Assert.AreEqual("518-08-582", Encoding.ASCII.GetString(options.Setup.Code));
        Assert.AreEqual("7OSX", Encoding.ASCII.GetString(options.Setup.SetupId));
        Assert.AreEqual(System.IO.Path.GetFullPath("/tmp/somewhere"), options.DataFolder);
        Assert.IsTrue(options.IsResetWanted && options.Setup.IsNewRecordWanted && options.IsWifiSetupWanted);
        Assert.AreEqual(8080, options.PagePort);
        Assert.AreEqual(0.5, options.StatusMinutes);
        Assert.AreEqual(LogLevel.Debug, options.LogLevel);
    }

    [TestMethod]
    [DataRow("--help")]
    [DataRow("-h")]
    [DataRow("-?")]
    public void Parse_Help_IsWanted(string option) => Assert.IsTrue(BoardOptions.Parse([option]).IsHelpWanted);

    [TestMethod]
    public void Parse_BindToAll_IsNoAddress() => Assert.IsNull(BoardOptions.Parse(["--bind", "0.0.0.0"]).BindAddress);

    [TestMethod]
    [DataRow("--port", "65536")]
    [DataRow("--port", "-1")]
    [DataRow("--port", "")]
    [DataRow("--port", "1e3")]
    [DataRow("--page-port", "65536")]
    [DataRow("--status-minutes", "0")]
    [DataRow("--status-minutes", "61")]
    [DataRow("--status-minutes", "NaN")]
    [DataRow("--status-minutes", "-1")]
    [DataRow("--bind", "::1")]
    [DataRow("--bind", "127.1")]
    [DataRow("--bind", "224.0.0.1")]
    [DataRow("--bind", "255.255.255.255")]
    [DataRow("--bind", "localhost")]
    [DataRow("--setup-code", "123-45-678")]
    [DataRow("--setup-code", "000-00-000")]
    [DataRow("--setup-code", "5180-8582")]
    [DataRow("--setup-id", "7OS")]
    [DataRow("--setup-id", "7osx")]
    [DataRow("--name", "")]
    [DataRow("--name", " lamp")]
    [DataRow("--name", "two\nlines")]
    [DataRow("--data", "")]
    [DataRow("--log", "2")]
    [DataRow("--log", "loud")]
    [DataRow("--reset=yes")]
    [DataRow("--unknown")]
    [DataRow("lamp")]
    [DataRow("--port")]
    [DataRow("--reset", "--reset")]
    public void Parse_Nonsense_IsOneLineThatNamesTheOption(params string[] arguments)
    {
        string message = Assert.ThrowsExactly<UsageException>(() => BoardOptions.Parse(arguments)).Message;

        StringAssert.Contains(message, arguments[0].Split('=')[0]);
        Assert.DoesNotContain('\n', message);
    }

    [TestMethod]
    public void Parse_WrongSetupCode_IsNotRepeated()
    {
        string message = Assert.ThrowsExactly<UsageException>(() => BoardOptions.Parse(["--setup-code", "518-08-58"])).Message;

        Assert.DoesNotContain("518", message);
    }

    [TestMethod]
    [DataRow("--name")]
    [DataRow("--port")]
    [DataRow("--bind")]
    [DataRow("--setup-code")]
    [DataRow("--setup-id")]
    [DataRow("--new-setup-code")]
    [DataRow("--data")]
    [DataRow("--reset")]
    [DataRow("--log")]
    public void Help_EveryOption_IsExplained(string option) => StringAssert.Contains(BoardOptions.Help("Lamp"), "  " + option + " ");
}
