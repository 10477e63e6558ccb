// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.IO;
using HapNano.Storage;

namespace HapNano.Server;

/// <summary>
/// The store of the product: two files a record, written one after the other, because a file system of this size can neither rename over a
/// file nor be trusted with an overwrite.
/// </summary>
/// <remarks>
/// <para>Both files of a record have the same layout; numbers are little-endian:</para>
/// <code>
/// offset  size  content
///      0     3  "HNS"
///      3     1  format version, 1
///      4     1  number of the record (StoreRecord)
///      5     1  1 content, 2 the record was deleted (then length is 0)
///      6     2  0
///      8     4  sequence number, one more with every write of the record, the same in both copies of it; newer means later modulo 2^32
///     12     4  length of the content in bytes, n
///     16     n  content
///   16+n     4  CRC-32 (IEEE 802.3) of everything before it
/// </code>
/// <para>A file is valid when every field is right and it ends behind the CRC. The newest valid file is the record. A write goes to the older
/// file first, so a torn write costs nothing but itself, and then to the other one too: an old copy that stayed would come back when the new one
/// is damaged, and with it a pairing that was removed. Only the values, which are written most and promised to nobody, are written to one file, in
/// turn. A copy that is missing, older or damaged is made anew at the next start, and damage is logged.</para>
/// <para>The first write of a record goes to the file that ends in 0 first: so a single unreadable <c>.0</c> is a first write that never ended, and
/// anything else unreadable without a valid partner is damage.</para>
/// <para>A write that fails leaves an empty file behind, not none: after the first write both files exist for as long as the record does, so that
/// damage to the one that counts is always seen. A first write that fails removes both. A later one that fails at its second copy has succeeded. When the medium refuses even that, a record may be
/// there after the next boot though Write has refused it; nothing can be done about that without writing.</para>
/// <para>A damaged record is reported and never replaced: Write refuses it until it is deleted or set aside.</para>
/// <para>Deletion writes the mark of a deleted record, then removes the content, then the mark: cut anywhere, the record is there or it is
/// gone, and an older copy never comes back.</para>
/// </remarks>
public sealed class FlashStore : IStore
{
    /// <summary>Bytes before the content: 3 mark + 1 version + 1 record + 1 kind + 2 zero + 4 sequence + 4 length.</summary>
    internal const int HeaderBytes = 16;

    /// <summary>Bytes behind the content.</summary>
    internal const int TrailerBytes = 4;

    private const int ScratchBytes = 64;
    private const byte FormatVersion = 1;
    private const byte KindContent = 1;
    private const byte KindDeleted = 2;
    private const int Absent = -1;
    private const int Damaged = -2;

    // What is known of a record; the first two are the number of the file that counts.
    private const byte StateFile0 = 0;
    private const byte StateFile1 = 1;
    private const byte StateNone = 2;
    private const byte StateDamaged = 3;
    private const byte StateUnknown = 4;

    private static readonly string[] s_names =
    {
        null, "identity", "setup", "pairings", "attempts", "configuration", "instance-ids", "values", "names",
    };

    private readonly FlashMedium _medium;
    private readonly byte[] _scratch = new byte[ScratchBytes];
    private readonly byte[] _states = new byte[s_names.Length];
    private readonly uint[] _sequences = new uint[s_names.Length];

    // What Probe found in the file it looked at last.
    private byte _probedKind;
    private uint _probedSequence;
    private int _probedLength;

    /// <summary>A store on the board's flash.</summary>
    public FlashStore()
        : this(FlashMedium.Board)
    {
    }

    /// <summary>A store on <paramref name="medium"/>.</summary>
    public FlashStore(FlashMedium medium)
    {
        _medium = medium;
        for (int i = 0; i < _states.Length; i++)
        {
            _states[i] = StateUnknown;
        }
    }

    /// <summary>The name of a record's files, without the number behind the dot.</summary>
    public static string NameOf(StoreRecord record)
    {
        return s_names[(int)record];
    }

