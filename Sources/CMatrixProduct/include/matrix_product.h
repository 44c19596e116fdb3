#ifndef GRADUS_MATRIX_PRODUCT_H
#define GRADUS_MATRIX_PRODUCT_H

#include <stddef.h>

/// A matrix inside an array: entry (i, k) is at[i * row + k * column]. With the two steps exchanged
/// it is the transpose, which nobody has to build.
typedef struct {
  const double *at;
  ptrdiff_t row, column;
} gradus_matrix;

/// Adds A B to C, whose rows are contiguous and `c_row` apart.
///
/// Each entry of C is added to in the order of k, one product rounded and then one sum rounded:
/// exactly what three plain loops give, on every processor. So nothing here is fused (FMA) and no
/// sum is split; what is done at once is different entries.
///
/// A is (rows, depth), B is (depth, columns).
void gradus_add_product(
    size_t rows, size_t depth, size_t columns, gradus_matrix a, gradus_matrix b, double *c,
    ptrdiff_t c_row);

#endif
