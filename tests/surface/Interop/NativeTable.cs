// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text;
using HapNano.Surface.Tests.Il;

namespace HapNano.Surface.Tests.Interop;

/// <summary>
/// What nanoFramework's metadata processor makes of the methods of an assembly: the order in which the interpreter numbers them, the names of the native
/// ones, and the checksum that must stand in assembly and image alike.
/// </summary>
/// <remarks>
/// <para>Types go by full name, but each after those that it is nested in, implements, or names in a signature that its code calls. Within a type go virtual
/// methods, then instance methods, then static ones, each in the order of the source.</para>
/// <para>The checksum is CRC-32 (polynomial 04C11DB7, first bit first, from 0, not inverted) over assembly, class and name of each native method and the word
/// NULL for each other one. The count of native methods found so far decides whether there is something to go on from: whatever stands before the first one
/// leaves no trace, and of that one only the name does.</para>
/// </remarks>
internal sealed class NativeTable : IDisposable
{
    private const uint Polynomial = 0x04C11DB7;

    private readonly PEReader _image;
    private readonly MetadataReader _metadata;
    private readonly List<TypeDefinitionHandle> _order = [];
    private readonly HashSet<TypeDefinitionHandle> _seen = [];

    private NativeTable(Stream assembly)
    {
        _image = new PEReader(assembly);
        _metadata = _image.GetMetadataReader();
        AssemblyName = _metadata.GetString(_metadata.GetAssemblyDefinition().Name);
        Add(OrderByName());
        Methods = [.. _order.SelectMany(Entries)];
        Checksum = Sum();
        Version = ReadVersion();
    }

    public string AssemblyName { get; }

    /// <summary>All methods, in the interpreter's order.</summary>
    public IReadOnlyList<NativeMethod> Methods { get; }

    public uint Checksum { get; }

    /// <summary>From AssemblyNativeVersion; null without one.</summary>
    public Version? Version { get; }

    public static NativeTable Read(Stream assembly)
    {
        using var table = new NativeTable(assembly);
        return table;
    }

    public void Dispose() => _image.Dispose();

    /// <summary>Namespace and names from the outside in: <c>A.B.Outer/Inner</c>.</summary>
    public static string FullName(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        TypeDefinition type = metadata.GetTypeDefinition(handle);
        string name = metadata.GetString(type.Name);
        string space = metadata.GetString(type.Namespace);
        TypeDefinitionHandle outer = type.GetDeclaringType();
        return !outer.IsNil ? $"{FullName(metadata, outer)}/{name}" : space.Length != 0 ? $"{space}.{name}" : name;
    }

    private IEnumerable<TypeDefinitionHandle> OrderByName()
    {
        string[] names = [.. _metadata.TypeDefinitions.Select(handle => FullName(_metadata, handle)).Where(name => name != "<Module>").Order(StringComparer.Ordinal)];
        for (int i = 1; i < names.Length; i++)
        {
            RefuseUnsureOrder(names[i - 1], names[i]);
        }

        return _metadata.TypeDefinitions.Where(handle => names.Contains(FullName(_metadata, handle)))
            .OrderBy(handle => FullName(_metadata, handle), StringComparer.Ordinal);
    }

    // The metadata processor compares names by the rules of the culture it runs under. All cultures agree with the order of code points
    // where the first difference is between two letters, and upper and lower case do not decide.
    private static void RefuseUnsureOrder(string first, string second)
    {
        int same = first.Zip(second).TakeWhile(pair => pair.First == pair.Second).Count();
        bool isSure = same == first.Length
            || (char.IsAsciiLetter(first[same]) && char.IsAsciiLetter(second[same]) && char.ToLowerInvariant(first[same]) < char.ToLowerInvariant(second[same]));
        if (!isSure)
        {
            throw new NotSupportedException($"whether {first} or {second} comes first depends on the culture of the build: rename one");
        }
    }

    private void Add(IEnumerable<TypeDefinitionHandle> types)
    {
        foreach (TypeDefinitionHandle handle in types)
        {
            Add(handle);
        }
    }

    private void Add(TypeDefinitionHandle handle)
    {
        if (handle.IsNil || _seen.Contains(handle))
        {
            return;
        }

        TypeDefinition type = _metadata.GetTypeDefinition(handle);
        Add(type.GetDeclaringType());
        Add(type.GetInterfaceImplementations().Select(implementation => _metadata.GetInterfaceImplementation(implementation).Interface)
            .Where(parent => parent.Kind == HandleKind.TypeDefinition).Select(parent => (TypeDefinitionHandle)parent));
        if (_seen.Add(handle))
        {
            Add(type.GetMethods().SelectMany(Callees).SelectMany(signature => signature.ParameterTypes.Insert(0, signature.ReturnType))
                .Select(shape => shape.Definition));
            _order.Add(handle);
        }
    }

