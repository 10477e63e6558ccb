// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.IO;
using System.Linq;
using System.Text;
using HapNano.Storage;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Server.Tests;

[TestClass]
public class FlashStoreTests
{
    private const StoreRecord Record = StoreRecord.Pairings;

    private static readonly byte[] s_first = Bytes(70, 3);
    private static readonly byte[] s_second = Bytes(200, 7);
    private static readonly byte[] s_third = Bytes(0, 0);

    [TestMethod]
    public void Read_NothingWritten_IsAbsent()
    {
        var store = new FlashStore(new MemoryMedium());

        Assert.AreEqual(-1, store.Read(Record, new byte[10], 0, 10));
    }

    [TestMethod]
    public void Write_OneRecord_HasTheDocumentedBytes()
    {
        var medium = new MemoryMedium();
        byte[] content = Encoding.ASCII.GetBytes("-123456789-");

        Assert.IsTrue(new FlashStore(medium).Write(StoreRecord.Identity, content, 1, 9));

        // The checksum to expect is zlib's.
        string body = "484E530101010000" + "01000000" + "09000000" + "313233343536373839";
        Assert.AreEqual(body + ZlibCrc(medium.Files["identity.0"]), Convert.ToHexString(medium.Files["identity.0"]));
        Assert.AreEqual(body + ZlibCrc(medium.Files["identity.1"]), Convert.ToHexString(medium.Files["identity.1"]));
    }

    [TestMethod]
    public void Update_CheckString_GivesThePublishedChecksum()
    {
        byte[] check = Encoding.ASCII.GetBytes("123456789");

        // The check value that the CRC catalogue gives for CRC-32/ISO-HDLC.
        Assert.AreEqual(0xCBF43926u, Crc32.Finish(Crc32.Update(Crc32.Start, check, 0, 9)));
    }

