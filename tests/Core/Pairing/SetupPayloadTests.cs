// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Pairing;
using HapNano.Tests.Crypto;

namespace HapNano.Tests.Pairing;


[TestClass]
public class SetupPayloadTests
{
    [TestMethod]
    [DataRow(SetupPayloadVectors.Adk0071WK4SM7OSX_code, SetupPayloadVectors.Adk0071WK4SM7OSX_setupId, SetupPayloadVectors.Adk0071WK4SM7OSX_flagsAndCategory, SetupPayloadVectors.Adk0071WK4SM7OSX)]
    [DataRow(SetupPayloadVectors.Adk00711PP1C0000_code, SetupPayloadVectors.Adk00711PP1C0000_setupId, SetupPayloadVectors.Adk00711PP1C0000_flagsAndCategory, SetupPayloadVectors.Adk00711PP1C0000)]
    [DataRow(SetupPayloadVectors.Adk00739MG3K0000_code, SetupPayloadVectors.Adk00739MG3K0000_setupId, SetupPayloadVectors.Adk00739MG3K0000_flagsAndCategory, SetupPayloadVectors.Adk00739MG3K0000)]
    [DataRow(SetupPayloadVectors.Adk0076CDMX27OSX_code, SetupPayloadVectors.Adk0076CDMX27OSX_setupId, SetupPayloadVectors.Adk0076CDMX27OSX_flagsAndCategory, SetupPayloadVectors.Adk0076CDMX27OSX)]
    [DataRow(SetupPayloadVectors.Computed466377262_code, SetupPayloadVectors.Computed466377262_setupId, SetupPayloadVectors.Computed466377262_flagsAndCategory, SetupPayloadVectors.Computed466377262)]
    [DataRow(SetupPayloadVectors.Computed321548765_code, SetupPayloadVectors.Computed321548765_setupId, SetupPayloadVectors.Computed321548765_flagsAndCategory, SetupPayloadVectors.Computed321548765)]
    [DataRow(SetupPayloadVectors.Computed031451545_code, SetupPayloadVectors.Computed031451545_setupId, SetupPayloadVectors.Computed031451545_flagsAndCategory, SetupPayloadVectors.Computed031451545)]
    [DataRow(SetupPayloadVectors.Computed111223332_code, SetupPayloadVectors.Computed111223332_setupId, SetupPayloadVectors.Computed111223332_flagsAndCategory, SetupPayloadVectors.Computed111223332)]
    [DataRow(SetupPayloadVectors.Computed99999998255_code, SetupPayloadVectors.Computed99999998255_setupId, SetupPayloadVectors.Computed99999998255_flagsAndCategory, SetupPayloadVectors.Computed99999998255)]
    [DataRow(SetupPayloadVectors.Computed000000011_code, SetupPayloadVectors.Computed000000011_setupId, SetupPayloadVectors.Computed000000011_flagsAndCategory, SetupPayloadVectors.Computed000000011)]
    [DataRow(SetupPayloadVectors.Computed518085828_code, SetupPayloadVectors.Computed518085828_setupId, SetupPayloadVectors.Computed518085828_flagsAndCategory, SetupPayloadVectors.Computed518085828)]
    [DataRow(SetupPayloadVectors.Esp003363Z4TES32_code, SetupPayloadVectors.Esp003363Z4TES32_setupId, SetupPayloadVectors.Esp003363Z4TES32_flagsAndCategory, SetupPayloadVectors.Esp003363Z4TES32)]
    [DataRow(SetupPayloadVectors.Esp00AHJA6JHES32_code, SetupPayloadVectors.Esp00AHJA6JHES32_setupId, SetupPayloadVectors.Esp00AHJA6JHES32_flagsAndCategory, SetupPayloadVectors.Esp00AHJA6JHES32)]
    [DataRow(SetupPayloadVectors.Esp007JNU5AE7OSX_code, SetupPayloadVectors.Esp007JNU5AE7OSX_setupId, SetupPayloadVectors.Esp007JNU5AE7OSX_flagsAndCategory, SetupPayloadVectors.Esp007JNU5AE7OSX)]
    public void Write_PublishedPayload_IsThatText(string code, string setupId, string flagsAndCategory, string text)
    {
        byte[] buffer = Hex.Filled(SetupPayload.TextBytes + 2);
        byte[] wanted = Hex.Bytes(flagsAndCategory);
        uint number = code.Length == 0 ? 0 : SetupCode.ToNumber(Hex.Bytes(code), 0);
        byte[] id = setupId.Length == 0 ? null : Hex.Bytes(setupId);

        SetupPayload.Write(buffer, 1, number, id, wanted[1], (SetupPayloadFlags)wanted[0]);

        Expect.Bytes(text, buffer, 1, SetupPayload.TextBytes);
        Assert.IsTrue(Hex.IsUntouched(buffer, 0, 1));
        Assert.IsTrue(Hex.IsUntouched(buffer, 1 + SetupPayload.TextBytes, 1));
    }
}
