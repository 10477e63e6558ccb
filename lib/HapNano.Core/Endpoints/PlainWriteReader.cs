// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Codec;

namespace HapNano.Endpoints;

/// <summary>
/// Reads what controllers send to PUT /characteristics: no white space, few members in any order, small numbers, true and false. It is compared in words of
/// eight bytes, at a tenth of what its tokens cost the interpreter.
/// </summary>
/// <remarks><see cref="NotPlain"/> says nothing about the body: it is to be read as JSON then, from the start, with the same meaning.</remarks>
internal static class PlainWriteReader
{
    /// <summary>The answer about what is to be read as JSON.</summary>
    internal const int NotPlain = -1;

    // A plain body starts with {"characteristics":[ in three words of which the last two overlap.
    private const int ListStartBytes = 20;
    private const int ListOverlapOffset = 12;
    private const int MaxDigits = 9;
    private const int ValueNameBytes = 8;
    private const int IdNameBytes = 6;
    private const int EventsNameBytes = 5;

    private const ulong SixBytes = 0x0000FFFFFFFFFFFF;
    private const ulong FiveBytes = 0x000000FFFFFFFFFF;
    private const int NeededMembers = (int)(WriteMembers.Aid | WriteMembers.Iid);

    private const ulong ListFrontWord = 0x636172616863227B; // {"charac
    private const ulong ListMiddleWord = 0x6369747369726574; // teristic
    private const ulong ListBackWord = 0x5B3A227363697473; // stics":[
    private const ulong AidNameWord = 0x00003A2264696122; // "aid":
    private const ulong IidNameWord = 0x00003A2264696922; // "iid":
    private const ulong EvNameWord = 0x0000003A22766522; // "ev":
    private const ulong ValueNameWord = 0x3A2265756C617622; // "value":
    private const uint TrueWord = 0x65757274; // true
    private const uint FalsWord = 0x736C6166; // fals

    /// <summary>Finds the first entry.</summary>
    /// <param name="body">Holds the body.</param>
    /// <param name="offset">First byte of the body.</param>
    /// <param name="end">First byte behind it.</param>
    /// <returns>Its first byte, or <see cref="NotPlain"/>.</returns>
    internal static int FindFirst(byte[] body, int offset, int end)
    {
        return end - offset >= ListStartBytes && BitConverter.ToUInt64(body, offset) == ListFrontWord
            && BitConverter.ToUInt64(body, offset + Word.Bytes) == ListMiddleWord && BitConverter.ToUInt64(body, offset + ListOverlapOffset) == ListBackWord
            ? offset + ListStartBytes
            : NotPlain;
    }

    /// <summary>Reads an entry.</summary>
    /// <param name="body">Holds the body.</param>
    /// <param name="at">First byte of the entry.</param>
    /// <param name="end">First byte behind the body.</param>
    /// <param name="entry">Receives it; what it holds after NotPlain means nothing.</param>
    /// <returns>The index two behind the entry's brace, so that what follows the entry lies in front of it; or <see cref="NotPlain"/>.</returns>
    internal static int ReadEntry(byte[] body, int at, int end, WriteEntry entry)
    {
        entry.Offset = at;
        entry.IsResponseWanted = false;
        int members = 0;
        int separator = at < end ? body[at] : 0;
        int expected = '{';
        while (separator == expected)
        {
            at++;
            if (end - at <= Word.Bytes)
            {
                return NotPlain;
            }

            // A name with its quotes and its colon is one word.
            ulong word = BitConverter.ToUInt64(body, at);
            ulong name = word & SixBytes;
            int member;
            if (name == AidNameWord)
            {
                member = (int)WriteMembers.Aid;
                at = ReadNumber(body, at + IdNameBytes, end, entry);
                entry.Aid = entry.Number;
            }
            else if (name == IidNameWord)
            {
                member = (int)WriteMembers.Iid;
                at = ReadNumber(body, at + IdNameBytes, end, entry);
                entry.Iid = entry.Number;
            }
            else if (word == ValueNameWord)
            {
                member = (int)WriteMembers.Value;
                at = ReadValue(body, at + ValueNameBytes, end, entry);
            }
            else
            {
                member = (int)WriteMembers.Events;
                at = (word & FiveBytes) == EvNameWord ? ReadEvents(body, at + EventsNameBytes, end, entry) : NotPlain;
            }

            if (at == NotPlain || (members & member) != 0)
            {
                return NotPlain;
            }

            members |= member;
            separator = body[at];
            expected = ',';
        }

        at++;
        entry.End = at;
        entry.Members = (WriteMembers)members;
        return separator == '}' && (members & NeededMembers) == NeededMembers && at < end ? at + 1 : NotPlain;
    }

    // As every method here returns the index of what follows, or NotPlain. A number of few digits.
    private static int ReadNumber(byte[] body, int start, int end, WriteEntry entry)
    {
        int at = start;
        int last = end - 1;
        uint number = 0;
        uint digit = (uint)(body[at] - '0');
        while (digit <= 9 && at < last)
        {
            number = (number * 10) + digit;
            at++;
            digit = (uint)(body[at] - '0');
        }

        entry.Number = number;
        int count = at - start;
        return count == 1 || (count > 1 && count <= MaxDigits && body[start] != '0') ? at : NotPlain;
    }

    private static int ReadValue(byte[] body, int start, int end, WriteEntry entry)
    {
        int at = ReadLiteral(body, start, end, entry);
        JsonToken token = entry.Number != 0 ? JsonToken.True : JsonToken.False;
        if (at == NotPlain)
        {
            at = ReadNumber(body, start, end, entry);
            token = JsonToken.Number;
        }

        entry.ValueToken = token;
        entry.ValueOffset = start;
        entry.ValueLength = at - start;
        return at;
    }

    private static int ReadEvents(byte[] body, int start, int end, WriteEntry entry)
    {
        int at = ReadLiteral(body, start, end, entry);
        if (at == NotPlain)
        {
            at = ReadNumber(body, start, end, entry);
        }

        entry.IsSubscribing = entry.Number == 1;
        return entry.Number <= 1 ? at : NotPlain;
    }

    // true is 1, false is 0.
    private static int ReadLiteral(byte[] body, int at, int end, WriteEntry entry)
    {
        uint word = end - at > 5 ? BitConverter.ToUInt32(body, at) : 0;
        entry.Number = 1;
        if (word == TrueWord)
        {
            return at + 4;
        }

        entry.Number = 0;
        return word == FalsWord && body[at + 4] == 'e' ? at + 5 : NotPlain;
    }
}
