// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Cost.Tests;

/// <summary>What one method takes of a request.</summary>
/// <param name="Name">Namespace, type and method.</param>
/// <param name="Units">Its own units, without those of the methods that it calls.</param>
/// <param name="Inclusive">Its units with those of the methods that it calls, whoever's they are.</param>
/// <param name="Calls">How often it is called.</param>
internal sealed record MethodCost(string Name, double Units, double Inclusive, double Calls);
