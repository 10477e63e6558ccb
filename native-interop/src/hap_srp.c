/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#include "hap_srp.h"

#include <string.h>

#include "hap_bytes.h"
#include "hap_public.h"
#include "hap_srp_area.h"

/* H(N | PAD(g)). */
static const uint8_t multiplier_k[64] = {
    0xA9, 0xC2, 0xE2, 0x55, 0x9B, 0xF0, 0xEB, 0xB5, 0x3F, 0x0C, 0xBB, 0xF6, 0x22, 0x82, 0x90, 0x6B,
    0xED, 0xE7, 0xF2, 0x18, 0x2F, 0x00, 0x67, 0x82, 0x11, 0xFB, 0xD5, 0xBD, 0xE5, 0xB2, 0x85, 0x03,
    0x3A, 0x49, 0x93, 0x50, 0x3B, 0x87, 0x39, 0x7F, 0x9B, 0xE5, 0xEC, 0x02, 0x08, 0x0F, 0xED, 0xBC,
    0x08, 0x35, 0x58, 0x7A, 0xD0, 0x39, 0x06, 0x08, 0x79, 0xB8, 0x62, 0x1E, 0x8C, 0x36, 0x59, 0xE0
};

/* (H(N) xor H(g)) | H("Pair-Setup"): how M1 begins. g is hashed as one byte. */
static const uint8_t proof_prefix[128] = {
    0xB3, 0xD6, 0x3E, 0xF6, 0xAA, 0xFB, 0x2E, 0x97, 0x96, 0xDA, 0xE0, 0x06, 0xFE, 0x60, 0xF2, 0x0E,
    0x53, 0x26, 0xFE, 0x1E, 0x1C, 0x52, 0xA5, 0x02, 0x1E, 0xB2, 0x17, 0x47, 0xCA, 0x33, 0xDF, 0xEA,
    0x8F, 0xF2, 0x03, 0xBD, 0x45, 0xA2, 0x54, 0x43, 0x95, 0xD7, 0x3D, 0x19, 0x89, 0x9C, 0x17, 0x4A,
    0x68, 0x3C, 0x9E, 0x78, 0x32, 0x96, 0xDD, 0x16, 0x93, 0xEB, 0xC7, 0x1C, 0xF5, 0xA5, 0x3D, 0xA3,
    0xCD, 0x3F, 0xA8, 0x90, 0xAC, 0x89, 0x1A, 0xA9, 0xA9, 0xD2, 0x33, 0x46, 0xF1, 0xE4, 0xF6, 0x98,
    0xB0, 0x12, 0x40, 0xAD, 0x81, 0x0C, 0xF0, 0x29, 0xD5, 0xD5, 0x7F, 0xC7, 0x9F, 0x1B, 0x1F, 0xC4,
    0xE2, 0xC4, 0x08, 0x62, 0xDF, 0xB3, 0x82, 0x8E, 0xD2, 0xC5, 0x8A, 0xA8, 0x0F, 0x67, 0x8A, 0x45,
    0xA7, 0xF4, 0xD7, 0x8B, 0x9C, 0x4A, 0xC3, 0x3F, 0xDC, 0x55, 0x46, 0xF2, 0xA1, 0x04, 0x30, 0xB3
};

static struct hap_srp_area *open_area(hap_srp_t *work)
{
    return (struct hap_srp_area *)work;
}

static const struct hap_srp_area *read_area(const hap_srp_t *work)
{
    return (const struct hap_srp_area *)work;
}

/* r = k * factor, reduced. factor is in Montgomery form, k is not, so that the product isn't either. r is not factor. */
static void multiply_by_k(hap_bn r, const hap_bn factor, hap_bn_scratch *scratch)
{
    hap_bn_from_bytes(r, multiplier_k, sizeof multiplier_k);
    hap_bn_mul(r, r, factor, scratch);
    hap_bn_reduce(r);
}

void hap_srp_end(struct hap_srp_area *area, enum state ready)
{
    hap_bn_from_mont(area->power, area->power, &area->scratch);
    hap_wipe(area->exponent, sizeof area->exponent);
    hap_wipe(&area->scratch, sizeof area->scratch);
    hap_wipe(&area->table, sizeof area->table);
    if (ready != CLIENT_READY)
    {
        hap_wipe(&area->joint, sizeof area->joint);
    }

    area->state = ready;
}

