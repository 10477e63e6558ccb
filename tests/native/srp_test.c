/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#include "hap_srp.h"

#include "hap_sha512.h"
#include "srp_session.h"

enum
{
    GUARD = 0xA5
};

static hap_srp_t work;

static int run(void)
{
    int result;
    do
    {
        result = hap_srp_step(&work);
    } while (result == HAP_SRP_MORE);
    return result;
}

static void prepare(const session_t *s)
{
    memset(&work, GUARD, sizeof work);
    hap_srp_start_set(&work, s->v, s->b);
    TEST_CHECK(run() == HAP_OK);
}

static int finish(uint8_t *K, uint8_t *M2, const session_t *s, const uint8_t *A, size_t A_size, const uint8_t *proof)
{
    TEST_CHECK(hap_srp_start_session(&work, A, A_size) == HAP_OK);
    TEST_CHECK(run() == HAP_OK);
    int result = hap_srp_finish_session(K, M2, &work, s->salt, proof);
    test_all("work area", (const uint8_t *)&work, 0, sizeof work);
    return result;
}

static const char *const sessions[] = { "AdkAlice", "HapPythonShortA", "HapPlain", "HapALeadingZero",
                                        "HapBLeadingZero", "HapSLeadingZero", "HapKLeadingZero" };
static const char *const clients[] = { "HapPlain", "HapALeadingZero", "HapBLeadingZero", "HapSLeadingZero", "HapKLeadingZero" };

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void verifiers(void)
{
    static const char *const names[] = { "HapPlain", "HapZeroSalt" };
    for (size_t i = 0; i < COUNT(names); i++)
    {
        uint8_t salt[HAP_SRP_SALT_BYTES], code[HAP_SRP_CODE_BYTES], expected[NUMBER], v[NUMBER + 2];
        test_begin("v of %s", names[i]);
        memset(v, GUARD, sizeof v);
        hap_srp_start_verifier(&work, read_value(salt, names[i], "salt", sizeof salt),
                               read_value(code, names[i], "code", sizeof code));
        TEST_CHECK(run() == HAP_OK);
        TEST_CHECK(hap_srp_finish_verifier(v + 1, &work) == HAP_OK);
        test_equal("v", v + 1, read_value(expected, names[i], "v", NUMBER), NUMBER);
        TEST_CHECK(v[0] == GUARD && v[NUMBER + 1] == GUARD);
        test_all("work area", (const uint8_t *)&work, 0, sizeof work);
        test_end();
    }
}

static void sets(void)
{
    for (size_t i = 0; i < COUNT(sessions); i++)
    {
        session_t s;
        uint8_t B[NUMBER];
        test_begin("B of %s", sessions[i]);
        read_session(&s, sessions[i]);
        prepare(&s);
        TEST_CHECK(hap_srp_public_key(B, &work) == HAP_OK);
        test_equal("B", B, s.B, NUMBER);
        TEST_CHECK(hap_srp_step(&work) == HAP_OK);
        test_end();
    }
}

/* One form of M1 is accepted with its own K, and answered with H(PAD(A) | M1 | K). */
static void one_form(const char *name, const char *proof_field, const char *key_field)
{
    session_t s;
    uint8_t proof[HASH], key[HASH], K[HASH + 2], M2[HASH + 2], expected[HASH];
    hap_sha512_t hash;

    test_begin("%s of %s", proof_field, name);
    read_session(&s, name);
    read_value(proof, name, proof_field, HASH);
    read_value(key, name, key_field, HASH);
    memset(K, GUARD, sizeof K);
    memset(M2, GUARD, sizeof M2);
    prepare(&s);
    TEST_CHECK(finish(K + 1, M2 + 1, &s, s.A, NUMBER, proof) == HAP_OK);

    hap_sha512_init(&hash);
    hap_sha512_update(&hash, s.A, NUMBER);
    hap_sha512_update(&hash, proof, HASH);
    hap_sha512_update(&hash, key, HASH);
    hap_sha512_final(expected, &hash);
    test_equal("K", K + 1, key, HASH);
    test_equal("M2", M2 + 1, expected, HASH);
    TEST_CHECK(K[0] == GUARD && K[HASH + 1] == GUARD && M2[0] == GUARD && M2[HASH + 1] == GUARD);
    test_end();
}

