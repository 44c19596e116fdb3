// Counts allocations of the benchmarks' own process: a program's malloc stands before the one of
// the C library, for all libraries that it loads. Only where the C library is glibc, which keeps
// its own under another name.

#include "allocations.h"

#ifdef __linux__
#include <features.h>
#endif
#include <stdatomic.h>
#include <stddef.h>

static atomic_ulong count;

unsigned long gradus_allocations(void) { return atomic_load_explicit(&count, memory_order_relaxed); }

#ifdef __GLIBC__
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);

static void counted(void) { atomic_fetch_add_explicit(&count, 1, memory_order_relaxed); }

void *malloc(size_t size) {
  counted();
  return __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
  counted();
  return __libc_calloc(number, size);
}

void *realloc(void *block, size_t size) {
  counted();
  return __libc_realloc(block, size);
}
#endif
