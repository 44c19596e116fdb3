#ifndef GRADUS_ALLOCATIONS_H
#define GRADUS_ALLOCATIONS_H

/// Blocks that the whole process has asked for so far; 0 where nobody counts.
unsigned long gradus_allocations(void);

#endif
