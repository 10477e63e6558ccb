/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#ifndef HAP_CONFIG_H
#define HAP_CONFIG_H

/* The compile-time options of the native library: one of the few places where builds differ.
 *
 *   HAP_SHARED   define it to 1 when the sources become a shared library (the desktop build): public functions are
 *                exported, everything else may stay hidden (-fvisibility=hidden). An image leaves it undefined.
 *   HAP_SRP_CLIENT  1 (default) adds the controller's end of SRP, for tests and tools; an image sets it to 0.
 *   HAP_SRP_MBEDTLS 1 leaves SRP's exponentiations to mbedtls_mpi_exp_mod, which in an ESP-IDF image uses the chip's accelerator
 *                for big numbers. It takes memory from Mbed TLS's heap, and one exponentiation is one call. Our half of it is as
 *                clean as the rest; inside mbedtls_mpi_exp_mod, 2.28 branches on the bits of the exponent, which is the secret
 *                x or b (tests/native/mbedtls_secrets.c), and what 3.6 and an accelerator do was not looked at. 0 (default)
 *                is our own code.
 *   HAP_RANDOM_ADC  1 lets hap_random feed the ESP32's generator from the ADC for as long as a draw takes, when no radio is on: for
 *                an image without Wi-Fi and Bluetooth in which nothing else uses the ADC or, on the first ESP32, I2S. 0 (default):
 *                without a radio hap_random fails.
 *   HAP_BN_LIMB32   define it to make SRP's numbers of 32-bit limbs where the compiler could do 64: what an image runs. */

#if defined(HAP_SHARED) && HAP_SHARED
#if defined(_WIN32)
#define HAP_EXPORT __declspec(dllexport)
#elif defined(__GNUC__)
#define HAP_EXPORT __attribute__((visibility("default")))
#else
#define HAP_EXPORT
#endif
#else
#define HAP_EXPORT
#endif

#ifndef HAP_SRP_MBEDTLS
#define HAP_SRP_MBEDTLS 0
#endif

#ifndef HAP_RANDOM_ADC
#define HAP_RANDOM_ADC 0
#endif

#ifndef HAP_SRP_CLIENT
#define HAP_SRP_CLIENT 1
#endif

#endif