/* B = k v + g^b. */
static void make_public_key(struct hap_srp_area *area)
{
    hap_bn *kv = &area->table.entries[2];
    hap_bn_from_mont(area->power, area->power, &area->scratch);
    multiply_by_k(*kv, area->table.entries[1], &area->scratch);
    hap_bn_add(area->power, area->power, *kv);
    hap_bn_reduce(area->power);
    hap_bn_to_bytes(area->B, area->power);
    HAP_PUBLIC(area->B);
}

static int is_running(const struct hap_srp_area *area)
{
    return area->state == VERIFIER_RUNNING || area->state == SET_RUNNING || area->state == SESSION_RUNNING
        || area->state == KEY_RUNNING || area->state == CLIENT_RUNNING;
}

static int is_ready(const struct hap_srp_area *area)
{
    return area->state == VERIFIER_READY || area->state == SET_READY || area->state == SESSION_READY
        || area->state == KEY_READY || area->state == CLIENT_READY;
}

int hap_srp_step(hap_srp_t *work)
{
    struct hap_srp_area *area = open_area(work);
    for (int done = 0; is_running(area) && done + TURN_MULTIPLICATIONS <= STEP_MULTIPLICATIONS;)
    {
        int result = hap_srp_turn(area);
        if (result < 0)
        {
            hap_srp_wipe(work);
            return result;
        }

        done += result;
    }

    return is_running(area) ? HAP_SRP_MORE : is_ready(area) ? HAP_OK : HAP_ERR_STATE;
}

void hap_srp_wipe(hap_srp_t *work)
{
    hap_wipe(work, sizeof(hap_srp_t));
}

/* x = H(salt | H("Pair-Setup" | ":" | code)). */
static void hash_code(uint8_t x[HAP_SRP_HASH_BYTES], const uint8_t salt[HAP_SRP_SALT_BYTES],
                      const uint8_t code[HAP_SRP_CODE_BYTES])
{
    static const uint8_t user[] = { 'P', 'a', 'i', 'r', '-', 'S', 'e', 't', 'u', 'p', ':' };
    hap_sha512_t hash;

    hap_sha512_init(&hash);
    hap_sha512_update(&hash, user, sizeof user);
    hap_sha512_update(&hash, code, HAP_SRP_CODE_BYTES);
    hap_sha512_final(x, &hash);

    hap_sha512_init(&hash);
    hap_sha512_update(&hash, salt, HAP_SRP_SALT_BYTES);
    hap_sha512_update(&hash, x, HAP_SRP_HASH_BYTES);
    hap_sha512_final(x, &hash);
}

/* u = H(PAD(A) | PAD(B)). */
static void hash_keys(uint8_t u[HAP_SRP_HASH_BYTES], const struct hap_srp_area *area)
{
    hap_sha512_t hash;
    hap_sha512_init(&hash);
    hap_sha512_update(&hash, area->A, sizeof area->A);
    hap_sha512_update(&hash, area->B, sizeof area->B);
    hap_sha512_final(u, &hash);
}

static void copy_padded(uint8_t number[HAP_BN_BYTES], const uint8_t *bytes, size_t size)
{
    memset(number, 0, HAP_BN_BYTES - size);
    memcpy(number + HAP_BN_BYTES - size, bytes, size);
}

void hap_srp_start_verifier(hap_srp_t *work, const uint8_t salt[HAP_SRP_SALT_BYTES],
                            const uint8_t code[HAP_SRP_CODE_BYTES])
{
    uint8_t x[HAP_SRP_HASH_BYTES];
    hash_code(x, salt, code);

    hap_srp_wipe(work);
    memcpy(open_area(work)->exponent, x, sizeof x);
    hap_wipe(x, sizeof x);
    hap_srp_begin(open_area(work), VERIFIER_RUNNING, sizeof x);
}

int hap_srp_finish_verifier(uint8_t v[HAP_SRP_NUMBER_BYTES], hap_srp_t *work)
{
    if (read_area(work)->state != VERIFIER_READY)
    {
        return HAP_ERR_STATE;
    }

    hap_bn_to_bytes(v, read_area(work)->power);
    hap_srp_wipe(work);
    return HAP_OK;
}

void hap_srp_start_set(hap_srp_t *work, const uint8_t v[HAP_SRP_NUMBER_BYTES], const uint8_t b[HAP_SRP_PRIVATE_BYTES])
{
    struct hap_srp_area *area = open_area(work);
    hap_srp_wipe(work);
    hap_bn_set_rr(area->rr, &area->scratch);
    hap_bn_from_bytes(area->table.entries[1], v, HAP_SRP_NUMBER_BYTES);
    hap_bn_mul(area->table.entries[1], area->table.entries[1], area->rr, &area->scratch);
    memcpy(area->exponent, b, HAP_SRP_PRIVATE_BYTES);
    hap_srp_begin(area, SET_RUNNING, HAP_SRP_PRIVATE_BYTES);
}