static void forms(void)
{
    one_form("AdkAlice", "M1PairSetup", "K");
    one_form("HapPythonShortA", "M1", "K");
    for (size_t i = 0; i < COUNT(clients); i++)
    {
        one_form(clients[i], "M1", "K");
        one_form(clients[i], "M1PaddedA", "K");
        one_form(clients[i], "M1PaddedS", "KPaddedS");
        one_form(clients[i], "M1PaddedAS", "KPaddedS");
    }
}

static void published_answers(void)
{
    static const char *const names[] = { "HapPythonShortA", "HapPlain", "HapALeadingZero", "HapBLeadingZero",
                                         "HapSLeadingZero", "HapKLeadingZero" };
    for (size_t i = 0; i < COUNT(names); i++)
    {
        session_t s;
        uint8_t K[HASH], M2[HASH];
        test_begin("published M2 of %s", names[i]);
        read_session(&s, names[i]);
        read_value(s.M2, names[i], "M2", HASH);
        prepare(&s);
        TEST_CHECK(finish(K, M2, &s, s.A, NUMBER, s.M1) == HAP_OK);
        test_equal("K", K, s.K, HASH);
        test_equal("M2", M2, s.M2, HASH);
        test_end();
    }
}

static void wrong_proofs(void)
{
    session_t s;
    read_session(&s, "HapSLeadingZero");
    for (unsigned bit = 0; bit < 8 * HASH; bit += 73)
    {
        uint8_t K[HASH], M2[HASH];
        test_begin("M1 with bit %u turned is refused", bit);
        memset(K, GUARD, sizeof K);
        memset(M2, GUARD, sizeof M2);
        s.M1[bit / 8] ^= (uint8_t)(1u << bit % 8);
        prepare(&s);
        TEST_CHECK(finish(K, M2, &s, s.A, NUMBER, s.M1) == HAP_ERR_AUTH);
        test_all("K", K, 0, HASH);
        test_all("M2", M2, 0, HASH);
        s.M1[bit / 8] ^= (uint8_t)(1u << bit % 8);
        test_end();
    }
}

static void refused_keys(void)
{
    static const uint8_t zero[NUMBER + 1];
    session_t s;
    uint8_t N[NUMBER], K[HASH], M2[HASH];
    hap_srp_t before;

    test_begin("A = 0, A = N and A of 0 or 385 bytes are refused, and the set is as good as before");
    read_session(&s, "HapPlain");
    prepare(&s);
    before = work;
    TEST_CHECK(hap_srp_start_session(&work, zero, NUMBER) == HAP_ERR_KEY);
    TEST_CHECK(hap_srp_start_session(&work, zero, 1) == HAP_ERR_KEY);
    TEST_CHECK(hap_srp_start_session(&work, read_value(N, "Group", "N", NUMBER), NUMBER) == HAP_ERR_KEY);
    TEST_CHECK(hap_srp_start_session(&work, zero, 0) == HAP_ERR_SIZE);
    TEST_CHECK(hap_srp_start_session(&work, zero, NUMBER + 1) == HAP_ERR_SIZE);
    TEST_CHECK(hap_srp_step(&work) == HAP_OK);
    TEST_CHECK(finish(K, M2, &s, s.A, NUMBER, s.M1) == HAP_OK);
    test_equal("K", K, s.K, HASH);
    test_end();

    test_begin("A = N + 1 is taken as it is, and differs from A = 1 in u only");
    N[NUMBER - 1] = 0xFF;
    for (unsigned i = NUMBER; i-- > 0;)
    {
        N[i]++;
        if (N[i] != 0)
        {
            break;
        }
    }

    work = before;
    TEST_CHECK(hap_srp_start_session(&work, N, NUMBER) == HAP_OK);
    TEST_CHECK(run() == HAP_OK);
    TEST_CHECK(hap_srp_finish_session(K, M2, &work, s.salt, s.M1) == HAP_ERR_AUTH);
    test_end();
}

static void short_A(void)
{
    session_t s;
    uint8_t K[HASH], M2[HASH];
    test_begin("A may come without its leading zero bytes");
    read_session(&s, "HapPythonShortA");
    prepare(&s);
    TEST_CHECK(finish(K, M2, &s, s.A + NUMBER - 24, 24, s.M1) == HAP_OK);
    test_equal("K", K, s.K, HASH);
    test_end();
}

