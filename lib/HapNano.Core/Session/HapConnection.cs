// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano;

/// <summary>One controller's pipe without its socket: frames, HTTP, route, endpoint, model, and events back.</summary>
/// <remarks>
/// <para>Every member is used under <see cref="StackLock.Root"/>; the socket calls in between are made outside it. The reader does
/// <code>
/// lock: n = c.PrepareReceive();            // 0: nothing can be taken now, ask again after a while
/// read = socket.Receive(c.ReceiveBuffer, c.ReceiveOffset, n)
/// lock: c.Received(read, nowMs);
/// </code>
/// and the sender, whenever the host's listener says so or after a call that may have made output,
/// <code>
/// lock: buffer, offset, n = c.OutputBuffer, c.OutputOffset, c.OutputCount
/// sent = socket.Send(buffer, offset, n)
/// lock: c.Sent(sent, nowMs);               // may produce more output
/// </code>
/// until OutputCount is 0. If IsCloseRequested is then true, the socket is closed. <see cref="Closed"/> is the last call, always.</para>
/// <para>One reader and one sender at a time. What they were given stays in its place until they report back, whatever happens meanwhile.</para>
/// </remarks>
public sealed class HapConnection
{
    internal HapConnection()
    {
    }

    /// <summary>Where the reader puts received bytes.</summary>
    public byte[] ReceiveBuffer => throw new NotImplementedException();

    /// <summary>First free byte of <see cref="ReceiveBuffer"/>, as <see cref="PrepareReceive"/> fixed it.</summary>
    public int ReceiveOffset => throw new NotImplementedException();

    /// <summary>Fixes the place for the next bytes.</summary>
    /// <returns>Room in bytes; 0 while an answer is being made and the buffer is full, or once the connection is to be closed.</returns>
    public int PrepareReceive()
    {
        throw new NotImplementedException();
    }

    /// <summary>Takes bytes that the reader put at <see cref="ReceiveOffset"/>, and does what they ask for.</summary>
    /// <param name="count">Bytes received, 1 or more.</param>
    /// <param name="nowMs">Monotonic time.</param>
    public void Received(int count, long nowMs)
    {
        throw new NotImplementedException();
    }

    /// <summary>Copies bytes in, for callers that have them already.</summary>
    /// <returns>Bytes taken; fewer than <paramref name="count"/> when the buffer is full.</returns>
    public int Receive(byte[] buffer, int offset, int count, long nowMs)
    {
        throw new NotImplementedException();
    }

    /// <summary>Holds what is to be sent.</summary>
    public byte[] OutputBuffer => throw new NotImplementedException();

    /// <summary>First byte to send.</summary>
    public int OutputOffset => throw new NotImplementedException();

    /// <summary>Bytes to send now.</summary>
    public int OutputCount => throw new NotImplementedException();

    /// <summary>The socket has taken bytes; may produce more output and may go on with the next request.</summary>
    /// <param name="count">Bytes taken from <see cref="OutputOffset"/>, 0 or more.</param>
    /// <param name="nowMs">Monotonic time.</param>
    public void Sent(int count, long nowMs)
    {
        throw new NotImplementedException();
    }

    /// <summary>True when the socket is to be closed as soon as <see cref="OutputCount"/> is 0.</summary>
    public bool IsCloseRequested => throw new NotImplementedException();

    /// <summary>True between Pair Verify and the end.</summary>
    public bool IsVerified => throw new NotImplementedException();

    /// <summary>The address given to <see cref="HapHost.Accept"/>.</summary>
    public ulong RemoteAddress => throw new NotImplementedException();

    /// <summary>For the server's own use, such as its socket.</summary>
    public object Tag { get; set; }

    /// <summary>The socket is gone, for whatever reason: frees the place in the table and wipes the keys. The last call.</summary>
    /// <param name="nowMs">Monotonic time.</param>
    public void Closed(long nowMs)
    {
        throw new NotImplementedException();
    }
}
