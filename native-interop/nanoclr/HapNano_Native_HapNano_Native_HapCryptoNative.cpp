// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

// The methods of HapCryptoNative in an image: what HapNano.Native calls by InternalCall. C++ because that is what an interop
// assembly is called through; no class of the C++ library, no exception, nothing allocated.
//
// Each method is a row of rules and the call that they are for. Run reads the arguments, checks every offset and count against the
// array, and only then takes addresses: a managed array stands still just until the interpreter allocates again, and nothing here
// makes it do so. An argument that does not fit raises ArgumentNullException or ArgumentOutOfRangeException in C#, before the C is
// entered and before anything is written. NativeCrypto has checked the same; whoever reaches these methods past it finds them
// checked again.
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

// In place of the position of an offset: there is none.
const uint8_t FromStart = 0xFF;

// A size that C# passes, in an argument, with room for the tag behind the bytes or without; other sizes are fixed.
const uint16_t Passed = 0x8000;
const uint16_t PassedWithTag = 0xC000;

// Where the bytes of a part are among the arguments, each named by its position.
struct Rule
{
    uint8_t array;
    uint8_t offset; // or FromStart
    uint16_t size;  // of the part, or Passed | position
};

const Rule WorkArea = {0, FromStart, sizeof(hap_srp_t)};
static_assert(sizeof(hap_srp_t) < Passed, "the size of an SRP work area looks like a position");

// Bytes that exist. The address is good until the interpreter allocates.
struct Part
{
    uint8_t *first;
    size_t size;
    uint32_t offset;

    hap_srp_t *Work() const
    {
        return reinterpret_cast<hap_srp_t *>(first);
    }
};

const unsigned MaxParts = 5;

// What a call into C is made of: the parts, in the order of the rules, and the frame for numbers.
struct Call
{
    CLR_RT_StackFrame &stack;
    Part part[MaxParts];

    explicit Call(CLR_RT_StackFrame &frame) : stack(frame)
    {
    }

    uint32_t Number(int position) const
    {
        return static_cast<uint32_t>(stack.ArgN(position).NumericByRef().s4);
    }

    CLR_RT_HeapBlock_Array *Array(int position) const
    {
        return stack.ArgN(position).DereferenceArray();
    }

    HRESULT Check(Part &checked, const Rule &rule) const;
};

// Finds size and offset of a part, or what is wrong with it.
HRESULT Call::Check(Part &checked, const Rule &rule) const
{
    const CLR_RT_HeapBlock_Array *array = Array(rule.array);

    if (array == nullptr)
    {
        return CLR_E_ARGUMENT_NULL;
    }

    // What is left of the array shrinks step by step, so that no sum can wrap; a negative number is a large one here.
    const uint32_t length = array->m_numOfElements;
    const uint32_t tail = rule.size >= PassedWithTag ? HAP_AEAD_TAG_BYTES : 0;
    checked.offset = rule.offset == FromStart ? 0 : Number(rule.offset);
    checked.size = rule.size >= Passed ? Number(rule.size & 15) : rule.size;

    return checked.offset > length || checked.size > length - checked.offset || tail > length - checked.offset - checked.size
               ? CLR_E_OUT_OF_RANGE
               : S_OK;
}

typedef int (*Body)(const Call &call);

// What the body of a method that returns nothing in C# ends with.
const int NoResult = 0;

HRESULT Run(CLR_RT_StackFrame &stack, Body body, bool hasResult, const Rule *rules, unsigned count)
{
    Call call(stack);

    for (unsigned i = 0; i < count; i++)
    {
        const HRESULT result = call.Check(call.part[i], rules[i]);

        if (result != S_OK)
        {
            return result;
        }
    }

    for (unsigned i = 0; i < count; i++)
    {
        call.part[i].first = call.Array(rules[i].array)->GetFirstElement() + call.part[i].offset;
    }

    const int value = body(call);

    if (hasResult)
    {
        stack.SetResult_I4(value);
    }

    return S_OK;
}

// A method of C# that returns an int, and one that returns nothing.
template <unsigned Count> HRESULT Answer(CLR_RT_StackFrame &stack, const Rule (&rules)[Count], Body body)
{
    static_assert(Count <= MaxParts, "too many parts");
    return Run(stack, body, true, rules, Count);
}

template <unsigned Count> HRESULT Do(CLR_RT_StackFrame &stack, const Rule (&rules)[Count], Body body)
{
    static_assert(Count <= MaxParts, "too many parts");
    return Run(stack, body, false, rules, Count);
}

// HAP's nonce: four zero bytes, then the number, little-endian.
struct Nonce
{
    uint8_t bytes[HAP_AEAD_NONCE_BYTES];

    explicit Nonce(uint64_t number) : bytes()
    {
        for (unsigned i = 4; i < HAP_AEAD_NONCE_BYTES; i++)
        {
            bytes[i] = static_cast<uint8_t>(number);
            number >>= 8;
        }
    }
};