/* Every call in a state that does not allow it: HAP_ERR_STATE, and not a bit of the area changes. */
static void refuse(const session_t *s, int verifier, int key, int session, int proof, int client_key, int client_session,
                   int client_proof)
{
    uint8_t out[NUMBER], K[HASH], M1[HASH], M2[HASH];
    hap_srp_t before = work;
    memset(out, GUARD, sizeof out);
    TEST_CHECK(!verifier || hap_srp_finish_verifier(out, &work) == HAP_ERR_STATE);
    TEST_CHECK(!key || hap_srp_public_key(out, &work) == HAP_ERR_STATE);
    TEST_CHECK(!session || hap_srp_start_session(&work, s->A, NUMBER) == HAP_ERR_STATE);
    TEST_CHECK(!client_key || hap_srp_client_public_key(out, &work) == HAP_ERR_STATE);
    TEST_CHECK(!client_session || hap_srp_client_start_session(&work, s->salt, s->code, s->B, NUMBER) == HAP_ERR_STATE);
    test_all("output", out, GUARD, sizeof out);
    if (proof)
    {
        memset(K, GUARD, sizeof K);
        memset(M2, GUARD, sizeof M2);
        TEST_CHECK(hap_srp_finish_session(K, M2, &work, s->salt, s->M1) == HAP_ERR_STATE);
        test_all("K", K, 0, HASH);
        test_all("M2", M2, 0, HASH);
    }

    if (client_proof)
    {
        memset(K, GUARD, sizeof K);
        TEST_CHECK(hap_srp_client_proof(K, M1, M2, &work, HAP_SRP_STRIPPED) == HAP_ERR_STATE);
        test_all("K", K, GUARD, HASH);
    }

    test_equal("work area", (const uint8_t *)&work, (const uint8_t *)&before, sizeof work);
}

static void order(void)
{
    session_t s;
    read_session(&s, "HapPlain");
    read_value(s.code, "HapPlain", "code", sizeof s.code);
    read_value(s.a, "HapPlain", "a", sizeof s.a);

    test_begin("an empty area and one of garbage refuse everything");
    memset(&work, 0, sizeof work);
    refuse(&s, 1, 1, 1, 1, 1, 1, 1);
    TEST_CHECK(hap_srp_step(&work) == HAP_ERR_STATE);
    memset(&work, GUARD, sizeof work);
    refuse(&s, 1, 1, 1, 1, 1, 1, 1);
    TEST_CHECK(hap_srp_step(&work) == HAP_ERR_STATE);
    test_end();

    test_begin("a verifier under way refuses everything, a ready one everything else");
    hap_srp_start_verifier(&work, s.salt, s.code);
    refuse(&s, 1, 1, 1, 1, 1, 1, 1);
    TEST_CHECK(run() == HAP_OK);
    refuse(&s, 0, 1, 1, 1, 1, 1, 1);
    test_end();

    test_begin("a set under way refuses everything, a ready one everything else");
    hap_srp_start_set(&work, s.v, s.b);
    refuse(&s, 1, 1, 1, 1, 1, 1, 1);
    TEST_CHECK(run() == HAP_OK);
    refuse(&s, 1, 0, 0, 1, 1, 1, 1);
    test_end();

    test_begin("a session under way refuses everything, a ready one everything else");
    TEST_CHECK(hap_srp_start_session(&work, s.A, NUMBER) == HAP_OK);
    refuse(&s, 1, 1, 1, 1, 1, 1, 1);
    TEST_CHECK(run() == HAP_OK);
    refuse(&s, 1, 1, 1, 0, 1, 1, 1);
    test_end();

    test_begin("a controller's key under way refuses everything, a ready one everything else");
    hap_srp_client_start(&work, s.a);
    refuse(&s, 1, 1, 1, 1, 1, 1, 1);
    TEST_CHECK(run() == HAP_OK);
    refuse(&s, 1, 1, 1, 1, 0, 0, 1);
    test_end();

    test_begin("a controller's session under way refuses everything, a ready one everything else");
    TEST_CHECK(hap_srp_client_start_session(&work, s.salt, s.code, s.B, NUMBER) == HAP_OK);
    refuse(&s, 1, 1, 1, 1, 1, 1, 1);
    TEST_CHECK(run() == HAP_OK);
    refuse(&s, 1, 1, 1, 1, 1, 1, 0);
    hap_srp_wipe(&work);
    refuse(&s, 1, 1, 1, 1, 1, 1, 1);
    test_end();
}

