// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using System.Device.Gpio;
using System.Device.Pwm;
using System.IO;
using System.Linq;
using System.Reflection;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using nanoFramework.Hardware.Esp32;
using nanoFramework.Hardware.Esp32.Rmt;

namespace HapNano.Gpio.Tests;

/// <summary>The virtual board's assemblies against the listing of what nanoFramework's really offer (tests/surface/api).</summary>
[TestClass]
public class SignatureTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [TestMethod]
    public void SystemDeviceGpio_PublicMembers_AreThoseOfTheBoard()
    {
        Assert.IsGreaterThan(50, Listed("System.Device.Gpio.txt").Length);
        CollectionAssert.AreEqual(Listed("System.Device.Gpio.txt"), Actual(typeof(GpioController)));
    }

    [TestMethod]
    public void SystemDevicePwm_PublicMembers_AreThoseOfTheBoard()
    {
        CollectionAssert.AreEqual(Listed("System.Device.Pwm.txt"), Actual(typeof(PwmChannel)));
    }

    [TestMethod]
    public void HardwareEsp32_PublicMembers_AreAPartOfTheBoards()
    {
        CollectionAssert.AreEqual(
            Array.Empty<string>(), Actual(typeof(Configuration)).Except(Listed("nanoFramework.Hardware.Esp32.txt")).ToArray());
    }

    [TestMethod]
    public void HardwareEsp32Rmt_PublicMembers_AreAPartOfTheBoards()
    {
        CollectionAssert.AreEqual(
            Array.Empty<string>(), Actual(typeof(TransmitterChannel)).Except(Listed("nanoFramework.Hardware.Esp32.Rmt.txt")).ToArray());
    }

    // Finalizers are protected and belong to no caller.
    private static string[] Listed(string file) =>
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "api", file))
            .Where(line => !line.StartsWith('#') && !line.Contains("::Finalize()"))
            .Select(line => line.Split('\t'))
            .Select(columns => columns[1] switch
            {
                "T" => $"{columns[0]} {columns[2]}",
                "F" => $"{columns[0]} {columns[3]} {columns[4]}",
                _ => $"{columns[0]} {columns[3]}",
            })
            .Order(StringComparer.Ordinal),
    ];

    private static string[] Actual(Type marker) =>
    [
        .. marker.Assembly.GetExportedTypes()
            .Where(type => type.Namespace == marker.Namespace)
            .SelectMany(type => type.GetMembers(Declared).Select(Text).OfType<string>().Append($"{type.FullName} {Kind(type)}"))
            .Order(StringComparer.Ordinal),
    ];

    private static string Kind(Type type) =>
        type.IsEnum ? "enum" : type.IsValueType ? "struct" : typeof(Delegate).IsAssignableFrom(type) ? "delegate" : type.IsInterface ? "interface" : "class";

    private static string? Text(MemberInfo member)
    {
        string name = $"{member.DeclaringType!.FullName}::{member.Name}";
        return member switch
        {
            FieldInfo { IsSpecialName: true } => null,
            FieldInfo field => $"{name} {field.FieldType} {(field.IsLiteral ? Convert.ToInt64(field.GetRawConstantValue()) : "-")}",
            PropertyInfo property => $"{name} {property.PropertyType}",
            EventInfo @event => $"{name} {@event.EventHandlerType}",
            ConstructorInfo constructor => $"{name}({Parameters(constructor)}) System.Void",
            MethodInfo { IsSpecialName: true } method when !method.Name.StartsWith("op_", StringComparison.Ordinal) => null,
            MethodInfo method => $"{name}({Parameters(method)}) {method.ReturnType}",
            _ => null,
        };
    }

    private static string Parameters(MethodBase method) =>
        string.Join(',', method.GetParameters().Select(parameter => parameter.ParameterType.ToString()));
}