    [TestMethod]
    public void Read_AfterManyWrites_GivesTheNewest()
    {
        var medium = new MemoryMedium();
        var store = new FlashStore(medium);
        for (int i = 0; i < 40; i++)
        {
            Assert.IsTrue(store.Write(Record, Bytes(i, i), 0, i));
            CollectionAssert.AreEqual(Bytes(i, i), Content(store));
            CollectionAssert.AreEqual(Bytes(i, i), Content(new FlashStore(medium.Reboot())));
        }
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(10)]
    [DataRow(60)]
    public void Write_DiskFull_RecordStaysAndItsDamageIsSeen(int freeBytes)
    {
        var medium = new MemoryMedium();
        var store = new FlashStore(medium);
        Assert.IsTrue(store.Write(Record, s_first, 0, s_first.Length));
        Assert.IsTrue(store.Write(Record, s_first, 0, s_first.Length));
        medium.FreeBytes = freeBytes;

        Assert.IsFalse(store.Write(Record, s_second, 0, s_second.Length));

        CollectionAssert.AreEqual(s_first, Content(store));
        CollectionAssert.AreEqual(s_first, Content(new FlashStore(medium.Reboot())));
        medium.Damage("pairings.1", 20);
        Assert.IsTrue(new FlashStore(medium.Reboot()).IsDamaged(Record), "the record was written, so it is not one that never was");
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    public void Write_FailsOnce_IsRefusedForGoodAndWorksLater(int successes)
    {
        // At the creation of the file, and at its commit, when every byte has been written.
        var medium = new MemoryMedium();
        var store = new FlashStore(medium);
        Assert.IsTrue(store.Write(Record, s_first, 0, s_first.Length));
        medium.SuccessesLeft = successes;
        medium.FailuresLeft = 1;

        Assert.IsFalse(store.Write(Record, s_second, 0, s_second.Length));

        CollectionAssert.AreEqual(s_first, Content(store));
        CollectionAssert.AreEqual(s_first, Content(new FlashStore(medium.Reboot())));
        Assert.IsTrue(store.Write(Record, s_second, 0, s_second.Length));
        CollectionAssert.AreEqual(s_second, Content(new FlashStore(medium.Reboot())));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    public void Write_FirstOneFailsOnce_LeavesNothingAndWorksLater(int successes)
    {
        // Creation and commit of each of the two files.
        var medium = new MemoryMedium { SuccessesLeft = successes, FailuresLeft = 1 };
        var store = new FlashStore(medium);

        Assert.IsFalse(store.Write(Record, s_first, 0, s_first.Length));

        Assert.AreEqual(-1, store.Read(Record, new byte[300], 0, 300));
        Assert.AreEqual(-1, new FlashStore(medium.Reboot()).Read(Record, new byte[300], 0, 300));
        Assert.IsTrue(store.Write(Record, s_first, 0, s_first.Length));
        CollectionAssert.AreEqual(s_first, Content(new FlashStore(medium.Reboot())));
    }

    [TestMethod]
    public void Write_MediumRefusesForGoodWithinTheFirstWrite_StoreSaysWhatTheNextBootFinds()
    {
        // The one case in which a refused record is there: its first copy is durable, and nothing can be written or removed any more.
        var medium = new MemoryMedium { SuccessesLeft = 2, FailuresLeft = int.MaxValue };
        var store = new FlashStore(medium);

        Assert.IsFalse(store.Write(Record, s_first, 0, s_first.Length));

        CollectionAssert.AreEqual(s_first, Content(new FlashStore(medium.Reboot())));
        CollectionAssert.AreEqual(s_first, Content(store));
    }

    [TestMethod]
    public void SetAside_DamagedRecord_KeepsItsFilesAndMakesRoom()
    {
        var medium = new MemoryMedium();
        Assert.IsTrue(new FlashStore(medium).Write(Record, s_second, 0, s_second.Length));
        medium.Damage("pairings.0", 17);
        medium.Damage("pairings.1", 17);
        MemoryMedium before = medium.Reboot();
        var store = new FlashStore(medium);
        medium.FreeBytes = 100;
        Assert.IsFalse(store.SetAside(Record));
        CollectionAssert.AreEqual(before.Files["pairings.0"], medium.Files["pairings.0"]);
        medium.FreeBytes = int.MaxValue;

        Assert.IsTrue(store.SetAside(Record));

        CollectionAssert.AreEqual(before.Files["pairings.0"], medium.Files["pairings.0.damaged"]);
        CollectionAssert.AreEqual(before.Files["pairings.1"], medium.Files["pairings.1.damaged"]);
        Assert.IsTrue(store.Write(Record, s_first, 0, s_first.Length));
        CollectionAssert.AreEqual(s_first, Content(new FlashStore(medium.Reboot())));
    }

    [TestMethod]
    public void Read_OtherRecords_AreIndependent()
    {
        var medium = new MemoryMedium();
        var store = new FlashStore(medium);
        foreach (StoreRecord record in Enum.GetValues<StoreRecord>())
        {
            Assert.IsTrue(store.Write(record, Bytes(20, (int)record), 0, 20));
        }

        Assert.IsTrue(store.Delete(StoreRecord.Values));
        var next = new FlashStore(medium.Reboot());
        foreach (StoreRecord record in Enum.GetValues<StoreRecord>())
        {
            byte[] buffer = new byte[20];
            Assert.AreEqual(record == StoreRecord.Values ? -1 : 20, next.Read(record, buffer, 0, 20));
            CollectionAssert.AreEqual(record == StoreRecord.Values ? new byte[20] : Bytes(20, (int)record), buffer);
        }
    }

    [TestMethod]
    public void Read_BufferTooSmall_IsRefusedAndRoomToFit_IsNot()
    {
        var store = new FlashStore(new MemoryMedium());
        store.Write(Record, s_first, 0, 70);

        Assert.AreEqual(-2, store.Read(Record, new byte[80], 0, 69));
        Assert.AreEqual(70, store.Read(Record, new byte[80], 0, 70));
    }

    [TestMethod]
    public void Write_SequenceWraps_NewestStillWins()
    {
        var medium = new MemoryMedium();
        new FlashStore(medium).Write(Record, s_first, 0, 70);

        // As after 2^32 - 2 writes: 0xFFFFFFFE in one file and 0xFFFFFFFF in the other.
        SetSequence(medium, "pairings.0", 0xFFFFFFFE);
        SetSequence(medium, "pairings.1", 0xFFFFFFFF);
        for (int i = 0; i < 4; i++)
        {
            Assert.IsTrue(new FlashStore(medium).Write(Record, Bytes(5, i), 0, 5));
            CollectionAssert.AreEqual(Bytes(5, i), Content(new FlashStore(medium)));
        }
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(4)]
    public void Write_PowerFailsAtEveryStepOfAnyWrite_LeavesOldOrNew(int writes)
    {
        byte[][] contents = [s_first, s_second, s_third, s_second, s_first];
        var medium = new MemoryMedium();
        Array.ForEach(contents[..writes], written => new FlashStore(medium).Write(Record, written, 0, written.Length));
        byte[]? old = Content(new FlashStore(medium));
        byte[] content = contents[writes];

        int steps = 0;
        bool isStored;
        do
        {
            MemoryMedium cut = medium.Reboot();
            cut.StepsLeft = steps++;
            isStored = new FlashStore(cut).Write(Record, content, 0, content.Length);
            byte[]? found = Content(new FlashStore(cut.Reboot()));
            bool isNew = found != null && found.SequenceEqual(content);
            bool isOld = old == null ? found == null : found != null && found.SequenceEqual(old);
            Assert.IsTrue(isStored ? isNew : isOld || isNew, $"cut after {steps - 1} steps");

            // Whatever was left behind, the next boot can write.
            MemoryMedium later = cut.Reboot();
            Assert.IsTrue(new FlashStore(later).Write(Record, content, 0, content.Length));
            CollectionAssert.AreEqual(content, Content(new FlashStore(later.Reboot())));
        }
        while (!isStored);

        Assert.IsGreaterThan(content.Length + 20, steps);
    }

    [TestMethod]
    public void Write_MediumRefusesButStaysPowered_OldContentStands()
    {
        // The refusal must not leave a whole new file behind: "false" promises the old content.
        for (int steps = 0; steps < 100; steps++)
        {
            var medium = new MemoryMedium();
            var store = new FlashStore(medium);
            store.Write(Record, s_first, 0, 70);
            medium.StepsLeft = steps;
            bool isStored = store.Write(Record, s_second, 0, 200);
            medium.StepsLeft = int.MaxValue;

            Assert.IsFalse(isStored);
            CollectionAssert.AreEqual(s_first, Content(store));
            Assert.IsTrue(store.Write(Record, s_second, 0, 200));
            CollectionAssert.AreEqual(s_second, Content(new FlashStore(medium.Reboot())));
        }
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    public void Delete_PowerFailsAtEveryStep_RecordIsThereOrGone(int writes)
    {
        var medium = new MemoryMedium();
        for (int i = 1; i <= writes; i++)
        {
            new FlashStore(medium).Write(Record, Bytes(9, i), 0, 9);
        }

        bool isDeleted;
        int steps = 0;
        do
        {
            MemoryMedium cut = medium.Reboot();
            cut.StepsLeft = steps++;
            isDeleted = new FlashStore(cut).Delete(Record);
            byte[]? found = Content(new FlashStore(cut.Reboot()));

            // The newest content or none, never an older one that comes back.
            Assert.IsTrue(found == null || (!isDeleted && found.SequenceEqual(Bytes(9, writes))), $"cut after {steps - 1} steps");
            MemoryMedium later = cut.Reboot();
            Assert.IsTrue(new FlashStore(later).Write(Record, s_second, 0, 200));
            CollectionAssert.AreEqual(s_second, Content(new FlashStore(later.Reboot())));
        }
        while (!isDeleted);
    }

    [TestMethod]
    public void Delete_ThenRead_LeavesNoFile()
    {
        var medium = new MemoryMedium();
        var store = new FlashStore(medium);
        store.Write(Record, s_first, 0, 70);
        store.Write(Record, s_second, 0, 70);

        Assert.IsTrue(store.Delete(Record));
        Assert.AreEqual(-1, store.Read(Record, new byte[200], 0, 200));
        Assert.AreEqual(0, medium.Files.Count);
        Assert.IsTrue(store.Delete(Record));
    }

    [TestMethod]
    [DataRow(StoreRecord.Pairings, 0, 3)]
    [DataRow(StoreRecord.Pairings, 1, 3)]
    [DataRow(StoreRecord.Values, 0, 2)]
    [DataRow(StoreRecord.Values, 1, 3)]
    public void Read_EveryBitOfOneFileFlipped_TheOtherOneAnswers(StoreRecord record, int file, int partner)
    {
        // The values are written in turn: the first write goes to both files, so the third is in file 0 and the second in file 1.
        MemoryMedium written = ThreeWrites(record);
        string name = FlashStore.NameOf(record) + "." + file;
        for (int bit = 0; bit < written.Files[name].Length * 8; bit++)
        {
            MemoryMedium medium = written.Reboot();
            medium.Files[name][bit / 8] ^= (byte)(1 << (bit % 8));

            CollectionAssert.AreEqual(Bytes(30, partner), Content(new FlashStore(medium), record), $"bit {bit}");
        }
    }

    [TestMethod]
    [DataRow(StoreRecord.Pairings, 0, 3)]
    [DataRow(StoreRecord.Pairings, 1, 3)]
    [DataRow(StoreRecord.Values, 0, 2)]
    [DataRow(StoreRecord.Values, 1, 3)]
    public void Read_OneFileCutAnywhere_TheOtherOneAnswers(StoreRecord record, int file, int partner)
    {
        MemoryMedium written = ThreeWrites(record);
        string name = FlashStore.NameOf(record) + "." + file;
        for (int length = 0; length < written.Files[name].Length; length++)
        {
            MemoryMedium medium = written.Reboot();
            medium.Truncate(name, length);

            CollectionAssert.AreEqual(Bytes(30, partner), Content(new FlashStore(medium), record), $"{length} bytes left");
        }
    }

    [TestMethod]
    public void Read_OneCopyDamaged_IsLoggedAndMended()
    {
        var log = new RecordingLog();
        MemoryMedium medium = ThreeWrites(Record);
        medium.Damage("pairings.1", 20);
        Log.Sink = log;
        try
        {
            CollectionAssert.AreEqual(Bytes(30, 3), Content(new FlashStore(medium)));
            Assert.AreEqual("Warning Flash one of two copies is torn or damaged: record 3", log.Lines.Single());
            CollectionAssert.AreEqual(medium.Files["pairings.0"], medium.Files["pairings.1"]);

            CollectionAssert.AreEqual(Bytes(30, 3), Content(new FlashStore(medium)));
            Assert.HasCount(1, log.Lines);
        }
        finally
        {
            Log.Sink = null;
        }
    }

    [TestMethod]
    public void Read_OneCopyDamagedAndTheMediumRefuses_IsLoggedAndAnswersAllTheSame()
    {
        var log = new RecordingLog();
        MemoryMedium medium = ThreeWrites(Record);
        medium.Damage("pairings.0", 20);
        medium.IsWriteProtected = true;
        Log.Sink = log;
        try
        {
            CollectionAssert.AreEqual(Bytes(30, 3), Content(new FlashStore(medium)));
            Assert.AreEqual("Warning Flash has one copy only: record 3", log.Lines.Last());
        }
        finally
        {
            Log.Sink = null;
        }
    }

    [TestMethod]
    public void Write_SecondCopyIsRefused_HasSucceededAndIsMendedAtTheNextStart()
    {
        MemoryMedium medium = ThreeWrites(Record);
        var store = new FlashStore(medium);
        Assert.IsFalse(store.IsDamaged(Record));
        medium.SuccessesLeft = 2;
        medium.FailuresLeft = 2;

        Assert.IsTrue(store.Write(Record, s_first, 0, s_first.Length));

        CollectionAssert.AreEqual(s_first, Content(store));
        CollectionAssert.AreEqual(s_first, Content(new FlashStore(medium)));
        CollectionAssert.AreEqual(medium.Files["pairings.0"], medium.Files["pairings.1"]);
    }

    [TestMethod]
    public void Read_BothFilesDamaged_IsReportedAndNeverReplaced()
    {
        MemoryMedium medium = ThreeWrites(Record);
        medium.Damage("pairings.0", 20);
        medium.Damage("pairings.1", 20);
        byte[] before = medium.Files["pairings.0"].Concat(medium.Files["pairings.1"]).ToArray();
        var store = new FlashStore(medium);

        Assert.AreEqual(-2, store.Read(Record, new byte[200], 0, 200));
        Assert.IsFalse(store.Write(Record, s_first, 0, 70));
        Assert.AreEqual(-2, new FlashStore(medium).Read(Record, new byte[200], 0, 200));
        CollectionAssert.AreEqual(before, medium.Files["pairings.0"].Concat(medium.Files["pairings.1"]).ToArray());

        Assert.IsTrue(store.Delete(Record));
        Assert.IsTrue(store.Write(Record, s_first, 0, 70));
        CollectionAssert.AreEqual(s_first, Content(store));
    }

    [TestMethod]
    public void Read_FileOfAnotherRecord_IsDamage()
    {
        string folder = NewFolder();
        var medium = new FolderMedium(folder);
        new FlashStore(medium).Write(StoreRecord.Setup, s_first, 0, 70);
        File.Move(Path.Combine(folder, "setup.0"), Path.Combine(folder, "identity.0"));
        File.Move(Path.Combine(folder, "setup.1"), Path.Combine(folder, "identity.1"));

        Assert.AreEqual(-2, new FlashStore(medium).Read(StoreRecord.Identity, new byte[100], 0, 100));
        Directory.Delete(folder, recursive: true);
    }

    [TestMethod]
    public void Write_RealFolder_SurvivesAndStaysTwoFiles()
    {
        string folder = Path.Combine(NewFolder(), "made", "on", "demand");
        for (int i = 0; i < 5; i++)
        {
            Assert.IsTrue(new FlashStore(new FolderMedium(folder)).Write(Record, Bytes(1000, i), 0, 1000));
            CollectionAssert.AreEqual(Bytes(1000, i), Content(new FlashStore(new FolderMedium(folder))));
        }

        Assert.AreEqual(2, Directory.GetFiles(folder).Length);
        Directory.Delete(folder, recursive: true);
    }

    [TestMethod]
    public void Write_FolderIsAFile_IsRefused()
    {
        string file = Path.Combine(NewFolder(), "file");
        File.WriteAllText(file, "not a folder");
        var store = new FlashStore(new FolderMedium(file));

        Assert.IsFalse(store.Write(Record, s_first, 0, 70));
        Assert.AreEqual("not a folder", File.ReadAllText(file));
    }

    private static MemoryMedium ThreeWrites(StoreRecord record)
    {
        var medium = new MemoryMedium();
        var store = new FlashStore(medium);
        for (int i = 1; i <= 3; i++)
        {
            store.Write(record, Bytes(30, i), 0, 30);
        }

        return medium;
    }

    private static void SetSequence(MemoryMedium medium, string name, uint sequence)
    {
        byte[] file = medium.Files[name];
        BitConverter.TryWriteBytes(file.AsSpan(8), sequence);
        uint crc = Crc32.Finish(Crc32.Update(Crc32.Start, file, 0, file.Length - 4));
        BitConverter.TryWriteBytes(file.AsSpan(file.Length - 4), crc);
    }

    // The checksum that somebody else's code computes: the gzip trailer of .NET's zlib.
    private static string ZlibCrc(byte[] file)
    {
        using var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(file, 0, file.Length - 4);
        }

        return Convert.ToHexString(packed.ToArray().AsSpan((int)packed.Length - 8, 4));
    }

    private static byte[]? Content(FlashStore store, StoreRecord record = Record)
    {
        byte[] buffer = new byte[1200];
        int count = store.Read(record, buffer, 0, buffer.Length);
        Assert.AreNotEqual(-2, count);
        return count < 0 ? null : buffer[..count];
    }

    private static byte[] Bytes(int count, int seed)
    {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++)
        {
            bytes[i] = (byte)((i * 31) + (seed * 17) + 1);
        }

        return bytes;
    }

    private static string NewFolder()
    {
        return Directory.CreateTempSubdirectory("hapnano-store-").FullName;
    }
}
