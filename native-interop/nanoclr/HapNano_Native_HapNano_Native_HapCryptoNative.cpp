// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

// The methods of HapCryptoNative in an image: what HapNano.Native calls by InternalCall. C++ because that is what an interop
// assembly is called through; no class of the C++ library, no exception, nothing allocated.
//
// Each method reads its arguments, checks every offset and count against the array, and only then takes addresses: a managed
// array stands still just until the interpreter allocates again, and nothing here makes it do so. An argument that does not fit
// raises ArgumentNullException or ArgumentOutOfRangeException in C#, before the C is entered and before anything is written.
// NativeCrypto has checked the same; whoever reaches these methods past it finds them checked again.
//
// A native call stops every managed thread. The headers in ../include say how long each one takes.

#include "HapNano_Native.h"

#include "hap_aead.h"
#include "hap_ed25519.h"
#include "hap_random.h"
#include "hap_sha512.h"
#include "hap_srp.h"
#include "hap_x25519.h"

typedef Library_HapNano_Native_HapNano_Native_HapCryptoNative Methods;

// Cells of the managed heap begin at multiples of 4, and an array's bytes follow its header: an SRP work area at offset 0 is
// aligned as hap_srp.h asks.
static_assert(sizeof(CLR_RT_HeapBlock_Array) % alignof(hap_srp_t) == 0, "a byte array is not aligned for an SRP work area");

namespace
{

// Bytes that exist: the array is not null and holds offset + size bytes or more.
struct Part
{
    CLR_RT_HeapBlock_Array *array;
    size_t offset;
    size_t size;

    // An address, good until the interpreter allocates.
    uint8_t *First() const
    {
        return array->GetFirstElement() + offset;
    }

    hap_srp_t *Work() const
    {
        return reinterpret_cast<hap_srp_t *>(First());
    }
};

// In place of the position of an offset: there is none.
const int FromStart = -1;

// The arguments of one call, by position. Remembers the first one that does not fit.
class Arguments
{
  public:
    explicit Arguments(CLR_RT_StackFrame &stack) : _stack(stack), _result(S_OK)
    {
    }

    // A count or an offset, as it was passed.
    int32_t Count(int position) const
    {
        return _stack.ArgN(position).NumericByRef().s4;
    }

    uint64_t Number(int position) const
    {
        return static_cast<uint64_t>(_stack.ArgN(position).NumericByRef().u8);
    }

    // size bytes of an array, from the offset that is passed at offsetPosition (FromStart: from its first one), with room for tail
    // more behind them.
    Part At(int position, int offsetPosition, int32_t size, uint32_t tail = 0);

    Part Work(int position)
    {
        return At(position, FromStart, sizeof(hap_srp_t));
    }

    bool AreGood() const
    {
        return _result == S_OK;
    }

    // What a method of C# that returns nothing ends with.
    HRESULT Result() const
    {
        return _result;
    }

    // The same with a value for C#.
    HRESULT Result(int value) const
    {
        if (AreGood())
        {
            _stack.SetResult_I4(value);
        }

        return _result;
    }

  private:
    CLR_RT_StackFrame &_stack;
    HRESULT _result;
};

Part Arguments::At(int position, int offsetPosition, int32_t size, uint32_t tail)
{
    CLR_RT_HeapBlock_Array *array = _stack.ArgN(position).DereferenceArray();

    if (AreGood() && array == nullptr)
    {
        _result = CLR_E_ARGUMENT_NULL;
    }

    if (!AreGood())
    {
        return Part();
    }

    // What is left of the array shrinks step by step, so that no sum can wrap; a negative number is a large one here.
    const uint32_t length = array->m_numOfElements;
    const uint32_t start = offsetPosition == FromStart ? 0 : static_cast<uint32_t>(Count(offsetPosition));
    const uint32_t used = static_cast<uint32_t>(size);

    if (start > length || used > length - start || tail > length - start - used)
    {
        _result = CLR_E_OUT_OF_RANGE;
        return Part();
    }

    return Part{array, start, used};
}

// HAP's nonce: four zero bytes, then the number, little-endian.
struct Nonce
{
    uint8_t bytes[HAP_AEAD_NONCE_BYTES];

