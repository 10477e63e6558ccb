// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using HapNano.Codec;
using HapNano.Mdns;

namespace HapNano.Server;

/// <summary>Gives the responder its socket, its clock and the address of the link. Nobody else touches the responder.</summary>
/// <remarks>
/// Discovery is not worth a lamp: when the socket cannot be had, the server runs on without it, says so once, and tries again.
/// <para>IPv6 is a part of this class that only a target has whose system tells its IPv6 addresses; elsewhere the calls of it are not compiled.</para>
/// </remarks>
internal sealed partial class MdnsThread : ServerThread
{
    // How soon a change of the text is noticed.
    private const int LongestWaitMs = 100;
    private const int AddressCheckMs = 5000;

    // The link has just come up: its address may follow in a moment.
    private const int RenewCheckMs = 500;
    private const int RetryMs = 10000;

    // No count of the link.
    private const int Unpublished = -1;

    private readonly MdnsService _service;
    private readonly MdnsResponder _responder;
    private readonly IMdnsOwner _owner;
    private readonly byte[] _bindAddress;

    // What comes in, until the responder has looked at it, and what goes out. One byte more than counts tells a longer packet.
    private readonly byte[] _packet = new byte[MdnsResponder.MaxInputBytes + 1];
    private readonly MdnsEndpoint _source = new MdnsEndpoint();
    private readonly MdnsEndpoint _destination = new MdnsEndpoint();
    private readonly IPEndPoint _group = new IPEndPoint(new IPAddress(MdnsResponder.IPv4Group), MdnsResponder.Port);
    private readonly byte[] _address = new byte[4];
    private readonly byte[] _mask = new byte[4];
    private readonly byte[] _newAddress = new byte[4];
    private readonly byte[] _newMask = new byte[4];
    private Socket _socket;
    private long _nextCheckMs;
    private int _upCount;
    private bool _isWarned;
    private int _textChanges;
    private int _toldTextChanges;

    /// <summary>A thread that publishes <paramref name="service"/>.</summary>
    /// <param name="service">What to publish.</param>
    /// <param name="seed">Draws the delays.</param>
    /// <param name="bindAddress">4 bytes: only this address; null for the link's.</param>
    /// <param name="reannounceMs">See <see cref="ServerSettings.ReannounceMs"/>.</param>
    /// <param name="owner">Fills the text and hears of renames.</param>
    public MdnsThread(MdnsService service, uint seed, byte[] bindAddress, int reannounceMs, IMdnsOwner owner)
        : base(LogCategory.Mdns)
    {
        _service = service;
        _responder = new MdnsResponder(service, seed);
        _responder.ReannounceIntervalMs = reannounceMs;
        _bindAddress = bindAddress;
        _owner = owner;
    }

    /// <summary>The text keys have to be filled anew. Called under any lock.</summary>
    public void TextChanged()
    {
        _textChanges++;
    }

    /// <inheritdoc/>
    public override void Wake()
    {
        // A round waits no longer than LongestWaitMs.
    }

    /// <inheritdoc/>
    protected override void Round()
    {
        long nowMs = Environment.TickCount64;
        int upCount = NetworkLink.Board.UpCount;
        if (nowMs >= _nextCheckMs || (upCount != _upCount && nowMs >= _nextCheckMs - AddressCheckMs + RenewCheckMs))
        {
            _nextCheckMs = nowMs + AddressCheckMs;
            FollowAddress(upCount, nowMs);
        }

        if (_socket == null)
        {
            Thread.Sleep(LongestWaitMs);
            return;
        }

        int textChanges = _textChanges;
        if (textChanges != _toldTextChanges)
        {
            // Counted before, told behind: a change in between, or one that threw, is seen at the next round.
            _owner.FillText(_service);
            _responder.Update(nowMs);
            _toldTextChanges = textChanges;
        }

        Receive();
        _responder.Poll(Environment.TickCount64);
        SendOutput();
        if (_responder.TakeRename())
        {
            Counters.Renames++;
            _owner.Renamed(_responder.InstanceNumber, _responder.HostNumber);
        }
    }

    /// <inheritdoc/>
    protected override void End()
    {
        if (_socket != null)
        {
            _responder.Goodbye(Environment.TickCount64);
            SendOutput();
            CloseSocket();
        }
    }