    /// <summary>True when the record exists and no copy of it can be read.</summary>
    public bool IsDamaged(StoreRecord record)
    {
        return StateOf(record) == StateDamaged;
    }

    /// <inheritdoc/>
    public int Read(StoreRecord record, byte[] buffer, int offset, int capacity)
    {
        byte state = StateOf(record);
        if (state == StateNone)
        {
            return Absent;
        }

        return state == StateDamaged ? Damaged : ReadContent(record, state, buffer, offset, capacity);
    }

    /// <inheritdoc/>
    public bool Write(StoreRecord record, byte[] buffer, int offset, int count)
    {
        byte state = StateOf(record);
        if (state == StateDamaged)
        {
            return false;
        }

        int first = state == StateFile0 ? 1 : 0;
        uint sequence = _sequences[(int)record] + 1;
        if (!WriteFile(record, first, KindContent, sequence, buffer, offset, count))
        {
            return false;
        }

        _states[(int)record] = (byte)first;
        _sequences[(int)record] = sequence;
        bool isFirstWrite = state == StateNone;
        if ((record == StoreRecord.Values && !isFirstWrite) || WriteFile(record, 1 - first, KindContent, sequence, buffer, offset, count) || !isFirstWrite)
        {
            return true;
        }

        // One copy would be enough to read, but then damage could not be told from a first write that never ended. The second goes first:
        // what is left of it without the first would be damage.
        bool isUndone = TryDelete(record, 1) && TryDelete(record, 0);
        _states[(int)record] = isUndone ? StateNone : StateUnknown;
        return false;
    }

    /// <inheritdoc/>
    public bool Delete(StoreRecord record)
    {
        byte state = StateOf(record);
        bool isDeleted = true;
        if (state == StateFile0 || state == StateFile1)
        {
            int marked = 1 - state;
            isDeleted = WriteFile(record, marked, KindDeleted, _sequences[(int)record] + 1, _scratch, 0, 0)
                && TryDelete(record, state)
                && TryDelete(record, marked);
        }
        else
        {
            isDeleted = TryDelete(record, 0) && TryDelete(record, 1);
        }

        _states[(int)record] = isDeleted ? StateNone : StateUnknown;
        return isDeleted;
    }

    /// <summary>Keeps what is left of a damaged record in files whose names end in <c>.damaged</c>, and makes room for a new one.</summary>
    /// <returns>False when the medium refused; the record is then as it was.</returns>
    public bool SetAside(StoreRecord record)
    {
        return TrySetAside(FileName(record, 0)) && TrySetAside(FileName(record, 1)) && Delete(record);
    }

    private byte StateOf(StoreRecord record)
    {
        int index = (int)record;
        if (_states[index] == StateUnknown)
        {
            _states[index] = Examine(record);
        }

        return _states[index];
    }

    private byte Examine(StoreRecord record)
    {
        int found0 = Probe(record, 0);
        byte kind0 = _probedKind;
        uint sequence0 = _probedSequence;
        int found1 = Probe(record, 1);

        if (found0 < 0 && found1 < 0)
        {
            bool isNeverWritten = found1 == Absent;
            return isNeverWritten ? StateNone : StateDamaged;
        }

        // A difference below 2^31 means later, also across the wrap of the counter.
        bool is1Newest = found1 >= 0 && (found0 < 0 || (int)(_probedSequence - sequence0) > 0);
        bool isDeleted = (is1Newest ? _probedKind : kind0) == KindDeleted;
        bool isWhole = found0 >= 0 && found1 >= 0 && sequence0 == _probedSequence;
        int newest = is1Newest ? 1 : 0;
        _sequences[(int)record] = is1Newest ? _probedSequence : sequence0;
        if (!isDeleted)
        {
            Mend(record, newest, isWhole, found0 == Damaged || found1 == Damaged);
            return (byte)newest;
        }

        // Power failed within Delete: finish it, content first.
        isDeleted = TryDelete(record, 1 - newest) && TryDelete(record, newest);
        return isDeleted ? StateNone : StateDamaged;
    }

