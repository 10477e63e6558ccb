# Copyright (c) 2026 The HapNano authors.
# Licensed under the MIT licence. See LICENSE in the repository root.

# Secret dependence: tests/native/ct_test.c under valgrind, with the library at each level that somebody may choose for an image, since it
# is the compiler that makes a branch of a mask; tests/native/mbedtls_secrets.c; and tests/native/srp_instructions.c. ctest -L ct runs these alone. Another compiler:
# -DCMAKE_C_COMPILER=clang.

find_program(VALGRIND valgrind)
find_path(VALGRIND_INCLUDE valgrind/memcheck.h)

if(NOT VALGRIND OR NOT VALGRIND_INCLUDE)
  message(WARNING "No valgrind here: secret dependence is not checked.")
  return()
endif()

foreach(level Os O1 O2 O3)
  add_executable(ct_test_${level} ${TESTS}/native/ct_test.c ${SOURCES})
  target_include_directories(ct_test_${level} PRIVATE ${NATIVE}/include ${NATIVE}/src ${VALGRIND_INCLUDE})
  target_compile_definitions(ct_test_${level} PRIVATE HAP_CT_CHECK=1)

  # -gdwarf-4: valgrind 3.19 cannot read what clang writes by default.
  target_compile_options(ct_test_${level} PRIVATE -${level} -gdwarf-4)
  add_test(NAME ct_test_${level} COMMAND ${VALGRIND} --quiet --error-limit=no $<TARGET_FILE:ct_test_${level}>)
  set_tests_properties(ct_test_${level} PROPERTIES LABELS ct)
endforeach()

# The route through Mbed TLS: our half of it.
if(TARGET hapnano_mbedtls)
  add_executable(mbedtls_secrets ${TESTS}/native/mbedtls_secrets.c ${SOURCES})
  target_include_directories(mbedtls_secrets PRIVATE ${NATIVE}/include ${NATIVE}/src)
  target_include_directories(mbedtls_secrets SYSTEM PRIVATE ${MBEDTLS_INCLUDE} ${VALGRIND_INCLUDE})
  target_compile_definitions(mbedtls_secrets PRIVATE HAP_CT_CHECK=1 HAP_SRP_MBEDTLS=1)
  target_compile_options(mbedtls_secrets PRIVATE -Os -gdwarf-4)
  target_link_libraries(mbedtls_secrets PRIVATE ${MBEDCRYPTO})
  target_link_options(mbedtls_secrets PRIVATE -Wl,--wrap=mbedtls_mpi_exp_mod)
  add_test(NAME mbedtls_secrets COMMAND ${VALGRIND} --quiet --error-limit=no $<TARGET_FILE:mbedtls_secrets>)
  set_tests_properties(mbedtls_secrets PROPERTIES LABELS ct)
endif()

# The count of instructions at M3, as callgrind takes it.
add_executable(srp_instructions ${TESTS}/native/srp_instructions.c)
target_include_directories(srp_instructions PRIVATE ${VALGRIND_INCLUDE})
target_link_libraries(srp_instructions PRIVATE hapnano_plain)
set(counts ${CMAKE_CURRENT_BINARY_DIR}/srp_instructions.out)
add_test(NAME srp_instructions COMMAND ${VALGRIND} --quiet --tool=callgrind --collect-atstart=no --callgrind-out-file=${counts}
         $<TARGET_FILE:srp_instructions> ${TESTS}/vectors ${counts})
set_tests_properties(srp_instructions PROPERTIES LABELS ct)
