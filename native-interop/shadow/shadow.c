/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */

/* Runs a bare rv32imc program, as the cross compiler made it for the board, and follows secrets through it.
 *
 *   shadow PROGRAM.elf
 *
 * Every bit of every register and of memory has a shadow bit: set when the bit depends on a secret. A program marks memory secret or public
 * with the requests of valgrind/memcheck.h beside this file. Reported and counted is each
 *   - branch or jump whose condition or target depends on a secret;
 *   - load or store whose address does;
 *   - division or remainder of which an operand does: the one instruction of rv32im whose time depends on its operands on an ESP32-C3.
 * The shadow of a result errs towards secret: carries are taken to reach every higher bit, a comparison to depend on all bits.
 *
 * How far it goes: it sees the paths that run takes (which are all, where no branch depends on a secret and sizes are the same), knows
 * nothing of caches, flash or pipelines, and forgets what a secret decides by a branch, having reported the branch.
 *
 * Semihosting gives console output and exit. minstret counts retired instructions. A misaligned or wild access ends the run. */

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BASE 0x80000000u
#define SIZE 0x00800000u
#define ALL 0xFFFFFFFFu

enum
{
    OP_LOAD = 0x03,
    OP_REQUEST = 0x0B,
    OP_FENCE = 0x0F,
    OP_IMMEDIATE = 0x13,
    OP_AUIPC = 0x17,
    OP_STORE = 0x23,
    OP_REGISTER = 0x33,
    OP_LUI = 0x37,
    OP_BRANCH = 0x63,
    OP_JALR = 0x67,
    OP_JAL = 0x6F,
    OP_SYSTEM = 0x73
};

/* A word and which of its bits are secret. */
typedef struct
{
    uint32_t value;
    uint32_t secret;
} word_t;

static uint8_t memory[SIZE];
static uint8_t secrets[SIZE];
static uint32_t decoded[SIZE / 2]; /* instructions in their long form; 0: not seen yet */
static uint8_t is_reported[SIZE / 2];
static word_t x[32];
static uint32_t pc;
static uint64_t retired;
static uint32_t leaks;

static void die(const char *format, ...)
{
    va_list arguments;

    fflush(stdout);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fprintf(stderr, " at %08x\n", pc);
    exit(2);
}

static uint32_t at(uint32_t address, uint32_t size)
{
    if (address - BASE > SIZE - size || address % size != 0)
    {
        die("access of %u bytes to %08x", size, address);
    }

    return address - BASE;
}

static uint32_t get(const uint8_t *bytes, uint32_t size)
{
    uint32_t value = 0;

    for (uint32_t i = 0; i < size; i++)
    {
        value |= (uint32_t)bytes[i] << 8 * i;
    }

    return value;
}

static void put(uint8_t *bytes, uint32_t size, uint32_t value)
{
    for (uint32_t i = 0; i < size; i++)
    {
        bytes[i] = (uint8_t)(value >> 8 * i);
    }
}

/* Counts every leak, and says each place once. */
static void leak(const char *what)
{
    uint32_t place = (pc - BASE) / 2;

    leaks++;

    if (!is_reported[place])
    {
        is_reported[place] = 1;
        fprintf(stderr, "%s depends on a secret at %08x\n", what, pc);
    }
}

static uint32_t bits(uint32_t word, int high, int low)
{
    return word >> low & ((2u << (high - low)) - 1);
}

static uint32_t sign_extend(uint32_t value, int width)
{
    uint32_t sign = 1u << (width - 1);

    return (value ^ sign) - sign;
}

/* Instructions in the short form, put into the long one. */

static uint32_t make_i(uint32_t immediate, uint32_t rs1, uint32_t f3, uint32_t rd, uint32_t opcode)
{
    return immediate << 20 | rs1 << 15 | f3 << 12 | rd << 7 | opcode;
}

static uint32_t make_r(uint32_t f7, uint32_t rs2, uint32_t rs1, uint32_t f3, uint32_t rd)
{
    return f7 << 25 | rs2 << 20 | rs1 << 15 | f3 << 12 | rd << 7 | OP_REGISTER;
}

