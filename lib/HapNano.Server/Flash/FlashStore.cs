// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Storage;

namespace HapNano.Server;

/// <summary>
/// The store of the product: two files a record, written one after the other, because a file system of this size can neither rename over a
/// file nor be trusted with an overwrite.
/// </summary>
/// <remarks>
/// <para><see cref="RecordLayout"/> says what stands in a file. The sequence number is one more with every write of the record, and the same in both copies of it; newer means
/// later modulo 2^32.</para>
/// <para>The newest valid file is the record. A write goes to the older file first, so a torn write costs nothing but itself, and then to the other one too: an old copy that stayed would come back when the new one
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

    private readonly RecordFile _file;
    private readonly byte[] _states = new byte[s_names.Length];
    private readonly uint[] _sequences = new uint[s_names.Length];

    /// <summary>A store on the board's flash.</summary>
    public FlashStore()
        : this(FlashMedium.Board)
    {
    }

    /// <summary>A store on <paramref name="medium"/>.</summary>
    public FlashStore(FlashMedium medium)
    {
        _file = new RecordFile(medium);
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
            return RecordFile.Absent;
        }

        return state == StateDamaged ? RecordFile.Damaged : _file.Read(record, state, buffer, offset, capacity);
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
        if (!_file.TryWrite(record, first, RecordLayout.KindContent, sequence, buffer, offset, count))
        {
            return false;
        }

        _states[(int)record] = (byte)first;
        _sequences[(int)record] = sequence;
        bool isFirstWrite = state == StateNone;
        bool isOneEnough = record == StoreRecord.Values && !isFirstWrite;
        if (isOneEnough || _file.TryWrite(record, 1 - first, RecordLayout.KindContent, sequence, buffer, offset, count) || !isFirstWrite)
        {
            return true;
        }

        // One copy would be enough to read, but then damage could not be told from a first write that never ended. The second goes first:
        // what is left of it without the first would be damage.
        bool isUndone = _file.TryDelete(record, 1) && _file.TryDelete(record, 0);
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
            isDeleted = _file.TryWrite(record, marked, RecordLayout.KindDeleted, _sequences[(int)record] + 1, null, 0, 0)
                && _file.TryDelete(record, state)
                && _file.TryDelete(record, marked);
        }
        else
        {
            isDeleted = _file.TryDelete(record, 0) && _file.TryDelete(record, 1);
        }

        _states[(int)record] = isDeleted ? StateNone : StateUnknown;
        return isDeleted;
    }

    /// <summary>Keeps what is left of a damaged record in files whose names end in <c>.damaged</c>, and makes room for a new one.</summary>
    /// <returns>False when the medium refused; the record is then as it was.</returns>
    public bool SetAside(StoreRecord record)
    {
        return _file.TrySetAside(record, 0) && _file.TrySetAside(record, 1) && Delete(record);
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
        int found0 = _file.Probe(record, 0);
        byte kind0 = _file.Kind;
        uint sequence0 = _file.Sequence;
        int found1 = _file.Probe(record, 1);

        if (found0 < 0 && found1 < 0)
        {
            bool isNeverWritten = found1 == RecordFile.Absent;
            return isNeverWritten ? StateNone : StateDamaged;
        }

        // A difference below 2^31 means later, also across the wrap of the counter.
        bool is1Newest = found1 >= 0 && (found0 < 0 || (int)(_file.Sequence - sequence0) > 0);
        bool isDeleted = (is1Newest ? _file.Kind : kind0) == RecordLayout.KindDeleted;
        bool isWhole = found0 >= 0 && found1 >= 0 && sequence0 == _file.Sequence;
        int newest = is1Newest ? 1 : 0;
        _sequences[(int)record] = is1Newest ? _file.Sequence : sequence0;
        if (!isDeleted)
        {
            Mend(record, newest, isWhole, found0 == RecordFile.Damaged || found1 == RecordFile.Damaged);
            return (byte)newest;
        }

        // Power failed within Delete: finish it, content first.
        isDeleted = _file.TryDelete(record, 1 - newest) && _file.TryDelete(record, newest);
        return isDeleted ? StateNone : StateDamaged;
    }

    // Also where power failed between the two copies. What cannot be mended now is tried again at the next start.
    private void Mend(StoreRecord record, int newest, bool isWhole, bool isDamaged)
    {
        if (isDamaged)
        {
            Log.Write(LogLevel.Warning, LogCategory.Flash, "one of two copies is torn or damaged: record", (int)record, 0);
        }

        if (!isWhole && record != StoreRecord.Values && !_file.TryMirror(record, newest))
        {
            Log.Write(LogLevel.Warning, LogCategory.Flash, "has one copy only: record", (int)record, 0);
        }
    }
}
