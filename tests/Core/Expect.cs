// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Tests;

/// <summary>What the assert classes of MSTest and of nanoFramework do not both have.</summary>
internal static class Expect
{
    /// <summary>Code that is expected to throw.</summary>
    internal delegate void Body();

    /// <summary>Fails unless <paramref name="body"/> throws exactly this type.</summary>
    internal static void Throws(Type type, Body body)
    {
        Exception thrown = null;
        try
        {
            body();
        }
        catch (Exception e)
        {
            // Whatever it is: its type is what is compared.
            thrown = e;
        }

        Assert.IsNotNull(thrown, "nothing was thrown");
        Assert.IsTrue(thrown.GetType() == type, "thrown: " + thrown.GetType().FullName);
    }

    /// <summary>Fails always.</summary>
    internal static void Fail(string message)
    {
        Assert.AreEqual("not to come here", message);
    }

    /// <summary>Compares part of an array with expected hexadecimal.</summary>
    internal static void Bytes(string expectedHex, byte[] actual, int offset, int count)
    {
        Assert.AreEqual(expectedHex, Hex.Text(actual, offset, count));
    }
}
