// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Definitions;

/// <summary>The services and characteristics that a project asks for.</summary>
internal sealed class Selection
{
    /// <summary>Asks for all of them: for tests, as no firmware needs it.</summary>
    public const string All = "All";

    private const string NoOptional = "None";
    private const string Information = "AccessoryInformation";
    private const string Protocol = "ProtocolInformation";

    private readonly HapData _data;
    private readonly SortedDictionary<int, CharacteristicRow> _characteristics = [];
    private readonly List<SelectedService> _services = [];

    /// <summary>Reads what Services.targets passes on.</summary>
    /// <param name="data">What there is.</param>
    /// <param name="services">Comma-separated: a service's name, <c>=</c>, and its optional characteristics; see <see cref="OptionalOf"/>.</param>
    /// <param name="characteristics">Comma-separated names.</param>
    /// <exception cref="UnknownNameException">A name is none.</exception>
    public Selection(HapData data, string services, string characteristics)
    {
        _data = data;
        foreach (string item in Split(services, ','))
        {
            string[] parts = item.Split('=');
            Select(parts[0], parts[1]);
        }

        foreach (string name in Split(characteristics, ','))
        {
            Use(name == All ? data.Characteristics : [data.Characteristic(name)]);
        }
    }

    /// <summary>In the order they were asked for.</summary>
    public IReadOnlyList<SelectedService> Services => _services;

    /// <summary>Those of the services and those asked for, each once, in the order of their numbers.</summary>
    public IReadOnlyCollection<CharacteristicRow> Characteristics => _characteristics.Values;

    private static string[] Split(string list, char separator) =>
        list.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private void Select(string name, string optional)
    {
        if (name == All)
        {
            foreach (ServiceRow row in _data.Services.Where(row => row.Name != Protocol))
            {
                Select(row.Name, optional);
            }

            return;
        }

        ServiceRow service = _data.Service(name);
        if (name == Protocol)
        {
            throw new UnknownNameException($"{Protocol} is part of HapNano.Core: the database adds it");
        }

        if (_services.Any(selected => selected.Row == service))
        {
            throw new UnknownNameException($"the service {name} is asked for twice");
        }

        // The required ones of the information service are the accessory's business.
        bool isInformation = name == Information;
        CharacteristicRow[] required = isInformation ? [] : [.. service.Required.Select(_data.Characteristic)];
        CharacteristicRow[] chosen = OptionalOf(service, optional);
        _services.Add(new SelectedService(service, required, chosen, IsExtension: isInformation));
        Use(required);
        Use(chosen);
    }

    /// <summary>Which optional characteristics a project asks for: nothing said is all, <c>None</c> is none, else a list.</summary>
    private CharacteristicRow[] OptionalOf(ServiceRow service, string list)
    {
        string[] names = list.Length == 0 ? service.Optional : list == NoOptional ? [] : Split(list, ';');
        if (names.FirstOrDefault(name => !service.Optional.Contains(name)) is string wrong)
        {
            throw new UnknownNameException($"{wrong} is no optional characteristic of {service.Name}, which has {string.Join(", ", service.Optional)}");
        }

        // Accessory takes it as an argument.
        return [.. names.Where(name => service.Name != Information || name != "HardwareRevision").Select(_data.Characteristic)];
    }

    private void Use(IEnumerable<CharacteristicRow> rows)
    {
        foreach (CharacteristicRow row in rows)
        {
            _characteristics[Convert.ToInt32(row.Type, 16)] = row;
        }
    }
}
