// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Server;

/// <summary>The way to the local network: a radio on the chip, whatever the machine has on a PC.</summary>
public abstract class NetworkLink
{
    private static NetworkLink s_board;

    /// <summary>The board's link. A board that has another one sets it before Main.</summary>
    public static NetworkLink Board
    {
        get
        {
            if (s_board == null)
            {
                s_board = new BoardLink();
            }

            return s_board;
        }

        set
        {
            s_board = value;
        }
    }

    /// <summary>The radio that has to be kept in a network; null where somebody else looks after the link.</summary>
    public virtual WifiRadio Radio => null;

    /// <summary>How often the link has come up. Another number than before says that it was down, however short: groups that were joined may be lost.</summary>
    public virtual int UpCount => Radio == null ? 0 : Radio.UpCount;

    /// <summary>Tells the IPv4 address that controllers on the local network reach.</summary>
    /// <param name="wanted">4 bytes: only this address will do; null for the one that the link has.</param>
    /// <param name="address">Receives 4 bytes, network order.</param>
    /// <param name="mask">Receives the 4 bytes of the subnet mask.</param>
    /// <returns>False while there is none.</returns>
    public abstract bool TryGetAddress(byte[] wanted, byte[] address, byte[] mask);
}
