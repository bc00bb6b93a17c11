# The functions that every folder's CMakeLists.txt is written with.

# What every target of ours is compiled with.
add_library(console_options INTERFACE)
target_compile_features(console_options INTERFACE cxx_std_20)
target_compile_options(console_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Werror
    -fvisibility=hidden)
target_compile_definitions(console_options INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
    QT_NO_FOREACH QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_DISABLE_DEPRECATED_BEFORE=0x060400)
target_link_libraries(console_options INTERFACE Qt6::Core)
if(CONSOLE_SANITIZE)
    target_compile_options(console_options INTERFACE
        -O1 -g1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined)
    target_link_options(console_options INTERFACE -fsanitize=address,undefined)
endif()
if(CONSOLE_FUZZ) # clang; tests/fuzz and what it links. Its own warnings are not ours.
    target_compile_options(console_options INTERFACE
        -Wno-error -O1 -g1 -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined)
    target_link_options(console_options INTERFACE -fsanitize=address,undefined)
endif()

function(console_prepare target)
    set_target_properties(${target} PROPERTIES AUTOMOC ON)
    if(CONSOLE_FAST_BUILD)
        set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 12)
        target_precompile_headers(${target} PRIVATE "${PROJECT_SOURCE_DIR}/cmake/console_pch.h")
    endif()
endfunction()

# Makes an include root in which only the current folder is visible, under its path from the project's root.
function(console_show_folder target root_variable)
    file(RELATIVE_PATH folder "${PROJECT_SOURCE_DIR}" "${CMAKE_CURRENT_SOURCE_DIR}")
    cmake_path(GET folder PARENT_PATH parent)
    set(root "${PROJECT_BINARY_DIR}/include/${target}")
    file(MAKE_DIRECTORY "${root}/${parent}")
    file(CREATE_LINK "${CMAKE_CURRENT_SOURCE_DIR}" "${root}/${folder}" SYMBOLIC)
    set(${root_variable} "${root}" PARENT_SCOPE)
endfunction()

# A library that shows its own folder and no other: a link to it is the permission to include its headers.
#   console_add_library(core_feel SOURCES lexer.cpp lexer.h USES core_base core_value USES_PRIVATELY OpenSSL::Crypto)
function(console_add_library target)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;USES;USES_PRIVATELY")
    console_show_folder(${target} root)
    add_library(${target} STATIC ${arg_SOURCES})
    target_include_directories(${target} PUBLIC "${root}")
    target_link_libraries(${target} PUBLIC console_options ${arg_USES} PRIVATE ${arg_USES_PRIVATELY})
    set_property(GLOBAL APPEND PROPERTY CONSOLE_LIBRARIES ${target})
    console_prepare(${target})
endfunction()

# A program; it sees its own folder and lands in build/<preset>/bin.
function(console_add_program target)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;USES")
    console_show_folder(${target} root)
    add_executable(${target} ${arg_SOURCES})
    target_include_directories(${target} PRIVATE "${root}")
    target_link_libraries(${target} PRIVATE console_options ${arg_USES})
    set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")
    console_prepare(${target})
endfunction()

# A libFuzzer target, in build/fuzz/bin.
function(console_add_fuzzer target)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;USES")
    add_executable(${target} ${arg_SOURCES})
    target_link_libraries(${target} PRIVATE console_options ${arg_USES})
    target_link_options(${target} PRIVATE -fsanitize=fuzzer)
    set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")
endfunction()

# One test program per folder: every tst_*.cpp holds one QObject test class, registered by
# PLUGBOARD_TEST(Class) from tests/support/test_main.h; ctest runs each class by itself.
#   console_add_tests(tests_core_feel SOURCES tst_lexer.cpp tst_parser.cpp USES core_feel [MAIN widgets] [LABELS gui] [TIMEOUT 120])
function(console_add_tests target)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT;MAIN" "SOURCES;USES;LABELS")
    if(NOT CONSOLE_UNIT_TESTS)
        return()
    endif()
    if(NOT arg_MAIN)
        set(arg_MAIN core) # "widgets" for a QApplication
    endif()
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    add_executable(${target} ${arg_SOURCES})
    target_link_libraries(${target} PRIVATE console_options tests_support ${arg_USES})
    target_sources(${target} PRIVATE $<TARGET_OBJECTS:tests_main_${arg_MAIN}>)
    target_compile_definitions(${target} PRIVATE
        PLUGBOARD_SOURCE_DIR="${PROJECT_SOURCE_DIR}" PLUGBOARD_TEST_DATA="${CMAKE_CURRENT_SOURCE_DIR}")
    console_prepare(${target})
    set_target_properties(${target} PROPERTIES UNITY_BUILD OFF)
    # What tests expect of AWS's models is what Debian's package has, whatever a Python environment adds.
    set(packaged_models /usr/lib/python3/dist-packages/botocore/data)
    foreach(source ${arg_SOURCES})
        cmake_path(GET source STEM name)
        if(NOT name MATCHES "^tst_")
            continue()
        endif()
        add_test(NAME "${target}/${name}" COMMAND ${target} "${name}")
        set_tests_properties("${target}/${name}" PROPERTIES
            TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABELS}" SKIP_REGULAR_EXPRESSION "SKIP   : "
            ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;TZ=UTC;QT_LOGGING_RULES=qt.network.ssl.warning=false;AWS_DATA_PATH=${packaged_models}")
    endforeach()
endfunction()
