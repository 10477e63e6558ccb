// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.IO;
using HapNano.Storage;

namespace HapNano.Server;

/// <summary>Reads and writes the files that a record is kept in, one at a time, whatever the medium throws. <see cref="RecordLayout"/> says what is in them.</summary>
internal sealed class RecordFile
{
    /// <summary>There is no such file.</summary>
    public const int Absent = -1;

    /// <summary>There is one that is not valid, or does not fit, or cannot be read.</summary>
    public const int Damaged = -2;

    /// <summary>Kind of the file that was looked at last.</summary>
    public byte Kind;

    /// <summary>Sequence number of the file that was looked at last.</summary>
    public uint Sequence;

    private const int ScratchBytes = 64;

    private readonly FlashMedium _medium;
    private readonly byte[] _scratch = new byte[ScratchBytes];
    private int _length;

    /// <summary>For files on <paramref name="medium"/>.</summary>
    public RecordFile(FlashMedium medium)
    {
        _medium = medium;
    }

    /// <summary>Reads a file without keeping it: afterwards <see cref="Kind"/> and <see cref="Sequence"/> tell what it is.</summary>
    /// <returns>0 when it is valid, <see cref="Absent"/> or <see cref="Damaged"/>.</returns>
    public int Probe(StoreRecord record, int file)
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
            if (_length < 0)
            {
                return Damaged;
            }

            for (int left = _length; left > 0; left -= ScratchBytes)
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

    /// <summary>Reads the content of a file.</summary>
    /// <returns>Its bytes, or <see cref="Damaged"/>, also when it is not there or is longer than <paramref name="capacity"/>.</returns>
    public int Read(StoreRecord record, int file, byte[] buffer, int offset, int capacity)
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
            if (_length < 0 || _length > capacity || !Fill(stream, buffer, offset, _length))
            {
                return Damaged;
            }

            crc = Crc32.Update(crc, buffer, offset, _length);
            return IsTrailer(stream, crc) ? _length : Damaged;
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

    /// <summary>Writes a file, in the place of any older one of that name.</summary>
    /// <returns>False when it is not durable; it is empty then, if the medium allowed that.</returns>
    public bool TryWrite(StoreRecord record, int file, byte kind, uint sequence, byte[] buffer, int offset, int count)
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

    /// <summary>Makes the other file of a record equal to this one.</summary>
    /// <returns>False when the medium refused.</returns>
    public bool TryMirror(StoreRecord record, int file)
    {
        return TryCopy(FileName(record, file), FileName(record, 1 - file));
    }

    /// <summary>Keeps a copy of a file under another name; one that is not there needs none.</summary>
    /// <returns>False when the medium refused.</returns>
    public bool TrySetAside(StoreRecord record, int file)
    {
        string name = FileName(record, file);
        return TryCopy(name, name + ".damaged");
    }

    /// <summary>Removes a file; one that is not there is removed.</summary>
    /// <returns>False when the medium refused.</returns>
    public bool TryDelete(StoreRecord record, int file)
    {
        try
        {
            _medium.Delete(FileName(record, file));
            return true;
        }
        catch (Exception)
        {
            // As in TryWrite: the medium refused, and the answer says so.
            return false;
        }
    }

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
            // As in TryWrite.
            return false;
        }
        finally
        {
            CloseQuietly(from);
            CloseQuietly(to);
        }
    }

    // Sets the fields of what was looked at; a length of -1 says that this is no header. Returns the CRC so far.
    private uint ReadHeader(Stream stream, StoreRecord record)
    {
        byte[] header = _scratch;
        _length = -1;
        if (!Fill(stream, header, 0, RecordLayout.HeaderBytes))
        {
            return 0;
        }

        if (RecordLayout.IsHeader(header, record, stream.Length))
        {
            Kind = header[RecordLayout.KindOffset];
            Sequence = RecordLayout.ReadUInt32(header, RecordLayout.SequenceOffset);
            _length = (int)RecordLayout.ReadUInt32(header, RecordLayout.LengthOffset);
        }

        return Crc32.Update(Crc32.Start, header, 0, RecordLayout.HeaderBytes);
    }

    private bool IsTrailer(Stream stream, uint crc)
    {
        return Fill(stream, _scratch, 0, RecordLayout.TrailerBytes) && RecordLayout.ReadUInt32(_scratch, 0) == Crc32.Finish(crc);
    }

    private void WriteParts(Stream stream, StoreRecord record, byte kind, uint sequence, byte[] buffer, int offset, int count)
    {
        byte[] header = _scratch;
        RecordLayout.WriteHeader(header, record, kind, sequence, count);
        uint crc = Crc32.Update(Crc32.Start, header, 0, RecordLayout.HeaderBytes);
        stream.Write(header, 0, RecordLayout.HeaderBytes);
        if (count > 0)
        {
            stream.Write(buffer, offset, count);
            crc = Crc32.Update(crc, buffer, offset, count);
        }

        RecordLayout.WriteUInt32(header, 0, Crc32.Finish(crc));
        stream.Write(header, 0, RecordLayout.TrailerBytes);
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
            // As in TryWrite. What was begun ends without its CRC, unless it was only the last step that failed.
            CloseQuietly(stream);
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
        return FlashStore.NameOf(record) + (file == 0 ? ".0" : ".1");
    }
}