static uint32_t make_sw(uint32_t offset, uint32_t rs2, uint32_t rs1)
{
    return bits(offset, 11, 5) << 25 | rs2 << 20 | rs1 << 15 | 2 << 12 | bits(offset, 4, 0) << 7 | OP_STORE;
}

static uint32_t make_jal(uint32_t offset, uint32_t rd)
{
    return bits(offset, 20, 20) << 31 | bits(offset, 10, 1) << 21 | bits(offset, 11, 11) << 20 | bits(offset, 19, 12) << 12 | rd << 7 | OP_JAL;
}

static uint32_t make_branch(uint32_t offset, uint32_t rs1, uint32_t f3)
{
    return bits(offset, 12, 12) << 31 | bits(offset, 10, 5) << 25 | rs1 << 15 | f3 << 12 | bits(offset, 4, 1) << 8 | bits(offset, 11, 11) << 7
        | OP_BRANCH;
}

static uint32_t expand_0(uint32_t c)
{
    uint32_t rs1 = 8 + bits(c, 9, 7);
    uint32_t rd = 8 + bits(c, 4, 2);
    uint32_t word_offset = bits(c, 12, 10) << 3 | bits(c, 6, 6) << 2 | bits(c, 5, 5) << 6;
    uint32_t sp_offset = bits(c, 12, 11) << 4 | bits(c, 10, 7) << 6 | bits(c, 6, 6) << 2 | bits(c, 5, 5) << 3;

    switch (bits(c, 15, 13))
    {
        case 0:
            return sp_offset == 0 ? 0 : make_i(sp_offset, 2, 0, rd, OP_IMMEDIATE);
        case 2:
            return make_i(word_offset, rs1, 2, rd, OP_LOAD);
        case 6:
            return make_sw(word_offset, rd, rs1);
        default:
            return 0;
    }
}

static uint32_t expand_arithmetic(uint32_t c)
{
    static const uint8_t f3[] = {0, 4, 6, 7}; /* sub, xor, or, and */
    uint32_t rd = 8 + bits(c, 9, 7);
    uint32_t immediate = bits(c, 12, 12) << 5 | bits(c, 6, 2);
    uint32_t operation = bits(c, 6, 5);

    switch (bits(c, 11, 10))
    {
        case 0:
            return make_i(immediate & 31, rd, 5, rd, OP_IMMEDIATE);
        case 1:
            return make_i(0x400 | (immediate & 31), rd, 5, rd, OP_IMMEDIATE);
        case 2:
            return make_i(sign_extend(immediate, 6), rd, 7, rd, OP_IMMEDIATE);
        default:
            return bits(c, 12, 12) ? 0 : make_r(operation == 0 ? 0x20 : 0, 8 + bits(c, 4, 2), rd, f3[operation], rd);
    }
}

static uint32_t expand_1(uint32_t c)
{
    uint32_t rd = bits(c, 11, 7);
    uint32_t immediate = sign_extend(bits(c, 12, 12) << 5 | bits(c, 6, 2), 6);
    uint32_t jump = sign_extend(bits(c, 12, 12) << 11 | bits(c, 11, 11) << 4 | bits(c, 10, 9) << 8 | bits(c, 8, 8) << 10 | bits(c, 7, 7) << 6
                                    | bits(c, 6, 6) << 7 | bits(c, 5, 3) << 1 | bits(c, 2, 2) << 5, 12);
    uint32_t branch = sign_extend(bits(c, 12, 12) << 8 | bits(c, 11, 10) << 3 | bits(c, 6, 5) << 6 | bits(c, 4, 3) << 1 | bits(c, 2, 2) << 5, 9);
    uint32_t stack = sign_extend(bits(c, 12, 12) << 9 | bits(c, 6, 6) << 4 | bits(c, 5, 5) << 6 | bits(c, 4, 3) << 7 | bits(c, 2, 2) << 5, 10);

    switch (bits(c, 15, 13))
    {
        case 0:
            return make_i(immediate, rd, 0, rd, OP_IMMEDIATE);
        case 1:
            return make_jal(jump, 1);
        case 2:
            return make_i(immediate, 0, 0, rd, OP_IMMEDIATE);
        case 3:
            return rd == 2 ? make_i(stack, 2, 0, 2, OP_IMMEDIATE) : immediate << 12 | rd << 7 | OP_LUI;
        case 4:
            return expand_arithmetic(c);
        case 5:
            return make_jal(jump, 0);
        default:
            return make_branch(branch, 8 + bits(c, 9, 7), bits(c, 13, 13));
    }
}