// What Seal and Open are given: buffer, offset, count, aadOffset, aadCount, key, keyOffset, nonce.
const Rule FrameRules[] = {{0, 1, PassedWithTag | 2}, {0, 3, Passed | 4}, {5, 6, HAP_AEAD_KEY_BYTES}};

const int NoncePosition = 7;

} // namespace

HRESULT Methods::Random___STATIC__I4__SZARRAY_U1__I4__I4(CLR_RT_StackFrame &stack)
{
    static const Rule rules[] = {{0, 1, Passed | 2}};

    return Answer(stack, rules, [](const Call &call) { return hap_random(call.part[0].first, call.part[0].size); });
}

HRESULT Methods::Sha512___STATIC__VOID__SZARRAY_U1__I4__I4__SZARRAY_U1__I4(CLR_RT_StackFrame &stack)
{
    static const Rule rules[] = {{0, 1, Passed | 2}, {3, 4, HAP_SHA512_BYTES}};

    return Do(stack, rules, [](const Call &call) {
        hap_sha512(call.part[1].first, call.part[0].first, call.part[0].size);
        return NoResult;
    });
}

HRESULT Methods::
    HkdfSha512___STATIC__I4__SZARRAY_U1__I4__I4__SZARRAY_U1__I4__I4__SZARRAY_U1__I4__SZARRAY_U1__I4(CLR_RT_StackFrame &stack)
{
    static const Rule rules[] = {{0, 1, Passed | 2}, {3, 4, Passed | 5}, {6, FromStart, Passed | 7}, {8, FromStart, Passed | 9}};

    return Answer(stack, rules, [](const Call &call) {
        const Part *part = call.part;
        return hap_hkdf_sha512(part[0].first, part[0].size, part[1].first, part[1].size, part[2].first, part[2].size,
                               part[3].first, part[3].size);
    });
}

HRESULT Methods::Seal___STATIC__VOID__SZARRAY_U1__I4__I4__I4__I4__SZARRAY_U1__I4__U8(CLR_RT_StackFrame &stack)
{
    return Do(stack, FrameRules, [](const Call &call) {
        const Part *part = call.part;
        const Nonce nonce(call.stack.ArgN(NoncePosition).NumericByRef().u8);
        hap_aead_seal(part[0].first, part[2].first, nonce.bytes, part[1].first, part[1].size, part[0].first, part[0].size);
        return NoResult;
    });
}

HRESULT Methods::Open___STATIC__I4__SZARRAY_U1__I4__I4__I4__I4__SZARRAY_U1__I4__U8(CLR_RT_StackFrame &stack)
{
    return Answer(stack, FrameRules, [](const Call &call) {
        const Part *part = call.part;
        const Nonce nonce(call.stack.ArgN(NoncePosition).NumericByRef().u8);
        return hap_aead_open(part[0].first, part[2].first, nonce.bytes, part[1].first, part[1].size, part[0].first, part[0].size);
    });
}

HRESULT Methods::X25519PublicKey___STATIC__VOID__SZARRAY_U1__I4__SZARRAY_U1__I4(CLR_RT_StackFrame &stack)
{
    static const Rule rules[] = {{0, 1, HAP_X25519_KEY_BYTES}, {2, 3, HAP_X25519_KEY_BYTES}};

    return Do(stack, rules, [](const Call &call) {
        hap_x25519_public_key(call.part[0].first, call.part[1].first);
        return NoResult;
    });
}

HRESULT Methods::X25519___STATIC__I4__SZARRAY_U1__I4__SZARRAY_U1__I4__SZARRAY_U1__I4(CLR_RT_StackFrame &stack)
{
    static const Rule rules[] = {{0, 1, HAP_X25519_KEY_BYTES}, {2, 3, HAP_X25519_KEY_BYTES}, {4, 5, HAP_X25519_KEY_BYTES}};

    return Answer(stack, rules,
                  [](const Call &call) { return hap_x25519(call.part[0].first, call.part[1].first, call.part[2].first); });
}

HRESULT Methods::Ed25519PublicKey___STATIC__VOID__SZARRAY_U1__I4__SZARRAY_U1__I4(CLR_RT_StackFrame &stack)
{
    static const Rule rules[] = {{0, 1, HAP_ED25519_KEY_BYTES}, {2, 3, HAP_ED25519_SEED_BYTES}};

    return Do(stack, rules, [](const Call &call) {
        hap_ed25519_public_key(call.part[0].first, call.part[1].first);
        return NoResult;
    });
}

HRESULT Methods::
    Ed25519Sign___STATIC__VOID__SZARRAY_U1__I4__SZARRAY_U1__I4__I4__SZARRAY_U1__I4__SZARRAY_U1__I4(CLR_RT_StackFrame &stack)
{
    static const Rule rules[] = {
        {0, 1, HAP_ED25519_SIGNATURE_BYTES}, {2, 3, Passed | 4}, {5, 6, HAP_ED25519_SEED_BYTES}, {7, 8, HAP_ED25519_KEY_BYTES}};

    return Do(stack, rules, [](const Call &call) {
        const Part *part = call.part;
        hap_ed25519_sign(part[0].first, part[1].first, part[1].size, part[2].first, part[3].first);
        return NoResult;
    });
}

