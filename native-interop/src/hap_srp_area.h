/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#ifndef HAP_SRP_AREA_H
#define HAP_SRP_AREA_H

#include "hap_bignum.h"
#include "hap_sha512.h"
#include "hap_srp.h"

/* What hap_srp.c, the protocol, shares with the file that does its exponentiations: hap_srp_power.c, or hap_srp_mbedtls.c where
 * HAP_SRP_MBEDTLS is 1. */

/* What the area holds. Running states become ready ones in hap_srp_step. Not consecutive from 0, so that an area that was
 * never started is EMPTY or nothing at all. */
enum state
{
    EMPTY = 0,
    VERIFIER_RUNNING = 0x5201,
    VERIFIER_READY,
    SET_RUNNING,
    SET_READY,
    SESSION_RUNNING,
    SESSION_READY,
    KEY_RUNNING,
    KEY_READY,
    CLIENT_RUNNING,
    CLIENT_READY
};

#define WINDOW_ENTRIES 16

/* Where u stands in the exponents of a session; b is at 0. */
#define U_AT 64

/* M1 and M2 with SHA-512's padding, in whole blocks: the prefix is hashed apart; 16 + 384 + 384 + 64 + 17 <= 896. */
#define MESSAGE_BYTES 896

struct proof_area
{
    uint8_t message[MESSAGE_BYTES];
    uint8_t S[HAP_BN_BYTES];
    uint8_t K[2][HAP_SRP_HASH_BYTES]; /* of S stripped, of S padded */
    uint8_t M1[HAP_SRP_HASH_BYTES];
    uint8_t M2[HAP_SRP_HASH_BYTES];
    uint8_t chosen_K[HAP_SRP_HASH_BYTES];
};

struct client_area
{
    uint8_t a[HAP_SRP_PRIVATE_BYTES];
    uint8_t x[HAP_SRP_HASH_BYTES];
    uint8_t u[HAP_SRP_HASH_BYTES];
    uint8_t salt[HAP_SRP_SALT_BYTES];
};

struct hap_srp_area
{
    uint32_t state;          /* enum state */
    uint32_t leg;            /* what the next turn does, and how far it has come: for hap_srp_turn alone */
    uint32_t position;
    uint32_t exponent_bytes; /* of exponent */
    uint8_t exponent[128];   /* b, x, a or a + u x; SESSION: u at U_AT */
    uint8_t A[HAP_BN_BYTES]; /* padded */
    uint8_t B[HAP_BN_BYTES];
    hap_bn power; /* Montgomery form while running; v or S, reduced, in VERIFIER_READY, SESSION_READY, CLIENT_READY */
    hap_bn rr;    /* R * R mod N, but in VERIFIER and KEY */
    hap_bn_scratch scratch;
    union
    {
        hap_bn entries[WINDOW_ENTRIES];
        struct proof_area proof;
    } table;
    union
    {
        hap_bn entries[WINDOW_ENTRIES]; /* [4 j + i] = w^i w2^j */
        struct client_area client;
    } joint;
};

typedef char area_fits[sizeof(struct hap_srp_area) <= HAP_SRP_WORK_BYTES ? 1 : -1];
typedef char message_fits[MESSAGE_BYTES % HAP_SHA512_BLOCK_BYTES == 0 ? 1 : -1];

/* A turn is a bounded piece of work; a step takes turns while another longest one stays within the bound. */
#define TURN_MULTIPLICATIONS 12
#define STEP_MULTIPLICATIONS 24

/* Starts what the state asks for. What must stand in the area:
 *   VERIFIER, KEY  exponent: x, a
 *   SET            exponent: b; table.entries[1]: v in Montgomery form; rr
 *   SESSION        as the ready set left it; table.entries[1]: A in Montgomery form; u at U_AT
 *   CLIENT         exponent: x; B; joint.client; rr */
void hap_srp_begin(struct hap_srp_area *area, enum state running, uint32_t exponent_bytes);

/* Does the next turn. Calls hap_srp_use_g_power when g^exponent is in power, and hap_srp_end when S is (SESSION, CLIENT; both in
 * Montgomery form); sets SET_READY when the set is.
 * Returns how many multiplications it had, or a few more, at most TURN_MULTIPLICATIONS; or HAP_ERR_MEMORY. */
int hap_srp_turn(struct hap_srp_area *area);

/* g^exponent is in power, in Montgomery form. VERIFIER, KEY: that was all. SET: B is made of it. CLIENT: table.entries[1] is the
 * base B - k g^x, in Montgomery form, and exponent is a + u x. */
void hap_srp_use_g_power(struct hap_srp_area *area);

/* Takes power out of Montgomery form, wipes what made it, and sets the state. */
void hap_srp_end(struct hap_srp_area *area, enum state ready);

#endif