static uint32_t expand_2(uint32_t c)
{
    uint32_t rd = bits(c, 11, 7);
    uint32_t rs2 = bits(c, 6, 2);

    switch (bits(c, 15, 13))
    {
        case 0:
            return make_i(rs2, rd, 1, rd, OP_IMMEDIATE);
        case 2:
            return make_i(bits(c, 3, 2) << 6 | bits(c, 12, 12) << 5 | bits(c, 6, 4) << 2, 2, 2, rd, OP_LOAD);
        case 4:
            return rs2 != 0 ? make_r(0, rs2, bits(c, 12, 12) ? rd : 0, 0, rd)
                : rd != 0 ? make_i(0, rd, 0, bits(c, 12, 12), OP_JALR)
                : make_i(1, 0, 0, 0, OP_SYSTEM); /* ebreak */
        case 6:
            return make_sw(bits(c, 8, 7) << 6 | bits(c, 12, 9) << 2, rs2, 2);
        default:
            return 0;
    }
}

static uint32_t fetch(uint32_t *length)
{
    uint32_t place = at(pc, 2);
    uint32_t first = get(memory + place, 2);

    *length = (first & 3) == 3 ? 4 : 2;

    if (decoded[place / 2] == 0)
    {
        decoded[place / 2] = *length == 4 ? first | get(memory + place + 2, 2) << 16
            : (first & 3) == 0 ? expand_0(first)
            : (first & 3) == 1 ? expand_1(first)
            : expand_2(first);
    }

    return decoded[place / 2];
}

/* Every bit from the lowest set one upwards: as far as a carry reaches. */
static uint32_t smear(uint32_t secret)
{
    return secret | (0 - secret);
}

static word_t shift(uint32_t f3, int is_arithmetic, word_t a, word_t b)
{
    uint32_t by = b.value & 31;
    word_t r;

    if (f3 == 1)
    {
        r.value = a.value << by;
        r.secret = a.secret << by;
    }
    else if (is_arithmetic)
    {
        r.value = (uint32_t)((int64_t)(int32_t)a.value >> by);
        r.secret = (uint32_t)((int64_t)(int32_t)a.secret >> by);
    }
    else
    {
        r.value = a.value >> by;
        r.secret = a.secret >> by;
    }

    r.secret = (b.secret & 31) != 0 ? ALL : r.secret;
    return r;
}

static word_t compute(uint32_t f3, int is_other, word_t a, word_t b)
{
    uint32_t any = a.secret | b.secret;
    word_t r = {0, 0};

    switch (f3)
    {
        case 0:
            r.value = is_other ? a.value - b.value : a.value + b.value;
            r.secret = smear(any);
            return r;
        case 2:
            r.value = (int32_t)a.value < (int32_t)b.value;
            r.secret = any != 0;
            return r;
        case 3:
            r.value = a.value < b.value;
            r.secret = any != 0;
            return r;
        case 4:
            r.value = a.value ^ b.value;
            r.secret = any;
            return r;
        case 6:
            r.value = a.value | b.value;
            r.secret = (a.secret & b.secret) | (a.secret & ~b.value) | (b.secret & ~a.value);
            return r;
        case 7:
            r.value = a.value & b.value;
            r.secret = (a.secret & b.secret) | (a.secret & b.value) | (b.secret & a.value);
            return r;
        default:
            return shift(f3, is_other, a, b);
    }
}

