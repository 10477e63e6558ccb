// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Definitions.Tests;

/// <summary>The data fits itself.</summary>
[TestClass]
public sealed class DataTests
{
    private static readonly HapData s_data = Places.Load();

    [TestMethod]
    public void Rows_Counted_AreAllThatAreKnown()
    {
        Assert.HasCount(72, s_data.Services);
        Assert.HasCount(247, s_data.Characteristics);
        Assert.HasCount(37, s_data.Categories);
    }

    [TestMethod]
    public void Types_OfEachTable_AreThere_Once()
    {
        CollectionAssert.AllItemsAreUnique(s_data.Services.Select(row => row.Type).ToArray());
        CollectionAssert.AllItemsAreUnique(s_data.Characteristics.Select(row => row.Type).ToArray());
        CollectionAssert.AllItemsAreUnique(s_data.Services.Select(row => row.Name).Concat(s_data.Characteristics.Where(HasConstants).Select(row => row.Name)).ToArray());
    }

    [TestMethod]
    public void Types_InOrder_AreHexWithoutLeadingZeros()
    {
        int last = 0;
        foreach (CharacteristicRow row in s_data.Characteristics)
        {
            int type = Convert.ToInt32(row.Type, 16);
            Assert.AreEqual(type.ToString("X", null), row.Type);
            Assert.IsGreaterThan(last, type, row.Name);
            last = type;
        }
    }

    [TestMethod]
    public void Characteristics_OfEachService_AreKnownAndNamedOnce()
    {
        foreach (ServiceRow row in s_data.Services)
        {
            string[] names = [.. row.Required, .. row.Optional];
            CollectionAssert.AllItemsAreUnique(names, row.Name);
            Array.ForEach(names, name => s_data.Characteristic(name));
            Assert.IsNotEmpty(row.Required, row.Name);
            Assert.IsEmpty(row.NotKept.Except(names), row.Name);
        }
    }

    [TestMethod]
    public void ValidValues_OfEachEnumeration_SpanItsRange()
    {
        foreach (CharacteristicRow row in s_data.Characteristics.Where(row => row.ValidValues != null))
        {
            int[] values = [.. row.ValidValues!.Select(value => value.Value)];
            CollectionAssert.AreEqual(values.Order().Distinct().ToArray(), values, row.Name);
            Assert.AreEqual(row.MinValue, values[0], row.Name);
            Assert.AreEqual(row.MaxValue, values[^1], row.Name);
            Assert.AreEqual(1.0, row.MinStep, row.Name);
        }
    }

    [TestMethod]
    public void Default_OfEachCharacteristic_IsAllowedAndReadable()
    {
        foreach (CharacteristicRow row in s_data.Characteristics.Where(row => row.Default != null))
        {
            Assert.Contains("pr", row.Perms, row.Name);
            if (row.Format == "bool")
            {
                continue;
            }

            double value = row.Default!.Value.GetDouble();
            Assert.IsTrue(value >= row.MinValue && value <= row.MaxValue, row.Name);
            Assert.IsTrue(row.ValidValues == null || row.ValidValues.Any(valid => valid.Value == value), row.Name);
        }
    }

    [TestMethod]
    public void Kept_OfEachCharacteristic_IsWrittenByControllers()
    {
        foreach (CharacteristicRow row in s_data.Characteristics.Where(row => row.Kept))
        {
            Assert.IsTrue(row.Perms.Contains("pr") && row.Perms.Contains("pw") && !row.IsBytes, row.Name);
        }
    }

    private static bool HasConstants(CharacteristicRow row) => row.ValidValues != null || row.ValidBits != null;
}
