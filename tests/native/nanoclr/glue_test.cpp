// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

// The glue of an image, called through its method table as the interpreter calls it, over the stand-ins in this folder. Every
// method: the bytes and the result of the C it stands for, arrays that fit exactly, and each argument wrong in each way, with
// nothing written, no result set and no address taken. Arrays are blocks of their exact size, so that AddressSanitizer sees more.

#include <climits>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "../hap_test.h"

#include "HapNano_Native.h"
#include "esp_bt.h"
#include "esp_wifi.h"
#include "hap_aead.h"
#include "hap_ed25519.h"
#include "hap_radio.h"
#include "hap_random.h"
#include "hap_sha512.h"
#include "hap_srp.h"
#include "hap_x25519.h"
#include "chip.h"

namespace
{

const int None = -1;
const int Offset = 3;
const int Message = 40;

// One stretch of an array that a method takes.
struct Stretch
{
    int array;        // position of the array
    int offset;       // position of its offset, or None: from the start
    int count;        // position of its count, or None: size bytes always
    int size;         // bytes that a good call uses; of a counted stretch, the count
    int tail;         // bytes that must follow a counted stretch
    int offset_value; // offset of a good call
};

Stretch Fixed(int array, int size)
{
    return Stretch{array, array + 1, None, size, 0, Offset};
}

Stretch Counted(int array, int size)
{
    return Stretch{array, array + 1, array + 2, size, 0, Offset};
}

Stretch Work()
{
    return Stretch{0, None, None, HAP_SRP_WORK_BYTES, 0, 0};
}

class Array
{
  public:
    explicit Array(size_t size) : _header(static_cast<CLR_RT_HeapBlock_Array *>(malloc(sizeof(CLR_RT_HeapBlock_Array) + size)))
    {
        _header->m_numOfElements = static_cast<uint32_t>(size);
        _header->addressesTaken = 0;
    }

    Array(const Array &) = delete;
    Array &operator=(const Array &) = delete;

    ~Array()
    {
        free(_header);
    }

    CLR_RT_HeapBlock_Array *Header() const
    {
        return _header;
    }

    // Not counted as an address taken.
    uint8_t *Bytes() const
    {
        return reinterpret_cast<uint8_t *>(_header + 1);
    }

    std::vector<uint8_t> Copy() const
    {
        return std::vector<uint8_t>(Bytes(), Bytes() + _header->m_numOfElements);
    }

  private:
    CLR_RT_HeapBlock_Array *_header;
};

struct Method;

// A frame with good arguments: each array ends with the last byte that the method may touch.
class Call
{
  public:
    explicit Call(const Method &method);

    ~Call()
    {
        for (auto &entry : arrays)
        {
            delete entry.second;
        }
    }

    Call(const Call &) = delete;
    Call &operator=(const Call &) = delete;

    int32_t &Int(int position)
    {
        return frame.arguments[position].number.s4;
    }

    // Where a stretch begins.
    uint8_t *At(int array, int offset)
    {
        return arrays[array]->Bytes() + (offset == None ? 0 : Int(offset));
    }

    size_t Count(int position)
    {
        return static_cast<size_t>(Int(position));
    }

    // Exactly size bytes for one array, its first bytes kept.
    void Resize(int position, size_t size)
    {
        Array *array = new Array(size);
        memcpy(array->Bytes(), arrays[position]->Bytes(), std::min<size_t>(size, arrays[position]->Header()->m_numOfElements));
        delete arrays[position];
        arrays[position] = array;
        frame.arguments[position].array = array->Header();
    }

    std::vector<std::vector<uint8_t>> Copies() const
    {
        std::vector<std::vector<uint8_t>> copies;
        for (auto &entry : arrays)
        {
            copies.push_back(entry.second->Copy());
        }

        return copies;
    }

    unsigned AddressesTaken() const
    {
        unsigned taken = 0;
        for (auto &entry : arrays)
        {
            taken += entry.second->Header()->addressesTaken;
        }

        return taken;
    }

    HRESULT Run();

    CLR_RT_StackFrame frame;
    std::map<int, Array *> arrays;

