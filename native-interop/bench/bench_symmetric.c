/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#include "bench.h"

#include <string.h>

#include "hap_aead.h"
#include "hap_sha512.h"

enum
{
    FRAME = 1024,
    SHORT_FRAME = 64
};

/* length (2) at buffer + 2, so that the payload is aligned: how the stack lays its frames out. */
static union
{
    uint32_t align;
    uint8_t bytes[4 + FRAME + HAP_AEAD_TAG_BYTES + 4];
} buffer;

static union
{
    uint32_t align;
    uint8_t bytes[HAP_AEAD_KEY_BYTES];
} key;

static uint8_t nonce[HAP_AEAD_NONCE_BYTES];
static uint8_t digest[HAP_SHA512_BYTES];
static int opened;

static void fill(void)
{
    bench_fill(buffer.bytes, sizeof buffer.bytes, 1);
    bench_fill(key.bytes, sizeof key.bytes, 2);
    bench_fill(nonce, sizeof nonce, 3);
}

static void seal(uint32_t offset, uint32_t size)
{
    hap_aead_seal(buffer.bytes + offset, key.bytes, nonce, buffer.bytes + offset - 2, 2, buffer.bytes + offset, size);
}

static void open(uint32_t offset, uint32_t size)
{
    opened = hap_aead_open(buffer.bytes + offset, key.bytes, nonce, buffer.bytes + offset - 2, 2, buffer.bytes + offset, size);
}

static void seal_frame(void)
{
    seal(4, FRAME);
}

static void open_frame(void)
{
    open(4, FRAME);
}

static void seal_short(void)
{
    seal(4, SHORT_FRAME);
}

static void open_short(void)
{
    open(4, SHORT_FRAME);
}

static void seal_unaligned(void)
{
    seal(5, FRAME);
}

static void open_unaligned(void)
{
    open(5, FRAME);
}

static void fill_and_seal_frame(void)
{
    fill();
    seal_frame();
}

static void fill_and_seal_short(void)
{
    fill();
    seal_short();
}

static void fill_and_seal_unaligned(void)
{
    fill();
    seal_unaligned();
}

static int is_open(void)
{
    return opened == HAP_OK;
}

/* Opens what was sealed: a wrong seal does not verify. */
static int opens_frame(void)
{
    open_frame();
    return is_open();
}

static int opens_short(void)
{
    open_short();
    return is_open();
}

static int opens_unaligned(void)
{
    open_unaligned();
    return is_open();
}

static void sha512_1024(void)
{
    hap_sha512(digest, buffer.bytes, FRAME);
}

static void hkdf(void)
{
    opened = hap_hkdf_sha512(digest, 32, key.bytes, sizeof key.bytes, buffer.bytes, 12, buffer.bytes, 27);
}

static const bench_row_t rows[] = {
    { "ChaCha20-Poly1305 seal, 1,024-byte frame, aligned", 40500, fill, seal_frame, opens_frame },
    { "ChaCha20-Poly1305 open, 1,024-byte frame, aligned", 40500, fill_and_seal_frame, open_frame, is_open },
    { "ChaCha20-Poly1305 seal, 64-byte frame, aligned", 5300, fill, seal_short, opens_short },
    { "ChaCha20-Poly1305 open, 64-byte frame, aligned", 5300, fill_and_seal_short, open_short, is_open },
    { "ChaCha20-Poly1305 seal, 1,024-byte frame, unaligned", 48000, fill, seal_unaligned, opens_unaligned },
    { "ChaCha20-Poly1305 open, 1,024-byte frame, unaligned", 48000, fill_and_seal_unaligned, open_unaligned, is_open },
    { "SHA-512, 1,024 bytes", 120000, fill, sha512_1024, NULL },
    { "HKDF-SHA-512, one 32-byte key", 0, fill, hkdf, is_open },
};

const bench_module_t bench_symmetric = { rows, sizeof rows / sizeof rows[0] };
