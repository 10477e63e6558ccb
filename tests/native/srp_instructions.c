/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */

/* What is done between M3 and M4 takes the same instructions for a right code, a wrong one, an A that begins with a zero byte and an S that
 * does, or whoever guesses codes learns from the clock. Runs under callgrind, which counts them, and which writes a file for each session.
 *   valgrind --tool=callgrind --collect-atstart=no --callgrind-out-file=OUT srp_instructions FOLDER-OF-VECTORS OUT
 * native-interop/measure finds the same of the board's code. */

#include <valgrind/callgrind.h>

#include "srp_session.h"

static const char *dumps;
static unsigned dump_count;

/* Instructions counted since the count before, as the newest file of callgrind says. */
static unsigned long long read_count(void)
{
    char path[1024];
    char line[1024];
    unsigned long long count = 0;

    snprintf(path, sizeof path, "%s.%u", dumps, ++dump_count);
    FILE *file = fopen(path, "r");

    if (file == NULL)
    {
        test_die("callgrind did not write", path);
        return 0;
    }

    while (fgets(line, sizeof line, file) != NULL)
    {
        if (strncmp(line, "summary: ", 9) == 0)
        {
            count = strtoull(line + 9, NULL, 10);
        }
    }

    fclose(file);
    remove(path);
    return count;
}

static int run_steps(hap_srp_t *work)
{
    int result;

    do
    {
        result = hap_srp_step(work);
    } while (result == HAP_SRP_MORE);

    return result;
}

/* Everything between M3 and M4; returns what it took. */
static unsigned long long count_session(const char *name, int is_right)
{
    static hap_srp_t work;
    static session_t s;
    uint8_t K[HASH], M2[HASH];
    int results[3];

    read_session(&s, name);
    hap_srp_start_set(&work, s.v, s.b);
    TEST_CHECK(run_steps(&work) == HAP_OK);
    s.M1[0] ^= is_right ? 0 : 1;

    CALLGRIND_TOGGLE_COLLECT;
    results[0] = hap_srp_start_session(&work, s.A, NUMBER);
    results[1] = run_steps(&work);
    results[2] = hap_srp_finish_session(K, M2, &work, s.salt, s.M1);
    CALLGRIND_TOGGLE_COLLECT;
    CALLGRIND_DUMP_STATS;

    TEST_CHECK(results[0] == HAP_OK && results[1] == HAP_OK && results[2] == (is_right ? HAP_OK : HAP_ERR_AUTH));
    TEST_CHECK(!is_right || memcmp(K, s.K, HASH) == 0);
    return read_count();
}

static void compare(const char *what, const char *name, int is_right, unsigned long long expected)
{
    test_begin("as many instructions for %s", what);
    unsigned long long count = count_session(name, is_right);

    if (count != expected)
    {
        test_fail("%llu, not %llu", count, expected);
    }

    test_end();
}

int main(int argc, char **argv)
{
    uint8_t A[NUMBER];

    if (argc != 3 || !RUNNING_ON_VALGRIND)
    {
        test_die("usage", "valgrind --tool=callgrind ... srp_instructions FOLDER-OF-VECTORS OUT");
    }

    dumps = argv[2];
    load_vectors(argv[1]);

    test_begin("a session is counted");
    count_session("HapPlain", 1); /* the first call of a library function looks it up */
    unsigned long long expected = count_session("HapPlain", 1);
    TEST_CHECK(expected > 1000000);
    TEST_CHECK(read_value(A, "HapALeadingZero", "A", NUMBER)[0] == 0);
    test_end();

    compare("a wrong code", "HapPlain", 0, expected);
    compare("a wrong code with A[0] = 0", "HapALeadingZero", 0, expected);
    compare("a right code with A[0] = 0", "HapALeadingZero", 1, expected);
    compare("a right code with S[0] = 0", "HapSLeadingZero", 1, expected);
    compare("a wrong code with S[0] = 0", "HapSLeadingZero", 0, expected);
    return test_finish();
}
