// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Storage;

/// <summary>Small named records that survive a power cut.</summary>
/// <remarks>
/// A write is atomic: whoever reads after a power cut at any moment of it finds the whole old record or the whole new one, and finds the
/// new one once <see cref="Write"/> has returned true. Records are independent of each other. Calls may take long (flash): the stack never
/// holds its lock across one. One thread at a time.
/// </remarks>
public interface IStore
{
    /// <summary>Reads a record.</summary>
    /// <param name="record">Which one.</param>
    /// <param name="buffer">Receives the content.</param>
    /// <param name="offset">First byte written.</param>
    /// <param name="capacity">Room from <paramref name="offset"/>.</param>
    /// <returns>Bytes of the record; -1 when there is none; -2 when every copy of it is damaged or it does not fit.</returns>
    int Read(StoreRecord record, byte[] buffer, int offset, int capacity);

    /// <summary>Replaces a record.</summary>
    /// <param name="record">Which one.</param>
    /// <param name="buffer">Holds the content.</param>
    /// <param name="offset">First byte of the content.</param>
    /// <param name="count">Bytes of content, 0 or more.</param>
    /// <returns>True when the new content is durable; false when it could not be written and the old content stands.</returns>
    bool Write(StoreRecord record, byte[] buffer, int offset, int count);

    /// <summary>Removes a record for good. Removing what is not there succeeds.</summary>
    /// <returns>False when the medium refused.</returns>
    bool Delete(StoreRecord record);
}
