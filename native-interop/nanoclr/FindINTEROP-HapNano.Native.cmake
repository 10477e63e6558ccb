# Copyright (c) 2026 The HapNano authors.
# Licensed under the MIT licence. See LICENSE in the repository root.

# Adds HapNano.Native to a nanoFramework image. The image build looks for this file in its CMake/Modules and for the sources in its
# InteropAssemblies/HapNano.Native, which is a copy of (or a link to) native-interop; ../README.md has the steps.
#
# Sets HapNano.Native_SOURCES and HapNano.Native_INCLUDE_DIRS. Options, set in the image's CMake preset:
#   HAPNANO_SRP_MBEDTLS  ON: SRP's exponentiations through Mbed TLS, and so the chip's accelerator (hap_config.h)
#   HAPNANO_RANDOM_ADC   ON: for an image without Wi-Fi and Bluetooth (hap_config.h)

if(EXISTS ${CMAKE_CURRENT_LIST_DIR}/HapNano_Native.cpp) # used where it lies
  get_filename_component(HapNano.Native_DIR ${CMAKE_CURRENT_LIST_DIR}/.. ABSOLUTE)
else()
  set(HapNano.Native_DIR ${CMAKE_SOURCE_DIR}/InteropAssemblies/HapNano.Native)
endif()

file(GLOB HapNano.Native_C ${HapNano.Native_DIR}/src/*.c ${HapNano.Native_DIR}/nanoclr/*.c)
set(HapNano.Native_SOURCES
  ${HapNano.Native_DIR}/nanoclr/HapNano_Native.cpp
  ${HapNano.Native_DIR}/nanoclr/HapNano_Native_HapNano_Native_HapCryptoNative.cpp
  ${HapNano.Native_DIR}/nanoclr/HapNano_Native_HapNano_Native_HapRadioNative.cpp
  ${HapNano.Native_C})
set(HapNano.Native_INCLUDE_DIRS ${HapNano.Native_DIR}/include ${HapNano.Native_DIR}/nanoclr)

set_source_files_properties(${HapNano.Native_SOURCES} PROPERTIES COMPILE_DEFINITIONS
  "HAP_SRP_CLIENT=0;HAP_SRP_MBEDTLS=$<BOOL:${HAPNANO_SRP_MBEDTLS}>;HAP_RANDOM_ADC=$<BOOL:${HAPNANO_RANDOM_ADC}>")

# The level at which the code was measured, whatever the image's own is. The image build asks for -fno-builtin too, which makes a
# call of every copy of a few words: a frame would take 67,300 instructions instead of 39,600 (measure -Os -fno-builtin).
set_source_files_properties(${HapNano.Native_SOURCES} PROPERTIES COMPILE_OPTIONS "-Os;-fbuiltin")

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(INTEROP-HapNano.Native REQUIRED_VARS HapNano.Native_C HapNano.Native_INCLUDE_DIRS)
