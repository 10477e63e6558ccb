// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Codec;
using HapNano.Endpoints;
using HapNano.Framing;
using HapNano.Http;
using HapNano.Pairing;

namespace HapNano.Session;

/// <summary>
/// What a connection needs while it receives, answers or tells something, and not while it is idle, as connections nearly always are: the host lends it.
/// </summary>
/// <remarks>
/// Held from the reader's window, or an event, to the end of the message: half a request keeps it, an answer that waits in the output queue as a whole does not.
/// Fields, because every request asks for them many times.
/// </remarks>
internal sealed class Workspace
{
    /// <summary>What was received.</summary>
    internal readonly InputBuffer Input = new InputBuffer(InputBuffer.FirstBytes);

    /// <summary>Reads the request under way.</summary>
    internal readonly RequestParser Request = new RequestParser();

    /// <summary>The request under way, as the endpoints see it.</summary>
    internal readonly Exchange Exchange;

    /// <summary>Writes the message under way.</summary>
    internal readonly MessageStream Stream;

    /// <summary>Answers the request under way; null for one that has none.</summary>
    internal Endpoint Endpoint;

    /// <summary>True when an answer that waits can be given.</summary>
    internal bool IsResumed;

    /// <summary>True when the connection closes behind the answer.</summary>
    internal bool IsLastAnswer;

    /// <summary>Why a request is not read, and what it deserves.</summary>
    internal HttpRefusal Refusal;

    /// <summary>When the first byte of the request came.</summary>
    internal long InputSinceMs;

    private int _inputLimit;

    /// <summary>Makes a workspace that nobody has.</summary>
    /// <param name="host">Whose scratch it works with.</param>
    internal Workspace(HapHost host)
    {
        Exchange = new Exchange(Request, host.TimedWrites) { Tlv = host.Tlv };
        Stream = new MessageStream(host.Buffers, host.Writer, Exchange);
    }

    /// <summary>Begins to serve one connection.</summary>
    /// <param name="peer">The connection, as the pairing exchanges see it.</param>
    /// <param name="slot">Number of the connection: its bit in the subscriptions.</param>
    /// <param name="output">Receives its messages.</param>
    /// <param name="decoder">Opens its frames; null when it is not secured.</param>
    /// <param name="inputLimit">The most bytes that the input's array may get.</param>
    internal void Open(IPairingPeer peer, int slot, OutputQueue output, FrameDecoder decoder, int inputLimit)
    {
        Exchange.Peer = peer;
        Exchange.Slot = slot;
        Stream.Output = output;
        Input.Open(decoder, inputLimit);
        if (inputLimit != _inputLimit)
        {
            LimitRequests(inputLimit);
        }
    }

    /// <summary>The first byte of a request is there.</summary>
    internal void BeginRequest(long nowMs)
    {
        InputSinceMs = nowMs;
        Request.Reset(InputBuffer.RequestStart);
    }

    /// <summary>The connection is secured from the next request on.</summary>
    /// <param name="decoder">Opens its frames.</param>
    /// <param name="inputLimit">The most bytes that the input's array may get.</param>
    internal void Secure(FrameDecoder decoder, int inputLimit)
    {
        Input.Secure(decoder, inputLimit);
        LimitRequests(inputLimit);
    }

    /// <summary>Reads on: frames become text, text a request.</summary>
    /// <returns>How far it is; with Refused, <see cref="Refusal"/> says why.</returns>
    internal RequestStatus ReadRequest()
    {
        InputBuffer input = Input;
        RequestParser request = Request;
        ParseStatus status = input.HasText ? request.Parse(input.Buffer, input.TextEnd) : ParseStatus.NeedMore;
        while (status == ParseStatus.NeedMore)
        {
            ParseStatus frame = input.OpenFrame();
            if (frame != ParseStatus.Done)
            {
                return frame != ParseStatus.NeedMore ? RequestStatus.Forged : input.IsFull ? RefuseFull() : RequestStatus.Partial;
            }

            status = request.Parse(input.Buffer, input.TextEnd);
        }

        if (status == ParseStatus.Done)
        {
            return RequestStatus.Whole;
        }

        Refusal = request.Refusal;
        return RequestStatus.Refused;
    }

    /// <summary>Holds on to no connection any more.</summary>
    internal void Forget()
    {
        Exchange.Peer = null;
        Exchange.Verify = null;
        Stream.Output = null;
        Input.Open(null, 0);
    }

    /// <summary>Forgets and zeroes what was under way: its connection has gone.</summary>
    internal void Wipe()
    {
        Input.Close();
        Exchange.Buffer = null;
        Exchange.Snapshot.Release();
        Stream.Drop();
        IsResumed = false;
        IsLastAnswer = false;
    }

    // A request that fills the buffer will never be whole.
    private RequestStatus RefuseFull()
    {
        Refusal = Request.IsHeadComplete ? HttpRefusal.OutOfResources : HttpRefusal.Close;
        return RequestStatus.Refused;
    }

    // The longest request that is read.
    private void LimitRequests(int inputLimit)
    {
        _inputLimit = inputLimit;
        Request.MaxHeadBytes = inputLimit - InputBuffer.OverheadBytes;
        Request.MaxBodyBytes = inputLimit - InputBuffer.OverheadBytes;
    }
}
