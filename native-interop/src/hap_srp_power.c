/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#include "hap_srp_area.h"

#if !HAP_SRP_MBEDTLS

#include <string.h>

/* How the exponentiations are made
 *
 *   g^e        g = 5 is small: a square and a multiplication by 5 or by 1 for each bit of e.
 *   base^e     a table of base^0..15, then for each 4 bits of e four squarings and one product with an entry that is picked by
 *              reading all of them.
 *   S          = (A v^u)^b = A^b w^(u low) w2^(u high), w = v^b and w2 = w^(2^256) being made before M1. Over 256 squarings: every
 *              4 bits of b a product with an entry of A^0..15, every 2 bits of u low and u high a product with w^i w2^j,
 *              i, j = 0..3, of the joint table.
 *
 * The count of operations never depends on an exponent. */

/* What the next turn does, in the order in which they follow each other. position counts the turns of a leg, in TABLE and
 * JOINT_TABLE it is the next entry. */
enum leg
{
    G_POWER,     /* power = power^256 * 5^byte */
    TABLE,       /* one entry of table */
    POWER,       /* power = power^16 * table[4 bits] */
    SHIFT,       /* power = power^256 */
    JOINT_TABLE, /* one entry of joint */
    JOINT_POWER  /* power = power^16 * joint[2 + 2 bits]^4 * joint[2 + 2 bits] * table[4 bits] */
};

static void begin_leg(struct hap_srp_area *area, enum leg leg)
{
    area->leg = leg;
    area->position = 0;
    hap_bn_set_one_mont(area->power);
}

static void begin_table(struct hap_srp_area *area)
{
    begin_leg(area, TABLE);
    area->position = 2;
    hap_bn_set_one_mont(area->table.entries[0]);
}

void hap_srp_begin(struct hap_srp_area *area, enum state running, uint32_t exponent_bytes)
{
    area->state = running;
    area->exponent_bytes = exponent_bytes;
    if (running == SESSION_RUNNING)
    {
        begin_table(area);
    }
    else
    {
        begin_leg(area, G_POWER);
    }
}

static int g_power_turn(struct hap_srp_area *area)
{
    uint32_t byte = area->exponent[area->position];
    for (unsigned bit = 0; bit < 8; bit++)
    {
        byte <<= 1;
        hap_bn_sqr(area->power, area->power, &area->scratch);
        hap_bn_mul_small(area->power, 1 + 4 * ((byte >> 8) & 1));
    }

    area->position++;
    if (area->position == area->exponent_bytes)
    {
        hap_srp_use_g_power(area);
        if (area->state == SET_RUNNING || area->state == CLIENT_RUNNING)
        {
            begin_table(area);
        }

        return TURN_MULTIPLICATIONS;
    }

    return 8;
}

static int table_turn(struct hap_srp_area *area)
{
    hap_bn *entries = area->table.entries;
    uint32_t entry = area->position;
    if (entry % 2 == 0)
    {
        hap_bn_sqr(entries[entry], entries[entry / 2], &area->scratch);
    }
    else
    {
        hap_bn_mul(entries[entry], entries[entry - 1], entries[1], &area->scratch);
    }

    area->position++;
    if (area->position == WINDOW_ENTRIES)
    {
        begin_leg(area, area->state == SESSION_RUNNING ? JOINT_POWER : POWER);
    }

    return 1;
}

/* power = power^4. */
static void square_twice(struct hap_srp_area *area)
{
    hap_bn_sqr(area->power, area->power, &area->scratch);
    hap_bn_sqr(area->power, area->power, &area->scratch);
}

/* Four bits of a number that is kept in bytes, most significant first. */
static unsigned nibble(const uint8_t *bytes, unsigned index)
{
    return (unsigned)bytes[index / 2] >> (index % 2 == 0 ? 4 : 0) & 15;
}

/* power = power * table[the next four bits of the exponent]. They are secret. */
static void multiply_by_window(struct hap_srp_area *area)
{
    hap_bn entry;
    hap_bn_select(entry, area->table.entries, WINDOW_ENTRIES, nibble(area->exponent, area->position));
    hap_bn_mul(area->power, area->power, entry, &area->scratch);
    hap_wipe(entry, sizeof entry);
}

static int power_turn(struct hap_srp_area *area)
{
    if (area->position != 0) /* power is 1 */
    {
        square_twice(area);
        square_twice(area);
    }

    multiply_by_window(area);

    area->position++;
    if (area->position == 2 * area->exponent_bytes)
    {
        if (area->state == CLIENT_RUNNING)
        {
            hap_srp_end(area, CLIENT_READY);
            return 6;
        }

        hap_bn_set_one_mont(area->joint.entries[0]);
        memcpy(area->joint.entries[1], area->power, sizeof(hap_bn));
        area->leg = SHIFT;
        area->position = 0;
    }

    return 5;
}

static int shift_turn(struct hap_srp_area *area)
{
    for (unsigned i = 0; i < 4; i++)
    {
        square_twice(area);
    }

    area->position++;
    if (area->position == 256 / 8)
    {
        memcpy(area->joint.entries[4], area->power, sizeof(hap_bn));
        area->leg = JOINT_TABLE;
        area->position = 2;
    }

    return 8;
}

static int joint_table_turn(struct hap_srp_area *area)
{
    hap_bn *entries = area->joint.entries;
    unsigned entry = area->position;
    if (entry != 4)
    {
        unsigned factor = entry % 4 == 0 ? 4 : 1;
        hap_bn_mul(entries[entry], entries[entry - factor], entries[factor], &area->scratch);
    }

    area->position++;
    if (area->position == WINDOW_ENTRIES)
    {
        hap_wipe(area->power, sizeof area->power);
        hap_wipe(&area->scratch, sizeof area->scratch);
        hap_wipe(&area->table, sizeof area->table);
        area->state = SET_READY;
    }

    return 1;
}

/* joint[two bits of u low, two bits of u high], of the nibbles at this position. They are public. */
static const hap_limb *joint_entry(struct hap_srp_area *area, unsigned shift)
{
    const uint8_t *u = area->exponent + U_AT;
    unsigned i = nibble(u + 32, area->position) >> shift & 3;
    unsigned j = nibble(u, area->position) >> shift & 3;
    return area->joint.entries[4 * j + i];
}

static int joint_power_turn(struct hap_srp_area *area)
{
    if (area->position == 0)
    {
        memcpy(area->power, joint_entry(area, 2), sizeof(hap_bn)); /* power is 1 */
    }
    else
    {
        square_twice(area);
        hap_bn_mul(area->power, area->power, joint_entry(area, 2), &area->scratch);
    }

    square_twice(area);
    hap_bn_mul(area->power, area->power, joint_entry(area, 0), &area->scratch);
    multiply_by_window(area);

    area->position++;
    if (area->position == 2 * HAP_SRP_PRIVATE_BYTES)
    {
        hap_srp_end(area, SESSION_READY);
    }

    return 8;
}

int hap_srp_turn(struct hap_srp_area *area)
{
    switch (area->leg)
    {
        case G_POWER: return g_power_turn(area);
        case TABLE: return table_turn(area);
        case POWER: return power_turn(area);
        case SHIFT: return shift_turn(area);
        case JOINT_TABLE: return joint_table_turn(area);
        default: return joint_power_turn(area);
    }
}

#endif
