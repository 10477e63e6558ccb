// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Definitions;

/// <summary>Writes the services that a project asks for as C#: <c>DATA OUTPUT SERVICES CHARACTERISTICS</c>; Services.targets calls it.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        try
        {
            var selection = new Selection(new HapData(arguments[0]), arguments[2], arguments[3]);
            File.WriteAllText(arguments[1], Generator.Generate(selection));
            return 0;
        }
        catch (UnknownNameException exception)
        {
            // The form in which MSBuild knows an error.
            Console.Error.WriteLine($"HapNano.Definitions : error HAPNANO6: {exception.Message}");
            return 1;
        }
    }
}
