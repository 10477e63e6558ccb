// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;
using HapNano.Pairing;
using HapNano.Tests.Fakes;

namespace HapNano.Simulation;

/// <content>Pair Setup, Pair Verify, and the pairings of others.</content>
internal sealed partial class Controller
{
    private void ManagePairings(Link link, RequestKind kind)
    {
        // Mostly somebody else; itself, or everybody, now and then.
        bool isMyself = Random.Next(8) == 0;
        int number = Random.Next(18);
        QuickName other = isMyself ? new QuickName(Identifier, Key) : NameOf(number);
        byte permissions = (byte)(isMyself && kind == RequestKind.Add ? Random.Next(2) : Random.Next(3) == 0 ? 1 : 0);
        string key = Random.Next(20) == 0 ? new string('0', 64) : other.Key;
        byte[] body = TestController.Item(TlvType.State, 1);
        byte method = kind == RequestKind.Add ? PairingMethod.AddPairing : kind == RequestKind.Remove ? PairingMethod.RemovePairing : PairingMethod.ListPairings;
        body = [.. body, .. TestController.Item(TlvType.Method, method)];
        if (kind != RequestKind.List)
        {
            body = [.. body, .. TestController.Item(TlvType.Identifier, Encoding.ASCII.GetBytes(other.Identifier))];
        }

        if (kind == RequestKind.Add)
        {
            body =
            [
                .. body, .. TestController.Item(TlvType.PublicKey, Convert.FromHexString(key)), .. TestController.Item(TlvType.Permissions, permissions),
            ];
        }

        link.Send(Post(kind, "/pairings", body, other.Identifier, key, permissions));
    }

    private QuickName NameOf(int number)
    {
        IControllerKeys other = _keys.NewController("controller " + number);
        return new QuickName(Encoding.ASCII.GetString(other.Identifier), Convert.ToHexString(other.Ltpk));
    }

    private void Verify(Link link)
    {
        IControllerKeys keys = _own;
        _isExchanging = true;
        link.Send(new Request
        {
            Kind = RequestKind.VerifyM1,
            Text = Head("POST", "/pair-verify", "application/pairing+tlv8", keys.VerifyM1()),
            Then = (_, m2) => FinishVerify(link, keys, m2),
        });
    }

    private void FinishVerify(Link link, IControllerKeys keys, byte[] m2)
    {
        if (link.IsGone)
        {
            return;
        }

        byte[] m3 = keys.VerifyM3(m2);
        bool isRight = Random.Next(25) > 0;
        if (!isRight)
        {
            m3[^1] ^= 1;
        }

        _isSwitching = true;
        link.Send(new Request
        {
            Kind = RequestKind.VerifyM3,
            Text = Head("POST", "/pair-verify", "application/pairing+tlv8", m3),
            Identifier = Identifier,
            Key = Key,
            IsRight = isRight,
            SharedSecret = keys.SharedSecret,
            Basis = m2,
            Then = (status, m4) =>
            {
                _isExchanging = false;
                _isSwitching = false;
                if (status == 200 && Tlv.Error(m4) == 0)
                {
                    link.SecureWriter();
                }
                else if (isRight && status == 200)
                {
                    _believesPaired = false;
                }
            },
        });
    }

    private void Pair(Link link)
    {
        IControllerKeys keys = _own;
        _isExchanging = true;
        link.Send(Post(
            RequestKind.SetupM1, "/pair-setup", TestController.SetupM1(), then: (status, m2) =>
            {
                _isExchanging = status == 200 && Tlv.Error(m2) == 0;
                if (status == 200 && Tlv.Error(m2) == 0)
                {
                    // Somebody looks for the label.
                    _simulation.At(_simulation.NowMs + Random.Next(100, 45000), () => Prove(link, keys, m2));
                }
            }));
    }

    private void Prove(Link link, IControllerKeys keys, byte[] m2)
    {
        if (link.IsGone)
        {
            return;
        }

        bool isRight = Random.Next(5) > 0;
        byte[] m3 = keys.SetupM3(m2, isRight ? Board.Code : WrongCode);
        link.Send(Post(RequestKind.SetupM3, "/pair-setup", m3, isRight: isRight, basis: m2, then: (status, m4) =>
        {
            _isExchanging = status == 200 && Tlv.Error(m4) == 0;
            if (status == 200 && Tlv.Error(m4) == 0 && !link.IsGone)
            {
                Exchange(link, keys, m4);
            }
        }));
    }

    private void Exchange(Link link, IControllerKeys keys, byte[] m4)
    {
        byte[] m5 = keys.SetupM5(m4);
        bool isRight = Random.Next(12) > 0;
        if (!isRight)
        {
            m5[^1] ^= 1;
        }

        link.Send(Post(RequestKind.SetupM5, "/pair-setup", m5, Identifier, Key, 1, isRight, (status, m6) =>
        {
            _isExchanging = false;
            if (status == 200 && Tlv.Error(m6) == 0)
            {
                keys.SetupM6(m6);
                _believesPaired = true;
            }
        }));
        if (Random.Next(6) == 0)
        {
            // Gone before M6 comes.
            Leave(link);
        }
    }

    private sealed record QuickName(string Identifier, string Key);
}
