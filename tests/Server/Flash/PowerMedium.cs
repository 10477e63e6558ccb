// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace HapNano.Server.Tests;

/// <summary>Flash in memory that loses its power at a chosen byte, refuses what it is told to refuse, and counts.</summary>
/// <remarks>
/// A byte that is written is a step, and so is each creation, commit and deletion. Power fails before the step that is one too many, and from then on
/// everything throws. What is left of the file that was open is the <see cref="CutModel"/>'s.
/// </remarks>
internal sealed class PowerMedium : FlashMedium
{
    private const int BlockBytes = 16;

    private readonly Dictionary<string, byte[]> _files;
    private OpenFile? _open;

    public PowerMedium()
        : this(new Dictionary<string, byte[]>())
    {
    }

    private PowerMedium(Dictionary<string, byte[]> files)
    {
        _files = files;
    }

    /// <summary>Steps until the power fails.</summary>
    public long StepsLeft { get; set; } = long.MaxValue;

    /// <summary>What is left of an open file.</summary>
    public CutModel Model { get; init; }

    /// <summary>Called before every step: here the power might fail.</summary>
    public Action? BeforeStep { get; set; }

    /// <summary>How many boots of flash lie behind this one: random numbers depend on it.</summary>
    public int Generation { get; init; }

    /// <summary>Boots from this medium so far.</summary>
    public int Boots { get; set; }

    /// <summary>The number of the creation, write, commit or deletion that fails, from 0; negative for none.</summary>
    public int FailingCall { get; init; } = -1;

    /// <summary>True refuses everything but reading.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Bytes that fit in besides what is there.</summary>
    public long FreeBytes { get; set; } = long.MaxValue;

    public bool IsCut { get; private set; }

    /// <summary>Steps taken.</summary>
    public long Steps { get; private set; }

    /// <summary>Creations, writes, commits and deletions.</summary>
    public int Calls { get; private set; }

    /// <summary>Bytes written.</summary>
    public long BytesWritten { get; private set; }

    public IReadOnlyDictionary<string, byte[]> Files => _files;

    /// <summary>The files as the next boot finds them.</summary>
    public PowerMedium Next(long stepsLeft = long.MaxValue, CutModel model = CutModel.Torn)
    {
        return new PowerMedium(new Dictionary<string, byte[]>(_files)) { StepsLeft = stepsLeft, Model = model, Generation = Generation + 1 };
    }

    /// <summary>The files as the next boot would find them if the power failed now.</summary>
    public PowerMedium NextIfCut(CutModel model)
    {
        PowerMedium next = Next();
        next.Leave(_open, model);
        return next;
    }

    /// <summary>Takes over the files whose names begin so, as they are on another medium.</summary>
    public void TakeFrom(PowerMedium other, string beginning)
    {
        foreach (string name in _files.Keys.Where(name => name.StartsWith(beginning, StringComparison.Ordinal)).ToArray())
        {
            _files.Remove(name);
        }

        foreach (KeyValuePair<string, byte[]> file in other._files.Where(file => file.Key.StartsWith(beginning, StringComparison.Ordinal)))
        {
            _files[file.Key] = file.Value;
        }
    }

    /// <summary>A text that is the same for the same files.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string name in _files.Keys.Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.ASCII.GetBytes($"{name} {_files[name].Length} "));
            hash.AppendData(_files[name]);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>The same files on a medium with faults.</summary>
    public PowerMedium With(int failingCall = -1, bool isReadOnly = false, long freeBytes = long.MaxValue)
    {
        return new PowerMedium(new Dictionary<string, byte[]>(_files))
        {
            FailingCall = failingCall,
            IsReadOnly = isReadOnly,
            FreeBytes = freeBytes,
            Generation = Generation + 1,
        };
    }

    /// <summary>The same files, one bit of one flipped.</summary>
    public PowerMedium Flipped(string name, int bit)
    {
        PowerMedium next = Next();
        byte[] content = (byte[])_files[name].Clone();
        content[bit / 8] ^= (byte)(1 << (bit % 8));
        next._files[name] = content;
        return next;
    }

    /// <summary>The power fails now.</summary>
    public void Cut()
    {
        IsCut = true;
        Leave(_open, Model);
    }