    explicit Nonce(uint64_t number) : bytes()
    {
        for (unsigned i = 4; i < HAP_AEAD_NONCE_BYTES; i++)
        {
            bytes[i] = static_cast<uint8_t>(number >> (8 * (i - 4)));
        }
    }
};

// What Seal and Open are given: buffer, offset, count, aadOffset, aadCount, key, keyOffset, nonce.
struct Frame
{
    Part text; // and the tag behind it
    Part aad;
    Part key;
    Nonce nonce;

    explicit Frame(Arguments &arguments)
        : text(arguments.At(0, 1, arguments.Count(2), HAP_AEAD_TAG_BYTES)),
          aad(arguments.At(0, 3, arguments.Count(4))),
          key(arguments.At(5, 6, HAP_AEAD_KEY_BYTES)),
          nonce(arguments.Number(7))
    {
    }
};

} // namespace

HRESULT Methods::Random___STATIC__I4__SZARRAY_U1__I4__I4(CLR_RT_StackFrame &stack)
{
    Arguments arguments(stack);
    const Part out = arguments.At(0, 1, arguments.Count(2));
    int result = HAP_OK;

    if (arguments.AreGood())
    {
        result = hap_random(out.First(), out.size);
    }

    return arguments.Result(result);
}

HRESULT Methods::Sha512___STATIC__VOID__SZARRAY_U1__I4__I4__SZARRAY_U1__I4(CLR_RT_StackFrame &stack)
{
    Arguments arguments(stack);
    const Part data = arguments.At(0, 1, arguments.Count(2));
    const Part hash = arguments.At(3, 4, HAP_SHA512_BYTES);

    if (arguments.AreGood())
    {
        hap_sha512(hash.First(), data.First(), data.size);
    }

    return arguments.Result();
}

HRESULT Methods::
    HkdfSha512___STATIC__I4__SZARRAY_U1__I4__I4__SZARRAY_U1__I4__I4__SZARRAY_U1__I4__SZARRAY_U1__I4(CLR_RT_StackFrame &stack)
{
    Arguments arguments(stack);
    const Part out = arguments.At(0, 1, arguments.Count(2));
    const Part secret = arguments.At(3, 4, arguments.Count(5));
    const Part salt = arguments.At(6, FromStart, arguments.Count(7));
    const Part info = arguments.At(8, FromStart, arguments.Count(9));
    int result = HAP_OK;

    if (arguments.AreGood())
    {
        result = hap_hkdf_sha512(out.First(), out.size, secret.First(), secret.size, salt.First(), salt.size, info.First(), info.size);
    }

    return arguments.Result(result);
}

HRESULT Methods::Seal___STATIC__VOID__SZARRAY_U1__I4__I4__I4__I4__SZARRAY_U1__I4__U8(CLR_RT_StackFrame &stack)
{
    Arguments arguments(stack);
    const Frame frame(arguments);

    if (arguments.AreGood())
    {
        uint8_t *text = frame.text.First();
        hap_aead_seal(text, frame.key.First(), frame.nonce.bytes, frame.aad.First(), frame.aad.size, text, frame.text.size);
    }

    return arguments.Result();
}

HRESULT Methods::Open___STATIC__I4__SZARRAY_U1__I4__I4__I4__I4__SZARRAY_U1__I4__U8(CLR_RT_StackFrame &stack)
{
    Arguments arguments(stack);
    const Frame frame(arguments);
    int result = HAP_OK;

    if (arguments.AreGood())
    {
        uint8_t *text = frame.text.First();
        result = hap_aead_open(text, frame.key.First(), frame.nonce.bytes, frame.aad.First(), frame.aad.size, text, frame.text.size);
    }

    return arguments.Result(result);
}

