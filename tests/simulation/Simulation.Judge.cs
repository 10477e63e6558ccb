// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;

namespace HapNano.Simulation;

/// <content>What controllers hear, put before the model; and what a mutation makes of it on the way.</content>
internal sealed partial class Simulation
{
    private void Judge(bool isEvent)
    {
        foreach ((Link link, Message message) in _messages)
        {
            if (message.IsEvent != isEvent)
            {
                continue;
            }

            if (isEvent)
            {
                JudgeEvent(link, message);
            }
            else
            {
                JudgeAnswer(link, message);
            }
        }
    }

    private void JudgeAnswer(Link link, Message message)
    {
        if (link.Requests.Count == 0)
        {
            if (!link.IsPartial || message.Status != 400)
            {
                throw Model.Wrong(link, "gets an answer to nothing");
            }

            link.AnsweredGarbage();
            return;
        }

        Request request = link.Requests.Peek();
        (int status, byte[] body) = Mutate(request, message);
        link.Answered();
        Model.Answer(link, request, status, body);
        if (request.Kind == RequestKind.SetupM5 && link.Session.M6Identifier.Length > 0)
        {
            link.Session.M6Start = message.Start;
        }

        MutateAfterWrite(link, request, status);
    }

    private void JudgeEvent(Link link, Message message)
    {
        bool isDropped = _mutation == Mutation.DropEvent && Random.Next(10) == 0;
        byte[] body = _mutation == Mutation.StaleEvent ? Swapped(message.Body) : message.Body;
        if (!isDropped)
        {
            Model.Event(link, body);
        }

        if (_mutation == Mutation.DoublePress && Encoding.UTF8.GetString(body).Contains("\"iid\":" + Board.Button, StringComparison.Ordinal))
        {
            Model.Event(link, body);
        }
    }

    private (int Status, byte[] Body) Mutate(Request request, Message message)
    {
        switch (_mutation)
        {
            case Mutation.WrongStatus when request.Kind == RequestKind.Write && message.Status == 207:
                return (204, []);
            case Mutation.SecondOwner when request.Kind == RequestKind.SetupM1 && Tlv.Error(message.Body) == 7:
                return (200, [6, 1, 2]);
            default:
                return (message.Status, message.Body);
        }
    }

    private void MutateAfterWrite(Link link, Request request, int status)
    {
        foreach (WriteEntry entry in request.Kind == RequestKind.Write && status == 204 ? request.Entries : [])
        {
            bool isEcho = _mutation == Mutation.EchoToWriter && entry.Value != null && link.Session.Subscriptions.Contains(entry.Iid);
            bool isLate = _mutation == Mutation.EventAfterUnsubscribe && entry.Events == false;
            if (isEcho || isLate)
            {
                Model.Event(link, Encoding.UTF8.GetBytes($"{{\"characteristics\":[{{\"aid\":1,\"iid\":{entry.Iid},\"value\":true}}]}}"));
            }
        }
    }

    private static byte[] Swapped(byte[] body)
    {
        string text = Encoding.UTF8.GetString(body);
        return Encoding.UTF8.GetBytes(text.Contains("true", StringComparison.Ordinal) ? text.Replace("true", "false") : text.Replace("false", "true"));
    }
}