    public override Stream? OpenRead(string name)
    {
        CheckPower();
        return _files.TryGetValue(name, out byte[]? content) ? new MemoryStream(content, writable: false) : null;
    }

    public override Stream Create(string name)
    {
        Call();
        Take(1);
        _files.TryGetValue(name, out byte[]? old);
        _open = new OpenFile(this, name, old);
        _files[name] = [];
        FreeBytes = old == null || FreeBytes == long.MaxValue ? FreeBytes : FreeBytes + old.Length;
        return _open;
    }

    public override void Commit(Stream stream)
    {
        Call();
        Take(1);
        _files[_open!.Name] = _open.ToArray();
        _open = null;
    }

    public override void Delete(string name)
    {
        Call();
        Take(1);
        _files.Remove(name);
    }

    private void Leave(OpenFile? open, CutModel model)
    {
        byte[]? left = open?.After(model);
        if (left != null)
        {
            _files[open!.Name] = left;
        }
        else if (open != null)
        {
            _files.Remove(open.Name);
        }
    }

    private void CheckPower()
    {
        if (IsCut)
        {
            throw new IOException("no power");
        }
    }

    private void Call()
    {
        CheckPower();
        if (IsReadOnly)
        {
            throw new IOException("read-only");
        }

        if (Calls++ == FailingCall)
        {
            throw new IOException("failed");
        }
    }

    // As many of the steps as there is power for.
    private int Take(int wanted)
    {
        if (wanted == 1)
        {
            BeforeStep?.Invoke();
        }

        int taken = (int)Math.Min(wanted, StepsLeft);
        StepsLeft -= taken;
        Steps += taken;
        if (taken < wanted && wanted == 1)
        {
            Cut();
            throw new IOException("no power");
        }

        return taken;
    }

    private sealed class OpenFile(PowerMedium medium, string name, byte[]? old) : MemoryStream
    {
        private int _lastStart;

        public string Name => name;

        public override void Write(byte[] buffer, int offset, int count)
        {
            medium.Call();
            _lastStart = (int)Length;
            if (medium.BeforeStep != null)
            {
                WriteByteByByte(buffer, offset, count);
                return;
            }

            int fitting = (int)Math.Min(count, medium.FreeBytes);
            int powered = medium.Take(fitting);
            base.Write(buffer, offset, powered);
            medium.BytesWritten += powered;
            if (powered < fitting)
            {
                medium.Cut();
                throw new IOException("no power");
            }

            medium.FreeBytes = medium.FreeBytes == long.MaxValue ? long.MaxValue : medium.FreeBytes - powered;
            if (fitting < count)
            {
                throw new IOException("full");
            }
        }

        // Closed without a commit: what was written is what there is.
        public override void Close()
        {
            if (medium._open == this && !medium.IsCut)
            {
                medium._files[name] = ToArray();
                medium._open = null;
            }

            base.Close();
        }

        public byte[]? After(CutModel model)
        {
            byte[] written = ToArray();
            switch (model)
            {
                case CutModel.UntilClose:
                    return old;
                case CutModel.Repeated:
                    return [.. written, .. written[_lastStart..]];
                case CutModel.EveryOtherBlock:
                    return Holed(written, 0xFF, block => block % 2 == 0);
                case CutModel.LastBlock:
                    return Holed(written, 0, block => block == (written.Length - 1) / BlockBytes);
                case CutModel.OverOld:
                    return old == null || old.Length <= written.Length ? written : [.. written, .. old[written.Length..]];
                default:
                    return written;
            }
        }

        private void WriteByteByByte(byte[] buffer, int offset, int count)
        {
            for (int i = 0; i < count; i++)
            {
                medium.Take(1);
                base.Write(buffer, offset + i, 1);
                medium.BytesWritten++;
            }
        }

        private static byte[] Holed(byte[] written, byte filling, Func<int, bool> isThere)
        {
            byte[] left = (byte[])written.Clone();
            for (int i = 0; i < left.Length; i++)
            {
                left[i] = isThere(i / BlockBytes) ? left[i] : filling;
            }

            return left;
        }
    }
}