HRESULT Methods::X25519PublicKey___STATIC__VOID__SZARRAY_U1__I4__SZARRAY_U1__I4(CLR_RT_StackFrame &stack)
{
    Arguments arguments(stack);
    const Part publicKey = arguments.At(0, 1, HAP_X25519_KEY_BYTES);
    const Part secretKey = arguments.At(2, 3, HAP_X25519_KEY_BYTES);

    if (arguments.AreGood())
    {
        hap_x25519_public_key(publicKey.First(), secretKey.First());
    }

    return arguments.Result();
}

HRESULT Methods::X25519___STATIC__I4__SZARRAY_U1__I4__SZARRAY_U1__I4__SZARRAY_U1__I4(CLR_RT_StackFrame &stack)
{
    Arguments arguments(stack);
    const Part shared = arguments.At(0, 1, HAP_X25519_KEY_BYTES);
    const Part secretKey = arguments.At(2, 3, HAP_X25519_KEY_BYTES);
    const Part peerKey = arguments.At(4, 5, HAP_X25519_KEY_BYTES);
    int result = HAP_OK;

    if (arguments.AreGood())
    {
        result = hap_x25519(shared.First(), secretKey.First(), peerKey.First());
    }

    return arguments.Result(result);
}

HRESULT Methods::Ed25519PublicKey___STATIC__VOID__SZARRAY_U1__I4__SZARRAY_U1__I4(CLR_RT_StackFrame &stack)
{
    Arguments arguments(stack);
    const Part publicKey = arguments.At(0, 1, HAP_ED25519_KEY_BYTES);
    const Part seed = arguments.At(2, 3, HAP_ED25519_SEED_BYTES);

    if (arguments.AreGood())
    {
        hap_ed25519_public_key(publicKey.First(), seed.First());
    }

    return arguments.Result();
}

HRESULT Methods::
    Ed25519Sign___STATIC__VOID__SZARRAY_U1__I4__SZARRAY_U1__I4__I4__SZARRAY_U1__I4__SZARRAY_U1__I4(CLR_RT_StackFrame &stack)
{
    Arguments arguments(stack);
    const Part signature = arguments.At(0, 1, HAP_ED25519_SIGNATURE_BYTES);
    const Part message = arguments.At(2, 3, arguments.Count(4));
    const Part seed = arguments.At(5, 6, HAP_ED25519_SEED_BYTES);
    const Part publicKey = arguments.At(7, 8, HAP_ED25519_KEY_BYTES);

    if (arguments.AreGood())
    {
        hap_ed25519_sign(signature.First(), message.First(), message.size, seed.First(), publicKey.First());
    }

    return arguments.Result();
}

HRESULT Methods::Ed25519Verify___STATIC__I4__SZARRAY_U1__I4__SZARRAY_U1__I4__I4__SZARRAY_U1__I4(CLR_RT_StackFrame &stack)
{
    Arguments arguments(stack);
    const Part signature = arguments.At(0, 1, HAP_ED25519_SIGNATURE_BYTES);
    const Part message = arguments.At(2, 3, arguments.Count(4));
    const Part publicKey = arguments.At(5, 6, HAP_ED25519_KEY_BYTES);
    int result = HAP_OK;

    if (arguments.AreGood())
    {
        result = hap_ed25519_verify(signature.First(), message.First(), message.size, publicKey.First());
    }

    return arguments.Result(result);
}

HRESULT Methods::SrpWorkBytes___STATIC__I4(CLR_RT_StackFrame &stack)
{
    return Arguments(stack).Result(sizeof(hap_srp_t));
}

HRESULT Methods::SrpStartVerifier___STATIC__VOID__SZARRAY_U1__SZARRAY_U1__I4__SZARRAY_U1__I4(CLR_RT_StackFrame &stack)
{
    Arguments arguments(stack);
    const Part work = arguments.Work(0);
    const Part salt = arguments.At(1, 2, HAP_SRP_SALT_BYTES);
    const Part code = arguments.At(3, 4, HAP_SRP_CODE_BYTES);

    if (arguments.AreGood())
    {
        hap_srp_start_verifier(work.Work(), salt.First(), code.First());
    }

    return arguments.Result();
}

