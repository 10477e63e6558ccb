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

    /// <summary>Waits until the link is up, for a limited time.</summary>
    /// <param name="timeoutMs">How long to wait.</param>
    /// <returns>True when there is an address.</returns>
    public abstract bool Join(int timeoutMs);

    /// <summary>Tells the IPv4 address that controllers on the local network reach.</summary>
    /// <param name="wanted">4 bytes: only this address will do; null for the one that the link has.</param>
    /// <param name="address">Receives 4 bytes, network order.</param>
    /// <param name="mask">Receives the 4 bytes of the subnet mask.</param>
    /// <returns>False while there is none.</returns>
    public abstract bool TryGetAddress(byte[] wanted, byte[] address, byte[] mask);
}
