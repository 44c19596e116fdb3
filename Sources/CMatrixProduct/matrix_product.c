#include "matrix_product.h"

// A product and a sum are two roundings, whatever the processor could do in one.
#pragma STDC FP_CONTRACT OFF

// The widest registers that the machine has, chosen when the program starts.
#if defined(__linux__) && defined(__x86_64__)
#define WIDEST __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define WIDEST
#endif

// A tile of C stays in registers: 6 rows of 8 columns, while a panel of B, 8 columns wide and at most
// DEPTH deep, stays in the first cache.
enum { ROWS = 6, COLUMNS = 8, DEPTH = 256 };

typedef double lane __attribute__((vector_size(COLUMNS * sizeof(double)), aligned(8)));

/// `rows` is a constant where this is inlined.
static inline __attribute__((always_inline)) void tile(
    size_t rows, size_t depth, const double *a, ptrdiff_t a_row, ptrdiff_t a_column,
    const double *panel, ptrdiff_t panel_row, double *c, ptrdiff_t c_row) {
  lane sums[ROWS];
  for (size_t i = 0; i < rows; i++) sums[i] = *(const lane *)(c + i * c_row);
  for (size_t k = 0; k < depth; k++) {
    lane b = *(const lane *)(panel + k * panel_row);
    for (size_t i = 0; i < rows; i++) sums[i] += a[i * a_row + k * a_column] * b;
  }
  for (size_t i = 0; i < rows; i++) *(lane *)(c + i * c_row) = sums[i];
}

static inline __attribute__((always_inline)) void tiles(
    size_t rows, size_t depth, const double *a, ptrdiff_t a_row, ptrdiff_t a_column,
    const double *panel, ptrdiff_t panel_row, double *c, ptrdiff_t c_row) {
  switch (rows) {
    case 6: tile(6, depth, a, a_row, a_column, panel, panel_row, c, c_row); break;
    case 5: tile(5, depth, a, a_row, a_column, panel, panel_row, c, c_row); break;
    case 4: tile(4, depth, a, a_row, a_column, panel, panel_row, c, c_row); break;
    case 3: tile(3, depth, a, a_row, a_column, panel, panel_row, c, c_row); break;
    case 2: tile(2, depth, a, a_row, a_column, panel, panel_row, c, c_row); break;
    default: tile(1, depth, a, a_row, a_column, panel, panel_row, c, c_row); break;
  }
}

/// One column of C: a matrix times a vector. Eight sums at once hide how long each addition takes.
static inline __attribute__((always_inline)) void column(
    size_t rows, size_t depth, gradus_matrix a, gradus_matrix b, double *c, ptrdiff_t c_row) {
  enum { SUMS = 8 };
  for (size_t i = 0; i < rows; i += SUMS) {
    size_t high = rows - i < SUMS ? rows - i : SUMS;
    // Rows that are not there are read as the last one is, and not written.
    const double *left[SUMS];
    double sums[SUMS];
    for (size_t m = 0; m < SUMS; m++) {
      size_t row = i + (m < high ? m : high - 1);
      left[m] = a.at + row * a.row;
      sums[m] = c[row * c_row];
    }
    for (size_t k = 0; k < depth; k++) {
      double factor = b.at[k * b.row];
      for (size_t m = 0; m < SUMS; m++) sums[m] += left[m][k * a.column] * factor;
    }
    for (size_t m = 0; m < high; m++) c[(i + m) * c_row] = sums[m];
  }
}

WIDEST void gradus_add_product(
    size_t rows, size_t depth, size_t columns, gradus_matrix a, gradus_matrix b, double *c,
    ptrdiff_t c_row) {
  double packed[DEPTH * COLUMNS] __attribute__((aligned(64)));
  double edge[ROWS * COLUMNS] __attribute__((aligned(64)));
  if (columns == 1) return column(rows, depth, a, b, c, c_row);
  for (size_t j = 0; j < columns; j += COLUMNS) {
    size_t width = columns - j < COLUMNS ? columns - j : COLUMNS;
    for (size_t start = 0; start < depth; start += DEPTH) {
      size_t deep = depth - start < DEPTH ? depth - start : DEPTH;
      const double *panel = b.at + start * b.row + j * b.column;
      ptrdiff_t panel_row = b.row;
      // A panel of few rows is read in place where it can be: to copy it takes as long as to use it.
      if (width < COLUMNS || b.column != 1 || rows > 2 * ROWS) {
        for (size_t k = 0; k < deep; k++) {
          for (size_t n = 0; n < COLUMNS; n++) {
            packed[k * COLUMNS + n] = n < width ? panel[k * b.row + n * b.column] : 0;
          }
        }
        panel = packed;
        panel_row = COLUMNS;
      }
      for (size_t i = 0; i < rows; i += ROWS) {
        size_t high = rows - i < ROWS ? rows - i : ROWS;
        const double *left = a.at + i * a.row + start * a.column;
        double *target = c + i * c_row + j;
        if (width == COLUMNS) {
          tiles(high, deep, left, a.row, a.column, panel, panel_row, target, c_row);
          continue;
        }
        for (size_t m = 0; m < high; m++) {
          for (size_t n = 0; n < COLUMNS; n++) {
            edge[m * COLUMNS + n] = n < width ? target[m * c_row + n] : 0;
          }
        }
        tiles(high, deep, left, a.row, a.column, panel, panel_row, edge, COLUMNS);
        for (size_t m = 0; m < high; m++) {
          for (size_t n = 0; n < width; n++) target[m * c_row + n] = edge[m * COLUMNS + n];
        }
      }
    }
  }
}