int hap_srp_public_key(uint8_t B[HAP_SRP_NUMBER_BYTES], const hap_srp_t *work)
{
    if (read_area(work)->state != SET_READY)
    {
        return HAP_ERR_STATE;
    }

    memcpy(B, read_area(work)->B, HAP_SRP_NUMBER_BYTES);
    return HAP_OK;
}

int hap_srp_start_session(hap_srp_t *work, const uint8_t *A, size_t A_size)
{
    struct hap_srp_area *area = open_area(work);
    if (area->state != SET_READY)
    {
        return HAP_ERR_STATE;
    }

    if (A_size < 1 || A_size > HAP_SRP_NUMBER_BYTES)
    {
        return HAP_ERR_SIZE;
    }

    hap_bn *base = &area->table.entries[1];
    hap_bn_from_bytes(*base, A, (unsigned)A_size);
    if (hap_bn_is_zero_mod(*base))
    {
        return HAP_ERR_KEY;
    }

    hap_bn_mul(*base, *base, area->rr, &area->scratch);
    copy_padded(area->A, A, A_size);
    hash_keys(area->exponent + U_AT, area);
    hap_srp_begin(area, SESSION_RUNNING, HAP_SRP_PRIVATE_BYTES);
    return HAP_OK;
}

/* Appends a number to a message, without its leading zero bytes unless keep is 1. Every byte is stored, the place moves on
 * from the first that counts, so that the same instructions run whatever the number is. */
static size_t append_number(uint8_t *message, size_t at, const uint8_t number[HAP_BN_BYTES], uint32_t keep)
{
    uint32_t started = keep;
    for (unsigned i = 0; i < HAP_BN_BYTES; i++)
    {
        started |= number[i];
        message[at] = number[i];
        at += (started + 255) >> 8; /* started is 0..255 */
        HAP_PUBLIC(at);             /* how many zero bytes lead is public, as HAP's stripping makes it */
    }

    return at;
}

/* Ends a hash with size bytes of message, padded here (FIPS 180-4 §5.1.2) so that only whole blocks are hashed: as long as
 * size stays within one count of blocks, the same instructions run. size + 17 must fit the message. before is a whole number
 * of blocks that the hash has seen. */
static void hash_message(uint8_t digest[HAP_SRP_HASH_BYTES], hap_sha512_t *hash, uint8_t message[MESSAGE_BYTES], size_t size,
                         size_t before)
{
    size_t end = (size + 17 + HAP_SHA512_BLOCK_BYTES - 1) / HAP_SHA512_BLOCK_BYTES * HAP_SHA512_BLOCK_BYTES;
    for (size_t i = 0; i < end; i++)
    {
        uint32_t inside = (uint32_t)((i - size) >> (8 * sizeof i - 1)); /* 1 while i < size */
        message[i] = (uint8_t)(message[i] & (0u - inside));
    }

    message[size] = 0x80;
    hap_store64_be(message + end - 8, (uint64_t)(before + size) * 8);
    hap_sha512_update(hash, message, end);
    for (unsigned i = 0; i < 8; i++)
    {
        hap_store64_be(digest + 8 * i, hash->state[i]);
    }

    hap_wipe(hash, sizeof *hash);
}

/* K = H(STRIP(S)), or H(PAD(S)) where padded is 1. */
static void hash_secret(uint8_t K[HAP_SRP_HASH_BYTES], struct proof_area *proof, uint32_t padded)
{
    hap_sha512_t hash;
    hap_sha512_init(&hash);
    hash_message(K, &hash, proof->message, append_number(proof->message, 0, proof->S, padded), 0);
}

/* M1 of one form. B is always stripped; the accessory makes sure that B[0] is not 0. */
static void hash_m1(struct hap_srp_area *area, struct proof_area *proof, const uint8_t salt[HAP_SRP_SALT_BYTES],
                    const uint8_t K[HAP_SRP_HASH_BYTES], uint32_t padded_A)
{
    uint8_t *message = proof->message;
    size_t size = HAP_SRP_SALT_BYTES;
    memcpy(message, salt, HAP_SRP_SALT_BYTES);
    size = append_number(message, size, area->A, padded_A);
    size = append_number(message, size, area->B, 0);
    for (unsigned i = 0; i < HAP_SRP_HASH_BYTES; i++)
    {
        message[size++] = K[i]; /* not memcpy: its time may depend on where the message has got to */
    }

    hap_sha512_t hash;
    hap_sha512_init(&hash);
    hap_sha512_update(&hash, proof_prefix, sizeof proof_prefix);
    hash_message(proof->M1, &hash, message, size, sizeof proof_prefix);
}