    private IEnumerable<MethodSignature<TypeShape>> Callees(MethodDefinitionHandle handle)
    {
        int address = _metadata.GetMethodDefinition(handle).RelativeVirtualAddress;
        return address == 0 ? [] : Instructions.Read(_image.GetMethodBody(address)).Select(instruction => instruction.HasToken ? instruction.Operand : 0)
            .Where(token => token != 0).Select(MetadataTokens.EntityHandle).Select(Signature).OfType<MethodSignature<TypeShape>>();
    }

    private MethodSignature<TypeShape>? Signature(EntityHandle handle) => handle.Kind switch
    {
        HandleKind.MethodDefinition => _metadata.GetMethodDefinition((MethodDefinitionHandle)handle).DecodeSignature(TypeShapes.Instance, null),
        HandleKind.MemberReference when _metadata.GetMemberReference((MemberReferenceHandle)handle) is var member
            && member.GetKind() == MemberReferenceKind.Method => member.DecodeMethodSignature(TypeShapes.Instance, null),
        _ => null,
    };

    private IEnumerable<NativeMethod> Entries(TypeDefinitionHandle handle)
    {
        TypeDefinition type = _metadata.GetTypeDefinition(handle);
        bool isCounted = IsCounted(type);
        string className = ClassName(handle);
        return type.GetMethods().Select(_metadata.GetMethodDefinition)
            .OrderBy(method => method.Attributes.HasFlag(MethodAttributes.Virtual) ? 0 : method.Attributes.HasFlag(MethodAttributes.Static) ? 2 : 1)
            .Select(method => new NativeMethod(className, MethodName(method), isCounted && IsNative(method), isCounted));
    }

    private static bool IsNative(MethodDefinition method) => method.RelativeVirtualAddress == 0 && !method.Attributes.HasFlag(MethodAttributes.Abstract);

    private bool IsCounted(TypeDefinition type)
    {
        string parent = type.BaseType.Kind == HandleKind.TypeReference && !type.BaseType.IsNil
            ? _metadata.GetString(_metadata.GetTypeReference((TypeReferenceHandle)type.BaseType).Name)
            : "";
        return !type.Attributes.HasFlag(TypeAttributes.Interface) && parent is not ("Enum" or "Delegate" or "MulticastDelegate");
    }

    private string ClassName(TypeDefinitionHandle handle)
    {
        TypeDefinition type = _metadata.GetTypeDefinition(handle);
        TypeDefinitionHandle outer = type.GetDeclaringType();
        string prefix = outer.IsNil ? "" : ClassName(outer);
        return $"{prefix}_{_metadata.GetString(type.Namespace)}_{_metadata.GetString(type.Name)}".Replace('.', '_').TrimStart('_');
    }

    private string MethodName(MethodDefinition method)
    {
        MethodSignature<TypeShape> signature = method.DecodeSignature(TypeShapes.Instance, null);
        string kind = signature.Header.IsInstance ? "___" : "___STATIC__";
        ImmutableArray<TypeShape> shapes = signature.ParameterTypes.Insert(0, signature.ReturnType);
        return _metadata.GetString(method.Name).Replace('.', '_') + kind + string.Join("__", shapes.Select(shape => shape.Code));
    }

    private uint Sum()
    {
        uint sum = 0;
        bool isStarted = false;
        foreach (NativeMethod method in Methods.Where(method => method.IsCounted))
        {
            if (method.IsNative)
            {
                uint start = isStarted ? Crc(Crc(sum, AssemblyName), method.ClassName) : 0;
                sum = Crc(start, method.Name);
                isStarted = true;
            }
            else if (isStarted)
            {
                sum = Crc(sum, "NULL");
            }
        }

        return sum;
    }

    private static uint Crc(uint sum, string text)
    {
        foreach (byte value in Encoding.ASCII.GetBytes(text))
        {
            sum ^= (uint)value << 24;
            for (int bit = 0; bit < 8; bit++)
            {
                sum = (sum << 1) ^ ((sum & 0x80000000) != 0 ? Polynomial : 0);
            }
        }

        return sum;
    }

    private Version? ReadVersion() => _metadata.GetAssemblyDefinition().GetCustomAttributes().Select(_metadata.GetCustomAttribute)
        .Where(attribute => attribute.Constructor.Kind == HandleKind.MemberReference
            && _metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is { Kind: HandleKind.TypeReference } type
            && _metadata.GetString(_metadata.GetTypeReference((TypeReferenceHandle)type).Name) == "AssemblyNativeVersionAttribute")
        .Select(FirstText).Select(Version.Parse).SingleOrDefault();

    // ECMA-335 II.23.3: prolog 0001, then the arguments of the constructor.
    private string FirstText(CustomAttribute attribute)
    {
        BlobReader value = _metadata.GetBlobReader(attribute.Value);
        value.ReadUInt16();
        return value.ReadSerializedString()!;
    }
}
