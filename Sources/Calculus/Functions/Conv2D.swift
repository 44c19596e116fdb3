import IndexNotation
import Tensors

/// A kernel moved over a matrix: `y_ij = Σ_a Σ_b x_{s i + a, s j + b} k_ab`; with channels their sum.
struct Conv2D: Convolution {
  let name = "conv2d"
  let summary =
    "A kernel moved over a matrix, y_ij = sum_ab x_{s i + a, s j + b} k_ab, or over (channels, rows, columns); not mirrored."
  let source = "https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv2d.html"
  let moving = 2
  let strides: [Int]

  init(strides: [Int] = [1, 1]) { self.strides = strides }

  var samples: [[Tensor]] {
    [
      [
        Tensor((0..<12).map { Double($0 * 7 % 5) - 1.6 }, shape: [3, 4]),
        Tensor([0.6, -0.2, 1.1, 0.4], shape: [2, 2]),
      ],
      [
        Tensor((0..<12).map { Double($0 * 5 % 7) - 2.5 }, shape: [2, 2, 3]),
        Tensor((0..<8).map { Double($0 * 3 % 5) - 1.7 }, shape: [1, 2, 2, 2]),
      ],
    ]
  }
}