HRESULT Methods::SrpFinishVerifier___STATIC__I4__SZARRAY_U1__SZARRAY_U1__I4(CLR_RT_StackFrame &stack)
{
    Arguments arguments(stack);
    const Part work = arguments.Work(0);
    const Part verifier = arguments.At(1, 2, HAP_SRP_NUMBER_BYTES);
    int result = HAP_OK;

    if (arguments.AreGood())
    {
        result = hap_srp_finish_verifier(verifier.First(), work.Work());
    }

    return arguments.Result(result);
}

HRESULT Methods::SrpStartSet___STATIC__VOID__SZARRAY_U1__SZARRAY_U1__I4__SZARRAY_U1__I4(CLR_RT_StackFrame &stack)
{
    Arguments arguments(stack);
    const Part work = arguments.Work(0);
    const Part verifier = arguments.At(1, 2, HAP_SRP_NUMBER_BYTES);
    const Part privateValue = arguments.At(3, 4, HAP_SRP_PRIVATE_BYTES);

    if (arguments.AreGood())
    {
        hap_srp_start_set(work.Work(), verifier.First(), privateValue.First());
    }

    return arguments.Result();
}

HRESULT Methods::SrpPublicKey___STATIC__I4__SZARRAY_U1__SZARRAY_U1__I4(CLR_RT_StackFrame &stack)
{
    Arguments arguments(stack);
    const Part work = arguments.Work(0);
    const Part publicKey = arguments.At(1, 2, HAP_SRP_NUMBER_BYTES);
    int result = HAP_OK;

    if (arguments.AreGood())
    {
        result = hap_srp_public_key(publicKey.First(), work.Work());
    }

    return arguments.Result(result);
}

HRESULT Methods::SrpStartSession___STATIC__I4__SZARRAY_U1__SZARRAY_U1__I4__I4(CLR_RT_StackFrame &stack)
{
    Arguments arguments(stack);
    const Part work = arguments.Work(0);
    const Part controllerKey = arguments.At(1, 2, arguments.Count(3));
    int result = HAP_OK;

    if (arguments.AreGood())
    {
        result = hap_srp_start_session(work.Work(), controllerKey.First(), controllerKey.size);
    }

    return arguments.Result(result);
}

HRESULT Methods::
    SrpFinishSession___STATIC__I4__SZARRAY_U1__SZARRAY_U1__I4__SZARRAY_U1__I4__SZARRAY_U1__I4__SZARRAY_U1__I4(CLR_RT_StackFrame &stack)
{
    Arguments arguments(stack);
    const Part work = arguments.Work(0);
    const Part salt = arguments.At(1, 2, HAP_SRP_SALT_BYTES);
    const Part proof = arguments.At(3, 4, HAP_SRP_HASH_BYTES);
    const Part sessionKey = arguments.At(5, 6, HAP_SRP_HASH_BYTES);
    const Part answer = arguments.At(7, 8, HAP_SRP_HASH_BYTES);
    int result = HAP_OK;

    if (arguments.AreGood())
    {
        result = hap_srp_finish_session(sessionKey.First(), answer.First(), work.Work(), salt.First(), proof.First());
    }

    return arguments.Result(result);
}

HRESULT Methods::SrpStep___STATIC__I4__SZARRAY_U1(CLR_RT_StackFrame &stack)
{
    Arguments arguments(stack);
    const Part work = arguments.Work(0);
    int result = HAP_OK;

    if (arguments.AreGood())
    {
        result = hap_srp_step(work.Work());
    }

    return arguments.Result(result);
}

HRESULT Methods::FixedTimeEquals___STATIC__I4__SZARRAY_U1__I4__SZARRAY_U1__I4__I4(CLR_RT_StackFrame &stack)
{
    Arguments arguments(stack);
    const Part left = arguments.At(0, 1, arguments.Count(4));
    const Part right = arguments.At(2, 3, arguments.Count(4));
    int result = 0;

    if (arguments.AreGood())
    {
        result = hap_equal_ct(left.First(), right.First(), left.size);
    }

    return arguments.Result(result);
}
