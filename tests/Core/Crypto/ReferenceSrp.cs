// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Tests.Crypto;

/// <summary>SRP-6a as HAP uses it (RFC 2945, RFC 5054), with every choice about leading zeros as a parameter or in the name.</summary>
internal static class ReferenceSrp
{
    /// <summary>Bytes of a number modulo N.</summary>
    internal const int NumberBytes = 384;

    private const string PrimeHex =
        "ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a08798e3404ddef9519b3cd3a431b302b0a6df25f1437" +
        "4fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7edee386bfb5a899fa5ae9f24117c4b1fe649286651ece45b3dc2007cb8a163bf05" +
        "98da48361c55d39a69163fa8fd24cf5f83655d23dca3ad961c62f356208552bb9ed529077096966d670c354e4abc9804f1746c08ca18217c32905e462e36ce3b" +
        "e39e772c180e86039b2783a2ec07a28fb5c55df06f4c52c9de2bcbf6955817183995497cea956ae515d2261898fa051015728e5a8aaac42dad33170d04507a33" +
        "a85521abdf1cba64ecfb850458dbef0a8aea71575d060c7db3970f85a6e1e4c7abf5ae8cdb0933d71e8c94e04a25619dcee3d2261ad2ee6bf12ffa06d98a0864" +
        "d87602733ec86a64521f2b18177b200cbbe117577a615d6c770988c0bad946e208e24fa074e5ab3143db5bfce0fd108e4b82d120a93ad2caffffffffffffffff";

    private static readonly byte[] s_prime = Hex.Bytes(PrimeHex);
    private static readonly Modulus s_group = new Modulus(s_prime);
    private static readonly uint[] s_generator = s_group.FromSmall(5);

    private static readonly Memory s_powers = new Memory();

    /// <summary>The group, for whoever computes with it.</summary>
    internal static Modulus Group => s_group;

    /// <summary>N, 384 bytes.</summary>
    internal static byte[] Prime => (byte[])s_prime.Clone();

    /// <summary>g^exponent mod N, 384 bytes: A of a, g^b of b, v of x.</summary>
    internal static byte[] GeneratorPower(byte[] exponent)
    {
        return s_group.ToBytes(Power(s_generator, exponent), NumberBytes);
    }

    /// <summary>x = H(salt | H(user ":" code)).</summary>
    internal static byte[] PrivateKey(byte[] user, byte[] salt, byte[] code)
    {
        byte[] inner = ReferenceSha512.Hash(Bytes.Concat(user, Hex.Utf8(":"), code));
        return ReferenceSha512.Hash(Bytes.Concat(salt, inner));
    }

    /// <summary>B = kv + g^b, 384 bytes.</summary>
    internal static byte[] AccessoryKey(byte[] verifier, byte[] privateValue)
    {
        uint[] power = Power(s_generator, privateValue);
        return s_group.ToBytes(s_group.Add(s_group.Multiply(Multiplier(), s_group.FromBytes(verifier)), power), NumberBytes);
    }

    /// <summary>u = H(PAD(A) | PAD(B)).</summary>
    internal static byte[] Scrambler(byte[] controllerKey, byte[] accessoryKey)
    {
        return ReferenceSha512.Hash(Bytes.Concat(Bytes.Padded(controllerKey, NumberBytes), Bytes.Padded(accessoryKey, NumberBytes)));
    }

    /// <summary>A * v^u, 384 bytes: the base of the accessory's S.</summary>
    internal static byte[] SessionBase(byte[] controllerKey, byte[] verifier, byte[] u)
    {
        uint[] power = Power(s_group.FromBytes(verifier), u);
        return s_group.ToBytes(s_group.Multiply(s_group.FromBytes(controllerKey), power), NumberBytes);
    }

    /// <summary>S = base^b, 384 bytes.</summary>
    internal static byte[] AccessorySecret(byte[] sessionBase, byte[] privateValue)
    {
        return s_group.ToBytes(Power(s_group.FromBytes(sessionBase), privateValue), NumberBytes);
    }

    /// <summary>S = (B - k g^x)^(a + ux), 384 bytes, as (B - k g^x)^a * ((B - k g^x)^u)^x.</summary>
    internal static byte[] ControllerSecret(byte[] accessoryKey, byte[] x, byte[] privateValue, byte[] u)
    {
        uint[] verifier = Power(s_generator, x);
        uint[] b = s_group.Subtract(s_group.FromBytes(accessoryKey), s_group.Multiply(Multiplier(), verifier));
        uint[] secret = s_group.Multiply(Power(b, privateValue), Power(Power(b, u), x));
        return s_group.ToBytes(secret, NumberBytes);
    }

    /// <summary>M1 = H((H(N) xor H(g)) | H(user) | salt | A | B | K), of A, B and K as they are given.</summary>
    internal static byte[] ControllerProof(byte[] user, byte[] salt, byte[] controllerKey, byte[] accessoryKey, byte[] sessionKey)
    {
        byte[] mix = ReferenceSha512.Hash(s_prime);
        byte[] generatorHash = ReferenceSha512.Hash(new byte[] { 5 });
        for (int i = 0; i < mix.Length; i++)
        {
            mix[i] ^= generatorHash[i];
        }

        byte[] userHash = ReferenceSha512.Hash(user);
        return ReferenceSha512.Hash(Bytes.Concat(mix, userHash, salt, controllerKey, accessoryKey, sessionKey));
    }

    /// <summary>M2 = H(PAD(A) | M1 | K).</summary>
    internal static byte[] AccessoryProof(byte[] controllerKey, byte[] controllerProof, byte[] sessionKey)
    {
        return ReferenceSha512.Hash(Bytes.Concat(Bytes.Padded(controllerKey, NumberBytes), controllerProof, sessionKey));
    }

    private static uint[] Power(uint[] residue, byte[] exponent)
    {
        byte[] input = Bytes.Concat(s_group.ToBytes(residue, NumberBytes), exponent);
        byte[] power = s_powers.Find(input);
        return power != null
            ? s_group.FromBytes(power)
            : s_group.FromBytes(s_powers.Keep(input, s_group.ToBytes(s_group.Power(residue, exponent), NumberBytes)));
    }

    // k = H(N | PAD(g))
    private static uint[] Multiplier()
    {
        return s_group.FromBytes(ReferenceSha512.Hash(Bytes.Concat(s_prime, Bytes.Padded(new byte[] { 5 }, NumberBytes))));
    }
}