/* Whether count bytes stand anywhere in the area. */
static int holds(const uint8_t *bytes, size_t count)
{
    const uint8_t *area = (const uint8_t *)&work;
    for (size_t at = 0; at + count <= sizeof work; at++)
    {
        if (memcmp(area + at, bytes, count) == 0)
        {
            return 1;
        }
    }

    return 0;
}

static size_t bytes_in_use(void)
{
    size_t count = 0;
    for (size_t i = 0; i < sizeof work; i++)
    {
        count += ((const uint8_t *)&work)[i] != 0;
    }

    return count;
}

static void wiping(void)
{
    session_t s;
    read_session(&s, "HapPlain");

    test_begin("a ready set holds b, B, the powers of w and R * R mod N, and no power of v");
    prepare(&s);
    TEST_CHECK(bytes_in_use() <= HAP_SRP_PRIVATE_BYTES + 18 * NUMBER + 16);
    test_end();

    test_begin("b and the tables are gone when S is known");
    TEST_CHECK(holds(s.b, sizeof s.b));
    TEST_CHECK(hap_srp_start_session(&work, s.A, NUMBER) == HAP_OK);
    TEST_CHECK(run() == HAP_OK);
    TEST_CHECK(!holds(s.b, sizeof s.b));
    TEST_CHECK(bytes_in_use() <= 4 * NUMBER + 16); /* A, B, S, R * R mod N and the state */
    test_end();

    test_begin("starting again forgets the set before");
    prepare(&s);
    hap_srp_start_verifier(&work, s.salt, s.salt);
    TEST_CHECK(!holds(s.b, sizeof s.b));
    TEST_CHECK(!holds(s.B, sizeof s.B));
    test_end();
}

static void client_keys(void)
{
    static const char *const names[] = { "HapPlain", "AiohomekitPrivateKey29213713", "AiohomekitPrivateKey70997313" };
    for (size_t i = 0; i < COUNT(names); i++)
    {
        uint8_t a[HAP_SRP_PRIVATE_BYTES], A[NUMBER], expected[NUMBER];
        test_begin("controller: A of %s", names[i]);
        hap_srp_client_start(&work, read_value(a, names[i], "a", sizeof a));
        TEST_CHECK(run() == HAP_OK);
        read_value(expected, names[i], "A", NUMBER);
        TEST_CHECK(hap_srp_client_public_key(A, &work) == (expected[0] == 0 ? HAP_SRP_REDRAW : HAP_OK));
        test_equal("A", A, expected, NUMBER);
        test_end();
    }
}

static void check_proof(const char *name, const session_t *s, unsigned form, const char *proof_field, const char *key_field)
{
    uint8_t K[HASH], M1[HASH], M2[HASH], expected[HASH], S[NUMBER];
    read_value(S, name, "S", NUMBER);
    TEST_CHECK(hap_srp_client_proof(K, M1, M2, &work, form) == (S[0] == 0 ? HAP_SRP_REDRAW : HAP_OK));
    test_equal("K", K, read_value(expected, name, key_field, HASH), HASH);
    test_equal("M1", M1, read_value(expected, name, proof_field, HASH), HASH);
    if (form == HAP_SRP_STRIPPED)
    {
        test_equal("M2", M2, s->M2, HASH);
    }
}

static void client_sessions(void)
{
    for (size_t i = 0; i < COUNT(clients); i++)
    {
        const char *name = clients[i];
        session_t s;
        test_begin("controller: K, M1 and M2 of %s in all forms", name);
        read_session(&s, name);
        read_value(s.a, name, "a", sizeof s.a);
        read_value(s.code, name, "code", sizeof s.code);
        read_value(s.M2, name, "M2", sizeof s.M2);
        hap_srp_client_start(&work, s.a);
        TEST_CHECK(run() == HAP_OK);
        size_t skip = s.B[0] == 0 ? 1 : 0; /* B comes without its zero byte */
        TEST_CHECK(hap_srp_client_start_session(&work, s.salt, s.code, s.B + skip, NUMBER - skip) == HAP_OK);
        TEST_CHECK(run() == HAP_OK);
        check_proof(name, &s, HAP_SRP_STRIPPED, "M1", "K");
        check_proof(name, &s, HAP_SRP_PADDED_A, "M1PaddedA", "K");
        check_proof(name, &s, HAP_SRP_PADDED_S, "M1PaddedS", "KPaddedS");
        check_proof(name, &s, HAP_SRP_PADDED_A | HAP_SRP_PADDED_S, "M1PaddedAS", "KPaddedS");
        test_end();
    }
}

