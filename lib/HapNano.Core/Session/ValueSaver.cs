// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Model;

namespace HapNano.Session;

/// <summary>
/// Decides when kept values are written to flash: 2 s after the last change, at the latest 10 s after the first one, and never twice within 10 s. So
/// a slider that is drawn for a minute costs a handful of writes, and whatever happens all day costs 8,640 at most.
/// </summary>
internal sealed class ValueSaver
{
    /// <summary>Quiet time before a write.</summary>
    internal const int QuietMs = 2000;

    /// <summary>The longest that a change waits while others follow.</summary>
    internal const int LongestMs = 10000;

    /// <summary>Pause before a failed write is tried again.</summary>
    internal const int RetryMs = 30000;

    private readonly AccessoryDatabase _database;
    private bool _isChanged;
    private bool _isTimed;
    private bool _isSaving;
    private long _firstMs = -1;
    private long _dueMs;

    // No write before this time: the last one was too short ago. Never later than 10 s after the first change that waits.
    private long _restedMs;

    /// <summary>Makes the saver of one database.</summary>
    internal ValueSaver(AccessoryDatabase database)
    {
        _database = database;
    }

    /// <summary>When something has to be done: 0 for at once, long.MaxValue for never.</summary>
    internal long DeadlineMs => !_isChanged || _isSaving ? long.MaxValue : _isTimed ? _dueMs : 0;

    /// <summary>A kept value has changed. The next <see cref="Poll"/> gives the change its time.</summary>
    internal void NoteChanged()
    {
        _isChanged = true;
        _isTimed = false;
    }

    /// <summary>Gives new changes their time.</summary>
    /// <returns>True when values have to be taken now.</returns>
    internal bool Poll(long nowMs)
    {
        if (_isChanged && !_isTimed)
        {
            _firstMs = _firstMs < 0 ? nowMs : _firstMs;
            _dueMs = nowMs + QuietMs < _firstMs + LongestMs ? nowMs + QuietMs : _firstMs + LongestMs;
            _dueMs = _dueMs < _restedMs ? _restedMs : _dueMs;
            _isTimed = true;
        }

        return nowMs >= DeadlineMs;
    }

    /// <summary>Gives the record when it is due.</summary>
    /// <param name="buffer">Receives the record from its start.</param>
    /// <param name="count">Bytes of the record; 0 when there is nothing to write.</param>
    /// <param name="isFinal">True to give it before it is due.</param>
    /// <param name="nowMs">Monotonic time.</param>
    /// <returns>True when there is something to write.</returns>
    internal bool Take(byte[] buffer, out int count, bool isFinal, long nowMs)
    {
        count = 0;
        bool isDue = Poll(nowMs) || (isFinal && _isChanged && !_isSaving);
        if (isDue)
        {
            count = _database.SaveValues(buffer, 0);
            _isSaving = true;
            _isChanged = false;
            _firstMs = -1;
            _restedMs = nowMs + LongestMs;
        }

        return isDue;
    }

    /// <summary>The write has ended.</summary>
    internal void Saved(bool isStored, long nowMs)
    {
        _isSaving = false;
        if (!isStored)
        {
            _isChanged = true;
            _isTimed = true;
            _dueMs = nowMs + RetryMs;
        }
    }
}
