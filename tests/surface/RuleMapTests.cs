// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HapNano.Surface.Tests;

/// <summary>tests/RULES.md against the tests that are there.</summary>
[TestClass]
public sealed partial class RuleMapTests
{
    private const string Map = "tests/RULES.md";

    [TestMethod]
    public void Map_EveryRule_HasTestsThatExist()
    {
        HashSet<string> tests = [.. Repository.Files().Where(IsTestSource).SelectMany(TestsOf)];
        Assert.IsGreaterThan(1000, tests.Count, "the sources were read");
        string[] wrong = [.. Rules().SelectMany(rule => rule.Tests.Length == 0
            ? [$"{rule.Id} has no test"]
            : rule.Tests.Where(test => !tests.Contains(test)).Select(test => $"{rule.Id} names {test}, which does not exist"))];
        Assert.IsEmpty(wrong, string.Join('\n', wrong));
    }

    [TestMethod]
    public void Map_Numbers_AreConsecutive()
    {
        (string Id, string[] Tests)[] rules = [.. Rules()];
        Assert.IsGreaterThan(150, rules.Length);
        foreach (IGrouping<string, int> group in rules.GroupBy(rule => rule.Id.Split('-')[0], rule => int.Parse(rule.Id.Split('-')[1])))
        {
            CollectionAssert.AreEqual(Enumerable.Range(1, group.Count()).ToArray(), group.ToArray(), group.Key);
        }
    }

    private static IEnumerable<(string Id, string[] Tests)> Rules()
    {
        foreach (string line in File.ReadLines(Path.Combine(Repository.Root, Map)))
        {
            // | PS-1 | what it says | `Class.Test`, `Class.Test` |
            string[] cells = line.Split(" | ");
            if (RuleId().IsMatch(cells[0]))
            {
                yield return (cells[0][2..], [.. TestName().Matches(cells[^1]).Select(match => match.Groups[1].Value)]);
            }
        }
    }

    private static bool IsTestSource(string file) => file.StartsWith("tests/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal);

    private static IEnumerable<string> TestsOf(string file)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(File.ReadAllText(Path.Combine(Repository.Root, file))).GetRoot();
        return root.DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Where(method => Has(method, "TestMethod") && !Has(method, "Ignore") && method.Parent is ClassDeclarationSyntax)
            .Select(method => $"{((ClassDeclarationSyntax)method.Parent!).Identifier.Text}.{method.Identifier.Text}");
    }

    private static bool Has(MethodDeclarationSyntax method, string attribute) =>
        method.AttributeLists.SelectMany(list => list.Attributes).Any(found => found.Name.ToString() == attribute);

    [GeneratedRegex(@"^\| [A-Z]+-\d+$")]
    private static partial Regex RuleId();

    [GeneratedRegex(@"`(\w+\.\w+)`")]
    private static partial Regex TestName();
}