static void client_refusals(void)
{
    static const uint8_t zero[NUMBER + 1];
    session_t s;
    uint8_t N[NUMBER];
    read_session(&s, "HapPlain");
    read_value(s.a, "HapPlain", "a", sizeof s.a);
    read_value(s.code, "HapPlain", "code", sizeof s.code);
    read_value(N, "Group", "N", NUMBER);

    test_begin("controller: B of 0, N, N + 2, or of 0 or 385 bytes is refused; the next B is taken");
    hap_srp_client_start(&work, s.a);
    TEST_CHECK(run() == HAP_OK);
    TEST_CHECK(hap_srp_client_start_session(&work, s.salt, s.code, zero, NUMBER) == HAP_ERR_KEY);
    TEST_CHECK(hap_srp_client_start_session(&work, s.salt, s.code, N, NUMBER) == HAP_ERR_KEY);
    memset(N + NUMBER - 8, 0, 8); /* N ends with 64 ones: this and a carry is N + 1 ... */
    N[NUMBER - 9]++;
    N[NUMBER - 1] = 1;
    TEST_CHECK(hap_srp_client_start_session(&work, s.salt, s.code, N, NUMBER) == HAP_ERR_KEY);
    TEST_CHECK(hap_srp_client_start_session(&work, s.salt, s.code, zero, 0) == HAP_ERR_SIZE);
    TEST_CHECK(hap_srp_client_start_session(&work, s.salt, s.code, zero, NUMBER + 1) == HAP_ERR_SIZE);
    TEST_CHECK(hap_srp_client_start_session(&work, s.salt, s.code, s.B, NUMBER) == HAP_OK);
    test_end();
}

/* Both ends of this library with numbers that no file lists, and the accessory's area moved at every slice. */
static void both_ends(void)
{
    uint64_t seed = 20260101;
    static hap_srp_t elsewhere;
    for (unsigned round = 0; round < 3; round++)
    {
        session_t s;
        uint8_t K[HASH], M2[HASH];
        test_begin("both ends agree, round %u, the area moving", round);
        test_random(s.salt, sizeof s.salt, &seed);
        test_random(s.a, sizeof s.a, &seed);
        test_random(s.b, sizeof s.b, &seed);
        memcpy(s.code, "031-45-154", sizeof s.code);

        hap_srp_start_verifier(&work, s.salt, s.code);
        TEST_CHECK(run() == HAP_OK);
        TEST_CHECK(hap_srp_finish_verifier(s.v, &work) == HAP_OK);
        hap_srp_start_set(&work, s.v, s.b);
        TEST_CHECK(run() == HAP_OK);
        TEST_CHECK(hap_srp_public_key(s.B, &work) == HAP_OK);
        elsewhere = work;

        hap_srp_client_start(&work, s.a);
        TEST_CHECK(run() == HAP_OK);
        TEST_CHECK(hap_srp_client_public_key(s.A, &work) >= 0);
        TEST_CHECK(hap_srp_client_start_session(&work, s.salt, s.code, s.B, NUMBER) == HAP_OK);
        TEST_CHECK(run() == HAP_OK);
        TEST_CHECK(hap_srp_client_proof(s.K, s.M1, s.M2, &work, HAP_SRP_STRIPPED) >= 0);

        work = elsewhere;
        memset(&elsewhere, GUARD, sizeof elsewhere);
        TEST_CHECK(hap_srp_start_session(&work, s.A, NUMBER) == HAP_OK);
        int result = HAP_SRP_MORE;
        while (result == HAP_SRP_MORE)
        {
            elsewhere = work;
            memset(&work, GUARD, sizeof work);
            result = hap_srp_step(&elsewhere);
            work = elsewhere;
        }

        TEST_CHECK(result == HAP_OK);
        TEST_CHECK(hap_srp_finish_session(K, M2, &work, s.salt, s.M1) == HAP_OK);
        test_equal("K", K, s.K, HASH);
        test_equal("M2", M2, s.M2, HASH);
        test_end();
    }
}

int main(int argc, char **argv)
{
    load_vectors(test_folder(argc, argv));
    verifiers();
    sets();
    forms();
    published_answers();
    wrong_proofs();
    refused_keys();
    short_A();
    order();
    wiping();
    client_keys();
    client_sessions();
    client_refusals();
    both_ends();
    return test_finish();
}