    // Also where power failed between the two copies. What cannot be mended now is tried again at the next start.
    private void Mend(StoreRecord record, int newest, bool isWhole, bool isDamaged)
    {
        if (isDamaged)
        {
            Log.Write(LogLevel.Warning, LogCategory.Flash, "one of two copies is torn or damaged: record", (int)record, 0);
        }

        if (!isWhole && record != StoreRecord.Values && !TryCopy(FileName(record, newest), FileName(record, 1 - newest)))
        {
            Log.Write(LogLevel.Warning, LogCategory.Flash, "has one copy only: record", (int)record, 0);
        }
    }

    // 0: valid, and the _probed fields are set; Absent; Damaged.
    private int Probe(StoreRecord record, int file)
    {
        Stream stream = null;
        try
        {
            stream = _medium.OpenRead(FileName(record, file));
            if (stream == null)
            {
                return Absent;
            }

            uint crc = ReadHeader(stream, record);
            if (_probedLength < 0)
            {
                return Damaged;
            }

            for (int left = _probedLength; left > 0; left -= ScratchBytes)
            {
                int part = left < ScratchBytes ? left : ScratchBytes;
                if (!Fill(stream, _scratch, 0, part))
                {
                    return Damaged;
                }

                crc = Crc32.Update(crc, _scratch, 0, part);
            }

            return IsTrailer(stream, crc) ? 0 : Damaged;
        }
        catch (Exception)
        {
            // The exceptions of a medium differ between platforms. A file that cannot be read is not a file that is not there.
            return Damaged;
        }
        finally
        {
            CloseQuietly(stream);
        }
    }

    private int ReadContent(StoreRecord record, int file, byte[] buffer, int offset, int capacity)
    {
        Stream stream = null;
        try
        {
            stream = _medium.OpenRead(FileName(record, file));
            if (stream == null)
            {
                return Damaged;
            }

            uint crc = ReadHeader(stream, record);
            if (_probedLength < 0 || _probedLength > capacity || !Fill(stream, buffer, offset, _probedLength))
            {
                return Damaged;
            }

            crc = Crc32.Update(crc, buffer, offset, _probedLength);
            return IsTrailer(stream, crc) ? _probedLength : Damaged;
        }
        catch (Exception)
        {
            // As in Probe.
            return Damaged;
        }
        finally
        {
            CloseQuietly(stream);
        }
    }

    // Sets the _probed fields; a length of -1 says that this is no header. Returns the CRC so far.
    private uint ReadHeader(Stream stream, StoreRecord record)
    {
        byte[] header = _scratch;
        _probedLength = -1;
        if (!Fill(stream, header, 0, HeaderBytes))
        {
            return 0;
        }

        bool isOurs = header[0] == 'H' && header[1] == 'N' && header[2] == 'S' && header[3] == FormatVersion
            && header[4] == (byte)record && (header[5] == KindContent || header[5] == KindDeleted)
            && header[6] == 0 && header[7] == 0;
        uint length = ReadUInt32(header, 12);

        // The file must end behind the CRC; this also bounds a length that is not one.
        if (isOurs && stream.Length == (long)length + HeaderBytes + TrailerBytes)
        {
            _probedKind = header[5];
            _probedSequence = ReadUInt32(header, 8);
            _probedLength = (int)length;
        }

        return Crc32.Update(Crc32.Start, header, 0, HeaderBytes);
    }

    private bool IsTrailer(Stream stream, uint crc)
    {
        return Fill(stream, _scratch, 0, TrailerBytes) && ReadUInt32(_scratch, 0) == Crc32.Finish(crc);
    }

    private bool WriteFile(StoreRecord record, int file, byte kind, uint sequence, byte[] buffer, int offset, int count)
    {
        Stream stream = null;
        try
        {
            stream = _medium.Create(FileName(record, file));
            WriteParts(stream, record, kind, sequence, buffer, offset, count);
            Stream committed = stream;
            stream = null;
            _medium.Commit(committed);
            return true;
        }
        catch (Exception)
        {
            // The exceptions of a medium differ between platforms; all of them mean that the record is not durable.
            CloseQuietly(stream);
            Invalidate(record, file);
            return false;
        }
    }

