# Copyright (c) 2026 The HapNano authors.
# Licensed under the MIT licence. See LICENSE in the repository root.

# Checks what the compiler was told of each file that the CMake module names: the options of the module must come behind those of the
# image, which say otherwise, and win. As a test: cmake -DNATIVE=... -DCOMMANDS=.../compile_commands.json -P module_options.cmake

file(GLOB SOURCES ${NATIVE}/src/*.c ${NATIVE}/nanoclr/*.c ${NATIVE}/nanoclr/*.cpp)
file(STRINGS ${COMMANDS} LINES REGEX "\"command\": .*hapnano_image")

# The last option of a command that matches must be the one that is wanted.
function(expect command pattern wanted source)
  string(REGEX MATCHALL " ${pattern}" found "${command}")
  list(GET found -1 last)
  if(NOT last STREQUAL " ${wanted}")
    message(FATAL_ERROR "not ok ${source}: the last of${found} is not ${wanted}")
  endif()
endfunction()

set(COUNT 0)
foreach(source ${SOURCES})
  get_filename_component(name ${source} NAME)
  foreach(line ${LINES})
    if(line MATCHES "/${name}\"")
      expect("${line}" "-O[a-z0-9]*" "-Os" ${name})
      expect("${line}" "-f(no-)?builtin" "-fbuiltin" ${name})
      expect("${line}" "-DHAP_SRP_CLIENT=[0-9]" "-DHAP_SRP_CLIENT=0" ${name})
      expect("${line}" "-DHAP_SRP_MBEDTLS=[0-9]" "-DHAP_SRP_MBEDTLS=0" ${name})
      expect("${line}" "-DHAP_RANDOM_ADC=[0-9]" "-DHAP_RANDOM_ADC=0" ${name})
      math(EXPR COUNT "${COUNT} + 1")
    endif()
  endforeach()
endforeach()

list(LENGTH SOURCES WANTED)
if(NOT COUNT EQUAL WANTED)
  message(FATAL_ERROR "not ok ${COUNT} of ${WANTED} files were compiled for the image")
endif()

message("ok ${COUNT} files were compiled with -Os -fbuiltin, whatever the image asks for")
