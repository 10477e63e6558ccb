// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Endpoints;
using HapNano.Framing;
using HapNano.Http;
using HapNano.Pairing;
using HapNano.Session;

namespace HapNano;

/// <content>From received bytes to answers, one request at a time.</content>
public sealed partial class HapConnection
{
    /// <inheritdoc/>
    void IPairingPeer.Resume()
    {
        // The exchange may be in the middle of a call: the host goes on with the answer when it is out of it.
        if (_work != null)
        {
            _work.IsResumed = true;
            _host.Turn.NoteResumed();
        }
    }

    /// <summary>Goes on with an answer that can be given now.</summary>
    internal void ResumeAnswer()
    {
        if (IsWaiting && _work.IsResumed)
        {
            _work.IsResumed = false;
            Respond(_work, Enter(_work, true));
            ReadRequests();
        }
    }

    /// <summary>The store is free again: whoever waited for it tries anew.</summary>
    internal void RetryStore()
    {
        _work.IsResumed = true;
    }

    private void TakeInput(int count)
    {
        Workspace work = _work;
        if (work == null || _state >= ConnectionState.Closing)
        {
            return;
        }

        if (work.Input.Append(count))
        {
            work.BeginRequest(_host.NowMs);
        }

        ReadRequests();
    }

    private void TakeSent(int count)
    {
        if (count > 0 && _decoder == null)
        {
            // HAP Pair Setup M6: once a byte of it has left, the controller may believe that it is paired.
            _host.Setup.Delivered(this);
            _host.Announcer.NoteWork();
        }

        if (count > 0 && _state != ConnectionState.Ended)
        {
            _outputSinceMs = _host.NowMs;
            if (_output.Sent(count))
            {
                GoOn();
            }
        }
    }

    // The socket has taken everything: go on with what it was part of.
    private void GoOn()
    {
        if (_encoder != null && !_output.IsSecured)
        {
            // HAP Pair Verify M4 has left in plain text as a whole.
            _output.Secure(_encoder);
        }

        Workspace work = _work;
        if (work != null && work.Stream.IsActive)
        {
            work.Stream.Continue();
            NoteOutput();
            FinishMessage(work);
        }

        ReadRequests();
    }

    // Frames become requests, requests answers, until more bytes are needed or an answer has to be sent first.
    private void ReadRequests()
    {
        Workspace work = _work;
        while (work != null && _state == ConnectionState.Reading && _output.IsEmpty)
        {
            RequestStatus status = work.ReadRequest();
            if (status != RequestStatus.Whole)
            {
                EndUnlessPartial(work, status);
                break;
            }

            HandleRequest(work);
        }

        if (_events != null && _events.IsWaiting)
        {
            SendEvents();
        }
        else if (work != null)
        {
            ReleaseWork(work);
        }
    }

    private void EndUnlessPartial(Workspace work, RequestStatus status)
    {
        if (status == RequestStatus.Forged)
        {
            // HAP session frames: one that is not authentic closes the connection without a word.
            _host.Counters.BadFrames++;
            End();
        }
        else if (status == RequestStatus.Refused)
        {
            Refuse(work);
        }
    }

    private void HandleRequest(Workspace work)
    {
        LastRequestMs = _host.NowMs;
        if (_decoder != null && !_host.Pairings.Contains(Pairing))
        {
            // HAP Remove Pairing: asked at every use, not once at Pair Verify.
            End();
            return;
        }

        Exchange exchange = work.Exchange;
        exchange.Buffer = work.Input.Buffer;
        work.Endpoint = _host.Router.Find(exchange, out Answer answer);
        if (work.Endpoint != null)
        {
            answer = Enter(work, false);
        }

        Respond(work, _decoder == null && _verify.IsVerified && !StartSession() ? Answer.Close : answer);
    }

    // Lets the endpoint handle the request, or go on with it.
    private Answer Enter(Workspace work, bool isResumed)
    {
        Exchange exchange = work.Exchange;
        exchange.NowMs = _host.NowMs;
        if (work.Endpoint is PairingEndpoint)
        {
            _host.Announcer.NoteWork();
            exchange.Tlv.Reset(_host.Buffers.Scratch(), MessageStream.BodyOffset, work.Stream.BodyRoom);
        }

        return isResumed ? work.Endpoint.Resume(exchange) : work.Endpoint.Handle(exchange);
    }

    // HAP Pair Verify M4: the receiving side is secured before M4 goes out, because the controller's next request may already be on its way.
    private bool StartSession()
    {
        if (!_host.Admit(_verify.Pairing))
        {
            return false;
        }

        SessionKeys keys = new SessionKeys();
        Pairing = _verify.Pairing;
        _verify.TakeKeys(keys);
        _verify = null;
        _work.Exchange.Verify = null;
        _decoder = new FrameDecoder(_host.Crypto);
        _decoder.Start(keys);
        _encoder = new FrameEncoder(_host.Crypto);
        _encoder.Start(keys);
        keys.Wipe();
        _events = new EventQueue(Slot);
        return true;
    }

    private void Respond(Workspace work, Answer answer)
    {
        if (_state == ConnectionState.Ended)
        {
            return;
        }

        Exchange exchange = work.Exchange;
        switch (answer)
        {
            case Answer.Later:
                _state = ConnectionState.Waiting;
                return;
            case Answer.Close:
                End();
                return;
            case Answer.Empty:
                work.Stream.RespondEmpty(exchange.HttpStatus);
                break;
            case Answer.Status:
                work.Stream.RespondStatus(exchange.HttpStatus, exchange.Status);
                break;
            case Answer.Tlv:
                work.Stream.RespondTlv(exchange.Tlv.Count);
                break;
            default:
                work.Stream.Start(exchange.HttpStatus, work.Endpoint, exchange.MeasuredBytes);
                _state = ConnectionState.Answering;
                NoteOutput();
                FinishMessage(work);
                return;
        }

        NoteOutput();
        FinishAnswer(work);
    }

    // A request that will not be read is the last one; it may deserve an answer.
    private void Refuse(Workspace work)
    {
        _host.Counters.BadRequests++;
        if (work.Refusal == HttpRefusal.Close)
        {
            End();
            return;
        }

        work.IsLastAnswer = true;
        Respond(work, work.Refusal == HttpRefusal.BadRequest
            ? work.Exchange.AnswerEmpty(HttpStatus.BadRequest)
            : work.Exchange.AnswerStatus(HttpStatus.InternalServerError, HapStatus.OutOfResources));
    }

    // Behind the last byte of a message the pipe is free again.
    private void FinishMessage(Workspace work)
    {
        if (work.Stream.IsBroken)
        {
            End();
        }
        else if (work.Stream.IsActive)
        {
            return;
        }
        else if (_state == ConnectionState.Answering)
        {
            FinishAnswer(work);
        }
        else if (_state == ConnectionState.Notifying)
        {
            _events.EndChanges();
            _state = ConnectionState.Reading;
        }
    }

    private void FinishAnswer(Workspace work)
    {
        if (work.IsLastAnswer)
        {
            _state = ConnectionState.Closing;
            return;
        }

        _state = ConnectionState.Reading;
        work.Exchange.Buffer = null;
        bool isMore = work.Input.Consume(work.Request.End);
        if (_decoder != null && !work.Input.IsSecured)
        {
            work.Secure(_decoder, _host.SessionBytes);
        }

        if (isMore)
        {
            work.BeginRequest(_host.NowMs);
        }
    }
}