  private:
    const Method &_method;
};

const int NoResult = INT_MIN;

struct Method
{
    const char *name;
    std::vector<Stretch> stretches;
    int (*direct)(Call &call); // the same in C; NoResult where C# expects none
};

void set_nonce(uint8_t nonce[HAP_AEAD_NONCE_BYTES], uint64_t number)
{
    memset(nonce, 0, HAP_AEAD_NONCE_BYTES);
    for (int i = 0; i < 8; i++)
    {
        nonce[4 + i] = static_cast<uint8_t>(number >> (8 * i));
    }
}

hap_srp_t *srp(Call &call)
{
    return reinterpret_cast<hap_srp_t *>(call.At(0, None));
}

const Stretch Text = {0, 1, 2, Message, HAP_AEAD_TAG_BYTES, 2};
const Stretch Aad = {0, 3, 4, 2, 0, 0};

// In the order of the table.
const std::vector<Method> methods = {
    {"Random", {Counted(0, 32)}, [](Call &c) { return hap_random(c.At(0, 1), c.Count(2)); }},
    {"Sha512",
     {Counted(0, Message), Fixed(3, HAP_SHA512_BYTES)},
     [](Call &c) { return hap_sha512(c.At(3, 4), c.At(0, 1), c.Count(2)), NoResult; }},
    {"HkdfSha512",
     {Counted(0, 32), Counted(3, Message), {6, None, 7, 17, 0, 0}, {8, None, 9, 19, 0, 0}},
     [](Call &c) {
         return hap_hkdf_sha512(c.At(0, 1), c.Count(2), c.At(3, 4), c.Count(5), c.At(6, None), c.Count(7), c.At(8, None), c.Count(9));
     }},
    {"Seal",
     {Text, Aad, Fixed(5, HAP_AEAD_KEY_BYTES)},
     [](Call &c) {
         uint8_t nonce[HAP_AEAD_NONCE_BYTES];
         set_nonce(nonce, c.frame.arguments[7].number.u8);
         return hap_aead_seal(c.At(0, 1), c.At(5, 6), nonce, c.At(0, 3), c.Count(4), c.At(0, 1), c.Count(2)), NoResult;
     }},
    {"Open",
     {Text, Aad, Fixed(5, HAP_AEAD_KEY_BYTES)},
     [](Call &c) {
         uint8_t nonce[HAP_AEAD_NONCE_BYTES];
         set_nonce(nonce, c.frame.arguments[7].number.u8);
         return hap_aead_open(c.At(0, 1), c.At(5, 6), nonce, c.At(0, 3), c.Count(4), c.At(0, 1), c.Count(2));
     }},
    {"X25519PublicKey",
     {Fixed(0, HAP_X25519_KEY_BYTES), Fixed(2, HAP_X25519_KEY_BYTES)},
     [](Call &c) { return hap_x25519_public_key(c.At(0, 1), c.At(2, 3)), NoResult; }},
    {"X25519",
     {Fixed(0, HAP_X25519_KEY_BYTES), Fixed(2, HAP_X25519_KEY_BYTES), Fixed(4, HAP_X25519_KEY_BYTES)},
     [](Call &c) { return hap_x25519(c.At(0, 1), c.At(2, 3), c.At(4, 5)); }},
    {"Ed25519PublicKey",
     {Fixed(0, HAP_ED25519_KEY_BYTES), Fixed(2, HAP_ED25519_SEED_BYTES)},
     [](Call &c) { return hap_ed25519_public_key(c.At(0, 1), c.At(2, 3)), NoResult; }},
    {"Ed25519Sign",
     {Fixed(0, HAP_ED25519_SIGNATURE_BYTES), Counted(2, Message), Fixed(5, HAP_ED25519_SEED_BYTES), Fixed(7, HAP_ED25519_KEY_BYTES)},
     [](Call &c) { return hap_ed25519_sign(c.At(0, 1), c.At(2, 3), c.Count(4), c.At(5, 6), c.At(7, 8)), NoResult; }},
    {"Ed25519Verify",
     {Fixed(0, HAP_ED25519_SIGNATURE_BYTES), Counted(2, Message), Fixed(5, HAP_ED25519_KEY_BYTES)},
     [](Call &c) { return hap_ed25519_verify(c.At(0, 1), c.At(2, 3), c.Count(4), c.At(5, 6)); }},
    {"SrpWorkBytes", {}, [](Call &) { return HAP_SRP_WORK_BYTES; }},
    {"SrpStartVerifier",
     {Work(), Fixed(1, HAP_SRP_SALT_BYTES), Fixed(3, HAP_SRP_CODE_BYTES)},
     [](Call &c) { return hap_srp_start_verifier(srp(c), c.At(1, 2), c.At(3, 4)), NoResult; }},
    {"SrpFinishVerifier",
     {Work(), Fixed(1, HAP_SRP_NUMBER_BYTES)},
     [](Call &c) { return hap_srp_finish_verifier(c.At(1, 2), srp(c)); }},
    {"SrpStartSet",
     {Work(), Fixed(1, HAP_SRP_NUMBER_BYTES), Fixed(3, HAP_SRP_PRIVATE_BYTES)},
     [](Call &c) { return hap_srp_start_set(srp(c), c.At(1, 2), c.At(3, 4)), NoResult; }},
    {"SrpPublicKey", {Work(), Fixed(1, HAP_SRP_NUMBER_BYTES)}, [](Call &c) { return hap_srp_public_key(c.At(1, 2), srp(c)); }},
    {"SrpStartSession",
     {Work(), Counted(1, HAP_SRP_NUMBER_BYTES)},
     [](Call &c) { return hap_srp_start_session(srp(c), c.At(1, 2), c.Count(3)); }},
    {"SrpFinishSession",
     {Work(), Fixed(1, HAP_SRP_SALT_BYTES), Fixed(3, HAP_SRP_HASH_BYTES), Fixed(5, HAP_SRP_HASH_BYTES), Fixed(7, HAP_SRP_HASH_BYTES)},
     [](Call &c) { return hap_srp_finish_session(c.At(5, 6), c.At(7, 8), srp(c), c.At(1, 2), c.At(3, 4)); }},
    {"SrpStep", {Work()}, [](Call &c) { return hap_srp_step(srp(c)); }},
    {"FixedTimeEquals",
     {{0, 1, 4, Message, 0, Offset}, {2, 3, 4, Message, 0, Offset + 1}},
     [](Call &c) { return hap_equal_ct(c.At(0, 1), c.At(2, 3), c.Count(4)); }},
    {"PowerSaveOff", {}, [](Call &) { return hap_radio_power_save_off(); }},
};

const Method &find(const char *name)
{
    for (const Method &method : methods)
    {
        if (strcmp(method.name, name) == 0)
        {
            return method;
        }
    }

    test_die("no method", name);
    abort();
}

Call::Call(const Method &method) : frame(), _method(method)
{
    std::map<int, int> sizes;
    for (const Stretch &stretch : method.stretches)
    {
        sizes[stretch.array] = std::max(sizes[stretch.array], stretch.offset_value + stretch.size + stretch.tail);
    }

    uint64_t seed = 25519;
    for (auto &entry : sizes)
    {
        Array *array = new Array(static_cast<size_t>(entry.second));
        test_random(array->Bytes(), static_cast<size_t>(entry.second), &seed);
        arrays[entry.first] = array;
        frame.arguments[entry.first].array = array->Header();
    }

    for (const Stretch &stretch : method.stretches)
    {
        if (stretch.offset != None)
        {
            Int(stretch.offset) = stretch.offset_value;
        }

        if (stretch.count != None)
        {
            Int(stretch.count) = stretch.size;
        }

        if (stretch.size == HAP_SRP_WORK_BYTES) // an empty one
        {
            memset(arrays[stretch.array]->Bytes(), 0, HAP_SRP_WORK_BYTES);
        }
    }

    frame.arguments[7].number.u8 = 0x0123456789ABCDEFu;
}

HRESULT Call::Run()
{
    const CLR_RT_MethodHandler *table = static_cast<const CLR_RT_MethodHandler *>(g_CLR_AssemblyNative_HapNano_Native.m_pNativeMethods);
    return table[&_method - methods.data()](frame);
}

// The same bytes and the same result as the C.
void expect_same_as_direct(Call &glue, Call &direct, const Method &method)
{
    int expected = method.direct(direct);
    HRESULT result = glue.Run();

    TEST_CHECK(result == S_OK);
    TEST_CHECK(glue.Copies() == direct.Copies());
    TEST_CHECK(glue.frame.resultsSet == (expected == NoResult ? 0 : 1));
    TEST_CHECK(expected == NoResult || glue.frame.result == expected);
}

void expect_refused(Call &call, HRESULT expected, const char *what)
{
    std::vector<std::vector<uint8_t>> before = call.Copies();
    HRESULT result = call.Run();

    if (result != expected || call.frame.resultsSet != 0 || call.AddressesTaken() != 0 || call.Copies() != before)
    {
        test_fail("%s: result %d, %d set, %u addresses", what, result, call.frame.resultsSet, call.AddressesTaken());
    }
}

void test_good(const Method &method)
{
    Call glue(method);
    Call direct(method);
    expect_same_as_direct(glue, direct, method);
}

// Nothing from the very end of an array is fine.
void test_nothing(const Method &method, const Stretch &stretch)
{
    if (stretch.count == None || stretch.tail != 0)
    {
        return;
    }

    Call glue(method);
    Call direct(method);
    for (Call *call : {&glue, &direct})
    {
        call->Int(stretch.count) = 0;
        if (stretch.offset != None)
        {
            call->Int(stretch.offset) = static_cast<int32_t>(call->arrays[stretch.array]->Header()->m_numOfElements);
        }
    }

    expect_same_as_direct(glue, direct, method);
}

void test_null(const Method &method, const Stretch &stretch)
{
    Call call(method);
    call.frame.arguments[stretch.array].array = nullptr;
    expect_refused(call, CLR_E_ARGUMENT_NULL, "null");
}

void test_numbers(const Method &method, const Stretch &stretch, int position)
{
    if (position == None)
    {
        return;
    }

    const int last = position == stretch.offset ? stretch.offset_value : stretch.size;
    for (const Stretch &other : method.stretches)
    {
        // One array may hold several stretches; the other one may end later.
        if (other.array == stretch.array && other.offset_value + other.size + other.tail > stretch.offset_value + stretch.size + stretch.tail)
        {
            return;
        }
    }

    for (int value : {-1, INT_MIN, last + 1, INT_MAX, INT_MAX - HAP_AEAD_TAG_BYTES, INT_MIN + HAP_AEAD_TAG_BYTES, -HAP_AEAD_TAG_BYTES})
    {
        Call call(method);
        call.Int(position) = value;
        expect_refused(call, CLR_E_OUT_OF_RANGE, position == stretch.offset ? "offset" : "count");
    }
}

void test_short(const Method &method, const Stretch &stretch)
{
    for (int size : {stretch.offset_value + stretch.size + stretch.tail - 1, 0})
    {
        Call call(method);
        call.Resize(stretch.array, static_cast<size_t>(size));
        expect_refused(call, CLR_E_OUT_OF_RANGE, "short array");
    }
}

void test_method(const Method &method)
{
    test_begin("%s, as the C does", method.name);
    test_good(method);
    for (const Stretch &stretch : method.stretches)
    {
        test_nothing(method, stretch);
    }

    test_end();

    test_begin("%s, arguments that do not fit", method.name);
    for (const Stretch &stretch : method.stretches)
    {
        test_null(method, stretch);
        test_numbers(method, stretch, stretch.offset);
        test_numbers(method, stretch, stretch.count);
        test_short(method, stretch);
    }

    test_end();
}

// Associated data beyond the buffer, text and tag still in it.
void test_aad()
{
    test_begin("associated data outside of the buffer");
    for (const char *name : {"Seal", "Open"})
    {
        for (int value : {-1, INT_MIN, 2 + Message + HAP_AEAD_TAG_BYTES - 1, INT_MAX})
        {
            Call call(find(name));
            call.Int(3) = value;
            expect_refused(call, CLR_E_OUT_OF_RANGE, "aadOffset");
        }

        for (int value : {-1, INT_MIN, 2 + Message + HAP_AEAD_TAG_BYTES + 1, INT_MAX})
        {
            Call call(find(name));
            call.Int(4) = value;
            expect_refused(call, CLR_E_OUT_OF_RANGE, "aadCount");
        }
    }

    test_end();
}

// An exception comes from the first argument that does not fit.
void test_first_fault()
{
    test_begin("two arguments that do not fit: the first is told");
    Call call(find("X25519"));
    call.Int(1) = -1;
    call.frame.arguments[2].array = nullptr;
    expect_refused(call, CLR_E_OUT_OF_RANGE, "offset, then null");
    call.Int(1) = 0;
    call.Int(5) = -1;
    expect_refused(call, CLR_E_ARGUMENT_NULL, "null, then offset");
    test_end();
}

void test_frame_round_trip()
{
    test_begin("a frame that was sealed opens, a changed one does not");
    Call seal(find("Seal"));
    std::vector<uint8_t> text = seal.arrays[0]->Copy();
    TEST_CHECK(seal.Run() == S_OK);

    for (int change = 0; change < 2; change++)
    {
        Call open(find("Open"));
        memcpy(open.At(0, None), seal.At(0, None), text.size());
        open.At(0, None)[0] ^= static_cast<uint8_t>(change);
        TEST_CHECK(open.Run() == S_OK);
        TEST_CHECK(open.frame.result == (change ? HAP_ERR_AUTH : HAP_OK));
        TEST_CHECK((memcmp(open.At(0, 1), text.data() + 2, Message) == 0) == !change);
    }

    test_end();
}

void test_signature_round_trip()
{
    test_begin("a signature verifies");
    Call key(find("Ed25519PublicKey"));
    TEST_CHECK(key.Run() == S_OK);
    Call sign(find("Ed25519Sign"));
    memcpy(sign.At(5, 6), key.At(2, 3), HAP_ED25519_SEED_BYTES);
    memcpy(sign.At(7, 8), key.At(0, 1), HAP_ED25519_KEY_BYTES);
    TEST_CHECK(sign.Run() == S_OK);

    Call verify(find("Ed25519Verify"));
    memcpy(verify.At(0, 1), sign.At(0, 1), HAP_ED25519_SIGNATURE_BYTES);
    memcpy(verify.At(2, 3), sign.At(2, 3), Message);
    memcpy(verify.At(5, 6), key.At(0, 1), HAP_ED25519_KEY_BYTES);
    TEST_CHECK(verify.Run() == S_OK && verify.frame.result == HAP_OK);
    test_end();
}

// Values of tests/vectors/srp.txt, CASE_FIELD = hex.
std::map<std::string, std::vector<uint8_t>> load(const std::string &path)
{
    std::map<std::string, std::vector<uint8_t>> values;
    std::ifstream file(path);
    std::string name;
    std::string equals;
    std::string hex;

    for (std::string line; std::getline(file, line);)
    {
        size_t split = line.find(" = ");
        if (line[0] == '#' || split == std::string::npos)
        {
            continue;
        }

        std::vector<uint8_t> &value = values[line.substr(0, split)];
        for (size_t i = split + 3; i + 1 < line.size(); i += 2)
        {
            value.push_back(static_cast<uint8_t>(std::stoul(line.substr(i, 2), nullptr, 16)));
        }
    }

    return values;
}

// One Pair Setup through the glue. The work area goes from call to call.
class Pairing
{
  public:
    explicit Pairing(const std::string &vectors) : _values(load(vectors + "/srp.txt")), _work(HAP_SRP_WORK_BYTES)
    {
    }