    private void WriteParts(Stream stream, StoreRecord record, byte kind, uint sequence, byte[] buffer, int offset, int count)
    {
        byte[] header = _scratch;
        header[0] = (byte)'H';
        header[1] = (byte)'N';
        header[2] = (byte)'S';
        header[3] = FormatVersion;
        header[4] = (byte)record;
        header[5] = kind;
        header[6] = 0;
        header[7] = 0;
        WriteUInt32(header, 8, sequence);
        WriteUInt32(header, 12, (uint)count);
        uint crc = Crc32.Update(Crc32.Start, header, 0, HeaderBytes);
        stream.Write(header, 0, HeaderBytes);
        if (count > 0)
        {
            stream.Write(buffer, offset, count);
            crc = Crc32.Update(crc, buffer, offset, count);
        }

        WriteUInt32(header, 0, Crc32.Finish(crc));
        stream.Write(header, 0, TrailerBytes);
    }

    private bool TrySetAside(string name)
    {
        return TryCopy(name, name + ".damaged");
    }

    // A file that is not there needs no copy.
    private bool TryCopy(string source, string target)
    {
        Stream from = null;
        Stream to = null;
        try
        {
            from = _medium.OpenRead(source);
            if (from == null)
            {
                return true;
            }

            to = _medium.Create(target);
            int count = from.Read(_scratch, 0, ScratchBytes);
            while (count > 0)
            {
                to.Write(_scratch, 0, count);
                count = from.Read(_scratch, 0, ScratchBytes);
            }

            Stream committed = to;
            to = null;
            _medium.Commit(committed);
            return true;
        }
        catch (Exception)
        {
            // As in WriteFile.
            return false;
        }
        finally
        {
            CloseQuietly(from);
            CloseQuietly(to);
        }
    }

    // Empties a file whose write has failed: it must not count at the next boot, and it must not be missing either.
    private void Invalidate(StoreRecord record, int file)
    {
        Stream stream = null;
        try
        {
            stream = _medium.Create(FileName(record, file));
            Stream committed = stream;
            stream = null;
            _medium.Commit(committed);
        }
        catch (Exception)
        {
            // As in WriteFile. What was begun ends without its CRC, unless it was only the last step that failed.
            CloseQuietly(stream);
        }
    }

    private bool TryDelete(StoreRecord record, int file)
    {
        try
        {
            _medium.Delete(FileName(record, file));
            return true;
        }
        catch (Exception)
        {
            // As in WriteFile: the medium refused, and the answer says so.
            return false;
        }
    }

    private static void CloseQuietly(Stream stream)
    {
        if (stream == null)
        {
            return;
        }

        try
        {
            stream.Close();
        }
        catch (Exception)
        {
            // The file was only read, or its write has failed already: there is nothing left to lose.
            Log.Write(LogLevel.Warning, LogCategory.Flash, "close failed");
        }
    }

    private static bool Fill(Stream stream, byte[] buffer, int offset, int count)
    {
        while (count > 0)
        {
            int read = stream.Read(buffer, offset, count);
            if (read <= 0)
            {
                return false;
            }

            offset += read;
            count -= read;
        }

        return true;
    }

    private static string FileName(StoreRecord record, int file)
    {
        return s_names[(int)record] + (file == 0 ? ".0" : ".1");
    }

    private static uint ReadUInt32(byte[] buffer, int offset)
    {
        return (uint)(buffer[offset] | (buffer[offset + 1] << 8) | (buffer[offset + 2] << 16) | (buffer[offset + 3] << 24));
    }

    private static void WriteUInt32(byte[] buffer, int offset, uint value)
    {
        buffer[offset] = (byte)value;
        buffer[offset + 1] = (byte)(value >> 8);
        buffer[offset + 2] = (byte)(value >> 16);
        buffer[offset + 3] = (byte)(value >> 24);
    }
}