static uint32_t divide(uint32_t f3, uint32_t a, uint32_t b)
{
    int is_overflow = a == 0x80000000u && b == ALL;

    switch (f3)
    {
        case 4:
            return b == 0 ? ALL : is_overflow ? a : (uint32_t)((int32_t)a / (int32_t)b);
        case 5:
            return b == 0 ? ALL : a / b;
        case 6:
            return b == 0 ? a : is_overflow ? 0 : (uint32_t)((int32_t)a % (int32_t)b);
        default:
            return b == 0 ? a : a % b;
    }
}

static word_t multiply(uint32_t f3, word_t a, word_t b)
{
    uint32_t any = a.secret | b.secret;
    word_t r;

    if (f3 >= 4)
    {
        if (any != 0)
        {
            leak("division");
        }

        r.value = divide(f3, a.value, b.value);
        r.secret = any != 0 ? ALL : 0;
        return r;
    }

    int64_t left = f3 == 3 ? (int64_t)a.value : (int32_t)a.value;
    int64_t right = f3 >= 2 ? (int64_t)b.value : (int32_t)b.value;
    uint64_t product = (uint64_t)left * (uint64_t)right;

    r.value = f3 == 0 ? (uint32_t)product : (uint32_t)(product >> 32);
    r.secret = f3 == 0 ? smear(any) : any != 0 ? ALL : 0;
    return r;
}

static word_t load(uint32_t f3, uint32_t address)
{
    static const uint8_t sizes[] = {1, 2, 4, 0, 1, 2, 0, 0};
    uint32_t size = sizes[f3];
    word_t r;

    if (size == 0)
    {
        die("unknown load");
    }

    uint32_t place = at(address, size);

    r.value = get(memory + place, size);
    r.secret = get(secrets + place, size);

    if (f3 < 2)
    {
        r.value = sign_extend(r.value, (int)size * 8);
        r.secret = sign_extend(r.secret, (int)size * 8);
    }

    return r;
}

static void store(uint32_t f3, uint32_t address, word_t word)
{
    uint32_t size = 1u << f3;
    uint32_t place = at(address, size);

    put(memory + place, size, word.value);
    put(secrets + place, size, word.secret);
}

static int is_taken(uint32_t f3, uint32_t a, uint32_t b)
{
    int is_less = f3 >= 6 ? a < b : (int32_t)a < (int32_t)b;

    return (f3 >= 4 ? is_less : a == b) != (int)(f3 & 1);
}

/* Secret, public, count: the requests of valgrind/memcheck.h. */
static uint32_t request(uint32_t number, uint32_t data, uint32_t size)
{
    if (number < 2 && size != 0)
    {
        (void)at(data, 1);
        (void)at(data + size - 1, 1);
        memset(secrets + (data - BASE), number == 0 ? 0xFF : 0, size);
    }

    return leaks;
}

/* Arm's semihosting calls, as far as console output and the end of a program need them. */
static uint32_t semihost(uint32_t call, uint32_t argument)
{
    switch (call)
    {
        case 0x01: /* SYS_OPEN: there are no files, nor :semihosting-features, so a program ends with SYS_EXIT */
            return ALL;
        case 0x03: /* SYS_WRITEC */
            putchar(memory[at(argument, 1)]);
            return 0;
        case 0x04: /* SYS_WRITE0 */
            fputs((const char *)memory + at(argument, 1), stdout);
            return 0;
        case 0x18: /* SYS_EXIT: ADP_Stopped_ApplicationExit */
            exit(argument == 0x20026 ? 0 : 1);
        default:
            die("semihosting call %02x", call);
            return 0;
    }
}

static word_t system_call(uint32_t code)
{
    word_t r = {0, 0};

    if (bits(code, 14, 12) == 0)
    {
        r.value = semihost(x[10].value, x[11].value);
    }
    else
    {
        /* minstret; other registers of the machine read as 0, and writes are lost. */
        r.value = code >> 20 == 0xB02 ? (uint32_t)retired : 0;
    }

    return r;
}

static void check(word_t word, const char *what)
{
    if (word.secret != 0)
    {
        leak(what);
    }
}

