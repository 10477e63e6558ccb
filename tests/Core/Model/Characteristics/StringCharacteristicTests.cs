// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Model;

namespace HapNano.Tests.Model;

[TestClass]
public class StringCharacteristicTests
{
    private const string Sixty = "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghij";

    [TestMethod]
    [DataRow("\"Desk\"", "Desk")]
    [DataRow("\"\"", "")]
    [DataRow("\"\\u0041\\/\\\"\"", "A/\"")]
    [DataRow("\"\\uD83D\\uDCA1\"", "\uD83D\uDCA1")]
    [DataRow("\"" + Sixty + "abcd\"", Sixty + "abcd")]
    public void Write_String_IsTaken(string json, string expected)
    {
        StringCharacteristic name = NewName();

        Assert.AreEqual(0, ModelTools.Write(name, json));
        Assert.AreEqual(expected, name.Value);
    }

    [TestMethod]
    [DataRow("1")]
    [DataRow("true")]
    [DataRow("null")]
    [DataRow("[]")]
    [DataRow("{}")]
    [DataRow("\"\\uD83D\"")]
    public void Write_AnythingElse_IsRefused(string json)
    {
        StringCharacteristic name = NewName();

        Assert.AreEqual(-70410, ModelTools.Write(name, json));
        Assert.AreEqual("Lamp", name.Value);
    }

    [TestMethod]
    [DataRow("\"" + Sixty + "abcde\"")]
    [DataRow("\"" + Sixty + "ab\u20AC\"")]
    public void Write_TooLongInBytes_IsRefused(string json)
    {
        StringCharacteristic name = NewName();

        Assert.AreEqual(-70410, ModelTools.Write(name, json));
        Assert.AreEqual("Lamp", name.Value);
    }

    [TestMethod]
    public void Write_LongerDefinition_TakesUpToItsLength()
    {
        var text = new StringCharacteristic(new CharacteristicDefinition(0xFFFF, CharacteristicFormat.String, maxLength: 256));
        string longest = Sixty + Sixty + Sixty + Sixty + "abcdefghijabcdef";

        Assert.AreEqual(0, ModelTools.Write(text, "\"" + longest + "\""));
        Assert.AreEqual(longest, text.Value);
        Assert.AreEqual(-70410, ModelTools.Write(text, "\"" + longest + "x\""));
        Assert.AreEqual(",\"format\":\"string\",\"maxLen\":256", ModelTools.Metadata(text));
    }

    [TestMethod]
    [DataRow(Sixty + "abcde", Sixty + "abcd")]
    [DataRow(Sixty + "ab\u20AC", Sixty + "ab")]
    [DataRow(Sixty + "abc\u00E4", Sixty + "abc")]
    [DataRow(Sixty + "ab\u00E4", Sixty + "ab\u00E4")]
    public void Value_TooLong_IsCutBehindAWholeCharacter(string value, string expected)
    {
        StringCharacteristic text = NewText();

        text.Value = value;

        Assert.AreEqual(expected, text.Value);
    }

    [TestMethod]
    public void Value_Null_IsEmpty()
    {
        StringCharacteristic text = NewText();

        text.Value = null;

        Assert.AreEqual("", text.Value);
    }

    [TestMethod]
    public void Value_NameBeforeTheDatabase_KeepsItsRuleAndThenIsTheUsers()
    {
        StringCharacteristic name = NewName();
        ModelTools.Breaks(DatabaseRule.Name, () => name.Value = "Lamp!");
        ModelTools.Breaks(DatabaseRule.Name, () => new StringCharacteristic(CharacteristicDefinitions.ConfiguredName));
        ModelTools.NewDatabase(name);

        Assert.AreEqual(0, ModelTools.Write(name, "\"Lamp!\""));
        Assert.AreEqual("Lamp!", name.Value);
        name.Value = "Lamp?";
        Assert.AreEqual("Lamp?", name.Value);
    }

    [TestMethod]
    public void Write_SameText_TellsNobody()
    {
        StringCharacteristic name = NewName();
        var listener = new RecordingListener();
        ModelTools.NewDatabase(name).Listener = listener;
        string told = null;
        name.Changed += value => told = value;

        ModelTools.Write(name, "\"Lamp\"");
        name.Value = "Lamp";
        Assert.AreEqual(0, listener.ChangeCount);
        ModelTools.Write(name, "\"Lump\"");
        Assert.AreEqual(1, listener.ChangeCount);
        Assert.AreEqual("Lump", told);
    }

    [TestMethod]
    public void Write_ProgramChangesItAtOnce_IsCorrected()
    {
        StringCharacteristic name = NewName();
        name.Changed += value => name.Value = value.ToUpper();

        Assert.IsTrue(ModelTools.IsCorrected(name, "\"desk\""));
        Assert.AreEqual("DESK", name.Value);
        Assert.IsFalse(ModelTools.IsCorrected(name, "\"WALL\""));
    }

    [TestMethod]
    public void Constructor_AnotherFormat_BreaksType()
    {
        ModelTools.Breaks(DatabaseRule.Type, () => new StringCharacteristic(CharacteristicDefinitions.On));
    }

    private static StringCharacteristic NewText()
    {
        return new StringCharacteristic(new CharacteristicDefinition("3A6F0C6E-6B0E-4C5B-9D33-0F6C1B7F2A11", CharacteristicFormat.String), "text");
    }

    private static StringCharacteristic NewName()
    {
        return new StringCharacteristic(CharacteristicDefinitions.ConfiguredName, "Lamp");
    }
}