    const std::vector<uint8_t> &Value(const char *field)
    {
        const std::vector<uint8_t> &value = _values[std::string("HapPlain_") + field];
        if (value.empty())
        {
            test_die("no such vector", field);
        }

        return value;
    }

    void Put(Call &call, int array, const char *field)
    {
        const std::vector<uint8_t> &value = Value(field);
        memcpy(call.At(array, array + 1), value.data(), value.size());
    }

    // As NativeCrypto does after the call: what C# gets, or NoResult.
    int Run(Call &call)
    {
        memcpy(call.At(0, None), _work.data(), _work.size());
        TEST_CHECK(call.Run() == S_OK);
        memcpy(_work.data(), call.At(0, None), _work.size());
        return call.frame.resultsSet != 0 ? call.frame.result : NoResult;
    }

    void RunSteps()
    {
        int result = HAP_SRP_MORE;
        while (result == HAP_SRP_MORE)
        {
            Call step(find("SrpStep"));
            result = Run(step);
        }

        TEST_CHECK(result == HAP_OK);
    }

  private:
    std::map<std::string, std::vector<uint8_t>> _values;
    std::vector<uint8_t> _work;
};

void test_pairing(const std::string &vectors)
{
    test_begin("Pair Setup, HAP's vectors");
    Pairing pairing(vectors);

    Call start_verifier(find("SrpStartVerifier"));
    pairing.Put(start_verifier, 1, "salt");
    pairing.Put(start_verifier, 3, "code");
    TEST_CHECK(pairing.Run(start_verifier) == NoResult);
    pairing.RunSteps();
    Call finish_verifier(find("SrpFinishVerifier"));
    TEST_CHECK(pairing.Run(finish_verifier) == HAP_OK);
    test_equal("v", finish_verifier.At(1, 2), pairing.Value("v").data(), HAP_SRP_NUMBER_BYTES);

    Call start_set(find("SrpStartSet"));
    pairing.Put(start_set, 1, "v");
    pairing.Put(start_set, 3, "b");
    TEST_CHECK(pairing.Run(start_set) == NoResult);
    pairing.RunSteps();
    Call public_key(find("SrpPublicKey"));
    TEST_CHECK(pairing.Run(public_key) == HAP_OK);
    test_equal("B", public_key.At(1, 2), pairing.Value("B").data(), HAP_SRP_NUMBER_BYTES);

    Call zero(find("SrpStartSession"));
    memset(zero.At(1, 2), 0, HAP_SRP_NUMBER_BYTES);
    TEST_CHECK(pairing.Run(zero) == HAP_ERR_KEY);
    Call start_session(find("SrpStartSession"));
    pairing.Put(start_session, 1, "A");
    TEST_CHECK(pairing.Run(start_session) == HAP_OK);
    pairing.RunSteps();
    Call finish_session(find("SrpFinishSession"));
    pairing.Put(finish_session, 1, "salt");
    pairing.Put(finish_session, 3, "M1");
    TEST_CHECK(pairing.Run(finish_session) == HAP_OK);
    test_equal("K", finish_session.At(5, 6), pairing.Value("K").data(), HAP_SRP_HASH_BYTES);
    test_equal("M2", finish_session.At(7, 8), pairing.Value("M2").data(), HAP_SRP_HASH_BYTES);
    test_end();
}

void test_random_off()
{
    test_begin("Random while nothing feeds the generator");
    chip_reset();
    Call call(find("Random"));
    TEST_CHECK(call.Run() == S_OK);
    TEST_CHECK(call.frame.resultsSet == 1 && call.frame.result == HAP_ERR_RANDOM);
    test_all("out", call.At(0, 1), 0, call.Count(2));
    TEST_CHECK(chip.fills == 0);

    chip.wifi = ESP_OK;
    TEST_CHECK(call.Run() == S_OK && call.frame.result == HAP_OK);
    test_all("out", call.At(0, 1), CHIP_RANDOM_BYTE, call.Count(2));
    test_end();
}

void test_power_save()
{
    test_begin("PowerSaveOff reaches the radio, and tells why it does not");
    chip_reset();
    Call call(find("PowerSaveOff"));
    TEST_CHECK(call.Run() == S_OK && call.frame.resultsSet == 1 && call.frame.result == ESP_ERR_WIFI_NOT_INIT);
    TEST_CHECK(chip.power_save == WIFI_PS_MIN_MODEM);

    chip.wifi = ESP_OK;
    TEST_CHECK(call.Run() == S_OK && call.frame.result == HAP_OK);
    TEST_CHECK(chip.power_save == WIFI_PS_NONE);
    test_end();
}

void test_registration()
{
    test_begin("the image's entry");
    TEST_CHECK(strcmp(g_CLR_AssemblyNative_HapNano_Native.m_szAssemblyName, "HapNano.Native") == 0);
    TEST_CHECK(g_CLR_AssemblyNative_HapNano_Native.m_checkSum != 0);
    TEST_CHECK(g_CLR_AssemblyNative_HapNano_Native.m_Version.iMajorVersion == 1);
    test_end();
}

} // namespace

int main(int argc, char **argv)
{
    const std::string vectors = test_folder(argc, argv);

    test_registration();
    chip_reset();
    chip.wifi = ESP_OK;
    for (const Method &method : methods)
    {
        test_method(method);
    }

    test_aad();
    test_first_fault();
    test_frame_round_trip();
    test_signature_round_trip();
    test_pairing(vectors);
    test_random_off();
    test_power_save();
    return test_finish();
}