static void set(uint32_t rd, word_t word)
{
    if (rd != 0)
    {
        x[rd] = word;
    }
}

static word_t public_word(uint32_t value)
{
    word_t r = {value, 0};

    return r;
}

static void step(void)
{
    uint32_t length;
    uint32_t code = fetch(&length);
    uint32_t rd = bits(code, 11, 7);
    uint32_t f3 = bits(code, 14, 12);
    word_t a = x[bits(code, 19, 15)];
    word_t b = x[bits(code, 24, 20)];
    uint32_t immediate = sign_extend(code >> 20, 12);
    uint32_t next = pc + length;

    switch (bits(code, 6, 0))
    {
        case OP_LUI:
            set(rd, public_word(code & 0xFFFFF000u));
            break;
        case OP_AUIPC:
            set(rd, public_word(pc + (code & 0xFFFFF000u)));
            break;
        case OP_IMMEDIATE:
            set(rd, compute(f3, f3 == 5 && bits(code, 30, 30), a, public_word(immediate)));
            break;
        case OP_REGISTER:
            set(rd, bits(code, 31, 25) == 1 ? multiply(f3, a, b) : compute(f3, bits(code, 30, 30) != 0, a, b));
            break;
        case OP_LOAD:
            check(a, "address of a load");
            set(rd, load(f3, a.value + immediate));
            break;
        case OP_STORE:
            check(a, "address of a store");
            store(f3, a.value + sign_extend(bits(code, 31, 25) << 5 | rd, 12), b);
            break;
        case OP_BRANCH:
            check(a, "branch");
            check(b, "branch");

            if (is_taken(f3, a.value, b.value))
            {
                next = pc + sign_extend(bits(code, 31, 31) << 12 | bits(code, 7, 7) << 11 | bits(code, 30, 25) << 5 | bits(code, 11, 8) << 1, 13);
            }

            break;
        case OP_JAL:
            set(rd, public_word(next));
            next = pc + sign_extend(bits(code, 31, 31) << 20 | bits(code, 19, 12) << 12 | bits(code, 20, 20) << 11 | bits(code, 30, 21) << 1, 21);
            break;
        case OP_JALR:
            check(a, "jump");
            set(rd, public_word(next));
            next = (a.value + immediate) & ~1u;
            break;
        case OP_REQUEST:
            set(rd, public_word(request(f3, a.value, b.value)));
            break;
        case OP_SYSTEM:
            set(f3 == 0 ? 10 : rd, system_call(code));
            break;
        case OP_FENCE:
            break;
        default:
            die("unknown instruction %08x", code);
    }

    retired++;
    pc = next;
}

/* Loads the parts of an ELF file that are to lie in memory, at their physical addresses; returns the entry. */
static uint32_t load_program(const char *path)
{
    static uint8_t file[SIZE];
    FILE *stream = fopen(path, "rb");
    size_t size = stream == NULL ? 0 : fread(file, 1, sizeof file, stream);

    if (size < 52 || memcmp(file, "\177ELF\1\1", 6) != 0 || get(file + 18, 2) != 243)
    {
        die("%s is no rv32 program", path);
    }

    fclose(stream);

    for (uint32_t i = 0, header = get(file + 28, 4); i < get(file + 44, 2); i++, header += 32)
    {
        if (header <= size - 32 && get(file + header, 4) == 1 && get(file + header + 16, 4) != 0)
        {
            uint32_t from = get(file + header + 4, 4);
            uint32_t count = get(file + header + 16, 4);
            uint32_t to = at(get(file + header + 12, 4), 1);

            if (from > size || count > size - from || count > SIZE - to)
            {
                die("a part of %s lies outside", path);
            }

            memcpy(memory + to, file + from, count);
        }
    }

    return get(file + 24, 4);
}

int main(int count, char **arguments)
{
    if (count != 2)
    {
        fprintf(stderr, "usage: shadow PROGRAM.elf\n");
        return 2;
    }

    for (pc = load_program(arguments[1]);;)
    {
        step();
    }
}
