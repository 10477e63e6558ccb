// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Codec;

namespace HapNano.Tests.Codec;

[TestClass]
public class ByteSinkTests
{
    // What is offered below: 12 bytes, in pieces of 1, 5, 0, 1, 4 and 1.
    private const string Whole = "000102030405060708090a0b";

    [TestMethod]
    public void Append_EveryWindow_GetsItsPartAndEverythingIsCounted()
    {
        for (int skip = 0; skip <= 14; skip++)
        {
            for (int capacity = 0; capacity <= 14; capacity++)
            {
                byte[] buffer = Hex.Filled(18);
                ByteSink sink = new ByteSink();
                sink.Reset(buffer, 2, capacity, skip);
                Offer(sink);

                int left = skip < 12 ? 12 - skip : 0;
                int written = left < capacity ? left : capacity;
                Assert.AreEqual(12, sink.Total);
                Assert.AreEqual(written, sink.Written);
                Assert.AreEqual(left > capacity, sink.IsOverflowing);
                Expect.Bytes(Whole.Substring(left == 0 ? 0 : 2 * skip, 2 * written), buffer, 2, written);
                Assert.IsTrue(Hex.IsUntouched(buffer, 0, 2) && Hex.IsUntouched(buffer, 2 + written, 16 - written));
            }
        }
    }

    [TestMethod]
    public void Append_WithoutABuffer_OnlyMeasures()
    {
        ByteSink sink = new ByteSink();
        sink.Reset(null, 5, 100, 0);
        Offer(sink);
        Assert.AreEqual(12, sink.Total);
        Assert.AreEqual(0, sink.Written);
    }

    private static void Offer(ByteSink sink)
    {
        byte[] bytes = Hex.Bytes(Whole);
        sink.Append(bytes[0]);
        sink.Append(bytes, 1, 5);
        sink.Append(bytes, 6, 0);
        sink.Append(bytes[6]);
        sink.Append(Hex.Slice(bytes, 7, 4));
        sink.Append(bytes[11]);
    }
}