HRESULT Methods::Ed25519Verify___STATIC__I4__SZARRAY_U1__I4__SZARRAY_U1__I4__I4__SZARRAY_U1__I4(CLR_RT_StackFrame &stack)
{
    static const Rule rules[] = {{0, 1, HAP_ED25519_SIGNATURE_BYTES}, {2, 3, Passed | 4}, {5, 6, HAP_ED25519_KEY_BYTES}};

    return Answer(stack, rules, [](const Call &call) {
        const Part *part = call.part;
        return hap_ed25519_verify(part[0].first, part[1].first, part[1].size, part[2].first);
    });
}

HRESULT Methods::SrpWorkBytes___STATIC__I4(CLR_RT_StackFrame &stack)
{
    stack.SetResult_I4(sizeof(hap_srp_t));
    return S_OK;
}

HRESULT Methods::SrpStartVerifier___STATIC__VOID__SZARRAY_U1__SZARRAY_U1__I4__SZARRAY_U1__I4(CLR_RT_StackFrame &stack)
{
    static const Rule rules[] = {WorkArea, {1, 2, HAP_SRP_SALT_BYTES}, {3, 4, HAP_SRP_CODE_BYTES}};

    return Do(stack, rules, [](const Call &call) {
        hap_srp_start_verifier(call.part[0].Work(), call.part[1].first, call.part[2].first);
        return NoResult;
    });
}

HRESULT Methods::SrpFinishVerifier___STATIC__I4__SZARRAY_U1__SZARRAY_U1__I4(CLR_RT_StackFrame &stack)
{
    static const Rule rules[] = {WorkArea, {1, 2, HAP_SRP_NUMBER_BYTES}};

    return Answer(stack, rules,
                  [](const Call &call) { return hap_srp_finish_verifier(call.part[1].first, call.part[0].Work()); });
}

HRESULT Methods::SrpStartSet___STATIC__VOID__SZARRAY_U1__SZARRAY_U1__I4__SZARRAY_U1__I4(CLR_RT_StackFrame &stack)
{
    static const Rule rules[] = {WorkArea, {1, 2, HAP_SRP_NUMBER_BYTES}, {3, 4, HAP_SRP_PRIVATE_BYTES}};

    return Do(stack, rules, [](const Call &call) {
        hap_srp_start_set(call.part[0].Work(), call.part[1].first, call.part[2].first);
        return NoResult;
    });
}

HRESULT Methods::SrpPublicKey___STATIC__I4__SZARRAY_U1__SZARRAY_U1__I4(CLR_RT_StackFrame &stack)
{
    static const Rule rules[] = {WorkArea, {1, 2, HAP_SRP_NUMBER_BYTES}};

    return Answer(stack, rules, [](const Call &call) { return hap_srp_public_key(call.part[1].first, call.part[0].Work()); });
}

HRESULT Methods::SrpStartSession___STATIC__I4__SZARRAY_U1__SZARRAY_U1__I4__I4(CLR_RT_StackFrame &stack)
{
    static const Rule rules[] = {WorkArea, {1, 2, Passed | 3}};

    return Answer(stack, rules, [](const Call &call) {
        return hap_srp_start_session(call.part[0].Work(), call.part[1].first, call.part[1].size);
    });
}

HRESULT Methods::
    SrpFinishSession___STATIC__I4__SZARRAY_U1__SZARRAY_U1__I4__SZARRAY_U1__I4__SZARRAY_U1__I4__SZARRAY_U1__I4(CLR_RT_StackFrame &stack)
{
    static const Rule rules[] = {
        WorkArea, {1, 2, HAP_SRP_SALT_BYTES}, {3, 4, HAP_SRP_HASH_BYTES}, {5, 6, HAP_SRP_HASH_BYTES}, {7, 8, HAP_SRP_HASH_BYTES}};

    return Answer(stack, rules, [](const Call &call) {
        const Part *part = call.part;
        return hap_srp_finish_session(part[3].first, part[4].first, part[0].Work(), part[1].first, part[2].first);
    });
}

HRESULT Methods::SrpStep___STATIC__I4__SZARRAY_U1(CLR_RT_StackFrame &stack)
{
    static const Rule rules[] = {WorkArea};

    return Answer(stack, rules, [](const Call &call) { return hap_srp_step(call.part[0].Work()); });
}

HRESULT Methods::FixedTimeEquals___STATIC__I4__SZARRAY_U1__I4__SZARRAY_U1__I4__I4(CLR_RT_StackFrame &stack)
{
    static const Rule rules[] = {{0, 1, Passed | 4}, {2, 3, Passed | 4}};

    return Answer(stack, rules, [](const Call &call) {
        return hap_equal_ct(call.part[0].first, call.part[1].first, call.part[0].size);
    });
}