/* M2 = H(PAD(A) | M1 | K). */
static void hash_m2(uint8_t M2[HAP_SRP_HASH_BYTES], const struct hap_srp_area *area, const uint8_t M1[HAP_SRP_HASH_BYTES],
                    const uint8_t K[HAP_SRP_HASH_BYTES])
{
    hap_sha512_t hash;
    hap_sha512_init(&hash);
    hap_sha512_update(&hash, area->A, sizeof area->A);
    hap_sha512_update(&hash, M1, HAP_SRP_HASH_BYTES);
    hap_sha512_update(&hash, K, HAP_SRP_HASH_BYTES);
    hap_sha512_final(M2, &hash);
}

/* out = in where mask is 0xFF; out is left alone where it is 0. */
static void copy_if(uint8_t out[HAP_SRP_HASH_BYTES], const uint8_t in[HAP_SRP_HASH_BYTES], uint32_t mask)
{
    for (unsigned i = 0; i < HAP_SRP_HASH_BYTES; i++)
    {
        out[i] = (uint8_t)((out[i] & ~mask) | (in[i] & mask));
    }
}

/* HAP Pair Setup M3: implementations differ in which numbers they strip, so all four forms are made and compared each time.
 * To try the others only after a mismatch, or only when S begins with zero, would tell by its time which secrets do. */
int hap_srp_finish_session(uint8_t K[HAP_SRP_HASH_BYTES], uint8_t M2[HAP_SRP_HASH_BYTES], hap_srp_t *work,
                           const uint8_t salt[HAP_SRP_SALT_BYTES], const uint8_t proof[HAP_SRP_HASH_BYTES])
{
    struct hap_srp_area *area = open_area(work);
    struct proof_area *made = &area->table.proof;
    uint32_t matched = 0;

    memset(K, 0, HAP_SRP_HASH_BYTES);
    memset(M2, 0, HAP_SRP_HASH_BYTES);
    if (area->state != SESSION_READY)
    {
        return HAP_ERR_STATE;
    }

    hap_bn_to_bytes(made->S, area->power);
    for (uint32_t padded_S = 0; padded_S < 2; padded_S++)
    {
        hash_secret(made->K[padded_S], made, padded_S);
        for (uint32_t padded_A = 0; padded_A < 2; padded_A++)
        {
            hash_m1(area, made, salt, made->K[padded_S], padded_A);
            uint32_t mask = 0u - (uint32_t)hap_equal_ct(made->M1, proof, HAP_SRP_HASH_BYTES);
            copy_if(made->chosen_K, made->K[padded_S], mask);
            matched |= mask;
        }
    }

    hash_m2(made->M2, area, proof, made->chosen_K);
    copy_if(K, made->chosen_K, matched);
    copy_if(M2, made->M2, matched);
    hap_srp_wipe(work);
    HAP_PUBLIC(matched);
    return HAP_ERR_AUTH + (int)(matched & (0u - (uint32_t)HAP_ERR_AUTH)); /* no branch even here: the same instructions */
}

#if HAP_SRP_CLIENT
void hap_srp_client_start(hap_srp_t *work, const uint8_t a[HAP_SRP_PRIVATE_BYTES])
{
    struct hap_srp_area *area = open_area(work);
    hap_srp_wipe(work);
    memcpy(area->joint.client.a, a, HAP_SRP_PRIVATE_BYTES);
    memcpy(area->exponent, a, HAP_SRP_PRIVATE_BYTES);
    hap_srp_begin(area, KEY_RUNNING, HAP_SRP_PRIVATE_BYTES);
}

int hap_srp_client_public_key(uint8_t A[HAP_SRP_NUMBER_BYTES], const hap_srp_t *work)
{
    if (read_area(work)->state != KEY_READY)
    {
        return HAP_ERR_STATE;
    }

    memcpy(A, read_area(work)->A, HAP_SRP_NUMBER_BYTES);
    return A[0] == 0 ? HAP_SRP_REDRAW : HAP_OK;
}

