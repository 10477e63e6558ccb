// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace HapNano.Server.Tests;

/// <summary>Files in memory, whose power can be cut after any number of operations and written bytes.</summary>
internal sealed class MemoryMedium : FlashMedium
{
    private readonly Dictionary<string, byte[]> _files = new();

    /// <summary>Steps left before the power fails. A byte written is a step, and so is each opening, closing and deleting.</summary>
    public int StepsLeft { get; set; } = int.MaxValue;

    /// <summary>True refuses every write and deletion; reading goes on.</summary>
    public bool IsWriteProtected { get; set; }

    /// <summary>How many of the next creations, commits and deletions fail; after them the medium works again.</summary>
    public int FailuresLeft { get; set; }

    /// <summary>How many creations, commits and deletions succeed before <see cref="FailuresLeft"/> counts.</summary>
    public int SuccessesLeft { get; set; }

    /// <summary>Bytes that still fit; a full disk takes new files, but nothing into them.</summary>
    public int FreeBytes { get; set; } = int.MaxValue;

    /// <summary>Happens before a file of this name is made: a flash that takes its time.</summary>
    public Action<string>? BeforeCreate { get; set; }

    public IReadOnlyDictionary<string, byte[]> Files => _files;

    /// <summary>The same files, as the next boot finds them.</summary>
    public MemoryMedium Reboot()
    {
        var next = new MemoryMedium();
        foreach (KeyValuePair<string, byte[]> file in _files)
        {
            next._files.Add(file.Key, file.Value.ToArray());
        }

        return next;
    }

    public void Damage(string name, int at)
    {
        _files[name][at] ^= 0x10;
    }

    public void Truncate(string name, int length)
    {
        _files[name] = _files[name].Take(length).ToArray();
    }

    public override Stream? OpenRead(string name)
    {
        Step();
        return _files.TryGetValue(name, out byte[]? content) ? new MemoryStream(content, writable: false) : null;
    }

    public override Stream Create(string name)
    {
        BeforeCreate?.Invoke(name);
        CheckWritable();
        Step();
        Fail();
        _files[name] = [];
        return new PoweredStream(this, name);
    }

    public override void Commit(Stream stream)
    {
        Step();
        Fail();
        stream.Close();
    }

    public override void Delete(string name)
    {
        CheckWritable();
        Step();
        Fail();
        _files.Remove(name);
    }

    private void CheckWritable()
    {
        if (IsWriteProtected)
        {
            throw new IOException("write-protected");
        }
    }

    private void Fail()
    {
        if (SuccessesLeft > 0)
        {
            SuccessesLeft--;
        }
        else if (FailuresLeft > 0)
        {
            FailuresLeft--;
            throw new IOException("failed");
        }
    }

    private void Step()
    {
        if (StepsLeft <= 0)
        {
            throw new IOException("no power");
        }

        StepsLeft--;
    }

    private sealed class PoweredStream(MemoryMedium medium, string name) : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count)
        {
            for (int i = 0; i < count; i++)
            {
                medium.Step();
                if (medium.FreeBytes == 0)
                {
                    throw new IOException("full");
                }

                medium.FreeBytes--;
                base.WriteByte(buffer[offset + i]);
                medium._files[name] = ToArray();
            }
        }
    }
}
