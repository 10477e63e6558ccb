// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.IO;
using HapNano.Boards.Virtual;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Server.Tests;

[TestClass]
public class DataFolderTests
{
    [TestMethod]
    public void Open_HeldByAnother_IsRefusedUntilItIsGivenBack()
    {
        string path = Directory.CreateTempSubdirectory("hapnano-data-").FullName;
        using (DataFolder.Open(path))
        {
            string message = Assert.ThrowsExactly<BoardFault>(() => DataFolder.Open(path)).Message;
            StringAssert.Contains(message, path);
            StringAssert.Contains(message, "in use");
        }

        DataFolder.Open(path).Dispose();
        Directory.Delete(path, recursive: true);
    }

    [TestMethod]
    public void Open_PathIsAFile_SaysSo()
    {
        string path = Path.GetTempFileName();

        StringAssert.Contains(Assert.ThrowsExactly<BoardFault>(() => DataFolder.Open(path)).Message, path);
        Assert.AreEqual(0, new FileInfo(path).Length);
        File.Delete(path);
    }

    [TestMethod]
    public void Open_NewFolder_BelongsToItsOwnerOnly()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("hapnano-data-").FullName, "new");
        using (DataFolder folder = DataFolder.Open(path))
        {
            Assert.IsTrue(new FlashStore(folder.Flash()).Write(Storage.StoreRecord.Identity, new byte[39], 0, 39));
        }

        if (!System.OperatingSystem.IsWindows())
        {
            const UnixFileMode others = (UnixFileMode)0x3F;
            Assert.AreEqual((UnixFileMode)0, File.GetUnixFileMode(path) & others);
            Assert.AreEqual((UnixFileMode)0, File.GetUnixFileMode(Path.Combine(path, "identity.0")) & others);
        }

        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [TestMethod]
    public void Serial_SecondStart_IsTheSame()
    {
        string path = Directory.CreateTempSubdirectory("hapnano-data-").FullName;
        string serial;
        using (DataFolder folder = DataFolder.Open(path))
        {
            serial = folder.Serial();
            Assert.HasCount(12, serial.ToCharArray());
        }

        using (DataFolder folder = DataFolder.Open(path))
        {
            Assert.AreEqual(serial, folder.Serial());
            File.WriteAllText(Path.Combine(path, "serial"), "x");
            Assert.ThrowsExactly<BoardFault>(() => folder.Serial());
        }

        Directory.Delete(path, recursive: true);
    }
}