/* 0 < B < N. */
static int is_key(struct hap_srp_area *area, const uint8_t *B, size_t size)
{
    uint8_t *bytes = area->table.proof.message;
    hap_bn_from_bytes(area->power, B, (unsigned)size);
    hap_bn_reduce(area->power);
    hap_bn_to_bytes(bytes, area->power);
    return !hap_bn_is_zero_mod(area->power) && hap_equal_ct(bytes + HAP_BN_BYTES - size, B, size);
}

int hap_srp_client_start_session(hap_srp_t *work, const uint8_t salt[HAP_SRP_SALT_BYTES],
                                 const uint8_t code[HAP_SRP_CODE_BYTES], const uint8_t *B, size_t B_size)
{
    struct hap_srp_area *area = open_area(work);
    if (area->state != KEY_READY)
    {
        return HAP_ERR_STATE;
    }

    if (B_size < 1 || B_size > HAP_SRP_NUMBER_BYTES)
    {
        return HAP_ERR_SIZE;
    }

    if (!is_key(area, B, B_size))
    {
        return HAP_ERR_KEY;
    }

    struct client_area *client = &area->joint.client;
    copy_padded(area->B, B, B_size);
    memcpy(client->salt, salt, sizeof client->salt);
    hash_keys(client->u, area);
    hash_code(client->x, salt, code);
    memcpy(area->exponent, client->x, sizeof client->x);
    hap_bn_set_rr(area->rr, &area->scratch);
    hap_srp_begin(area, CLIENT_RUNNING, sizeof client->x);
    return HAP_OK;
}

/* exponent = a + u x, below 2^1024. A column of u x has at most 64 products of bytes: below 2^22. */
static void set_client_exponent(struct hap_srp_area *area)
{
    const struct client_area *client = &area->joint.client;
    uint32_t sum = 0;
    for (unsigned k = 0; k < 128; k++)
    {
        unsigned first = k < 64 ? 0 : k - 63;
        unsigned last = k < 64 ? k : 63;
        for (unsigned i = first; i <= last; i++)
        {
            sum += (uint32_t)client->u[63 - i] * client->x[63 - (k - i)];
        }

        sum += k < HAP_SRP_PRIVATE_BYTES ? client->a[HAP_SRP_PRIVATE_BYTES - 1 - k] : 0;
        area->exponent[127 - k] = (uint8_t)sum;
        sum >>= 8;
    }

    area->exponent_bytes = 128;
}

/* base = B - k g^x, for S = base^(a + u x). */
static void make_client_base(struct hap_srp_area *area)
{
    hap_bn *base = &area->table.entries[1];
    hap_bn *kv = &area->table.entries[2];
    multiply_by_k(*kv, area->power, &area->scratch);
    hap_bn_from_bytes(*base, area->B, HAP_BN_BYTES);
    hap_bn_sub(*base, *base, *kv);
    hap_bn_mul(*base, *base, area->rr, &area->scratch);
    set_client_exponent(area);
}

int hap_srp_client_proof(uint8_t K[HAP_SRP_HASH_BYTES], uint8_t M1[HAP_SRP_HASH_BYTES], uint8_t M2[HAP_SRP_HASH_BYTES],
                         hap_srp_t *work, unsigned form)
{
    struct hap_srp_area *area = open_area(work);
    if (area->state != CLIENT_READY)
    {
        return HAP_ERR_STATE;
    }

    struct proof_area *made = &area->table.proof;
    hap_bn_to_bytes(made->S, area->power);
    hash_secret(made->K[0], made, (form & HAP_SRP_PADDED_S) != 0);
    hash_m1(area, made, area->joint.client.salt, made->K[0], (form & HAP_SRP_PADDED_A) != 0);
    memcpy(K, made->K[0], HAP_SRP_HASH_BYTES);
    memcpy(M1, made->M1, HAP_SRP_HASH_BYTES);
    hash_m2(M2, area, M1, K);
    return made->S[0] == 0 ? HAP_SRP_REDRAW : HAP_OK;
}
#endif

void hap_srp_use_g_power(struct hap_srp_area *area)
{
    switch (area->state)
    {
        case SET_RUNNING:
            make_public_key(area);
            break;
#if HAP_SRP_CLIENT
        case KEY_RUNNING:
            hap_bn_from_mont(area->power, area->power, &area->scratch);
            hap_bn_to_bytes(area->A, area->power);
            hap_wipe(area->exponent, sizeof area->exponent);
            area->state = KEY_READY;
            break;
        case CLIENT_RUNNING:
            make_client_base(area);
            break;
#endif
        default:
            hap_srp_end(area, VERIFIER_READY);
            break;
    }
}
