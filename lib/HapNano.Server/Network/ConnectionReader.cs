// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Net.Sockets;
using System.Threading;

namespace HapNano.Server;

/// <summary>What a connection's reader does: receives into the connection's buffer, lets it work under the lock, and sends its answers outside it.</summary>
internal static class ConnectionReader
{
    // How soon a reader with nothing to read sees that its connection is closing.
    private const int ReadPollMicroseconds = 250000;

    // How long it stands by while its peer makes room for the rest of an answer; then the work thread looks after that.
    private const int SendPollMicroseconds = 250000;

    // How soon it looks again when its buffer is full, because an answer is being made.
    private const int FullPauseMs = 5;

    // A peer that is told to go gets so long to take its answer, if it goes on sending.
    private const int LingerMs = 1000;
    private const int LingerBytes = 128;

    /// <summary>Reads until the connection is to be closed.</summary>
    public static void Run(ConnectionSocket socket)
    {
        while (ReadOnce(socket))
        {
            // Each round waits, with a bound, for bytes.
        }

        if (socket.Connection.IsAnsweredForGood)
        {
            PassOver(socket.Socket);
        }
    }

    private static bool ReadOnce(ConnectionSocket socket)
    {
        if (!socket.Socket.Poll(ReadPollMicroseconds, SelectMode.SelectRead))
        {
            return socket.IsOpen;
        }

        int room;
        byte[] buffer;
        int offset;
        HapConnection connection = socket.Connection;
        lock (StackLock.Root)
        {
            if (!socket.IsOpen)
            {
                return false;
            }

            room = connection.PrepareReceive();
            buffer = connection.ReceiveBuffer;
            offset = connection.ReceiveOffset;
        }

        if (room == 0)
        {
            Thread.Sleep(FullPauseMs);
        }
        else if (!Receive(socket, buffer, offset, room))
        {
            return false;
        }

        socket.Send(SendPollMicroseconds);
        return socket.IsOpen;
    }

    private static bool Receive(ConnectionSocket socket, byte[] buffer, int offset, int room)
    {
        int count = socket.Socket.Receive(buffer, offset, room, SocketFlags.None);
        if (count <= 0)
        {
            return false;
        }

        lock (StackLock.Root)
        {
            socket.Connection.Received(count, Platform.NowMs);
        }

        return true;
    }

    // RFC 9112 §9.6: a socket that is closed on unread bytes is reset, and a reset takes from the peer the answer that it has not read yet.
    private static void PassOver(Socket socket)
    {
        byte[] rest = new byte[LingerBytes];
        long endMs = Platform.NowMs + LingerMs;
        Platform.EndSending(socket);
        bool isMore = true;
        while (isMore && Platform.NowMs < endMs)
        {
            isMore = socket.Poll(ReadPollMicroseconds, SelectMode.SelectRead) && socket.Receive(rest, 0, LingerBytes, SocketFlags.None) > 0;
        }
    }
}
