// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Mdns;

/// <summary>The two unique names: what the service asks for, the numbers that conflicts have added to it, and what the owner was told of them.</summary>
/// <remarks>A set of names is an int, as in <see cref="RecordSet.InstanceName"/> and <see cref="RecordSet.HostName"/>.</remarks>
internal sealed class PublishedNames
{
    // Numbers drawn at random once counting up has failed for fifteen times.
    private const int MinRandomNumber = 1000;

    // At most one report a day: a hostile network must not wear out the flash.
    private const long ReportGapMs = 24L * 60 * 60 * 1000;

    /// <summary>Number of the instance name: 1 for the plain name. A field, because a property is a call on the interpreter; only this class sets it.</summary>
    internal int InstanceNumber = 1;

    /// <summary>The same for the host label.</summary>
    internal int HostNumber = 1;

    private readonly MdnsService _service;
    private readonly RecordSet _records;
    private readonly DelayGenerator _numbers;

    private byte[] _instanceLabel;
    private byte[] _hostLabel;
    private int _renamesInARow;

    private int _toldInstanceNumber;
    private int _toldHostNumber;
    private bool _wasTold;
    private long _toldMs;

    internal PublishedNames(MdnsService service, RecordSet records, DelayGenerator numbers)
    {
        _service = service;
        _records = records;
        _numbers = numbers;
    }

    /// <summary>The names that the service has changed since <see cref="Load"/>.</summary>
    internal int Changed()
    {
        return (IsSame(_instanceLabel, _service.InstanceLabel) ? 0 : RecordSet.InstanceName)
            | (IsSame(_hostLabel, _service.HostLabel) ? 0 : RecordSet.HostName);
    }

    /// <summary>Takes the names of the service into the records. Numbers won for names that stay are kept; the owner knows those of the others.</summary>
    /// <returns>The names that changed.</returns>
    internal int Load()
    {
        int changed = Changed();
        if ((changed & RecordSet.InstanceName) != 0)
        {
            InstanceNumber = _service.InstanceNumber;
            _toldInstanceNumber = InstanceNumber;
        }

        if ((changed & RecordSet.HostName) != 0)
        {
            HostNumber = _service.HostNumber;
            _toldHostNumber = HostNumber;
        }

        _instanceLabel = _service.InstanceLabel;
        _hostLabel = _service.HostLabel;
        LoadRecords();
        return changed;
    }

    /// <summary>Somebody has these names: the next numbers.</summary>
    internal void GiveUp(int names)
    {
        _renamesInARow++;
        if ((names & RecordSet.InstanceName) != 0)
        {
            InstanceNumber = NumberAfter(InstanceNumber);
        }

        if ((names & RecordSet.HostName) != 0)
        {
            HostNumber = NumberAfter(HostNumber);
        }

        LoadRecords();
    }

    /// <summary>Nobody has them: the next conflict is the first one.</summary>
    internal void Win()
    {
        _renamesInARow = 0;
    }

    /// <summary>True when the numbers are news to the owner and may be told; they count as told then.</summary>
    internal bool TakeReport(long nowMs)
    {
        bool isKnown = InstanceNumber == _toldInstanceNumber && HostNumber == _toldHostNumber;
        if (isKnown || (_wasTold && nowMs - _toldMs < ReportGapMs))
        {
            return false;
        }

        _toldInstanceNumber = InstanceNumber;
        _toldHostNumber = HostNumber;
        _wasTold = true;
        _toldMs = nowMs;
        return true;
    }

    private static bool IsSame(byte[] left, byte[] right)
    {
        return left != null && left.Length == right.Length && WireName.BytesEqual(left, 0, right, 0, left.Length);
    }

    private int NumberAfter(int number)
    {
        bool isCounting = _renamesInARow <= ConflictWindow.MaxConflicts && number < WireName.MaxNumber;
        return isCounting ? number + 1 : _numbers.Next(MinRandomNumber, WireName.MaxNumber);
    }

    private void LoadRecords()
    {
        _records.LoadNames(_instanceLabel, InstanceNumber, _hostLabel, HostNumber);
    }
}