    private void Receive()
    {
        long leftMs = _responder.NextDeadlineMs - Environment.TickCount64;
        int waitMs = leftMs > LongestWaitMs ? LongestWaitMs : leftMs < 0 ? 0 : (int)leftMs;
        WaitForIPv6Too(ref waitMs);
        ReceiveIPv6();
        if (_socket.Poll(waitMs * 1000, SelectMode.SelectRead))
        {
            ReceiveFrom(_socket, new IPEndPoint(IPAddress.Any, 0));
        }
    }

    private void ReceiveFrom(Socket socket, EndPoint from)
    {
        int count;
        try
        {
            count = socket.ReceiveFrom(_packet, 0, _packet.Length, SocketFlags.None, ref from);
        }
        catch (SocketException exception)
        {
            // A packet longer than any that counts, or word that an answer of ours was not wanted. The socket goes on.
            Log.Caught(Category, exception);
            return;
        }

        IPEndPoint source = (IPEndPoint)from;
        bool isOnLink = true;
        CheckInterface(source.Address, ref isOnLink);
        if (isOnLink)
        {
            _source.Set(source.Address.GetAddressBytes(), source.Port);
            _responder.Receive(_packet, 0, count, _source, Environment.TickCount64);
            SendOutput();
        }
    }

    private void SendOutput()
    {
        int count;
        while ((count = _responder.TakeOutput(_packet, 0, _destination)) > 0)
        {
            try
            {
                SendIPv6(count);
                if (_destination.AddressCount != MdnsEndpoint.IPv6Bytes)
                {
                    _socket.SendTo(_packet, 0, count, SocketFlags.None, Destination());
                }
            }
            catch (SocketException exception)
            {
                // The link may be down at this moment; what was not sent is asked for again.
                Log.Caught(Category, exception);
            }
        }
    }

    private IPEndPoint Destination()
    {
        if (_destination.IsMulticast)
        {
            return _group;
        }

        byte[] address = new byte[_destination.AddressCount];
        Array.Copy(_destination.Address, 0, address, 0, address.Length);
        return new IPEndPoint(new IPAddress(address), _destination.Port);
    }

    // Opens the socket when there is an address, and begins anew when it has changed, or when the link was down in between: with the link the
    // membership of the group is lost, and who looked for us meanwhile has forgotten us.
    private void FollowAddress(int upCount, long nowMs)
    {
        bool isThere = NetworkLink.Board.TryGetAddress(_bindAddress, _newAddress, _newMask);
        bool isSame = isThere && _socket != null && upCount == _upCount && ByteText.AreEqual(_newAddress, 0, _address, 4) && ByteText.AreEqual(_newMask, 0, _mask, 4);
        FollowIPv6(ref isSame);
        if (isSame)
        {
            return;
        }

        CloseSocket();
        if (!isThere)
        {
            return;
        }

        // Until it is published, what throws in between, for want of memory, makes the next check begin anew.
        _upCount = Unpublished;
        Array.Copy(_newAddress, 0, _address, 0, 4);
        Array.Copy(_newMask, 0, _mask, 0, 4);
        if (TryOpen())
        {
            Counters.Publications++;
            byte[] ipv6 = null;
            OpenIPv6(ref ipv6);
            _owner.FillText(_service);
            _responder.SetAddresses(_address, _mask, ipv6, nowMs);
            _responder.Start(nowMs);
            _upCount = upCount;
            Log.Write(LogLevel.Information, Category, "published on the address that ends in", _address[2], _address[3]);
        }
        else
        {
            _upCount = upCount;
            _nextCheckMs = nowMs + RetryMs;
        }
    }

    private bool TryOpen()
    {
        try
        {
            _socket = MdnsSocket.Open(_address);
            return true;
        }
        catch (SocketException exception)
        {
            Log.Caught(Category, exception);
            Counters.MdnsFailures++;
            if (!_isWarned)
            {
                _isWarned = true;
                _owner.Unavailable();
            }

            return false;
        }
    }

    private void CloseSocket()
    {
        CloseIPv6();
        if (_socket != null)
        {
            ConnectionSocket.Close(_socket);
            _socket = null;
        }
    }

    // The target's part, see the remarks. The address and its socket come and go with those of IPv4.
    partial void OpenIPv6(ref byte[] address);

    // No longer the same when the IPv6 address is another one.
    partial void FollowIPv6(ref bool isSame);

    // Waits on both sockets, and leaves nothing to wait for.
    partial void WaitForIPv6Too(ref int waitMs);

    partial void ReceiveIPv6();

    partial void CheckInterface(IPAddress source, ref bool isOnLink);

    // Sends what goes to everybody, or to a host of IPv6.
    partial void SendIPv6(int count);

    partial void CloseIPv6();
}
