// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Server.Tests;
using HapNano.Storage;

namespace HapNano.Simulation;

/// <content>The flash: what is written when, what a cut leaves, what goes bad.</content>
internal sealed partial class Simulation
{
    private void SeeTransaction()
    {
        StoreTransaction? transaction = _board?.Host.Transaction;
        if (transaction == null || !transaction.IsPending || _isTransactionSeen)
        {
            return;
        }

        _isTransactionSeen = true;
        if (transaction.Record == StoreRecord.Pairings)
        {
            Model.BeginTable(Board.ReadTable(transaction.Buffer));
        }
        else
        {
            Model.BeginAttempts(transaction.Buffer[1]);
        }
    }

    private void Spoil(PowerMedium next)
    {
        string? beginning = _mutation switch
        {
            Mutation.ForgetPairing => "pairings.",
            Mutation.ForgetAttempts => "attempts.",
            Mutation.ForgetValues => "values.",
            _ => null,
        };
        if (beginning != null && _isSpoiling)
        {
            next.TakeFrom(_older, beginning);
        }
    }

    private void Keep(StoreRecord record)
    {
        if ((_mutation == Mutation.ForgetPairing && record == StoreRecord.Pairings)
            || (_mutation == Mutation.ForgetAttempts && record == StoreRecord.Attempts)
            || (_mutation == Mutation.ForgetValues && record == StoreRecord.Values))
        {
            _older = _medium.Next();
            _isSpoiling = true;
        }
    }

    private void ServeFlash()
    {
        if (_board == null || _isFlashBusy)
        {
            return;
        }

        if (_board.Host.Transaction.IsPending)
        {
            LaterOnFlash(WriteTransaction);
        }
        else if (_board.Host.TakeValues(_board.Values, out int count, false, NowMs))
        {
            Model.BeginValues();
            LaterOnFlash(() => WriteValues(count));
        }
    }

    private void LaterOnFlash(Action write)
    {
        _isFlashBusy = true;
        int boots = Boots;
        At(NowMs + FlashDelay(), () =>
        {
            if (_board != null && boots == Boots)
            {
                write();
            }
        });
    }

    // Now and then a file system tidies up before it writes.
    private long FlashDelay() => IsFlashSlow || Random.Next(8) == 0 ? Random.Next(200, 8000) : Random.Next(2, 60);

    private void WriteTransaction()
    {
        StoreTransaction transaction = _board!.Host.Transaction;
        if (TryWrite(transaction.Record, transaction.Buffer, transaction.Count))
        {
            Model.EndStore();
            _isTransactionSeen = false;
            _board.Host.StoreCompleted(true, NowMs);
            AfterCall();
        }
    }

    private void WriteValues(int count)
    {
        if (TryWrite(StoreRecord.Values, _board!.Values, count))
        {
            Model.EndValues();
            _board.Host.ValuesSaved(true, NowMs);
            AfterCall();
        }
    }

    // False when the power failed within.
    private bool TryWrite(StoreRecord record, byte[] buffer, int count)
    {
        Keep(record);
        _medium.StepsLeft = Random.Next(100) == 0 ? Random.Next(count + 60) : long.MaxValue;
        bool isStored = _board!.Store.Write(record, buffer, 0, count);
        _isFlashBusy = false;
        _medium.StepsLeft = long.MaxValue;
        if (_medium.IsCut)
        {
            CutPower();
            return false;
        }

        return isStored ? true : throw new SimulationException("flash refused " + record);
    }
}
